package org.redshield.bridge.bureau;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.redshield.bridge.operations.requirement.Demand;
import org.redshield.bridge.operations.requirement.Requirement;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Bureaus that work here, the people of each, and the three offices. */
class BureauRequirement implements Requirement {

    /** Who must be there in each bureau, and how many: whatever is decided goes through these hands. */
    private static final Map<String, Integer> OF_BUREAU =
            Map.of("officer", 2, "unitHead", 1, "bureauHead", 1, "chiefHead", 1);

    private static final Map<String, Integer> OF_ALL =
            Map.of("accountAdmin", 2, "securityAdmin", 1, "auditor", 1, "operator", 1);

    private static final Demand CONNECTED =
            Demand.needed("没有接入任何一个局，请设置 {}", "no bureau works here; set {}", "bridge.connected-bureaus");

    private static final Demand OFFICERS = Demand.needed(
            "%s（%s）登记的执法人员不足两名，请由账号管理员导入人员名录（/api/directory）",
            "%s (%s) has fewer than two officers in the directory; an account administrator imports them at /api/directory");

    private static final Demand OFFICES =
            Demand.needed("角色 %s 需要 %s 人，现有 %s 人，请在 Admin 中设置", "the role %s needs %s, there are %s; give it in Admin");

    private static final Demand ACCOUNTS =
            Demand.needed("%s（%s）缺少办案所需的账号：%s 人", "%s (%s) lacks accounts for its cases, at least: %s");

    @Override
    public String about() {
        return "Bureaus and people";
    }

    @Override
    public List<Demand> demands() {
        return Stream.concat(GivenDirectory.DEMANDS.stream(), Stream.of(CONNECTED, OFFICERS, OFFICES, ACCOUNTS))
                .toList();
    }

    @Override
    public List<Lack> hindering(Environment settings, Optional<JdbcClient> database) {
        BureauSettings given = Binder.get(settings).bindOrCreate("bridge", BureauSettings.class);
        return new GivenDirectory(given, database.map(DirectoryLoader::known).orElse(List.of())).wrong();
    }

    @Override
    public List<Lack> lacking(Environment settings, Optional<JdbcClient> database) {
        return database.map(there -> lacking(settings, there)).orElse(List.of());
    }

    private static List<Lack> lacking(Environment settings, JdbcClient database) {
        List<Lack> lacks = new ArrayList<>();
        List<Organisation> bureaus = new Organisations(database).connectedBureaus();
        if (bureaus.isEmpty()) {
            lacks.add(CONNECTED.lacking());
        }
        // As JSON: who is about to upgrade checks with the new release on the old tables, which know nobody who has
        // left.
        Map<String, Integer> officers = counts(
                database,
                "select bureau_code, count(*) from officer o where to_jsonb(o) ->> 'left_on' is null group by 1");
        for (Organisation bureau : bureaus) {
            if (officers.getOrDefault(bureau.code(), 0) < OF_BUREAU.get("officer")) {
                lacks.add(OFFICERS.lacking(bureau.name(), bureau.code()));
            }
        }
        // Where a provider says who people are, their roles come with their first sign-in.
        if (settings.getProperty("bridge.sign-in.issuer", "").isBlank()) {
            roles(database, bureaus, lacks);
        }
        return lacks;
    }

    private static void roles(JdbcClient database, List<Organisation> bureaus, List<Lack> lacks) {
        Map<String, Integer> all = counts(database, "select group_id_, count(*) from act_id_membership group by 1");
        OF_ALL.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(role -> {
            int there = all.getOrDefault(role.getKey(), 0);
            if (there < role.getValue()) {
                lacks.add(OFFICES.lacking(role.getKey(), role.getValue(), there));
            }
        });
        Map<String, Integer> own = counts(database, """
                        select t.tenant_id_ || ' ' || m.group_id_, count(distinct m.user_id_)
                          from act_id_tenant_member t join act_id_membership m on m.user_id_ = t.user_id_ group by 1
                        """);
        for (Organisation bureau : bureaus) {
            List<String> missing = OF_BUREAU.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .filter(role -> own.getOrDefault(bureau.code() + " " + role.getKey(), 0) < role.getValue())
                    .map(role -> role.getKey() + " " + role.getValue())
                    .toList();
            if (!missing.isEmpty()) {
                lacks.add(ACCOUNTS.lacking(bureau.name(), bureau.code(), String.join("、", missing)));
            }
        }
    }

    private static Map<String, Integer> counts(JdbcClient database, String sql) {
        Map<String, Integer> counts = new HashMap<>();
        database.sql(sql).query(row -> {
            counts.put(row.getString(1), row.getInt(2));
        });
        return counts;
    }
}
