package org.redshield.bridge.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * A PostgreSQL that counts what is asked of it: statements, commits and bytes of write-ahead log. Checkpoints write no whole
 * pages into the log and nothing is vacuumed meanwhile, so that the figures are those of the work and not of its timing.
 */
final class MeasuredServer implements AutoCloseable {

    /** Who only looks on: what this role asks is not counted. */
    private static final String ONLOOKER = "onlooker";

    /** The server writes down a session's last counts when it has been idle for ten seconds. */
    private static final Duration FLUSHED = Duration.ofSeconds(11);

    private static final Pattern TABLE = Pattern.compile("\\b(?:from|into|update|join)\\s+([a-z_]+)");

    private final EmbeddedPostgres server;
    private final boolean vacuumed;
    private final JdbcClient counts;
    private final List<SingleConnectionDataSource> open = new ArrayList<>();

    MeasuredServer() throws IOException {
        this(false);
    }

    /** @param vacuumed as in a real installation, for times; without it counts of the same work are the same */
    MeasuredServer(boolean vacuumed) throws IOException {
        this(vacuumed, builder -> builder);
    }

    /** What is kept in a directory, or a new one there. It lives on when this is closed. */
    static MeasuredServer in(Path directory) throws IOException {
        Files.createDirectories(directory);
        return new MeasuredServer(true, builder -> builder.setDataDirectory(directory.resolve("postgres"))
                .setCleanDataDirectory(false)
                .setServerConfig("shared_buffers", "1GB")
                .setServerConfig("checkpoint_timeout", "10min"));
    }

