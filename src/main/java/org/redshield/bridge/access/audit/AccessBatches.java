package org.redshield.bridge.access.audit;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.timestamp;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Scratch;
import org.redshield.bridge.keys.Hashes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Rows of the record in batches, which is how they are sealed into the evidence log: one leaf for all rows of some seconds. A batch says
 * which rows it has and the SHA-256 of them as lines of JSON, so that the audit of the log finds a row that was changed, removed
 * or put among them. When a batch is old enough, a file of just these lines takes the rows' place, and the same digest tells that it is
 * the same.
 *
 * <p>Ids are not in the order in which transactions commit: what is missing when its neighbours are sealed is looked for again for
 * a day, and joins a later batch. So no row waits for the longest running transaction.
 */
@Component
public class AccessBatches {

    /** The leaf's kind, by which the log names a batch. */
    public static final String KIND = "ACCESS_BATCH";

    private static final Logger LOG = LoggerFactory.getLogger(AccessBatches.class);
    private static final int MOST = 20_000;
    private static final int NEWEST = 2_000;
    /** Rows in a file of the archive. */
    private static final int FILE = 200_000;

    /** Of functions of PostgreSQL alone, and without what is empty: a new column changes no old line. */
    private static final String LINE = """
            jsonb_strip_nulls(jsonb_build_object(
                'id', l.id, 'at', to_char(l.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'user', l.user_id,
                'tenant', l.tenant, 'roles', l.roles, 'what', l.what, 'operation', l.operation, 'case', l.case_no,
                'subject', l.subject_id, 'detail', l.detail, 'source', l.source, 'purposeCode', l.purpose_code,
                'purpose', l.purpose, 'times', l.times, 'whose', l.whose))::text
            """;

    private final JdbcTemplate jdbc;
    private final JdbcClient client;
    private final InstantSource clock;

    public AccessBatches(JdbcTemplate jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.client = JdbcClient.create(jdbc);
        this.clock = clock;
    }

    /** Whether there are rows that no batch has yet. */
    public boolean hasMore() {
        return client.sql("select exists (select from access_log where id > (select upto from access_sealing))"
                        + " or exists (select from access_gap join access_log using (id))")
                .query(Boolean.class)
                .single();
    }

    /**
     * Seals what has come since the last batch; one node at a time.
     *
     * @return how many rows
     */
    @Transactional
    public int seal() {
        Optional<Long> mine = client.sql("select upto from access_sealing for update skip locked")
                .query(Long.class)
                .optional();
        if (mine.isEmpty()) {
            return 0;
        }
        long upto = mine.get();
        Lines lines = new Lines();
        read(
                lines,
                "select l.id, " + LINE
                        + " as line from access_log l join access_gap g on g.id = l.id order by l.id limit " + MOST);
        read(
                lines,
                "select l.id, " + LINE + " as line from access_log l where l.id > ? order by l.id limit " + MOST,
                upto);
        if (lines.ids.isEmpty()) {
            return 0;
        }
        Instant now = clock.instant();
        String ids = ranges(lines.ids);
        client.sql("""
                        insert into access_batch (first_id, last_id, ids, rows, digest, sealed_at)
                        values (?, ?, ?::int8multirange, ?, ?, ?)
                        """)
                .params(
                        lines.ids.first(),
                        lines.ids.last(),
                        ids,
                        lines.ids.size(),
                        lines.digest(),
                        timestamp(now.truncatedTo(ChronoUnit.MICROS)))
                .update();
        client.sql("delete from access_gap where id <@ ?::int8multirange or since < ?")
                .params(ids, timestamp(now.minus(1, ChronoUnit.DAYS)))
                .update();
        long newest = lines.ids.last();
        if (newest > upto) {
            client.sql("""
                            insert into access_gap (id, since)
                            select g, ? from generate_series(?, ?) g where not g <@ ?::int8multirange
                            """).params(timestamp(now), upto + 1, newest, ids).update();
            client.sql("update access_sealing set upto = ?").param(newest).update();
        }
        return lines.ids.size();
    }

    private void read(Lines lines, String sql, Object... values) {
        jdbc.query(
                sql,
                row -> {
                    lines.add(row.getLong("id"), row.getString("line"));
                },
                values);
    }

