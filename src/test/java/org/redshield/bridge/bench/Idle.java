package org.redshield.bridge.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.support.ChildBridge;
import org.redshield.bridge.support.Http;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/**
 * What the bridge asks of the database when nobody works: transactions a second by {@code pg_stat_database}, and by what they are about,
 * as the server writes down each statement with its transaction. Readiness is asked for as HAProxy does for its two backends. Not a test:
 * run its main; the arguments are the seconds to watch (60 unless given), the number of nodes (2) and settings of theirs.
 */
final class Idle implements AutoCloseable {

    /** A node that has just started looks at everything once, and compiles. */
    private static final Duration SETTLED = Duration.ofSeconds(45);

    /** The transaction's own number in its session, and what is asked. */
    private static final Pattern STATEMENT =
            Pattern.compile("(?m)^(\\d+/\\d+)LOG: +(?:statement|execute [^:]*): (.*(?:\\R\\t.*)*)");

    private static final Pattern TABLE =
            Pattern.compile("(?is)\\b(?:from|into|update|lock table)\\s+(?!set\\b|backend_start)([a-z_]+)");

    /** @param origins how many transactions by what they are about */
    record Figures(int seconds, long transactions, long statements, Map<String, Long> origins) {

        double transactionsASecond() {
            return (double) transactions / seconds;
        }

        @Override
        public String toString() {
            long known = origins.values().stream().mapToLong(Long::longValue).sum();
            Map<String, Long> all = new LinkedHashMap<>(origins);
            all.put("beginnings of sessions, and what else is not written down", transactions - known);
            return "%.2f transactions and %.2f statements a second, over %d s%n%s"
                    .formatted(
                            transactionsASecond(),
                            (double) statements / seconds,
                            seconds,
                            all.entrySet().stream()
                                    .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                                    .map(one -> "%6.2f  %s".formatted((double) one.getValue() / seconds, one.getKey()))
                                    .collect(Collectors.joining("\n")));
        }
    }

    private final EmbeddedPostgres postgres;
    private final JdbcClient watcher;
    private final Path log = Path.of("target", "bench", "idle-postgres").toAbsolutePath();
    private final Path evidence = Files.createTempDirectory("idle-evidence");
    private final List<ChildBridge> nodes = new ArrayList<>();
    private final ScheduledExecutorService haproxy = Executors.newScheduledThreadPool(4);

    Idle(int count, List<String> settings) throws Exception {
        FileSystemUtils.deleteRecursively(log);
        Files.createDirectories(log);
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("max_connections", "200")
                .setServerConfig("logging_collector", "on")
                .setServerConfig("log_directory", log.toString())
                .setServerConfig("log_filename", "postgres.log")
                .setServerConfig("log_rotation_size", "0")
                .setServerConfig("log_line_prefix", "%v")
                .setServerConfig("log_statement", "all")
                .start();
        // Another database than the bridge's, so that looking is not counted.
        watcher = JdbcClient.create(postgres.getDatabase("postgres", "template1"));
        for (int number = 1; number <= count; number++) {
            ChildBridge node = new ChildBridge(
                    Path.of("target", "bench", "idle-" + number + ".log"),
                    "512m",
                    Stream.concat(
                                    Stream.of(
                                            "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                                            "--bridge.evidence.directory=" + evidence),
                                    settings.stream())
                            .toArray(String[]::new));
            nodes.add(node);
            node.start();
            Http health = new Http("http://127.0.0.1:" + node.healthPort(), null);
            for (int backend = 0; backend < 2; backend++) {
                haproxy.scheduleAtFixedRate(
                        () -> health.get("/actuator/health/readiness"), 400 * backend, 1_000, TimeUnit.MILLISECONDS);
            }
        }
    }

    public static void main(String[] args) throws Exception {
        int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 60;
        int nodes = args.length > 1 ? Integer.parseInt(args[1]) : 2;
        int exit = 1;
        try (Idle idle = new Idle(nodes, Stream.of(args).skip(2).toList())) {
            System.out.println(nodes + " node(s), idle: " + idle.watch(seconds));
            exit = 0;
        } catch (Exception e) {
            e.printStackTrace();
        }
        System.exit(exit);
    }

    Figures watch(int seconds) throws InterruptedException, IOException {
        Thread.sleep(SETTLED.toMillis());
        long before = transactions();
        int begun = log().length();
        Thread.sleep(Duration.ofSeconds(seconds).toMillis());
        long ended = transactions();
        Map<String, List<String>> statements = new LinkedHashMap<>();
        Matcher each = STATEMENT.matcher(log().substring(begun));
        while (each.find()) {
            statements
                    .computeIfAbsent(each.group(1), transaction -> new ArrayList<>())
                    .add(each.group(2));
        }
        Map<String, Long> origins = new TreeMap<>();
        statements.values().forEach(some -> origins.merge(origin(some), 1L, Long::sum));
        long asked = statements.values().stream()
                .flatMap(List::stream)
                .filter(statement -> !statement.matches("(?is)(begin|commit|rollback).*"))
                .count();
        return new Figures(seconds, ended - before, asked, origins);
    }

    private String log() throws IOException {
        return Files.readString(log.resolve("postgres.log"));
    }

    private static String origin(List<String> statements) {
        List<String> tables = statements.stream()
                .map(TABLE::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1).toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
        if (tables.isEmpty()) {
            String last = statements
                    .get(statements.size() - 1)
                    .replaceAll("\\s+", " ")
                    .strip();
            return last.isEmpty() ? "whether a connection lives" : last.substring(0, Math.min(last.length(), 90));
        }
        return tables.size() > 5 ? tables.size() + " tables, " + tables.get(0) + " first" : String.join(", ", tables);
    }

    private long transactions() {
        return watcher.sql("select xact_commit + xact_rollback from pg_stat_database where datname = 'postgres'")
                .query(Long.class)
                .single();
    }

    @Override
    public void close() throws IOException {
        haproxy.shutdownNow();
        nodes.forEach(ChildBridge::close);
        postgres.close();
        FileSystemUtils.deleteRecursively(evidence);
    }
}
