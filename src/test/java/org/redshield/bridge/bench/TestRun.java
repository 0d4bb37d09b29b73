package org.redshield.bridge.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.Browser;
import org.redshield.bridge.support.Desk;
import org.redshield.bridge.support.Http;

/**
 * What {@code ./mvnw spring-boot:test-run} takes: the memory of its processes and the code cache of its bridge, before, during
 * and after so many requests. Not a test: start test-run, then this main in the same folder; the arguments are the number of
 * requests (100,000 unless given), the bridge's address (http://localhost:8080), and its main class or jar, where it is another.
 */
final class TestRun {

    private static final int READERS = 3;
    private static final int SHOWN_EACH = 20_000;

    private static final List<String> PEOPLE = List.of(
            "officer310105",
            "unithead310105",
            "bureauhead310105",
            "officer330110",
            "officer2330110",
            "unithead330110",
            "officer330113",
            "officer321300",
            "supervisor330110",
            "liaisontaobao");

    /** What a browser fetches of Tasklist and asks while somebody works in it. */
    private static final List<String> TASKLIST = List.of(
            "/camunda/app/tasklist/default/",
            "/camunda/lib/deps.js",
            "/camunda/app/tasklist/camunda-tasklist-bootstrap.js",
            "/camunda/app/tasklist/camunda-tasklist-bootstrap.css",
            "/camunda/app/tasklist/locales/zh-CN.json",
            "/bridge/me.js",
            "/bridge/time.js",
            "/engine-rest/task?sortBy=created&sortOrder=desc&maxResults=15",
            "/engine-rest/task/count",
            "/engine-rest/filter?itemCount=true",
            "/engine-rest/task/{id}",
            "/engine-rest/task/{id}/form",
            "/engine-rest/task/{id}/deployed-form",
            "/engine-rest/task/{id}/form-variables",
            "/api/cases",
            "/api/cases/{caseNo}",
            "/cases/{caseNo}",
            "/api/desk",
            "/api/task-cards?ids={id}",
            "/api/notices/count");

    private final String address;
    private final String program;
    private final List<String> others = operations();
    private final AtomicInteger left;
    private final Map<Integer, LongAdder> answers = new ConcurrentHashMap<>();

    private TestRun(int requests, String address, String program) throws IOException {
        this.left = new AtomicInteger(requests);
        this.address = address;
        this.program = program;
    }

    public static void main(String[] args) throws Exception {
        int requests = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        TestRun run = new TestRun(
                requests,
                args.length > 1 ? args[1] : "http://localhost:8080",
                args.length > 2 ? args[2] : "org.redshield.bridge.TestBridgeApplication");
        run.show(0);
        ExecutorService threads = Executors.newCachedThreadPool();
        for (int reader = 0; reader < READERS; reader++) {
            int seed = reader;
            threads.submit(() -> run.read(new Random(seed)));
        }
        threads.submit(run::work);
        threads.shutdown();
        for (int next = SHOWN_EACH; !threads.awaitTermination(1, TimeUnit.SECONDS); ) {
            if (requests - run.left.get() >= next) {
                run.show(next);
                next += SHOWN_EACH;
            }
        }
        run.show(requests);
        System.out.println("answered: " + new TreeMap<>(run.answers));
        System.exit(0);
    }