    /** Rows as they are hashed: each line with its end. */
    private static final class Lines {

        private final TreeSet<Long> ids = new TreeSet<>();
        private final MessageDigest sha256 = Hashes.sha256();

        void add(long id, String line) {
            ids.add(id);
            hash(sha256, line);
        }

        String digest() {
            return Hashes.hex(sha256);
        }
    }

    private static void hash(MessageDigest digest, String line) {
        digest.update(line.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
    }

    /** As PostgreSQL writes several ranges. */
    static String ranges(Collection<Long> ids) {
        List<String> ranges = new ArrayList<>();
        long from = 0;
        long to = Long.MIN_VALUE;
        for (long id : ids) {
            if (id != to) {
                if (to != Long.MIN_VALUE) {
                    ranges.add("[" + from + "," + to + ")");
                }
                from = id;
            }
            to = id + 1;
        }
        ranges.add("[" + from + "," + to + ")");
        return "{" + String.join(",", ranges) + "}";
    }

    /** Where archived files lie. */
    public interface Archive {

        /** @return the SHA-256 by which it is found again */
        String keep(InputStream file) throws IOException;

        InputStream open(String sha256) throws IOException;
    }

    private record Batch(long id, int rows, String digest, String archive) {}

    /** Those of the batches whose rows, or the file in their place, are not what was sealed. */
    @Transactional(readOnly = true)
    public Set<Long> changed(Collection<Long> batches, Archive archive) {
        Map<Long, Batch> known = new HashMap<>();
        Map<Long, Lines> found = new HashMap<>();
        Map<String, List<Batch>> files = new HashMap<>();
        Set<Long> wrong = new TreeSet<>();
        Long[] ids = batches.toArray(Long[]::new);
        client.sql("select id, rows, digest, archive from access_batch where id = any(?)")
                .param(ids)
                .query((row, number) -> new Batch(
                        row.getLong("id"), row.getInt("rows"), row.getString("digest"), row.getString("archive")))
                .list()
                .forEach(batch -> known.put(batch.id(), batch));
        jdbc.query(
                "select b.id as batch, l.id, " + LINE + " as line from access_batch b join access_log l"
                        + " on l.id between b.first_id and b.last_id and l.id <@ b.ids"
                        + " where b.id = any(?) and b.archive is null order by b.id, l.id",
                row -> {
                    found.computeIfAbsent(row.getLong("batch"), any -> new Lines())
                            .add(row.getLong("id"), row.getString("line"));
                },
                (Object) ids);
        known.values().forEach(batch -> {
            if (batch.archive() != null) {
                files.computeIfAbsent(batch.archive(), any -> new ArrayList<>()).add(batch);
            } else if (!found.computeIfAbsent(batch.id(), any -> new Lines())
                    .digest()
                    .equals(batch.digest())) {
                wrong.add(batch.id());
            }
        });
        files.forEach((file, of) -> {
            Map<Long, String> digests = digests(file, archive);
            of.stream()
                    .filter(batch -> !batch.digest().equals(digests.get(batch.id())))
                    .forEach(batch -> wrong.add(batch.id()));
        });
        return wrong;
    }

    /** Of each batch in a file; nothing of a file that is gone. */
    private static Map<Long, String> digests(String file, Archive archive) {
        Map<Long, String> digests = new HashMap<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(archive.open(file), StandardCharsets.UTF_8))) {
            for (String head = lines.readLine(); head != null; head = lines.readLine()) {
                String[] words = head.split(" ");
                MessageDigest digest = Hashes.sha256();
                for (int row = 0; row < Integer.parseInt(words[2]); row++) {
                    hash(digest, String.valueOf(lines.readLine()));
                }
                digests.put(Long.valueOf(words[1]), Hashes.hex(digest));
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("The archived record {} cannot be read", file, e);
        }
        return digests;
    }

    /** Rows that no batch has although those around them are sealed. @param all or only among the newest */
    @Transactional(readOnly = true)
    public List<Long> outside(boolean all) {
        String first = all
                ? "select min(id) from access_log"
                : "select min(id) from (select id from access_log where id <= (select upto from access_sealing)"
                        + " order by id desc limit " + NEWEST + ") newest";
        // What batches have is added up once, to few ranges: each row is looked up among these, and not in each batch.
        return client.sql("""
                        select l.id from access_log l
                         where l.id between (%1$s) and (select upto from access_sealing)
                           and not exists (select from access_gap g where g.id = l.id)
                           and (l.id <@ (select range_agg(ids) from access_batch where last_id >= (%1$s))) is not true
                         limit 100
                        """.formatted(first)).query(Long.class).list();
    }

