package org.redshield.bridge.clues.intake;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.timestamp;

import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.cases.retention.Retained;
import org.redshield.bridge.cases.retention.RetentionRule;
import org.redshield.bridge.cases.retention.RetentionSettings;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What imports refused goes a time after they ended, some thousand lines of a file at a time; how many there were stays. */
@Component
class RefusalRetention implements RetentionRule {

    private static final int PORTION = 5_000;

    private final JdbcClient jdbc;
    private final Period kept;

    RefusalRetention(JdbcClient jdbc, RetentionSettings settings) {
        this.jdbc = jdbc;
        this.kept = settings.imports();
    }

    @Override
    public Retained what() {
        return Retained.IMPORT_REFUSAL;
    }

    @Override
    public Period kept() {
        return kept;
    }

    @Override
    public Page due(Instant overBefore, String after, int limit) {
        String[] last = (after.isEmpty() ? new UUID(0, 0) + "/0" : after).split("/");
        List<Due> due = jdbc.sql("""
                        select i.id, r.line / :portion as portion, i.ended_at
                          from clue_import i join clue_import_refusal r on r.import_id = i.id
                         where i.ended_at < :before and (i.id, r.line / :portion) > (:id, :last)
                         group by 1, 2 order by 1, 2 limit :limit
                        """)
                .param("portion", PORTION)
                .param("before", timestamp(overBefore))
                .param("id", UUID.fromString(last[0]))
                .param("last", Integer.parseInt(last[1]))
                .param("limit", limit)
                .query((row, number) ->
                        new Due(row.getString("id") + "/" + row.getInt("portion"), List.of(), instant(row, "ended_at")))
                .list();
        return new Page(
                due,
                due.size() < limit
                        ? Optional.empty()
                        : Optional.of(due.get(due.size() - 1).key()));
    }

    @Override
    public Optional<Deleted> delete(Due due) {
        String[] key = due.key().split("/");
        int from = Integer.parseInt(key[1]) * PORTION;
        // Of the lines that could be downloaded.
        return jdbc.sql("""
                        with gone as (delete from clue_import_refusal
                                       where import_id = ? and line >= ? and line < ? returning *)
                        select count(*) as rows, encode(sha256(convert_to(string_agg(
                                   concat_ws(',', line, field, reason), E'\\n' order by line, no), 'UTF8')), 'hex') as sha256
                          from gone having count(*) > 0
                        """)
                .params(UUID.fromString(key[0]), from, from + PORTION)
                .query((row, number) ->
                        new Deleted(row.getLong("rows"), row.getString("sha256"), Optional.empty(), List.of()))
                .optional();
    }
}
