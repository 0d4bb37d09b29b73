package org.redshield.bridge.bench;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What whole cases leave behind: several people at once play them over HTTP as {@link CaseCost} does, through all services, and then the
 * tables are weighed, everything is verified by {@code --audit}, what the schedule lets go after a year goes, the cases become cold, and what is
 * left is weighed again. Not a test: run its main; the arguments are the number of cases, how many are played at once, after how many
 * minutes no further one begins, and how many are played for one that waits (100,000, 4, no limit and 1 unless given).
 */
final class CaseGrowth {

    private static final String NAME = "growth";
    private static final int TABLES = 14;

    private CaseGrowth() {}

    public static void main(String[] args) throws Exception {
        int cases = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        int atOnce = args.length > 1 ? Integer.parseInt(args[1]) : 4;
        long minutes = args.length > 2 ? Long.parseLong(args[2]) : Integer.MAX_VALUE;
        int forOneThatWaits = args.length > 3 ? Integer.parseInt(args[3]) : 1;
        int exit = 1;
        try (MeasuredServer server = new MeasuredServer(true)) {
            String url = server.create(NAME);
            System.out.println(url);
            try (Installation installation = new Installation(
                    url,
                    List.of("-Xmx768m"),
                    List.of(),
                    "--sandbox.delay.manual=PT0.2S",
                    "--sandbox.delay.disposition=PT0.2S")) {
                JdbcClient jdbc = JdbcClient.create(installation.database);
                new CaseCost(NAME, server, installation).play();
                long empty = size(jdbc);
                load();
                long began = System.nanoTime();
                int played = play(
                        server,
                        installation,
                        cases,
                        atOnce,
                        began + TimeUnit.MINUTES.toNanos(minutes),
                        forOneThatWaits);
                System.out.printf("%d cases in %d s, %d at once%n", played, seconds(began), atOnce);
                load();
                await("what was written can be found")
                        .atMost(Duration.ofMinutes(10))
                        .until(() -> jdbc.sql("select not exists (select from search_due)"
                                        + " and not exists (select from supervision_change)")
                                .query(Boolean.class)
                                .single());
                weigh(jdbc, empty, played, installation.evidence());
                new GrowthNight(url, installation, jdbc).all();
                System.out.println("what is left of them, without what the tables have become free of:");
                jdbc.sql("vacuum full").update();
                weigh(jdbc, empty, played, installation.evidence());
                jdbc.sql("""
                                select indexrelname || ' of ' || relname as name, pg_relation_size(indexrelid) as bytes
                                  from pg_stat_user_indexes where idx_scan = 0 order by 2 desc limit 12
                                """)
                        .query((row, n) -> "%8.1f KB a case, and nobody has asked: %s"
                                .formatted(row.getLong("bytes") / 1e3 / (played + 1), row.getString("name")))
                        .list()
                        .forEach(System.out::println);
                load();
                exit = 0;
            }
        } catch (Exception e) {
            e.printStackTrace();
        }
        System.exit(exit);
    }

    static long seconds(long since) {
        return (System.nanoTime() - since) / 1_000_000_000;
    }

    static void load() throws IOException {
        System.out.println(
                "load average: " + Files.readString(Path.of("/proc/loadavg")).strip());
    }

    private static int play(
            MeasuredServer server, Installation installation, int cases, int atOnce, long until, int forOneThatWaits)
            throws InterruptedException {
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger over = new AtomicInteger();
        ExecutorService people = Executors.newFixedThreadPool(atOnce);
        for (int i = 0; i < atOnce; i++) {
            people.execute(() -> {
                CaseCost player = new CaseCost(NAME, server, installation);
                while (begun.getAndIncrement() < cases && System.nanoTime() < until) {
                    try {
                        player.play();
                        if (over.incrementAndGet() % forOneThatWaits == 0) {
                            player.waiting();
                        }
                    } catch (RuntimeException e) {
                        System.out.println("a case was not played to its end: " + e);
                    }
                }
            });
        }
        people.shutdown();
        people.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        return over.get();
    }

    private static long size(JdbcClient jdbc) {
        jdbc.sql("vacuum analyze").update();
        return jdbc.sql("select pg_database_size(current_database())")
                .query(Long.class)
                .single();
    }

    private static void weigh(JdbcClient jdbc, long empty, int cases, Path evidence) throws IOException {
        long grown = size(jdbc) - empty;
        System.out.printf("database: %.1f KB a case (%.3f GB per 1,000)%n", grown / 1e3 / cases, grown / 1e6 / cases);
        try (Stream<Path> files = Files.walk(evidence)) {
            long bytes = files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
            System.out.printf("evidence: %.1f KB a case%n", bytes / 1e3 / (cases + 1));
        }
        jdbc.sql("""
                        select coalesce(p.relname, c.relname) as name, sum(pg_total_relation_size(c.oid)) as bytes,
                               sum(pg_indexes_size(c.oid)) as indexes
                          from pg_class c left join pg_inherits i on i.inhrelid = c.oid left join pg_class p on p.oid = i.inhparent
                         where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
                         group by 1 order by 2 desc limit ?
                        """)
                .param(TABLES)
                .query((row, n) -> "%-28s %8.1f KB a case, of which indexes %8.1f"
                        .formatted(
                                row.getString("name"),
                                row.getLong("bytes") / 1e3 / (cases + 1),
                                row.getLong("indexes") / 1e3 / (cases + 1)))
                .list()
                .forEach(System.out::println);
    }
}
