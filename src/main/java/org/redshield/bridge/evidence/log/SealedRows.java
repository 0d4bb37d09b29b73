package org.redshield.bridge.evidence.log;

import static org.redshield.bridge.Rows.texts;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.cases.CaseEvents.RowsOfCase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Rows of other features, letters and what happened in cases, whose leaves the database itself writes in the transaction of the
 * row (db/changelog/sealing.sql); and the canonical records that those leaves are of.
 */
@Component
@RequiredArgsConstructor
public class SealedRows {

    private static final Logger LOG = LoggerFactory.getLogger(SealedRows.class);
    private static final long LOCK = 0x7265_6473_6c6f_6702L;

    /** What the trigger hashes too, in functions of PostgreSQL alone: whoever replaces one of ours is found. */
    private static final String RECORD = """
            '{"id":' || to_json(l.subject::text) || ',"key":' || to_json(l.row_key) || ',"kind":' || to_json(l.kind)
            || ',"nonce":' || to_json(l.nonce) || ',"row":{'
            || (select coalesce(string_agg(to_json(f.key) || ':' || to_json(f.value), ',' order by f.key collate "C"), '')
                  from jsonb_each_text(to_jsonb(t)) f where f.key = any(s.fields) and f.value is not null)
            || '},"sealedAt":' || to_json(to_char(l.sealed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
            || ',"version":1}'
            """;

    private static final String BY_SUBJECT = "unnest(?) w (subject) join log_leaf l on l.subject = w.subject";
    private static final String BY_KEY =
            "unnest(?) w (key) join log_leaf l on hashtext(l.row_key) = hashtext(w.key) and l.row_key = w.key";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final List<RowsOfCase> contributed;

    /**
     * What a leaf can stand for.
     *
     * @param key columns of the table's key, each with its type
     * @param backlog whether rows from before the release that seals them may still wait for their leaf
     */
    public record Kind(String name, String table, List<String> key, boolean backlog) {

        /** The table's row that a leaf {@code l} is of. */
        private String join() {
            return IntStream.range(0, key.size())
                    .mapToObj(part -> "t.%s = split_part(l.row_key, '/', %d)::%s"
                            .formatted(column(part), part + 1, key.get(part).split(" ")[1]))
                    .collect(Collectors.joining(" and "));
        }

        private String text() {
            return IntStream.range(0, key.size())
                    .mapToObj(part -> "t." + column(part) + "::text")
                    .collect(Collectors.joining(" || '/' || "));
        }

        private String newestFirst() {
            return IntStream.range(0, key.size())
                    .mapToObj(part -> "t." + column(part) + " desc")
                    .collect(Collectors.joining(", "));
        }

        private String column(int part) {
            return key.get(part).split(" ")[0];
        }
    }

    /** A row of which there is a leaf, by the leaf's kind and the row's key, its parts joined by {@code /}. */
    public record Row(String kind, String key) {}

    /** What an organisation may give away with a case's evidence. */
    public List<Row> ofCase(String caseNo, String tenant) {
        return contributed.isEmpty()
                ? List.of()
                : jdbc.sql(contributed.stream().map(RowsOfCase::sql).collect(Collectors.joining(" union all ")))
                        .param("caseNo", caseNo)
                        .param("tenant", tenant)
                        .query((row, number) -> new Row(row.getString("kind"), row.getString("key")))
                        .list();
    }

    public List<Kind> kinds() {
        return jdbc.sql("select kind, table_name, key, backlog from sealed_rows order by kind")
                .query((row, number) -> new Kind(
                        row.getString("kind"),
                        row.getString("table_name"),
                        texts(row, "key"),
                        row.getBoolean("backlog")))
                .list();
    }

    /** Records by their leaves' subjects; empty where a newer leaf of the same row has taken the place of this one. */
    public Map<UUID, Optional<byte[]>> records(Kind kind, Collection<UUID> subjects) {
        return transaction.execute(status -> inUtc(kind, BY_SUBJECT, subjects.toArray(UUID[]::new)));
    }

