package org.redshield.bridge.access.audit;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is asked of the record: by auditors of all of it, by officers of their cases. */
@Component
@RequiredArgsConstructor
public class AuditTrail {

    private static final String[] UNMASKED = Stream.of(AuditAct.values())
            .map(AuditAct::name)
            .filter(name -> name.endsWith("_UNMASKED"))
            .toArray(String[]::new);

    private final JdbcClient jdbc;
    private final PersonMarks marks;
    private final List<Holders> holders;

    /** A feature that knows in what a person's datum stands: who took that along as it is has seen the datum. */
    @FunctionalInterface
    public interface Holders {

        /** Ids as the record has them as subjects. */
        Collection<String> of(String datum);
    }

    /**
     * What is looked for; what is empty limits nothing.
     *
     * @param whose a telephone, a name or a number as it is: who saw it
     * @param before only what is older than that row, for the next page
     */
    public record Question(
            Optional<String> user,
            Optional<String> tenant,
            Optional<String> caseNo,
            Optional<AuditAct.Kind> kind,
            Optional<String> whose,
            Optional<Instant> from,
            Optional<Instant> to,
            Optional<Place> before) {}

    /** Where a page ends. */
    public record Place(Instant at, long id) {}

    /** A row of the record; what is unknown is null. */
    public record Row(
            long id,
            Instant at,
            String user,
            String tenant,
            String roles,
            String act,
            String operation,
            String caseNo,
            String subject,
            String detail,
            String source,
            String purposeCode,
            String purpose,
            int times) {}

    /** The newest first, through {@code db}. */
    public List<Row> search(JdbcClient db, Question question, int limit) {
        List<String> conditions = new ArrayList<>(List.of("true"));
        List<Object> values = new ArrayList<>();
        String from = "access_log";
        if (question.whose().isPresent()) {
            String datum = question.whose().get();
            String[] subjects = holders.stream()
                    .flatMap(holder -> holder.of(datum).stream())
                    .distinct()
                    .toArray(String[]::new);
            // Found first, by the index on hashes: the planner would else walk through time and hope.
            from = """
                    (select * from access_log where whose @> array[?]::bigint[] and whose is not null
                     union
                     select * from access_log where subject_id = any(?) and (what like 'DATASET%' or what like 'EVIDENCE%')
                        and what = any(?) offset 0) found
                    """;
            values.add(marks.of(List.of(datum)).stream().findFirst().orElse(0L));
            values.add(subjects);
            values.add(UNMASKED);
        }
        question.user().ifPresent(user -> is("user_id = ?", user, conditions, values));
        question.tenant().ifPresent(tenant -> is("tenant = ?", tenant, conditions, values));
        question.caseNo().ifPresent(number -> is("case_no = ?", number, conditions, values));
        question.kind().ifPresent(kind -> is("what = any(?)", AuditAct.of(kind), conditions, values));
        question.from().ifPresent(since -> is("at >= ?", timestamp(since), conditions, values));
        question.to().ifPresent(until -> is("at < ?", timestamp(until), conditions, values));
        question.before().ifPresent(place -> {
            is("at <= ?", timestamp(place.at()), conditions, values);
            is("(at, id) < (?, ?)", timestamp(place.at()), conditions, values);
            values.add(place.id());
        });
        values.add(limit);
        return db.sql("select * from " + from + " where " + String.join(" and ", conditions)
                        + " order by at desc, id desc limit ?")
                .params(values)
                .query(AuditTrail::row)
                .list();
    }

    private static void is(String condition, Object value, List<String> conditions, List<Object> values) {
        conditions.add(condition);
        values.add(value);
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                row.getLong("id"),
                instant(row, "at"),
                row.getString("user_id"),
                row.getString("tenant"),
                row.getString("roles"),
                row.getString("what"),
                row.getString("operation"),
                row.getString("case_no"),
                row.getString("subject_id"),
                row.getString("detail"),
                row.getString("source"),
                row.getString("purpose_code"),
                row.getString("purpose"),
                row.getInt("times"));
    }

    /** What one person saw of a case in one way. */
    public record Look(
            String user,
            String tenant,
            String roles,
            AuditAct act,
            String purposeCode,
            String purpose,
            Instant first,
            Instant last,
            long times) {}

    /** Who saw something of a case; the last first. */
    public List<Look> ofCase(String caseNo, int limit) {
        return jdbc.sql("""
                        select user_id, tenant, max(roles) as roles, what, purpose_code, purpose, min(at) as first, max(at) as last,
                               sum(times) as times
                          from access_log where case_no = ? and what = any(?) and user_id is not null
                         group by user_id, tenant, what, purpose_code, purpose order by max(at) desc limit ?
                        """)
                .params(
                        caseNo,
                        Stream.of(AuditAct.values())
                                .filter(AuditAct::shows)
                                .map(AuditAct::name)
                                .toArray(String[]::new),
                        limit)
                .query((row, number) -> new Look(
                        row.getString("user_id"),
                        row.getString("tenant"),
                        row.getString("roles"),
                        AuditAct.valueOf(row.getString("what")),
                        row.getString("purpose_code"),
                        row.getString("purpose"),
                        instant(row, "first"),
                        instant(row, "last"),
                        row.getLong("times")))
                .list();
    }
}
