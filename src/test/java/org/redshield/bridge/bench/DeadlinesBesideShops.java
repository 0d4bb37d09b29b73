package org.redshield.bridge.bench;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.redshield.bridge.Json;
import org.redshield.bridge.bench.shops.World;
import org.redshield.bridge.support.ChildBridge;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.FileSystemUtils;

/**
 * How late deadlines are while a node of its own on the same machine matches very many shops: the tables are uploaded to the node that has
 * people and deadlines ({@code bridge.node=cases}), read and matched by the other ({@code matching}), on one PostgreSQL. Not a test: run its
 * main; the arguments are shops, entries of the register, ms between two deadlines, the deadlines there are for each stage, the
 * heap of the node for matching, and by how much that is nicer than the rest, one round of all shops after the other, never less nice
 * than in the one before (20000, 60000, 250, 400, 1g and 0,10 unless given).
 */
final class DeadlinesBesideShops implements AutoCloseable {

    private static final String NAME = "shops";
    private static final long SEED = 20_261_128;
    private static final Duration ALONE = Duration.ofSeconds(45);
    private static final Duration LONGEST = Duration.ofHours(8);
    private static final String BOUNDARY = "tables";
    private static final double NANOS = 1e9;

    private final Path folder = Path.of("target", "bench", "shops").toAbsolutePath();
    private final MeasuredServer server = new MeasuredServer(true);
    private final String url = server.create(NAME);
    private final Path evidence;
    private final ChildBridge cases;
    private final ChildBridge matching;
    private final JdbcClient jdbc = server.onlooker(NAME);
    private final DeadlineStream deadlines;
    private final Duration apart;
    private final int[] rounds;

    private DeadlinesBesideShops(Duration apart, int each, String heap, int... rounds) throws Exception {
        this.apart = apart;
        this.rounds = rounds;
        int stages = 2 + 2 * rounds.length;
        FileSystemUtils.deleteRecursively(folder);
        this.evidence = Files.createDirectories(folder.resolve("evidence"));
        List<String> shared = List.of(
                "--spring.datasource.url=" + url,
                "--bridge.evidence.directory=" + evidence,
                "--bridge.evidence.max-bytes=16GB",
                "--bridge.upload.max-bytes=16GB",
                "--bridge.upload.per-day=16GB");
        List<String> own = new ArrayList<>(shared);
        own.addAll(List.of("--spring.datasource.username=postgres", "--spring.datasource.password=postgres"));
        try (DeadlineLoad load = new DeadlineLoad(own.toArray(String[]::new))) {
            // Every second one is a letter.
            load.cases("S", 2 * stages * each);
        }
        deadlines = new DeadlineStream(new DriverManagerDataSource(url, "postgres", "postgres"), stages);
        cases = node("cases", List.of("-Xmx768m"), shared);
        matching = node("matching", List.of("-Xmx" + heap, "-Djava.io.tmpdir=" + folder), shared);
    }

    private ChildBridge node(String kind, List<String> options, List<String> shared) throws IOException {
        List<String> settings = new ArrayList<>(shared);
        settings.add("--bridge.node=" + kind);
        ChildBridge node = new ChildBridge(folder.resolve(kind + ".log"), options, settings.toArray(String[]::new));
        node.start();
        return node;
    }