    private MeasuredServer(boolean vacuumed, UnaryOperator<EmbeddedPostgres.Builder> where) throws IOException {
        this.vacuumed = vacuumed;
        server = where.apply(EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "200")
                        .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                        .setServerConfig("pg_stat_statements.max", "10000")
                        .setServerConfig("track_commit_timestamp", "on")
                        .setServerConfig("full_page_writes", "off")
                        .setServerConfig("autovacuum", vacuumed ? "on" : "off")
                        .setServerConfig("max_wal_size", "8GB")
                        .setServerConfig("checkpoint_timeout", "1h")
                        .setRegisterShutdownHook(false))
                .start();
        counts = JdbcClient.create(connection(address("postgres", "postgres"), true));
        counts.sql("create extension if not exists pg_stat_statements").update();
        if (counts.sql("select count(*) from pg_roles where rolname = ?")
                        .param(ONLOOKER)
                        .query(Long.class)
                        .single()
                == 0) {
            counts.sql("create role " + ONLOOKER + " superuser login").update();
        }
    }

    /** The address of that database, new where there is none yet. */
    String kept(String name) {
        return counts.sql("select count(*) from pg_database where datname = ?")
                                .param(name)
                                .query(Long.class)
                                .single()
                        == 0
                ? create(name)
                : address("postgres", name);
    }

    /** The address of a new, empty database. */
    String create(String name) {
        counts.sql("create database " + name).update();
        JdbcClient.create(connection(address(ONLOOKER, name), true))
                .sql("create extension pg_walinspect")
                .update();
        return address("postgres", name);
    }

    private String address(String user, String database) {
        return server.getJdbcUrl(user, database);
    }

    /** For looks into the database that are counted nowhere: one transaction, which never commits, unless it would keep rows from vacuum. */
    JdbcClient onlooker(String database) {
        return JdbcClient.create(connection(address(ONLOOKER, database), vacuumed));
    }

    private SingleConnectionDataSource connection(String url, boolean autoCommit) {
        SingleConnectionDataSource connection = new SingleConnectionDataSource(url, true);
        connection.setAutoCommit(autoCommit);
        open.add(connection);
        return connection;
    }

    /** What has been done in that database so far. */
    Counts counts(String database) {
        Map<String, Long> calls = new HashMap<>();
        counts.sql("""
                        select query, sum(calls) from pg_stat_statements s join pg_roles r on r.oid = s.userid
                         where dbid = (select oid from pg_database where datname = ?) and rolname <> ?
                         group by query
                        """)
                .params(database, ONLOOKER)
                .query((ResultSet row, int number) -> calls.put(row.getString(1), row.getLong(2)))
                .list();
        return counts.sql("""
                        select (pg_current_wal_insert_lsn() - '0/0')::bigint, pg_current_wal_insert_lsn()::text,
                               xact_commit
                          from pg_stat_database where datname = ?
                        """)
                .param(database)
                .query((row, number) ->
                        new Counts(Instant.now(), row.getLong(1), row.getString(2), row.getLong(3), calls))
                .single();
    }

    /** Each statement of that database so far: how long the server took for it in ms, and how many pages it looked at. */
    Map<String, Effort> efforts(String database) {
        Map<String, Effort> efforts = new HashMap<>();
        counts.sql("""
                        select query, sum(calls), sum(total_exec_time), sum(shared_blks_hit + shared_blks_read)
                          from pg_stat_statements s join pg_roles r on r.oid = s.userid
                         where dbid = (select oid from pg_database where datname = ?) and rolname <> ?
                         group by query
                        """)
                .params(database, ONLOOKER)
                .query((ResultSet row, int number) ->
                        efforts.put(row.getString(1), new Effort(row.getLong(2), row.getDouble(3), row.getDouble(4))))
                .list();
        return efforts;
    }

    /** The processor time of the server with all its sessions, those that have ended too. */
    Duration processorTime() {
        ProcessHandle postmaster = counts.sql("select pg_backend_pid()")
                .query(Long.class)
                .optional()
                .flatMap(ProcessHandle::of)
                .flatMap(ProcessHandle::parent)
                .orElseThrow();
        return Stream.concat(Stream.of(postmaster), postmaster.children())
                .map(MeasuredServer::processorTime)
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** Its own and that of its children that have ended. */
    private static Duration processorTime(ProcessHandle one) {
        try {
            String[] stat = Files.readString(Path.of("/proc", Long.toString(one.pid()), "stat"))
                    .replaceFirst(".*\\) ", "")
                    .split(" ");
            return Duration.ofMillis(10
                    * Stream.of(stat)
                            .skip(11)
                            .limit(4)
                            .mapToLong(Long::parseLong)
                            .sum());
        } catch (IOException e) {
            return Duration.ZERO;
        }
    }

    /** What a statement took in all its calls. */
    record Effort(double calls, double millis, double pages) {

        static final Effort NONE = new Effort(0, 0, 0);

        /** What came since, for one of so many. */
        Effort since(Effort before, int number) {
            return new Effort(
                    (calls - before.calls) / number,
                    (millis - before.millis) / number,
                    (pages - before.pages) / number);
        }
    }

    /** Waits until the server's own counters hold everything. */
    static void settle() throws InterruptedException {
        Thread.sleep(FLUSHED.toMillis());
    }

    /** How many bytes of the log between two moments belong to each table of that database, its indexes with it. */
    Map<String, Long> walByTable(String database, Counts from, Counts to) {
        return wal(database, from, to, "coalesce(t.relname, c.relname, 'other')");
    }

    /** The same by table and index, and by what was done to them. */
    Map<String, Long> walByIndex(String database, Counts from, Counts to) {
        return wal(database, from, to, "coalesce(c.relname, 'other') || ' ' || record_type");
    }

    private Map<String, Long> wal(String database, Counts from, Counts to, String name) {
        Map<String, Long> bytes = new TreeMap<>();
        JdbcClient.create(connection(address(ONLOOKER, database), true))
                .sql("""
                        with block as (
                            select relfilenode, record_type,
                                   record_length::numeric / count(*) over (partition by start_lsn) as bytes
                              from pg_get_wal_block_info(?::pg_lsn, ?::pg_lsn, false)
                             where reldatabase = (select oid from pg_database where datname = current_database())
                        )
                        select %s, sum(bytes)::bigint
                          from block b
                          left join pg_class c on pg_relation_filenode(c.oid) = b.relfilenode
                          left join pg_index i on i.indexrelid = c.oid
                          left join pg_class t on t.oid = i.indrelid
                         group by 1
                        """.formatted(name))
                .params(from.position(), to.position())
                .query((ResultSet row, int number) -> bytes.put(row.getString(1), row.getLong(2)))
                .list();
        return bytes;
    }

    /** How many transactions between two moments wrote something. */
    long writingCommits(String database, Counts from, Counts to) {
        return JdbcClient.create(connection(address(ONLOOKER, database), true))
                .sql("""
                        select coalesce(sum(count), 0)::bigint from pg_get_wal_stats(?::pg_lsn, ?::pg_lsn, true)
                         where "resource_manager/record_type" like 'Transaction/COMMIT%'
                        """)
                .params(from.position(), to.position())
                .query(Long.class)
                .single();
    }

    @Override
    public void close() throws IOException {
        open.forEach(SingleConnectionDataSource::destroy);
        server.close();
    }

    /** A reading of the counters. */
    record Counts(Instant at, long wal, String position, long commits, Map<String, Long> calls) {

        Used since(Counts before) {
            Map<String, Double> used = new HashMap<>();
            calls.forEach((query, count) -> {
                long more = count - before.calls.getOrDefault(query, 0L);
                if (more > 0) {
                    used.put(query, (double) more);
                }
            });
            return new Used(
                    Duration.between(before.at, at).toMillis() / 1000.0,
                    wal - before.wal,
                    commits - before.commits,
                    used);
        }
    }

    /** What lies between two readings. */
    record Used(double seconds, double wal, double commits, Map<String, Double> calls) {

        double statements() {
            return calls.values().stream().mapToDouble(Double::doubleValue).sum();
        }

        /** Without what the idle system does in the same time. */
        Used without(Used idle) {
            double times = seconds / idle.seconds;
            Map<String, Double> rest = new HashMap<>();
            calls.forEach((query, count) ->
                    rest.put(query, Math.max(0, count - times * idle.calls.getOrDefault(query, 0.0))));
            return new Used(seconds, wal - times * idle.wal, commits - times * idle.commits, rest);
        }

        Used each(int number) {
            Map<String, Double> single = new HashMap<>();
            calls.forEach((query, count) -> single.put(query, count / number));
            return new Used(seconds / number, wal / number, commits / number, single);
        }

        /** Statements by what they do to which table, most frequent first. */
        Stream<Map.Entry<String, Double>> byTable() {
            return grouped(MeasuredServer::verbAndTable);
        }

        /** Statements by part of the system. */
        Stream<Map.Entry<String, Double>> byPart() {
            return grouped(MeasuredServer::part);
        }

        private Stream<Map.Entry<String, Double>> grouped(Function<String, String> name) {
            Map<String, Double> sums = new HashMap<>();
            calls.forEach((query, count) -> sums.merge(name.apply(query), count, Double::sum));
            return sums.entrySet().stream().sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()));
        }
    }

    private static String part(String query) {
        String table = table(query);
        if (table.isEmpty()) {
            return query.toLowerCase(Locale.ROOT).matches("(?s)(begin|commit|rollback|set|start).*")
                    ? "begin, commit, set"
                    : "no table";
        }
        return table.startsWith("act_") ? "engine " + table.substring(0, Math.min(7, table.length())) : "ours";
    }

    private static String verbAndTable(String query) {
        String text = query.strip().toLowerCase(Locale.ROOT);
        String table = table(query);
        return table.isEmpty()
                ? text.substring(0, Math.min(60, text.length())).replaceAll("\\s+", " ")
                : text.replaceAll("(?s)\\W.*", "") + " " + table;
    }

    private static String table(String query) {
        Matcher named = TABLE.matcher(query.toLowerCase(Locale.ROOT));
        return named.find() ? named.group(1) : "";
    }
}
