package org.redshield.bridge.installation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The record in the database, for whoever keeps something outside of it: what is known to stand there. */
@Component
@RequiredArgsConstructor
public class InstallationRecord {

    /**
     * A node that runs holds this lock, shared, on a connection that lasts as long as it: others see by it that it runs. Of a machine that is
     * gone without a word the server notices that within a minute.
     */
    public static final String PRESENCE =
            "set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3;"
                    + " set tcp_user_timeout = 30000; select pg_advisory_lock_shared(7240, 34)";

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String NEIGHBOURS = """
            select exists (select from pg_locks l join pg_database d on d.oid = l.database
                            where d.datname = current_database() and l.locktype = 'advisory'
                              and l.classid = 7240 and l.objid = 34 and l.objsubid = 2)
            """;

    private final JdbcClient jdbc;

    /** Of this installation: also a restored database has it, and no other one. */
    public UUID id() {
        return jdbc.sql("select id from numbered_installation")
                .query(UUID.class)
                .single();
    }

    /** As it stands there now. */
    public Installed read() {
        return read(jdbc);
    }

    /** So far each series is known outside the database; what is known of others, or higher, stays. */
    public void numbersKnown(Map<String, Long> numbers) {
        jdbc.sql("""
                        update installation
                           set numbers = (select coalesce(jsonb_object_agg(k, n), '{}')
                                            from (select k, max(n) as n
                                                    from (select key as k, value::bigint as n from jsonb_each_text(numbers)
                                                          union all select * from unnest(:keys, cast(:numbers as bigint[]))) as both_of_them
                                                   group by k) as last)
                        """)
                .param("keys", numbers.keySet().toArray(String[]::new))
                .param("numbers", numbers.values().toArray(Long[]::new))
                .update();
    }

    /** A start found none of the numbers that were kept outside the database, and nobody has drawn the consequence yet. */
    public boolean areNumbersLost() {
        return jdbc.sql("select coalesce(bool_or(numbers_lost), false) from installation")
                .query(Boolean.class)
                .single();
    }

    /** The consequence is drawn, in the caller's transaction; what stood outside counts no more. */
    public void forgetNumbers() {
        jdbc.sql("update installation set numbers_lost = false, numbers = '{}'").update();
    }

    /** A signed head of the evidence log of that size stands outside the database. */
    public void headKnown(long size) {
        jdbc.sql("update installation set log_size = ? where log_size is distinct from ?")
                .params(size, size)
                .update();
    }

    /** Whether a node of this release runs now on that database. */
    static boolean hasNeighbours(JdbcClient database) {
        return database.sql(NEIGHBOURS).query(Boolean.class).single();
    }

    /** Of a database of any release, or an empty one. */
    static Installed read(JdbcClient database) {
        Optional<UUID> id = is(database, "numbered_installation")
                ? database.sql("select id from numbered_installation")
                        .query(UUID.class)
                        .optional()
                : Optional.empty();
        // As JSON: an older release's row lacks columns.
        JsonNode row = json(
                is(database, "installation")
                        ? database.sql("select to_jsonb(i) from installation i")
                                .query(String.class)
                                .optional()
                                .orElse("{}")
                        : "{}");
        Map<String, Long> numbers = new TreeMap<>();
        row.path("numbers")
                .fields()
                .forEachRemaining(
                        one -> numbers.put(one.getKey(), one.getValue().asLong()));
        return new Installed(
                id,
                text(row, "kind").map(Kind::valueOf),
                text(row, "zone"),
                texts(row, "bureaus"),
                texts(row, "platforms"),
                text(row, "evidence"),
                text(row, "version"),
                texts(row, "marked"),
                numbers,
                row.hasNonNull("log_size") ? Optional.of(row.get("log_size").asLong()) : Optional.empty(),
                text(row, "accepted_at")
                        .map(at -> OffsetDateTime.parse(at).toInstant())
                        .orElse(Instant.EPOCH));
    }

    private static boolean is(JdbcClient database, String table) {
        return database.sql("select to_regclass(?) is not null")
                .param(table)
                .query(Boolean.class)
                .single();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> text(JsonNode row, String column) {
        return row.hasNonNull(column) ? Optional.of(row.get(column).asText()) : Optional.empty();
    }

    private static Set<String> texts(JsonNode row, String column) {
        Set<String> texts = new TreeSet<>();
        row.path(column).forEach(one -> texts.add(one.asText()));
        return texts;
    }
}