    /** As {@code nice} does before a start: all threads there are, and those that they begin. */
    private void nice(int by) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("renice", "-n", String.valueOf(by), "-p"));
        try (var threads = Files.list(Path.of("/proc", String.valueOf(matching.pid()), "task"))) {
            threads.map(thread -> thread.getFileName().toString()).forEach(command::add);
        }
        new ProcessBuilder(command)
                .redirectOutput(folder.resolve("nice.log").toFile())
                .start()
                .waitFor();
    }

    public static void main(String[] args) throws Exception {
        int shops = args.length > 0 ? Integer.parseInt(args[0]) : 20_000;
        int entries = args.length > 1 ? Integer.parseInt(args[1]) : 60_000;
        int apart = args.length > 2 ? Integer.parseInt(args[2]) : 250;
        int each = args.length > 3 ? Integer.parseInt(args[3]) : 400;
        String heap = args.length > 4 ? args[4] : "1g";
        int[] rounds = Stream.of((args.length > 5 ? args[5] : "0,10").split(","))
                .mapToInt(Integer::parseInt)
                .toArray();
        int exit = 1;
        try (DeadlinesBesideShops run = new DeadlinesBesideShops(Duration.ofMillis(apart), each, heap, rounds)) {
            exit = run.all(shops, entries) ? 0 : 2;
        } catch (Exception e) {
            e.printStackTrace();
        }
        System.exit(exit);
    }

    private boolean all(int shops, int entries) throws Exception {
        System.out.printf(Locale.ROOT, "== %,d shops, %,d entries, seed %d%n", shops, entries, SEED);
        new World(SEED, entries).write(folder, shops);
        stage("before", () -> {
            Thread.sleep(ALONE.toMillis());
            return "";
        });
        boolean done = true;
        for (int nice : rounds) {
            nice(nice);
            done &= round("nice " + nice + ", ", shops, entries);
        }
        stage("after", () -> {
            Thread.sleep(ALONE.toMillis());
            return "";
        });
        List<String> faults = deadlines.faults();
        System.out.printf(
                "the node for matching held at most %,d MiB; checker of the deadlines: %s%n",
                matching.peakResidentKiB() / 1024, faults);
        return faults.isEmpty() && done;
    }

    private boolean round(String title, int shops, int entries) throws Exception {
        List<UUID> run = new ArrayList<>();
        stage(title + "uploaded and read", () -> {
            run.add(upload());
            await("the tables are read")
                    .atMost(LONGEST)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() ->
                            !state(run.get(0)).equals("RUNNING") || left(run.get(0)) > 0 && !isReading(run.get(0)));
            return rate(shops + entries);
        });
        stage(title + "matched and ended", () -> {
            await("all is matched")
                    .atMost(LONGEST)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> !state(run.get(0)).equals("RUNNING"));
            return rate(shops);
        });
        System.out.println(jdbc.sql("""
                        select state || ', exact ' || exact || ', strong ' || strong || ', weak ' || weak || ', none ' || none
                          from reconciliation where id = ?
                        """).param(run.get(0)).query(String.class).single());
        return state(run.get(0)).equals("DONE");
    }

    /** Does something, and says how much of it there was in a second. */
    private interface Work {
        String done() throws Exception;
    }

    private long began;

    private void stage(String title, Work work) throws Exception {
        DeadlineStream.Running stream = deadlines.begin(apart);
        began = System.nanoTime();
        Duration ofCases = cases.processorTime();
        Duration ofMatching = matching.processorTime();
        Duration ofServer = server.processorTime();
        String said;
        try {
            said = work.done();
        } finally {
            stream.stop();
        }
        System.out.printf(
                Locale.ROOT,
                "%s: %.1f s%s; processor s of cases %.1f, matching %.1f, PostgreSQL %.1f; load average %s; deadlines: %s%n",
                title,
                (System.nanoTime() - began) / NANOS,
                said,
                seconds(cases.processorTime().minus(ofCases)),
                seconds(matching.processorTime().minus(ofMatching)),
                seconds(server.processorTime().minus(ofServer)),
                Files.readString(Path.of("/proc/loadavg")).split(" ")[0],
                stream.late());
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1e3;
    }

    private String rate(long rows) {
        return String.format(Locale.ROOT, ", %,.0f rows a second", rows / ((System.nanoTime() - began) / NANOS));
    }

    /** As an officer does, file by file; nothing of them is held. */
    private UUID upload() throws IOException, InterruptedException {
        BodyPublisher form = BodyPublishers.concat(
                text(part("shops") + "shop_id,licence_name_shown,licence_code_shown,address_shown\n"),
                BodyPublishers.ofFile(folder.resolve(World.SHOPS)),
                text("\r\n" + part("registry") + "uscc,name,address,status\n"),
                BodyPublishers.ofFile(folder.resolve(World.REGISTRY)),
                text("\r\n--" + BOUNDARY + "--\r\n"));
        HttpRequest request = HttpRequest.newBuilder(URI.create(cases.address() + "/api/reconciliations"))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString("officer330100:demo".getBytes()))
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .timeout(LONGEST)
                .POST(form)
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 202) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return UUID.fromString(
                Json.read(answer.body(), JsonNode.class).path("id").asText());
    }

    private static BodyPublisher text(String text) {
        return BodyPublishers.ofString(text, StandardCharsets.UTF_8);
    }

    private static String part(String name) {
        return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"" + name
                + ".csv\"\r\nContent-Type: text/csv\r\n\r\n";
    }

    private String state(UUID run) {
        return jdbc.sql("select state from reconciliation where id = ?")
                .param(run)
                .query(String.class)
                .single();
    }

    private long left(UUID run) {
        return jdbc.sql("select coalesce(sum(shops), 0) from reconciliation_part where reconciliation_id = ?")
                .param(run)
                .query(Long.class)
                .single();
    }

    private boolean isReading(UUID run) {
        return jdbc.sql("select exists (select from reconciliation_part where reconciliation_id = ? and part = 0)")
                .param(run)
                .query(Boolean.class)
                .single();
    }

    @Override
    public void close() throws IOException {
        cases.close();
        matching.close();
        server.close();
        for (Path file : List.of(
                evidence, folder.resolve(World.SHOPS), folder.resolve(World.REGISTRY), folder.resolve(World.LABELS))) {
            FileSystemUtils.deleteRecursively(file);
        }
    }
}