    /** One statement, so that row and leaf are of the same moment. @param which {@link #BY_SUBJECT} or {@link #BY_KEY} */
    private Map<UUID, Optional<byte[]>> inUtc(Kind kind, String which, Object wanted) {
        // In what zone JSON writes times is a matter of the session.
        jdbc.sql("select set_config('TimeZone', 'UTC', true)")
                .query(String.class)
                .single();
        Map<UUID, Optional<byte[]>> records = new HashMap<>();
        jdbc.sql("select l.subject, " + RECORD + " as record,"
                        + " s.at_update and exists (select from log_leaf n where hashtext(n.row_key) = hashtext(l.row_key)"
                        + " and n.kind = l.kind and n.row_key = l.row_key"
                        + " and n.subject > l.subject) as superseded"
                        + " from " + which + " join sealed_rows s on s.kind = l.kind join " + kind.table() + " t on "
                        + kind.join() + " where l.kind = ?")
                .params(wanted, kind.name())
                .query(row -> {
                    records.put(
                            row.getObject("subject", UUID.class),
                            row.getBoolean("superseded")
                                    ? Optional.empty()
                                    : Optional.of(row.getString("record").getBytes(StandardCharsets.UTF_8)));
                });
        return records;
    }

    /** The newest leaves of these rows, with their records; a row without leaf, or a leaf without row, is left out. */
    public Map<UUID, byte[]> records(List<Row> rows) {
        Map<UUID, byte[]> records = new HashMap<>();
        for (Kind kind : kinds()) {
            String[] keys = rows.stream()
                    .filter(row -> row.kind().equals(kind.name()))
                    .map(Row::key)
                    .toArray(String[]::new);
            if (keys.length > 0) {
                transaction
                        .execute(status -> inUtc(kind, BY_KEY, keys))
                        .forEach((subject, record) -> record.ifPresent(bytes -> records.put(subject, bytes)));
            }
        }
        return records;
    }

    /** Whether rows from before may still be without leaves. */
    public boolean hasBacklog() {
        return kinds().stream().anyMatch(Kind::backlog);
    }

    /** Keys of rows without any leaf, some of them. @param newest how many rows are looked at, from the newest on; none for all */
    public List<String> withoutLeaf(Kind kind, Optional<Integer> newest) {
        if (kind.backlog()) {
            return List.of();
        }
        return jdbc.sql("select r.key from (select " + kind.text() + " as key, to_jsonb(t) as content from "
                        + kind.table() + " t"
                        + newest.map(most -> " order by " + kind.newestFirst() + " limit " + most)
                                .orElse("")
                        + ") r join sealed_rows s on s.kind = ?"
                        + " where exists (select from jsonb_each_text(r.content) f"
                        + " where f.key = any(s.fields) and f.value is not null)"
                        + " and not exists (select from log_leaf l where hashtext(l.row_key) = hashtext(r.key)"
                        + " and l.row_key = r.key and l.kind = s.kind) limit 100")
                .param(kind.name())
                .query(String.class)
                .list();
    }

    /**
     * Writes leaves for some of the rows that were there before rows had leaves; their records say when that was.
     *
     * @return whether there may be more
     */
    public boolean sealBacklog() {
        return Boolean.TRUE.equals(transaction.execute(status -> sealSome()));
    }

    private boolean sealSome() {
        Optional<String> kind = jdbc.sql("select kind from sealed_rows where backlog order by kind limit 1")
                .query(String.class)
                .optional();
        boolean mine = kind.isPresent()
                && jdbc.sql("select pg_try_advisory_xact_lock(?)")
                        .param(LOCK)
                        .query(Boolean.class)
                        .single();
        if (!mine) {
            return false;
        }
        long sealed = jdbc.sql("select seal_backlog(?)")
                .param(kind.get())
                .query(Long.class)
                .single();
        if (sealed == 0) {
            jdbc.sql("update sealed_rows set backlog = false where kind = ?")
                    .param(kind.get())
                    .update();
            LOG.info("Every row of kind {} has its leaf in the evidence log", kind.get());
        } else {
            LOG.info(
                    "{} rows of kind {} from before this release got their leaf in the evidence log",
                    sealed,
                    kind.get());
        }
        return true;
    }
}
