package org.redshield.bridge.oversight;

import static org.redshield.bridge.Rows.timestamp;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/** Questions to the numbers that are kept of each day, and to the few deadlines that run out before anybody has noticed. */
@Component
@RequiredArgsConstructor
class CountedDeadlines {

    /** Numbers with the {@code part} to which they belong. */
    private static final String OF_PARTS = """
            (select p.part, c.measure, c.day, c.kind, c.n
               from unnest(:parts, :nodes, :belows) p (part, node, below)
               join supervision_count c on c.node = p.node and c.below = p.below)""";

    /** The same over all kinds, a row a day, for many bureaus; each part has one. */
    private static final String TOTALS = """
            (select p.part, t.*
               from unnest(:parts, :nodes, :belows) p (part, node, below)
               left join supervision_total t on t.node = p.node and t.below = p.below and t.day >= :since)""";

    private static final String OF_ALL =
            "(select node as part, measure, day, kind, n from supervision_count where not below)";

    private final ReportDatabase reports;

    /**
     * A statement about {@code counted}, with columns {@code part, measure, day, kind, n}.
     *
     * @param nodes whose numbers; empty for every organisation's by itself
     */
    StatementSpec ask(String sql, Optional<List<Watches.Node>> nodes) {
        StatementSpec statement = reports.client().sql(sql.replace("counted", nodes.isPresent() ? OF_PARTS : OF_ALL));
        if (nodes.isEmpty()) {
            return statement;
        }
        return of(nodes.get(), statement);
    }

    /**
     * A statement about {@code totals}, with the columns of {@code supervision_total} and {@code part}.
     *
     * @param since the first day; what is open and late now comes along, as of day infinity
     */
    StatementSpec askTotals(String sql, List<Watches.Node> nodes, LocalDate since) {
        return of(nodes, reports.client().sql(sql.replace("totals", TOTALS)).param("since", since));
    }

    private static StatementSpec of(List<Watches.Node> all, StatementSpec statement) {
        return statement
                .param("parts", all.stream().map(Watches.Node::part).toArray(String[]::new))
                .param("nodes", all.stream().map(Watches.Node::code).toArray(String[]::new))
                .param("belows", all.stream().map(Watches.Node::below).toArray(Boolean[]::new));
    }

    /** What the numbers lack: deadlines that ran out and nobody has noticed yet, and what was not added up yet. */
    record Unnoticed(String tenant, String measure, String kind, LocalDate day, long n) {}

    /**
     * Of late deadlines and of terms.
     *
     * @param tenants empty for all organisations
     */
    List<Unnoticed> unnoticed(Optional<String[]> tenants, Instant now) {
        StatementSpec statement = reports.client()
                .sql("""
                        select tenant, measure, kind, day, sum(n) as n
                          from (select c.tenant, m.measure, m.kind, (c.due_at at time zone 'Asia/Shanghai')::date as day, 1 as n
                                  from clock c
                                 cross join lateral (select case when (c.unit, c.amount) in (('WORKING_DAYS', 3), ('MINUTES', 15))
                                                                 then c.unit end) term (unit)
                                 cross join lateral (values ('CLOCK_LATE', c.kind), ('TERM_DUE', term.unit),
                                                            ('TERM_MISSED', term.unit)) m (measure, kind)
                                 where c.state = 'RUNNING' and c.due_at < :now and m.kind is not null
                                union all
                                select tenant, measure, kind, day, n from supervision_change
                                 where measure in ('CLOCK_LATE', 'TERM_DUE', 'TERM_MISSED')) late
                         %s group by 1, 2, 3, 4 having sum(n) <> 0
                        """.formatted(tenants.isPresent() ? "where tenant = any(:tenants)" : ""))
                .param("now", timestamp(now));
        return (tenants.isPresent() ? statement.param("tenants", tenants.get()) : statement)
                .query((row, n) -> new Unnoticed(
                        row.getString("tenant"),
                        row.getString("measure"),
                        row.getString("kind"),
                        row.getObject("day", LocalDate.class),
                        row.getLong("n")))
                .list();
    }

    /** Of late deadlines alone. */
    List<Unnoticed> unnoticedLate(Optional<String[]> tenants, Instant now) {
        return unnoticed(tenants, now).stream()
                .filter(one -> one.measure().equals("CLOCK_LATE"))
                .toList();
    }

    /** How kinds of deadlines are called. */
    Map<String, String> titles() {
        return reports
                .client()
                .sql("select kind, title from supervision_title")
                .query((row, n) -> Map.entry(row.getString("kind"), row.getString("title")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
