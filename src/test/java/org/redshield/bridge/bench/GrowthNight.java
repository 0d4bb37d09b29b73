package org.redshield.bridge.bench;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.redshield.bridge.BridgeApplication;
import org.redshield.bridge.support.ChildBridge;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a night does with the cases that {@link CaseGrowth} has written, each part with a stream of deadlines that are due meanwhile: a dump,
 * its restore, {@code --audit} in a process of its own, and what the schedule lets go. {@code pg_dump} and {@code pg_restore} are those
 * of the path. It ends with 1 where anything was wrong: a deadline not fired exactly once, another log, an audit's finding, no such programs.
 */
final class GrowthNight {

    private static final Duration LONGEST = Duration.ofHours(2);
    private static final String RESTORED = "restored";
    private static final String AGE = "interval '2 years 2 days'";
    private static final int PARTS = 8;
    private static final Duration APART = Duration.ofMillis(500);

    private final String url;
    private final JdbcClient jdbc;
    private final DeadlineStream deadlines;
    private final GrowthFolder kept;
    private final Path folder = Path.of("target", "bench").toAbsolutePath();
    private final List<String> wrong = new ArrayList<>();

    /**
     * The arguments are the directory that {@link CaseGrowth} has filled, how many letters shall wait for their deadlines (900), and
     * {@code keep} where nothing is made old and deleted, so that more can be written into it afterwards.
     */
    public static void main(String[] args) throws Exception {
        GrowthFolder kept = GrowthFolder.of(args[0]);
        int letters = args.length > 1 ? Integer.parseInt(args[1]) : 900;
        boolean deletes = args.length < 3 || !args[2].equals("keep");
        int exit = 1;
        try (MeasuredServer server = MeasuredServer.in(kept.path())) {
            String url = server.kept(GrowthFolder.DATABASE);
            try (Installation installation = new Installation(url, List.of("-Xmx768m"), kept)) {
                JdbcClient jdbc = JdbcClient.create(installation.database);
                CaseCost officer = new CaseCost(GrowthFolder.DATABASE, server, installation.desk);
                for (int n = 0; n < letters; n++) {
                    officer.waiting();
                }
                int cases = jdbc.sql("select (select count(*) from clue) + (select count(*) from assistance_request)")
                        .query(Integer.class)
                        .single();
                System.out.printf("%d cases%n", cases);
                jdbc.sql("vacuum analyze").update();
                CaseGrowth.weigh(jdbc, cases);
                System.out.printf("evidence: %.1f MB%n", kept.bytes("evidence") / 1e6);
                GrowthNight night = new GrowthNight(url, installation, jdbc, kept);
                night.all(deletes);
                exit = night.wrong.isEmpty() ? 0 : 1;
            }
        } catch (Exception e) {
            e.printStackTrace();
        }
        System.exit(exit);
    }

    /** @param url of the database of which the installation is */
    private GrowthNight(String url, Installation installation, JdbcClient jdbc, GrowthFolder kept) throws Exception {
        this.url = url;
        this.kept = kept;
        this.jdbc = jdbc;
        this.deadlines = new DeadlineStream(installation.database, PARTS);
    }

    /** Everything, one after the other, and what the checker of the deadlines says in the end. */
    private void all(boolean deletes) throws Exception {
        during("nothing else", APART, () -> {
            Thread.sleep(20_000);
            return "";
        });
        if (reads(program("pg_dump"))) {
            Path dump = folder.resolve("growth.dump");
            during("pg_dump", APART.dividedBy(2), () -> {
                run(folder.resolve("dump.log"), program("pg_dump"), "--format=custom", "--file=" + dump, uri(url));
                return "%.1f MB".formatted(Files.size(dump) / 1e6);
            });
            jdbc.sql("create database " + RESTORED).update();
            during("pg_restore", APART, () -> {
                run(
                        folder.resolve("restore.log"),
                        program("pg_restore"),
                        "--exit-on-error",
                        "--dbname=" + uri(restored()),
                        dump.toString());
                return same();
            });
            jdbc.sql("drop database " + RESTORED).update();
            Files.delete(dump);
        } else {
            wrong.add("no pg_dump of this server's version on the path: neither dumped nor restored");
        }
        during("--audit", APART.multipliedBy(4), this::audit);
        if (deletes) {
            deletions();
        }
        wrong.addAll(deadlines.faults());
        System.out.println(wrong.isEmpty() ? "nothing was wrong" : "WRONG: " + wrong);
    }

    private void deletions() throws Exception {
        older();
        during("the schedule's deletions", APART.dividedBy(2), this::schedule);
        during("cold cases", APART.dividedBy(2), this::cold);
        during("--audit of what is left", APART.multipliedBy(4), this::audit);
        during("the engine's history", APART.dividedBy(2), this::history);
    }

    /** @param apart how far the deadlines lie from each other: a long part has no more of them than a short one */
    private void during(String what, Duration apart, Callable<String> work) throws Exception {
        CaseGrowth.load();
        DeadlineStream.Running stream = deadlines.begin(apart);
        long began = System.nanoTime();
        String said;
        try {
            said = work.call();
        } finally {
            stream.stop();
        }
        System.out.printf(
                "%s: %.1f s, %s; deadlines meanwhile: %s%n",
                what, (System.nanoTime() - began) / 1e9, said, stream.late());
    }

    private static String program(String name) {
        return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse(name);
    }

    private boolean reads(String program) throws InterruptedException {
        String server = jdbc.sql("show server_version_num").query(String.class).single();
        try {
            Process process = new ProcessBuilder(program, "--version")
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 && said.contains(" " + server.substring(0, 2) + ".");
        } catch (IOException e) {
            return false;
        }
    }

