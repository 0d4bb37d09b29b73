package org.redshield.bridge.bureau.directory;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.redshield.bridge.bureau.Naming;
import org.redshield.bridge.bureau.Officer;
import org.redshield.bridge.bureau.Particular;
import org.redshield.bridge.operations.requirement.Demand;
import org.redshield.bridge.operations.requirement.Requirement;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** That of all who work on cases is known what letters and platforms ask for: how many lack what. Who it is says {@link LackingPeople}. */
class PeopleRequirement implements Requirement {

    /** As JSON: the tables of an earlier release know nobody who has left. */
    private static final String PRESENT = """
            select o.certificate_no, o.bureau_code, o.name, o.unit, o.phone
              from officer o join organisation b on b.code = o.bureau_code and b.connected
             where to_jsonb(o) ->> 'left_on' is null
            """;

    /** Officers by their role of whom the directory knows nothing. */
    private static final String UNKNOWN = """
            select count(*)
              from act_id_membership m
              join act_id_tenant_member t on t.user_id_ = m.user_id_
              join organisation b on b.code = t.tenant_id_ and b.connected and b.kind = 'BUREAU'
             where m.group_id_ = 'officer'
               and not exists (
                   select from officer o where o.user_id = m.user_id_ and to_jsonb(o) ->> 'left_on' is null)
            """;

    private static final Demand KNOWN = Demand.advised(
            "%1$s 名办案人员的信息不全（缺少%2$s），写明这些信息的函件和平台任务会被拒绝；名单见 GET /api/directory/lacking，请由账号管理员导入人员名录补上（PUT /api/directory）",
            "%1$s who work on cases lack something of %3$s: whatever names them with it is refused. GET /api/directory/lacking says who they"
                    + " are, an account administrator adds it at PUT /api/directory");

    @Override
    public String about() {
        return "People";
    }

    @Override
    public List<Demand> demands() {
        return List.of(KNOWN);
    }

    @Override
    public List<Lack> lacking(Environment settings, Optional<JdbcClient> database) {
        return database.flatMap(PeopleRequirement::lacking).stream().toList();
    }

    private static Optional<Lack> lacking(JdbcClient database) {
        Map<Particular, Integer> counts = new EnumMap<>(Particular.class);
        int people = 0;
        for (Officer officer : present(database)) {
            List<Particular> lacks = Naming.CASEWORK.lacking(officer);
            people += lacks.isEmpty() ? 0 : 1;
            lacks.forEach(one -> counts.merge(one, 1, Integer::sum));
        }
        int unknown = database.sql(UNKNOWN).query(Integer.class).single();
        if (unknown > 0) {
            people += unknown;
            List.of(Particular.CERTIFICATE, Particular.UNIT, Particular.PHONE)
                    .forEach(one -> counts.merge(one, unknown, Integer::sum));
        }
        if (people == 0) {
            return Optional.empty();
        }
        String what = counts.entrySet().stream()
                .map(one -> one.getKey().title() + " " + one.getValue() + " 人")
                .collect(Collectors.joining("、"));
        String english = counts.keySet().stream()
                .map(one -> one.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        return Optional.of(KNOWN.lacking(people, what, english));
    }

    private static List<Officer> present(JdbcClient database) {
        return database.sql(PRESENT)
                .query((row, index) -> new Officer(
                        row.getString("certificate_no"),
                        row.getString("bureau_code"),
                        Optional.empty(),
                        row.getString("name"),
                        row.getString("unit"),
                        row.getString("phone"),
                        LocalDate.MAX,
                        Optional.empty()))
                .list();
    }
}
