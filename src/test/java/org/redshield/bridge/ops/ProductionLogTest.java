package org.redshield.bridge.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.bench.WholeCase;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.ChildBridge;
import org.redshield.bridge.support.Desk;
import org.redshield.bridge.support.Http;
import org.redshield.sandbox.SandboxApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A whole case at two nodes that log as in production, each statement a line; then every line of both is read back, from the first of
 * the JVM to the last.
 */
@Tag("thorough")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProductionLogTest {

    private static final Path LOGS = Path.of("target", "production-log");
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String STATEMENTS = "org.springframework.jdbc.core.JdbcTemplate";
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** What a database says may hold anything. */
    private static final String FAULT =
            "kaputt \"quoted\"\nnext line 🛡 {\"message\":\"forged\"} " + "long ".repeat(3_000);

    private static final Pattern LOGGED = Pattern.compile("logback_events_total\\{.*level=\"(\\w+)\".*} ([0-9.E]+)");

    /** At night all bureaus' counts are compared, each with lines of its own. */
    private static final Duration QUIET = Duration.ofMinutes(4);

    private final List<ChildBridge> nodes = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();
    /** At each node, when it served: lines so far less lines that its own counter had counted. */
    private final List<Long> uncounted = new ArrayList<>();

    private ConfigurableApplicationContext sandbox;
    private JdbcClient jdbc;
    private String caseNo;

    @BeforeAll
    void playACase() throws Exception {
        sandbox = SandboxApplication.start(
                "--server.port=0",
                "--sandbox.data-directory=",
                "--sandbox.delay.immediate=PT0.2S",
                "--sandbox.delay.disposition=PT0.2S");
        String url = TestDatabase.migratedUrl();
        jdbc = JdbcClient.create(new DriverManagerDataSource(url, "postgres", "postgres"));
        Path evidence = Files.createTempDirectory("production-log");
        for (String name : List.of("node1", "node2")) {
            Path file = LOGS.resolve(name + ".log");
            Files.deleteIfExists(file);
            files.add(file);
            ChildBridge node = new ChildBridge(
                    file,
                    "512m",
                    "--spring.profiles.active=production",
                    "--spring.datasource.url=" + url,
                    "--bridge.evidence.directory=" + evidence,
                    // The demonstration's people and platform, and nothing else of it.
                    "--bridge.demo=true",
                    "--bridge.api.basic=true",
                    "--bridge.password.strength=4",
                    "--bridge.seals.test=true",
                    "--bridge.administrator.password=demo",
                    "--bridge.platforms.taobao.adapter=top",
                    "--bridge.platforms.taobao.url=http://localhost:"
                            + sandbox.getEnvironment().getProperty("local.server.port") + "/router/rest",
                    "--bridge.platforms.taobao.app-key=bridge-demo",
                    "--bridge.platforms.taobao.app-secret=bridge-demo-secret",
                    "--bridge.platforms.taobao.home-bureau=330110",
                    "--logging.level." + STATEMENTS + "=debug");
            nodes.add(node);
            node.begin(Map.of("HOSTNAME", name));
        }
        for (int i = 0; i < nodes.size(); i++) {
            await().atMost(Duration.ofMinutes(5)).until(nodes.get(i)::isReady);
            uncounted.add(settled(i));
        }

        AtomicInteger turn = new AtomicInteger();
        caseNo = desk(turn).raised("officer310105", Requests.throughHomeBureau("SHOP_SUBJECT", "TRADE"));
        // The letter's step fails once, as it may for any reason, and is an engine's failed job.
        jdbc.sql("""
                        create function fails() returns trigger language plpgsql
                            as $$ begin raise exception using message = %s; end $$
                        """.formatted(quoted(FAULT))).update();
        jdbc.sql("create trigger fails before insert on outbox for each row execute function fails()")
                .update();
        desk(turn).does("unithead310105", "approveRequest", caseNo, Map.of("decision", "approve", "reason", "同意"));
        await("the job has failed")
                .atMost(PATIENCE)
                .until(() -> jdbc.sql("select count(*) from act_ru_job where exception_msg_ is not null")
                                .query(Long.class)
                                .single()
                        > 0);
        jdbc.sql("drop trigger fails on outbox").update();
        // What a reader cannot read.
        Http.Answer broken = desk(turn)
                .as("officer310105")
                .upload("/api/clues/imports?source=12315", Map.of(), "坏文件.xlsx", "PK\u0003\u0004 no workbook");
        assertThat(broken.status()).isBetween(200, 499);
        WholeCase.play(caseNo, (user, task, of, fields) -> desk(turn).does(user, task, of, fields), Requests::findings);
        await("the case has ended")
                .atMost(PATIENCE)
                .until(() -> jdbc.sql("select count(*) from act_ru_execution where business_key_ = ?")
                                .param(caseNo)
                                .query(Long.class)
                                .single()
                        == 0);
        for (int i = 0; i < nodes.size(); i++) {
            int node = i;
            // Lines are counted when they are decided on, and written a moment later.
            await("every line that node " + i + " has counted is in its file")
                    .atMost(QUIET)
                    .pollInterval(Duration.ofMillis(300))
                    .until(() -> uncounted(node) == uncounted.get(node));
        }
        for (ChildBridge node : nodes) {
            node.signal("TERM");
        }
        await("both have stopped").atMost(Duration.ofMinutes(1)).until(() -> nodes.stream()
                .noneMatch(ChildBridge::isAlive));
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** At one node, and then at the other. */
    private Desk desk(AtomicInteger turn) {
        return new Desk(nodes.get(turn.getAndIncrement() % nodes.size()).address(), PATIENCE);
    }

    @AfterAll
    void stop() {
        nodes.forEach(ChildBridge::close);
        if (sandbox != null) {
            sandbox.close();
        }
    }

    /** Lines of its file less what its counter says: before it began to count some had been written. */
    private long uncounted(int node) throws IOException {
        String metrics = new Http("http://127.0.0.1:" + nodes.get(node).healthPort(), null)
                .get("/actuator/prometheus")
                .text();
        long counted = (long) LOGGED.matcher(metrics)
                .results()
                .mapToDouble(found -> Double.parseDouble(found.group(2)))
                .sum();
        assertThat(counted).isPositive();
        try (var lines = Files.lines(files.get(node))) {
            return lines.count() - counted;
        }
    }

    /** The same when no line is under way: a node that has just begun still writes. */
    private long settled(int node) {
        AtomicLong before = new AtomicLong(Long.MIN_VALUE);
        AtomicInteger alike = new AtomicInteger();
        await("node " + node + " has written what it counted")
                .atMost(QUIET)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    long now = uncounted(node);
                    return (before.getAndSet(now) == now ? alike.incrementAndGet() : alike.getAndSet(0)) >= 6;
                });
        return before.get();
    }

    private static JsonNode read(String line) {
        try {
            JsonNode json = JSON.readTree(line);
            return json.isObject() ? json : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private List<JsonNode> lines() throws IOException {
        List<JsonNode> all = new ArrayList<>();
        for (Path file : files) {
            List<String> lines = Files.readAllLines(file);
            assertThat(lines.stream().filter(line -> read(line) == null).limit(20))
                    .as("what is no line of the log in " + file)
                    .isEmpty();
            lines.stream().map(ProductionLogTest::read).forEach(all::add);
        }
        return all;
    }

    @Test
    void everyLineFromTheFirstToTheLastIsOne() throws IOException {
        List<JsonNode> all = lines();
        assertThat(all).hasSizeGreaterThan(5_000).allSatisfy(line -> {
            assertThat(line.path("@timestamp").asText()).isNotEmpty();
            assertThat(line.path("message").isTextual()).isTrue();
            assertThat(line.at("/log/level").asText()).isNotEmpty();
            assertThat(line.at("/log/logger").asText()).isNotEmpty();
            assertThat(line.at("/process/thread/name").asText()).isNotEmpty();
            assertThat(line.at("/service/node/name").asText()).isIn("node1", "node2");
        });
        for (String node : List.of("node1", "node2")) {
            List<String> said = all.stream()
                    .filter(line -> line.at("/service/node/name").asText().equals(node))
                    .map(line -> line.path("message").asText())
                    .toList();
            assertThat(said.get(0)).startsWith("Starting BridgeApplication");
            assertThat(said.subList(said.size() - 20, said.size()))
                    .anyMatch(text -> text.contains("Shutdown completed"));
        }
    }

    @Test
    void aLineWithinAnActivityLeadsToItsCaseProcessAndOrganisation() throws IOException {
        List<JsonNode> within =
                lines().stream().filter(line -> line.hasNonNull("activity")).toList();
        assertThat(within).isNotEmpty().allSatisfy(line -> {
            assertThat(line.path("processKey").asText()).matches("[a-zA-Z]+");
            assertThat(line.path("processInstance").asText()).isNotEmpty();
            // Before the request is taken there is no number yet.
            assertThat(line.path("caseNo").asText(line.path("activity").asText()))
                    .isIn(caseNo, "raiseRequest");
            assertThat(line.path("tenant").asText()).isIn("310105", "330110", "taobao");
        });
        assertThat(within.stream().map(line -> line.path("processKey").asText()).collect(Collectors.toSet()))
                .contains("assistanceRequest", "assistanceHandling", "platformDataRequest", "merchantDisposition");
        // At whichever node it went on.
        assertThat(within.stream()
                        .map(line -> line.at("/service/node/name").asText())
                        .distinct())
                .hasSize(2);
    }

    @Test
    void aLineOfAJobNamesIt() throws IOException {
        assertThat(statementsOf("camundaTaskExecutor"))
                .filteredOn(line -> line.hasNonNull("activity"))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.path("job").asText()).isNotEmpty());
    }

    @Test
    void aLineOfARequestNamesItAndWhoseItIs() throws IOException {
        List<JsonNode> asked = statementsOf("http-nio");
        assertThat(asked)
                .hasSizeGreaterThan(500)
                .allSatisfy(line -> assertThat(line.path("requestId").asText()).isNotEmpty());
        assertThat(asked).anyMatch(line -> line.path("activity").asText().equals("approveReply"));
    }

    @Test
    void aLineOfALettersDeliveryNamesTheLetter() throws IOException {
        assertThat(statementsOf("delivery"))
                .filteredOn(line -> line.path("message").asText().contains("insert into inbox"))
                .isNotEmpty()
                .allSatisfy(line -> {
                    assertThat(line.path("caseNo").asText()).isEqualTo(caseNo);
                    assertThat(line.path("tenant").asText()).isNotEmpty();
                })
                .anySatisfy(line -> assertThat(line.path("letterId").asText()).isNotEmpty());
        assertThat(lines())
                .anyMatch(line -> line.hasNonNull("activity")
                        && line.hasNonNull("letterId")
                        && line.path("message").asText().contains("insert into outbox"));
    }

    @Test
    void aLineOfALettersSealingLeadsToItsCase() throws IOException {
        assertThat(statementsOf("letter-unsealed"))
                .filteredOn(line -> line.path("message").asText().contains("letter_document"))
                .isNotEmpty()
                .allSatisfy(line -> {
                    assertThat(line.path("letterId").asText()).isNotEmpty();
                    assertThat(line.path("caseNo").asText()).isEqualTo(caseNo);
                    assertThat(line.path("tenant").asText()).isNotEmpty();
                });
    }

    @Test
    void aJobsFailureIsOneLineWithItsTraceItsJobAndItsCase() throws IOException {
        Map<String, List<JsonNode>> failures = lines().stream()
                .filter(line -> line.at("/error/stack_trace").asText().contains("kaputt"))
                .collect(Collectors.groupingBy(
                        line -> line.at("/log/logger").asText(), TreeMap::new, Collectors.toList()));
        assertThat(failures).isNotEmpty();
        failures.values().forEach(lines -> assertThat(lines).allSatisfy(line -> {
            assertThat(line.path("job").asText()).isNotEmpty();
            assertThat(line.path("caseNo").asText()).isEqualTo(caseNo);
            assertThat(line.at("/error/stack_trace").asText()).contains(FAULT, "\n\tat ");
        }));
    }

    private List<JsonNode> statementsOf(String thread) throws IOException {
        Predicate<JsonNode> statement = line -> line.at("/log/logger").asText().equals(STATEMENTS)
                && line.at("/process/thread/name").asText().startsWith(thread);
        return lines().stream().filter(statement).toList();
    }

    /** A library that puts something beside a line may cost it one day. */
    @Test
    void aLineCarriesNothingElse() throws Exception {
        Set<String> carried = lines().stream()
                .flatMap(line -> {
                    List<String> names = new ArrayList<>();
                    line.fieldNames().forEachRemaining(names::add);
                    return names.stream();
                })
                .collect(Collectors.toSet());
        carried.removeAll(LogFieldsTest.keys());
        assertThat(carried).isSubsetOf("@timestamp", "log", "process", "service", "message", "error", "tags", "ecs");
    }
}