    private static String uri(String jdbcUrl) {
        return jdbcUrl.substring("jdbc:".length());
    }

    private String restored() {
        return url.replaceFirst("/[a-z]+\\?", "/" + RESTORED + "?");
    }

    private static void run(Path log, String... command) throws Exception {
        int code = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        if (code != 0) {
            throw new IllegalStateException(command[0] + " ended with " + code + ": " + Files.readString(log));
        }
    }

    /** What was brought back has the dumped log and nothing that the live one has not. */
    private String same() {
        JdbcClient back = JdbcClient.create(
                new org.springframework.jdbc.datasource.DriverManagerDataSource(restored(), "postgres", "postgres"));
        String head = "select size || ' ' || encode(root, 'hex') from tree_head order by size desc limit 1";
        String last = back.sql(head).query(String.class).single();
        boolean known = jdbc.sql("select exists (select from tree_head where size || ' ' || encode(root, 'hex') = ?)")
                .param(last)
                .query(Boolean.class)
                .single();
        if (!known) {
            wrong.add("what was restored has another log");
        }
        return "with the log up to leaf " + last.replaceFirst(" .*", "");
    }

    /** In a process of its own, as an operator does. */
    private String audit() throws Exception {
        Path said = folder.resolve("audit.log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                ChildBridge.classPath(),
                BridgeApplication.class.getName(),
                "--audit",
                "--spring.profiles.active=demo",
                "--spring.datasource.url=" + url));
        command.addAll(kept.settings());
        int code = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start()
                .waitFor();
        if (code != 0) {
            wrong.add("--audit ended with " + code);
        }
        return "exit code " + code + ", " + said;
    }

    /** All that was played is two years old now, what the engine remembers of it eleven; of the reports every tenth, for a night does not make all of them cold. */
    private void older() {
        // What is counted, with those who count it; for the rest there are triggers that forbid it.
        List<String> statements = new ArrayList<>();
        for (String older : List.of(
                "assistance_request set changed_at = changed_at - :age",
                "incoming_letter set changed_at = changed_at - :age",
                "clue set changed_at = changed_at - :age where right(case_no, 1) = '0'")) {
            statements.add("update " + older.replace(":age", AGE));
        }
        statements.add("set session_replication_role = replica");
        for (String older : List.of(
                "outbox set written_at = written_at - :age, delivered_at = delivered_at - :age",
                "inbox set received_at = received_at - :age, done_at = done_at - :age",
                "disposition set taken_over_at = taken_over_at - :age, issued_at = issued_at - :age,"
                        + " ended_at = ended_at - :age",
                "answer_records set loaded_at = loaded_at - :age")) {
            statements.add("update " + older.replace(":age", AGE));
        }
        statements.add("update act_hi_procinst set start_time_ = start_time_ - interval '11 years',"
                + " end_time_ = end_time_ - interval '11 years' where end_time_ is not null");
        statements.add("set session_replication_role = origin");
        jdbc.sql(String.join(";", statements)).update();
    }

    private String schedule() {
        long before = count("select (select count(*) from outbox) + (select count(*) from inbox)");
        long trades = count("select count(*) from record_trade");
        night();
        long swept = System.nanoTime();
        await("deleted rows are swept")
                .atMost(LONGEST)
                .until(() -> count("select count(*) from record_load where dead_at is not null") == 0);
        return "%d of %d envelopes of %d cases, %d of %d trades of %d answers, of which swept afterwards %.1f s"
                .formatted(
                        before - count("select (select count(*) from outbox) + (select count(*) from inbox)"),
                        before,
                        count("select count(*) from deletion where rule = 'ENVELOPE'"),
                        trades - count("select count(*) from record_trade"),
                        trades,
                        count("select count(*) from deletion where rule = 'RECORDS'"),
                        (System.nanoTime() - swept) / 1e9);
    }

    private void night() {
        jdbc.sql("update retention_turn set next_at = '-infinity'").update();
        wake("retention");
        await("the night's work is done").atMost(LONGEST).until(() -> jdbc.sql(
                        "select next_at > now() and lease_owner is null from retention_turn")
                .query(Boolean.class)
                .single());
    }

    /** The night after: of a case whose rows of answers have left the engine's history does. */
    private String cold() {
        long steps = count("select count(*) from act_hi_actinst");
        night();
        return "%d shares, %d rows in %.1f KB of files, %d of %d steps"
                .formatted(
                        count("select count(*) from cold_case"),
                        count("select coalesce(sum(rows), 0) from cold_case"),
                        count("select coalesce(sum(bytes), 0) from cold_case") / 1e3,
                        steps - count("select count(*) from act_hi_actinst"),
                        steps);
    }

    private String history() {
        String old = "select count(*) from act_hi_procinst where end_time_ < now() - interval '10 years'";
        long before = count(old);
        long steps = count("select count(*) from act_hi_actinst");
        jdbc.sql("""
                        update act_ru_job set duedate_ = now(), handler_cfg_ = replace(handler_cfg_, '"immediatelyDue":false', '"immediatelyDue":true')
                         where handler_type_ = 'history-cleanup'
                        """).update();
        wake("jobs");
        await("the engine has forgotten").atMost(LONGEST).until(() -> count(old) == 0);
        return "%d instances with %d steps".formatted(before, steps - count("select count(*) from act_hi_actinst"));
    }

    private void wake(String work) {
        jdbc.sql("select pg_notify('bridge_work', ?)::text")
                .param(work)
                .query(String.class)
                .single();
    }

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }
}
