package org.redshield.bridge.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.redshield.bridge.support.ChildBridge;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/**
 * What the bridge asks of the database when nobody works: statements and commits a second, by {@code pg_stat_statements} and
 * {@code pg_stat_database}. Not a test: run its main; the arguments are the seconds to watch (60 unless given) and the
 * number of nodes (1).
 */
final class Idle implements AutoCloseable {

    /** A node that has just started looks at everything once, and compiles. */
    private static final Duration SETTLED = Duration.ofSeconds(30);

    private static final int SHOWN = 12;

    /** Of one database while it was watched; the watching itself is left out. */
    record Figures(int seconds, long statements, long commits, List<String> most) {

        double statementsASecond() {
            return (double) statements / seconds;
        }

        @Override
        public String toString() {
            return "%.2f statements and %.2f commits a second, over %d s%n%s"
                    .formatted(statementsASecond(), (double) commits / seconds, seconds, String.join("\n", most));
        }
    }

    private final EmbeddedPostgres postgres;
    private final JdbcClient watcher;
    private final Path evidence = Files.createTempDirectory("idle-evidence");
    private final List<ChildBridge> nodes = new ArrayList<>();

    Idle(int count, String... settings) throws Exception {
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                .setServerConfig("max_connections", "200")
                .start();
        // Another database than the bridge's, so that looking is not counted.
        watcher = JdbcClient.create(postgres.getDatabase("postgres", "template1"));
        watcher.sql("create extension pg_stat_statements").update();
        for (int number = 1; number <= count; number++) {
            ChildBridge node = new ChildBridge(
                    Path.of("target", "bench", "idle-" + number + ".log"),
                    "512m",
                    Stream.concat(
                                    Stream.of(
                                            "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                                            "--bridge.evidence.directory=" + evidence),
                                    Stream.of(settings))
                            .toArray(String[]::new));
            nodes.add(node);
            node.start();
        }
    }

    public static void main(String[] args) throws Exception {
        int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 60;
        int nodes = args.length > 1 ? Integer.parseInt(args[1]) : 1;
        int exit = 1;
        try (Idle idle = new Idle(nodes)) {
            System.out.println(nodes + " node(s), idle: " + idle.watch(seconds));
            exit = 0;
        } catch (Exception e) {
            e.printStackTrace();
        }
        System.exit(exit);
    }

    Figures watch(int seconds) throws InterruptedException {
        Thread.sleep(SETTLED.toMillis());
        watcher.sql("select pg_stat_statements_reset()")
                .query((row, number) -> true)
                .list();
        long commits = commits();
        Thread.sleep(Duration.ofSeconds(seconds).toMillis());
        List<String> most = watcher.sql("""
                        select calls, regexp_replace(query, '\\s+', ' ', 'g') from pg_stat_statements
                         where dbid = (select oid from pg_database where datname = 'postgres')
                         order by calls desc
                        """)
                .query((row, number) -> "%6d  %s".formatted(row.getLong(1), row.getString(2)))
                .list();
        long statements = most.stream()
                .mapToLong(line -> Long.parseLong(line.substring(0, 6).strip()))
                .sum();
        List<String> shown = most.stream()
                .limit(SHOWN)
                .map(line -> line.substring(0, Math.min(line.length(), 150)))
                .toList();
        return new Figures(seconds, statements, commits() - commits, shown);
    }

    private long commits() {
        return watcher.sql("select xact_commit from pg_stat_database where datname = 'postgres'")
                .query(Long.class)
                .single();
    }

    @Override
    public void close() throws IOException {
        nodes.forEach(ChildBridge::close);
        postgres.close();
        FileSystemUtils.deleteRecursively(evidence);
    }
}
