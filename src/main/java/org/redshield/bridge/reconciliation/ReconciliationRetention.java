package org.redshield.bridge.reconciliation;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.timestamp;

import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.redshield.bridge.cases.Involvements;
import org.redshield.bridge.cases.retention.Retained;
import org.redshield.bridge.cases.retention.RetentionRule;
import org.redshield.bridge.cases.retention.RetentionSettings;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The rows of a reconciliation go a time after it ended, a portion of the table at a time and from its beginning, so that no
 * transaction is large. The first portion decides, with the cases of the clues that it became; the others follow. What persons decided
 * stays, with the shop and the entries that they saw.
 */
@Component
class ReconciliationRetention implements RetentionRule {

    private static final int PORTION = 5_000;
    private static final String UNDECIDED = """
             where t.reconciliation_id = :id and t.position >= :from and t.position < :to
               and not exists (select from reconciliation_verdict v
                                where v.reconciliation_id = t.reconciliation_id and v.position = t.position)
            """;

    private final JdbcClient jdbc;
    private final Involvements involvements;
    private final Period kept;

    ReconciliationRetention(JdbcClient jdbc, Involvements involvements, RetentionSettings settings) {
        this.jdbc = jdbc;
        this.involvements = involvements;
        this.kept = settings.imports();
    }

    /** @param gone rows before that position have left, of {@code rows} */
    private record Run(UUID id, Instant endedAt, long gone, long rows) {}

    private record Clue(String caseNo, String bureau) {}

    /** @param from position of its first row */
    private record Portion(UUID id, long from) {

        static Portion of(String key) {
            String[] parts = key.split("/");
            return new Portion(UUID.fromString(parts[0]), Long.parseLong(parts[1]));
        }

        String key() {
            return id + "/" + from;
        }
    }

    @Override
    public Retained what() {
        return Retained.RECONCILIATION;
    }

    @Override
    public Period kept() {
        return kept;
    }

    /** Portions of one reconciliation after the other; one with which a younger one is compared waits for that. */
    @Override
    public Page due(Instant overBefore, String after, int limit) {
        Portion last = after.isEmpty() ? new Portion(new UUID(0, 0), Long.MAX_VALUE) : Portion.of(after);
        Optional<Run> found = jdbc.sql("""
                        select id, ended_at, rows_gone, greatest(shops, refusals) as rows from reconciliation r
                         where ended_at < :before and rows_gone < greatest(shops, refusals)
                           and (id > :id or id = :id and greatest(shops, refusals) > :next)
                           and (rows_gone > 0 or not exists (
                                select from reconciliation n
                                 where n.previous = r.id and (n.ended_at is null or n.ended_at >= :before)))
                         order by id limit 1
                        """)
                .param("before", timestamp(overBefore))
                .param("id", last.id())
                .param("next", next(last))
                .query((row, number) -> new Run(
                        row.getObject("id", UUID.class),
                        instant(row, "ended_at"),
                        row.getLong("rows_gone"),
                        row.getLong("rows")))
                .optional();
        if (found.isEmpty()) {
            return new Page(List.of(), Optional.empty());
        }
        Run run = found.get();
        boolean isGoneOnWith = run.id().equals(last.id());
        List<Clue> clues = run.gone() == 0 && !isGoneOnWith ? clues(run.id()) : List.of();
        if (isWorkedOn(clues)) {
            return new Page(List.of(), Optional.of(new Portion(run.id(), Long.MAX_VALUE).key()));
        }
        List<String> caseNos = clues.stream().map(Clue::caseNo).distinct().toList();
        List<Due> due = LongStream.iterate(
                        isGoneOnWith ? next(last) : run.gone(), from -> from < run.rows(), from -> from + PORTION)
                .limit(limit)
                .mapToObj(from ->
                        new Due(new Portion(run.id(), from).key(), from == 0 ? caseNos : List.of(), run.endedAt()))
                .toList();
        return new Page(due, Optional.of(due.get(due.size() - 1).key()));
    }

    private static long next(Portion last) {
        return last.from() == Long.MAX_VALUE ? Long.MAX_VALUE : last.from() + PORTION;
    }

    private List<Clue> clues(UUID id) {
        return jdbc.sql("""
                        select case_no, bureau from reconciliation_clue where reconciliation_id = :id
                         union select case_no, bureau from reconciliation_clue_withdrawn where reconciliation_id = :id
                        """)
                .param("id", id)
                .query((row, number) -> new Clue(row.getString("case_no"), row.getString("bureau")))
                .list();
    }

    private boolean isWorkedOn(List<Clue> clues) {
        Map<String, List<String>> cases = clues.stream()
                .collect(Collectors.groupingBy(Clue::bureau, Collectors.mapping(Clue::caseNo, Collectors.toList())));
        return cases.entrySet().stream()
                .anyMatch(of -> !involvements.open(of.getValue(), of.getKey()).isEmpty());
    }

    /** Empty as well where the portion before it is still there, or persons have decided about all of it. */
    @Override
    public Optional<Deleted> delete(Due due) {
        Portion portion = Portion.of(due.key());
        if (portion.from() == 0 && isWorkedOn(clues(portion.id()))) {
            return Optional.empty();
        }
        Map<String, Object> which = Map.of("id", portion.id(), "from", portion.from(), "to", portion.from() + PORTION);
        boolean isNext = jdbc.sql(
                                "update reconciliation set rows_gone = :to where id = :id and rows_gone = :from and ended_at is not null")
                        .params(which)
                        .update()
                == 1;
        if (!isNext) {
            return Optional.empty();
        }
        long rows = jdbc.sql("delete from reconciliation_review t" + UNDECIDED)
                .params(which)
                .update();
        rows += jdbc.sql("delete from reconciliation_turnover u using reconciliation_shop t" + UNDECIDED
                        + " and u.reconciliation_id = t.reconciliation_id and u.phone = t.phone" + """
                         and not exists (select from reconciliation_shop k join reconciliation_verdict v using (reconciliation_id, position)
                                          where k.reconciliation_id = u.reconciliation_id and k.shop_id = any(u.shops) and k.phone = u.phone)
                        """)
                .params(which)
                .update();
        // Of the lines that the table of results had of them, which somebody may have taken along.
        Deleted results = jdbc.sql(
                        "with gone as (delete from reconciliation_match t" + UNDECIDED + " returning *)" + """
                        select count(*) as rows, encode(sha256(convert_to(coalesce(string_agg(concat_ws(
                                   ',', shop_id, uscc, level, score, array_to_string(discrepancies, ' ')), E'\\n' order by position), ''),
                                   'UTF8')), 'hex') as sha256
                          from gone
                        """)
                .params(which)
                .query((row, number) ->
                        new Deleted(row.getLong("rows"), row.getString("sha256"), Optional.empty(), List.of()))
                .single();
        rows += results.rows();
        rows += jdbc.sql("delete from reconciliation_shop t" + UNDECIDED)
                .params(which)
                .update();
        rows += jdbc.sql(
                        "delete from reconciliation_refusal where reconciliation_id = :id and position >= :from and position < :to")
                .params(which)
                .update();
        return Optional.of(rows)
                .filter(any -> any > 0)
                .map(all -> new Deleted(all, results.sha256(), results.leafKind(), results.leafKeys()));
    }
}