    /** Every list and page that needs no more than a case or a task, whoever may see it: that somebody is refused is work, too. */
    private static List<String> operations() throws IOException {
        try (InputStream file = TestRun.class.getResourceAsStream("/isolation/operations.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("GET"))
                    .map(line -> line.substring(3).split("\\|", -1))
                    .map(cells -> cells[0].strip()
                            + (cells[4].contains("?") && !cells[4].contains("$") ? cells[4].strip() : ""))
                    // A stream has no end.
                    .filter(path -> !path.equals("/api/events"))
                    .filter(path -> !path.replace("{caseNo}", "")
                            .replace("/task/{id}", "")
                            .contains("{"))
                    .toList();
        }
    }

    /** Looks around as one person after the other, in Tasklist most of all; half of them signed in, half by a program. */
    private void read(Random random) {
        while (left.get() > 0) {
            String person = PEOPLE.get(random.nextInt(PEOPLE.size()));
            Http http = new Http(address, person);
            try {
                Browser browser = random.nextBoolean() ? Browser.signedIn(address, person) : null;
                String task = one(random, counted(http.get("/engine-rest/task?maxResults=20")), "id");
                String caseNo = one(random, counted(http.get("/api/cases")), "caseNo");
                for (int n = 0; n < 200 && left.get() > 0; n++) {
                    List<String> paths = random.nextInt(3) > 0 ? TASKLIST : others;
                    String path = paths.get(random.nextInt(paths.size()))
                            .replace("{id}", task)
                            .replace("{caseNo}", caseNo);
                    counted(
                            browser == null
                                    ? http.get(path)
                                    : browser.get(path.replaceFirst(
                                            "^/engine-rest/(?!engine)", "/camunda/api/engine/engine/default/")));
                }
            } catch (RuntimeException | AssertionError e) {
                System.out.println(person + ": " + e);
            }
        }
    }

    private static String one(Random random, Http.Answer list, String field) {
        List<JsonNode> found = list.status() == 200 ? list.json().findValues(field) : List.of();
        return found.isEmpty()
                ? "none"
                : found.get(random.nextInt(found.size())).asText();
    }

    /** Plays whole cases, one after the other. */
    private void work() {
        Desk desk = new Desk(address, Duration.ofMinutes(5));
        int cases = 0;
        while (left.get() > 0) {
            try {
                String caseNo = desk.raised("officer310105", Requests.throughHomeBureau("SHOP_SUBJECT", "TRADE"));
                desk.does("unithead310105", "approveRequest", caseNo, Map.of("decision", "approve", "reason", "同意"));
                WholeCase.play(caseNo, desk::does, Requests::findings);
                cases++;
                // Each step looks at the list, claims and submits.
                left.addAndGet(-46);
            } catch (RuntimeException | AssertionError e) {
                System.out.println("case: " + e);
            }
        }
        System.out.println(cases + " cases from the request to the lifted disposition");
    }

    private Http.Answer counted(Http.Answer answer) {
        left.decrementAndGet();
        answers.computeIfAbsent(answer.status(), status -> new LongAdder()).increment();
        return answer;
    }

    private void show(int after) throws IOException {
        long bridge = processes(0)
                .filter(pid -> command(pid).contains(program))
                .filter(pid -> Path.of("").toAbsolutePath().equals(folder(pid)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(program + " does not run in this folder"));
        long maven = ProcessHandle.of(bridge)
                .flatMap(ProcessHandle::parent)
                .map(ProcessHandle::pid)
                .filter(pid -> command(pid).contains("classworlds"))
                .orElse(bridge);
        Path postmaster = Path.of("target", "bridge-data", "postgres", "postmaster.pid");
        long database = Files.exists(postmaster)
                ? Long.parseLong(Files.readAllLines(postmaster).get(0))
                : 0;
        Map<String, Long> memory = new TreeMap<>();
        Stream.concat(processes(maven), database == 0 ? Stream.of() : processes(database))
                .forEach(pid -> memory.merge(
                        pid == maven && maven != bridge ? "Maven" : pid == bridge ? "bridge" : name(pid),
                        memory(pid),
                        Long::sum));
        long all = memory.values().stream().mapToLong(Long::longValue).sum();
        System.out.printf("after %,d requests: %,d MB in all, %s%n", after, all / 1_000_000, memory);
        for (long pid : new long[] {maven, bridge}) {
            System.out.println(
                    said("jcmd", Long.toString(pid), "Compiler.codecache").replaceAll("\\s+", " "));
        }
        System.out.println(said("jcmd", Long.toString(bridge), "GC.heap_info").replaceAll("\\s+", " "));
    }

    /** That process and all that it has begun; 0 for all there are. */
    private static Stream<Long> processes(long root) {
        return root == 0
                ? ProcessHandle.allProcesses().map(ProcessHandle::pid)
                : Stream.concat(
                        Stream.of(root),
                        ProcessHandle.of(root).stream()
                                .flatMap(ProcessHandle::descendants)
                                .map(ProcessHandle::pid));
    }

    private static String name(long pid) {
        String command = command(pid);
        return command.contains("postgres") ? "PostgreSQL" : command.contains("ofd") ? "OFD" : command;
    }

    private static String command(long pid) {
        try {
            return Files.readString(proc(pid, "cmdline")).replace('\0', ' ');
        } catch (IOException e) {
            // It has ended, or is another person's.
            return "";
        }
    }

    private static Path folder(long pid) {
        try {
            return Files.readSymbolicLink(proc(pid, "cwd"));
        } catch (IOException e) {
            return Path.of("");
        }
    }

    /** Its own and its part of what it shares. */
    private static long memory(long pid) {
        try (Stream<String> lines = Files.lines(proc(pid, "smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .sum();
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }

    private static Path proc(long pid, String file) {
        return Path.of("/proc", Long.toString(pid), file);
    }

    private static String said(String... command) throws IOException {
        Process process = new ProcessBuilder(command).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