    /** A file of the archive. */
    public record Archived(String sha256, Instant from, Instant to, long rows, Instant archivedAt) {}

    /** The newest first. */
    @Transactional(readOnly = true)
    public List<Archived> archived() {
        return client.sql("""
                        select archive, min(sealed_at) as "from", max(sealed_at) as "to", sum(rows) as rows, max(archived_at) as at
                          from access_batch where archive is not null group by archive order by min(id) desc
                        """)
                .query((row, number) -> new Archived(
                        row.getString("archive"),
                        instant(row, "from"),
                        instant(row, "to"),
                        row.getLong("rows"),
                        instant(row, "at")))
                .list();
    }

    /** The last moment of which everything is old enough. */
    Instant before(AuditSettings settings) {
        return clock.instant().atZone(ChinaTime.ZONE).minus(settings.keep()).toInstant();
    }

    public boolean hasOld(AuditSettings settings) {
        return client.sql("select exists (select from (select sealed_at from access_batch where archive is null"
                        + " order by id limit 1) oldest where sealed_at < ?)")
                .param(timestamp(before(settings)))
                .query(Boolean.class)
                .single();
    }

    /**
     * A file takes the place of the oldest rows. In one transaction: a crash leaves what was before, or a file that nobody names.
     * Rows that are not what was sealed stay, for the audit of the log to show.
     *
     * @return how many rows have left
     */
    @Transactional
    public long archive(AuditSettings settings, Archive archive) throws IOException {
        boolean mine = client.sql("select upto from access_sealing for update skip locked")
                .query(Long.class)
                .optional()
                .isPresent();
        if (!mine) {
            return 0;
        }
        Map<Long, Batch> old = new LinkedHashMap<>();
        client.sql("""
                        select id, rows, digest, archive from (
                            select b.*, sum(rows) over (order by id) - rows as before
                              from (select * from access_batch where archive is null and sealed_at < ? order by id limit 5000) b) c
                         where before < ? order by id
                        """)
                .params(timestamp(before(settings)), FILE)
                .query((row, number) -> new Batch(
                        row.getLong("id"), row.getInt("rows"), row.getString("digest"), row.getString("archive")))
                .list()
                .forEach(batch -> old.put(batch.id(), batch));
        changed(old.keySet(), archive).forEach(id -> {
            LOG.error("Batch {} of the record is not what was sealed and stays where it is", id);
            old.remove(id);
        });
        if (old.isEmpty()) {
            return 0;
        }
        Path file = Scratch.file("record", ".jsonl");
        try {
            write(old, file);
            String sha256;
            try (InputStream in = Files.newInputStream(file)) {
                sha256 = archive.keep(in);
            }
            Long[] ids = old.keySet().toArray(Long[]::new);
            client.sql("update access_batch set archive = ?, archived_at = ? where id = any(?)")
                    .params(sha256, timestamp(clock.instant().truncatedTo(ChronoUnit.MICROS)), ids)
                    .update();
            return client.sql("select archived_access_rows_leave(?)")
                    .param(ids)
                    .query(Long.class)
                    .single();
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private void write(Map<Long, Batch> batches, Path file) throws IOException {
        TreeMap<Long, Batch> sorted = new TreeMap<>(batches);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            long[] current = {0};
            jdbc.query(
                    "select b.id as batch, " + LINE + " as line from access_batch b join access_log l"
                            + " on l.id between b.first_id and b.last_id and l.id <@ b.ids"
                            + " where b.id = any(?) order by b.id, l.id",
                    row -> {
                        try {
                            if (row.getLong("batch") != current[0]) {
                                current[0] = row.getLong("batch");
                                out.write("batch " + current[0] + " "
                                        + sorted.get(current[0]).rows() + "\n");
                            }
                            out.write(row.getString("line"));
                            out.write("\n");
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    },
                    (Object) sorted.keySet().toArray(Long[]::new));
        }
    }
}
