package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.Year;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.TargetType;
import org.redshield.bridge.platform.gateway.DataRequestOrder;
import org.redshield.bridge.platform.gateway.DialogueGateway;
import org.redshield.bridge.platform.gateway.PlatformBusy;
import org.redshield.bridge.platform.gateway.PlatformUnavailable;
import org.redshield.bridge.platform.gateway.PreservationGateway;
import org.redshield.bridge.platform.gateway.PreservationOrder;
import org.redshield.bridge.platform.guard.Gateways;
import org.redshield.bridge.platform.request.DataRequests;
import org.redshield.bridge.platform.rest.RecordingProxy;
import org.redshield.bridge.support.Alone;
import org.redshield.bridge.support.DataRequestProcess;
import org.redshield.bridge.support.Http;
import org.redshield.sandbox.SandboxApplication;
import org.redshield.sandbox.faults.FaultKind;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Every fault that the sandbox knows, at every call that can meet it, through both adapters and the whole bridge: each
 * cell is a request, target or order of its own, to whose number its fault is bound, and all are under way at once.
 * {@code docs/faults.md} is what came of it.
 */
@Tag("thorough")
@Alone
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("kill")
class FaultMatrixTest extends DispositionScenario {

    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final Path PAGE = Path.of("docs/faults.md");

    /** The two platforms: the same sandbox program, spoken to in its two protocols. */
    private enum Adapter {
        TOP("hengxuan"),
        REST("jingxuan");

        private final String key;

        Adapter(String key) {
            this.key = key;
        }
    }

    /** Faults that have nothing to do with what the call is about. */
    private static final List<FaultKind> ANY = List.of(
            FaultKind.HTTP_500,
            FaultKind.HTTP_502,
            FaultKind.HTTP_503,
            FaultKind.HTTP_429,
            FaultKind.REDIRECT,
            FaultKind.RESET,
            FaultKind.NO_ANSWER,
            FaultKind.SLOW_DRIP,
            FaultKind.EMPTY_BODY,
            FaultKind.HUGE_ANSWER,
            FaultKind.HTML_200);

    /** Of an answer in JSON. */
    private static final List<FaultKind> JSON = List.of(
            FaultKind.CALL_LIMITED,
            FaultKind.REMOTE_SERVICE_ERROR,
            FaultKind.CLOCK_OFF,
            FaultKind.ACT_THEN_SILENCE,
            FaultKind.RESET_MID_BODY,
            FaultKind.WRONG_CHARSET,
            FaultKind.TRUNCATED_JSON,
            FaultKind.DUPLICATE_ANSWER,
            FaultKind.NUMBERS_AS_STRINGS,
            FaultKind.EXTRA_FIELDS,
            FaultKind.UNKNOWN_CODE,
            FaultKind.OTHER_CASE,
            FaultKind.SHORT_LIST);

    /** Tried once only: they take time, or the call succeeds in spite of them. */
    private static final List<FaultKind> ONCE = List.of(
            FaultKind.NO_ANSWER,
            FaultKind.SLOW_DRIP,
            FaultKind.HUGE_ANSWER,
            FaultKind.CLOCK_OFF,
            FaultKind.WRONG_CHARSET,
            FaultKind.DUPLICATE_ANSWER,
            FaultKind.NUMBERS_AS_STRINGS,
            FaultKind.EXTRA_FIELDS,
            FaultKind.SHORT_LIST);

    /** A call, and what other faults than {@link #ANY} and {@link #JSON} come to there. */
    private enum Call {
        SUBMIT("request.submit", "ANSWERED"),
        QUERY("request.query", "ANSWERED"),
        MANIFEST("request.manifest", "ANSWERED"),
        DOWNLOAD(null, "ANSWERED"),
        WITHDRAW("request.withdraw", "WITHDRAWN"),
        DISPOSE("disposition.submit", "EXECUTED"),
        DISPOSE_QUERY("disposition.query", "EXECUTED");

        private final String apiName;
        private final String end;

        Call(String apiName, String end) {
            this.apiName = apiName;
            this.end = end;
        }

        private Map<FaultKind, String> own() {
            Map<FaultKind, String> own = new TreeMap<>();
            switch (this) {
                case SUBMIT -> {
                    own.put(FaultKind.REFUSE, "REFUSED");
                    own.put(FaultKind.PARTIAL, "PARTIAL");
                    own.put(FaultKind.NEW_DATE, "ANSWERED");
                    own.put(FaultKind.CLARIFY, "LIAISON");
                    own.put(FaultKind.NO_RECORD, "NO_RECORD");
                    own.put(FaultKind.EVENTS_TWICE, "ANSWERED");
                    own.put(FaultKind.EVENTS_REVERSED, "ANSWERED");
                    own.put(FaultKind.EVENTS_EARLY, "ANSWERED");
                }
                case QUERY -> own.put(FaultKind.UNKNOWN_STATUS, "ANSWERED");
                case MANIFEST -> own.put(FaultKind.WRONG_HASH, "ANSWERED");
                case DOWNLOAD -> {
                    own.put(FaultKind.CUT_DOWNLOAD, "ANSWERED");
                    own.put(FaultKind.EXPIRED_URL, "ANSWERED");
                    own.put(FaultKind.RANGE_IGNORED, "ANSWERED");
                }
                case DISPOSE -> {
                    own.put(FaultKind.DUPLICATE_WITHOUT_ID, "EXECUTED");
                    own.put(FaultKind.REJECT, "REFUSED");
                    own.put(FaultKind.REFUSE, "REFUSED");
                    own.put(FaultKind.PARTIAL, "PARTIAL");
                    own.put(FaultKind.EVENTS_TWICE, "EXECUTED");
                    own.put(FaultKind.EVENTS_EARLY, "EXECUTED");
                }
                case DISPOSE_QUERY -> own.put(FaultKind.UNKNOWN_STATUS, "EXECUTED");
                case WITHDRAW -> {
                    // Nothing of its own.
                }
            }
            return own;
        }

        /** What a fault that this call can meet comes to; empty when it cannot meet it. */
        private Optional<String> expected(FaultKind kind, Adapter adapter) {
            boolean events = kind.name().startsWith("EVENTS_");
            if (events && adapter == Adapter.TOP) {
                return Optional.empty();
            }
            if (kind == FaultKind.TOKEN_REFUSED) {
                return adapter == Adapter.REST && this != DOWNLOAD ? Optional.of(end) : Optional.empty();
            }
            if (kind == FaultKind.SHORT_LIST) {
                return this == QUERY || this == DISPOSE_QUERY ? Optional.of(end) : Optional.empty();
            }
            if (this == SUBMIT && kind == FaultKind.CLARIFY && adapter == Adapter.REST) {
                // Where the protocol has messages, the officers answer and no letter goes to the liaison.
                return Optional.of("ASKED");
            }
            if (this == DISPOSE_QUERY && kind == FaultKind.UNKNOWN_STATUS && adapter == Adapter.REST) {
                // Finished with a result that nobody can read, which is shown as it is; TOP has the result apart.
                return Optional.of("ANSWERED");
            }
            boolean meets = ANY.contains(kind) || this != DOWNLOAD && JSON.contains(kind);
            return meets ? Optional.of(end) : Optional.ofNullable(own().get(kind));
        }
    }

    /** @param key the number to which the fault is bound */
    private record Cell(Adapter adapter, Call call, FaultKind kind, int times, String key) {

        private String expected() {
            return call.expected(kind, adapter).orElseThrow();
        }
    }

    private static final AtomicReference<String> BRIDGE = new AtomicReference<>();
    private static final Map<Adapter, ConfigurableApplicationContext> PLATFORMS = new LinkedHashMap<>();
    private static RecordingProxy publicAddress;
    private static final Map<String, Map<String, String>> PAGE_ROWS = new TreeMap<>();

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private DataRequests requests;

    @Autowired
    private IdentityService identity;

    @Autowired
    private Gateways gateways;

    @Autowired
    private Environment settings;

    @Autowired
    private Organisations bureaus;

    private static int number = 900_000;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry settings) throws IOException {
        publicAddress = new RecordingProxy(() -> URI.create(BRIDGE.get()));
        Path agreements = Files.createTempFile("agreements", ".csv");
        Files.writeString(agreements, """
                partyA,partyB,kind,dataset,amount,unit,citation,validFrom,validTo
                310105,hengxuan,DIRECT,,0,NONE,《政企协作备忘录》第二条,2026-01-01,
                310105,jingxuan,DIRECT,,0,NONE,《政企协作备忘录》第二条,2026-01-01,
                """);
        Map<String, String> all = new LinkedHashMap<>();
        for (Adapter adapter : Adapter.values()) {
            ConfigurableApplicationContext platform = SandboxApplication.start(
                    "--server.port=0",
                    // Of the bridge's start check, which on the class path of a test meets the sandbox too.
                    "--spring.datasource.url=none",
                    "--bridge.administrator.password=none",
                    "--sandbox.data-directory=",
                    "--sandbox.delay.disposition=PT0.2S",
                    "--sandbox.webhook.url="
                            + (adapter == Adapter.REST ? publicAddress.url() + "/api/platforms/jingxuan/events" : ""),
                    "--sandbox.webhook.secret=the-webhook-secret-of-jingxuan-32");
            PLATFORMS.put(adapter, platform);
            String platformKey = "bridge.platforms." + adapter.key + ".";
            all.put(platformKey + "name", adapter == Adapter.TOP ? "恒选商城" : "京选商城");
            all.put(platformKey + "home-bureau", "330110");
            // Hundreds of calls fail at once here, each on its own account: none is to wait for the others.
            all.put(platformKey + "pace.calls-per-second", "1000");
            all.put(platformKey + "pace.loads", "8");
            all.put(platformKey + "pace.connect-timeout", "1s");
            all.put(platformKey + "pace.call-timeout", "2s");
            all.put(platformKey + "pace.stall-timeout", "2s");
        }
        all.put("bridge.platforms.hengxuan.adapter", "top");
        all.put("bridge.platforms.hengxuan.url", address(Adapter.TOP) + "/router/rest");
        all.put("bridge.platforms.hengxuan.app-key", "bridge-demo");
        all.put("bridge.platforms.hengxuan.app-secret", "bridge-demo-secret");
        all.put("bridge.platforms.jingxuan.adapter", "rest");
        all.put("bridge.platforms.jingxuan.url", address(Adapter.REST) + "/v1");
        all.put("bridge.platforms.jingxuan.token-url", address(Adapter.REST) + "/oauth/token");
        all.put("bridge.platforms.jingxuan.client-id", "bridge-demo");
        all.put("bridge.platforms.jingxuan.client-secret", "bridge-demo-secret");
        all.put("bridge.platforms.jingxuan.webhook-secret", "the-webhook-secret-of-jingxuan-32");
        all.put("bridge.agreements-file", "file:" + agreements);
        all.put("bridge.polling.intervals", "100ms,300ms,1s");
        all.put("bridge.polling.fault-intervals", "20ms");
        all.put("bridge.polling.load-retries", "100ms,".repeat(9) + "100ms");
        all.put("bridge.calls.failure-rate", "100");
        // Two requests for which the platform gave one id come apart when the poller has asked.
        all.put("bridge.retry.platform", "PT0.2S,PT0.5S,PT1S,PT1S,PT1S,PT2S,PT2S,PT5S,PT5S,PT5S,PT5M");
        all.forEach((key, value) -> settings.add(key, () -> value));
    }

    private static String address(Adapter adapter) {
        return "http://localhost:" + PLATFORMS.get(adapter).getEnvironment().getProperty("local.server.port");
    }

    @AfterAll
    static void stop() {
        publicAddress.close();
        PLATFORMS.values().forEach(ConfigurableApplicationContext::close);
    }

    private static Http platform(Adapter adapter) {
        return new Http(address(adapter), null);
    }

    private static void arm(Adapter adapter, Map<String, Object> fault) {
        Http.Answer answer = platform(adapter).post("/admin/faults", fault);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    /** Binds the fault to the cell's number and call. */
    private static void arm(Cell cell) {
        Map<String, Object> fault = new LinkedHashMap<>();
        fault.put("fault", cell.kind());
        fault.put("key", cell.key());
        // An answer about many may meet several faults, of which one that destroys it hides the others.
        fault.put(
                "times",
                cell.kind() == FaultKind.UNKNOWN_STATUS && cell.call() == Call.DISPOSE_QUERY ? -1 : cell.times());
        fault.put("seconds", 1);
        if (cell.kind() == FaultKind.NEW_DATE) {
            fault.put("hold", "PT0.5S");
        }
        if (cell.kind() == FaultKind.CUT_DOWNLOAD) {
            fault.put("bytes", 50);
        }
        if (cell.call() == Call.DOWNLOAD) {
            fault.put("method", "file");
        } else if (cell.adapter() == Adapter.REST || !cell.call().name().startsWith("DISPOSE")) {
            fault.put("apiName", cell.call().apiName);
        } else {
            fault.put("method", "taobao.sungari.dispose." + (cell.call() == Call.DISPOSE ? "submit" : "query"));
        }
        arm(cell.adapter(), fault);
        if (cell.kind() == FaultKind.DUPLICATE_WITHOUT_ID) {
            // At a first attempt it is somebody else's: here the answer to that is lost.
            arm(cell.adapter(), fault);
            arm(new Cell(cell.adapter(), cell.call(), FaultKind.ACT_THEN_SILENCE, 1, cell.key()));
        }
        if (cell.kind() == FaultKind.RANGE_IGNORED) {
            // There is a range only where something was cut off before.
            arm(new Cell(cell.adapter(), cell.call(), FaultKind.CUT_DOWNLOAD, cell.times(), cell.key()));
        }
    }

    /** All faults that the call can meet, once, and those that take no time also five times in a row. */
    private static Stream<Cell> cells(Call call, Supplier<String> key) {
        return Stream.of(Adapter.values()).flatMap(adapter -> Stream.of(FaultKind.values())
                .filter(kind -> call.expected(kind, adapter).isPresent())
                .flatMap(kind -> (ANY.contains(kind) || JSON.contains(kind)) && !ONCE.contains(kind)
                        ? Stream.of(
                                new Cell(adapter, call, kind, 1, key.get()),
                                new Cell(adapter, call, kind, 5, key.get()))
                        : Stream.of(new Cell(adapter, call, kind, 1, key.get()))));
    }

    private String nextCase() {
        return "310105-2026-" + ++number;
    }

    @Test
    @Order(1)
    void everyDataRequestEndsAsItShould() throws Exception {
        BRIDGE.set(address());
        List<String> shops = new ArrayList<>();
        platform(Adapter.TOP)
                .get("/admin/shops?size=1000&skip=20")
                .json()
                .forEach(shop -> shops.add(shop.get("id").asText()));
        List<Cell> cells = Stream.of(Call.SUBMIT, Call.QUERY, Call.MANIFEST, Call.DOWNLOAD, Call.WITHDRAW)
                .flatMap(call -> cells(call, this::nextCase))
                .toList();
        for (Cell cell : cells) {
            arm(cell);
            if (cell.call() == Call.WITHDRAW) {
                arm(cell.adapter(), Map.of("fault", "NEW_DATE", "key", cell.key(), "hold", "PT24H"));
            }
        }
        // Files that are there already are not fetched again: each cell has a shop of its own.
        for (int i = 0; i < cells.size(); i++) {
            start(cells.get(i), shops.get(i));
        }
        List<Cell> withdrawn =
                cells.stream().filter(cell -> cell.call() == Call.WITHDRAW).toList();
        await("all that will be withdrawn is there").atMost(PATIENCE).until(() -> withdrawn.stream()
                .allMatch(cell -> count(
                                "select count(*) from platform_request where request_no like ? and status = 'SUBMITTED'",
                                cell.key() + "-%")
                        == 1));
        withdrawn.forEach(cell -> requests.withdrawAll(cell.key() + "-R1", "310105", "案件已并案"));

        await("every cell has its end").atMost(PATIENCE).until(() -> cells.stream()
                .noneMatch(cell -> endOf(cell).matches("DRAFT|SUBMITTED")));
        Map<Cell, String> ends =
                cells.stream().collect(Collectors.toMap(cell -> cell, this::endOf, (a, b) -> a, LinkedHashMap::new));
        ends.forEach(FaultMatrixTest::note);
        assertThat(ends.entrySet().stream()
                        .filter(entry -> !entry.getKey().expected().equals(entry.getValue()))
                        .toList())
                .as("cells that ended otherwise")
                .isEmpty();
        assertThat(unmet()).as("faults that met nothing").isEmpty();
        for (Adapter adapter : Adapter.values()) {
            List<String> ledger = ledger(adapter, "requestNo");
            assertThat(ledger)
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(
                            jdbc.sql("select request_no from platform_request where platform = ?")
                                    .param(adapter.key)
                                    .query(String.class)
                                    .list());
        }
        nothingIsLost();
    }

    private void start(Cell cell, String shop) {
        new DataRequestProcess(requests, runtime, identity)
                .start(
                        DataRequestProcess.KEY,
                        DataRequestProcess.order(
                                cell.key(),
                                cell.adapter().key,
                                Dataset.SHOP_SUBJECT,
                                shop,
                                "网络交易监督管理办法第三十四条",
                                clock.instant()));
    }

    private String endOf(Cell cell) {
        boolean withdrawal = cell.call() == Call.WITHDRAW;
        return jdbc.sql("""
                        select case when status = 'WITHDRAWN' and withdrawal_confirmed_at is null then 'SUBMITTED'
                                    when status = 'SUBMITTED'
                                         and exists (select from platform_dialogue d
                                                      where d.request_no = r.request_no and d.kind = 'QUESTION')
                                    then 'ASKED' else status end
                          from platform_request r where request_no like ?
                        """)
                .param(cell.key() + "-%")
                .query(String.class)
                .optional()
                .orElse(withdrawal ? "SUBMITTED" : "DRAFT");
    }

    private long count(String sql, Object... parameters) {
        return jdbc.sql(sql).params(parameters).query(Long.class).single();
    }

    private static List<String> unmet() {
        return Stream.of(Adapter.values())
                .flatMap(adapter -> each(platform(adapter).get("/admin/faults").json()))
                .filter(state -> state.get("met").asInt() == 0)
                .map(JsonNode::toString)
                .toList();
    }

    private static List<String> ledger(Adapter adapter, String name) {
        return each(platform(adapter).get("/admin/ledger").json())
                .filter(entry -> entry.has(name))
                .map(entry -> entry.get(name).asText())
                .toList();
    }

    private void nothingIsLost() throws Exception {
        await("no answer is on its way").atMost(PATIENCE).until(() -> count("select count(*) from platform_load") == 0);
        assertThat(jdbc.sql("select incident_msg_ from act_ru_incident")
                        .query(String.class)
                        .list())
                .as("incidents")
                .isEmpty();
        assertThat(jdbc.sql("""
                        select request_no from platform_request r
                         where status in ('ANSWERED', 'PARTIAL')
                           and not exists (select 1 from platform_request_evidence e where e.request_no = r.request_no)
                        """).query(String.class).list())
                .as("answers without files")
                .isEmpty();
        assertThat(jdbc.sql(
                                "select subject_id || name from evidence group by subject_id, sha256, name having count(*) > 1")
                        .query(String.class)
                        .list())
                .as("files sealed twice")
                .isEmpty();
        Path store = Path.of(settings.getRequiredProperty("bridge.evidence.directory"));
        for (String sha256 : jdbc.sql("select distinct sha256 from evidence")
                .query(String.class)
                .list()) {
            byte[] content = Files.readAllBytes(store.resolve(sha256.substring(0, 2))
                    .resolve(sha256.substring(2, 4))
                    .resolve(sha256));
            assertThat(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content)))
                    .isEqualTo(sha256);
        }
        long wanted = count("select count(*) from platform_request where status = 'LIAISON'");
        await("those whom the interface cannot answer are asked by letter")
                .atMost(PATIENCE)
                .until(() -> count("select count(*) from outbox where kind = 'LIAISON_REQUEST'") == wanted);
    }

    @Test
    @Order(2)
    void everyDispositionEndsAsItShouldAndIsDoneOnce() throws Exception {
        BRIDGE.set(address());
        List<Cell> cells = new ArrayList<>();
        Map<String, String> states = new LinkedHashMap<>();
        for (Adapter adapter : Adapter.values()) {
            List<Cell> planned = Stream.of(Call.DISPOSE, Call.DISPOSE_QUERY)
                    .flatMap(call -> cells(call, () -> ""))
                    .filter(cell -> cell.adapter() == adapter)
                    .toList();
            for (int from = 0; from < planned.size(); from += 9) {
                cells.addAll(disposed(adapter, planned.subList(from, Math.min(planned.size(), from + 9))));
            }
        }
        await("every target has its end").atMost(PATIENCE).until(() -> {
            states.clear();
            jdbc.sql("select doc_name, state from disposition_target where doc_name is not null")
                    .query(row -> {
                        states.put(row.getString("doc_name"), row.getString("state"));
                    });
            return states.values().stream().noneMatch(state -> state.matches("DRAFT|SUBMITTED"));
        });
        cells.forEach(cell -> note(cell, states.get(cell.key())));
        assertThat(cells.stream()
                        .filter(cell -> !cell.expected().equals(states.get(cell.key())))
                        .map(cell -> cell + " " + states.get(cell.key()))
                        .toList())
                .as("cells that ended otherwise")
                .isEmpty();
        assertThat(unmet()).as("faults that met nothing").isEmpty();
        for (Adapter adapter : Adapter.values()) {
            assertThat(ledger(adapter, "doc_name"))
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(cells.stream()
                            .filter(cell -> cell.adapter() == adapter && cell.kind() != FaultKind.REJECT)
                            .map(Cell::key)
                            .toList());
        }
        nothingIsLost();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object>[] array(List<Map<String, Object>> targets) {
        return targets.toArray(new Map[0]);
    }

    /** One letter with a target for each cell. @return the cells with the names of their targets */
    private List<Cell> disposed(Adapter adapter, List<Cell> planned) {
        Map<String, Object> request = Requests.direct("SHOP_SUBJECT");
        request.put("platformKey", adapter.key);
        String caseNo = approved(request);
        wantDisposition(caseNo, "both");
        List<Map<String, Object>> targets = IntStream.rangeClosed(1, planned.size())
                .mapToObj(position -> target("ITEM", "71000001000" + position, "ITEM_TAKEDOWN"))
                .toList();
        draft(caseNo, array(targets));
        String letters = bureaus.get(YUHANG).letterPrefix() + "处置〔" + Year.now(ZoneId.of("Asia/Shanghai")) + "〕";
        long next = 1 + count("select count(*) from letter where number like ?", letters + "%");
        List<Cell> cells = IntStream.range(0, planned.size())
                .mapToObj(index -> new Cell(
                        adapter,
                        planned.get(index).call(),
                        planned.get(index).kind(),
                        planned.get(index).times(),
                        letters + next + "号-" + (index + 1)))
                .toList();
        cells.forEach(FaultMatrixTest::arm);
        approveDraft(caseNo);
        await("the letter has its number")
                .atMost(PATIENCE)
                .until(() -> count(
                                "select count(*) from disposition_target where doc_name = ?",
                                cells.get(0).key())
                        == 1);
        return cells;
    }

    /** The calls that an officer makes and repeats himself: what was repeated was done once. */
    @Test
    @Order(3)
    void whatAnOfficerRepeatsIsDoneOnce() {
        BRIDGE.set(address());
        PreservationGateway holds =
                gateways.of(Adapter.REST.key).preservations().orElseThrow();
        DialogueGateway dialogue = gateways.of(Adapter.REST.key).dialogue().orElseThrow();
        Cell talk = new Cell(Adapter.REST, Call.SUBMIT, FaultKind.NEW_DATE, 1, nextCase());
        arm(Adapter.REST, Map.of("fault", "NEW_DATE", "key", talk.key(), "hold", "PT24H"));
        start(talk, "S1000001");
        String requestNo = talk.key() + "-R1-SHOP_SUBJECT";
        await().atMost(PATIENCE)
                .until(() -> requests.get(requestNo).said().newDueAt().isPresent());
        String id = requests.get(requestNo).said().platformRequestId().orElseThrow();
        Instant newDueAt = requests.get(requestNo).said().newDueAt().orElseThrow();
        int said = 0;
        for (FaultKind kind : FaultKind.values()) {
            if (!(ANY.contains(kind) || JSON.contains(kind) || kind == FaultKind.TOKEN_REFUSED)
                    || kind == FaultKind.SHORT_LIST) {
                continue;
            }
            String holdNo = nextCase() + "-P1";
            PreservationOrder order = new PreservationOrder(
                    holdNo,
                    holdNo.replace("-P1", ""),
                    "310105",
                    "上海市长宁区市场监督管理局",
                    new DataRequestOrder.Officer("测试甲", "Z310105001", "12000000001"),
                    Dataset.TRADE,
                    TargetType.SHOP,
                    "S1000001",
                    Optional.empty(),
                    Optional.empty(),
                    List.of("网络交易监督管理办法第三十四条"),
                    "防止交易记录灭失",
                    Instant.now().plus(10, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS));
            Instant longer = order.until().plus(10, ChronoUnit.DAYS);
            note("preservation.place", kind, repeated(kind, "preservation.place", holdNo, () -> holds.place(order)
                    .status()));
            note("preservation.extend", kind, repeated(kind, "preservation.extend", holdNo, () -> holds.extend(
                            holdNo, longer)
                    .status()));
            note("preservation.get", kind, repeated(kind, "preservation.get", holdNo, () -> holds.status(holdNo)
                    .status()));
            note("preservation.release", kind, repeated(kind, "preservation.release", holdNo, () -> holds.release(
                            holdNo)
                    .status()));
            DialogueGateway.Message message =
                    new DialogueGateway.Message("M-" + kind, false, "请尽快答复：" + kind, Instant.now());
            note("message.send", kind, repeated(kind, "message.send", requestNo, () -> {
                dialogue.say(id, message);
                return "SAID";
            }));
            said++;
            int expected = said;
            note(
                    "message.list",
                    kind,
                    repeated(
                            kind,
                            "message.list",
                            requestNo,
                            () -> dialogue.messages(id).size() == expected ? "READ" : "ANOTHER NUMBER"));
            note("date.answer", kind, repeated(kind, "date.answer", requestNo, () -> {
                dialogue.answerDate(id, newDueAt, true, Optional.empty());
                return "SAID";
            }));
        }
        assertThat(PAGE_ROWS.get("preservation.place REST").values()).containsOnly("HELD");
        assertThat(PAGE_ROWS.get("preservation.extend REST").values()).containsOnly("HELD");
        assertThat(PAGE_ROWS.get("preservation.get REST").values()).containsOnly("HELD");
        assertThat(PAGE_ROWS.get("preservation.release REST").values()).containsOnly("RELEASED");
        assertThat(PAGE_ROWS.get("message.send REST").values()).containsOnly("SAID");
        assertThat(PAGE_ROWS.get("message.list REST").values()).containsOnly("READ");
        assertThat(PAGE_ROWS.get("date.answer REST").values()).containsOnly("SAID");
        assertThat(ledger(Adapter.REST, "holdNo")).doesNotHaveDuplicates().hasSize(said);
        assertThat(unmet()).as("faults that met nothing").isEmpty();
    }

    private static String repeated(FaultKind kind, String apiName, String key, Supplier<String> call) {
        arm(Adapter.REST, Map.of("fault", kind, "apiName", apiName, "key", key, "seconds", 1));
        AtomicInteger attempts = new AtomicInteger();
        AtomicReference<String> answer = new AtomicReference<>();
        await(kind + " at " + apiName).atMost(PATIENCE).until(() -> {
            try {
                answer.set(call.get());
                return true;
            } catch (PlatformBusy e) {
                // It asked to be left alone for a second.
                return false;
            } catch (PlatformUnavailable e) {
                assertThat(attempts.incrementAndGet())
                        .as(kind + " at " + apiName)
                        .isLessThan(3);
                return false;
            }
        });
        return answer.get();
    }

    /** A token is for all calls: all faults of its endpoint in a row, and a request that waits for it. */
    @Test
    @Order(4)
    void noTokenForAWhile() throws Exception {
        BRIDGE.set(address());
        List<FaultKind> kinds = Stream.of(FaultKind.values())
                .filter(kind -> ANY.contains(kind)
                        || JSON.contains(kind)
                                && !List.of(
                                                FaultKind.CALL_LIMITED,
                                                FaultKind.REMOTE_SERVICE_ERROR,
                                                FaultKind.CLOCK_OFF,
                                                FaultKind.UNKNOWN_CODE,
                                                FaultKind.OTHER_CASE,
                                                FaultKind.WRONG_CHARSET,
                                                FaultKind.SHORT_LIST)
                                        .contains(kind)
                        || kind == FaultKind.TOKEN_REFUSED)
                .toList();
        for (FaultKind kind : kinds) {
            arm(Adapter.REST, Map.of("fault", kind, "method", "oauth", "seconds", 1));
            platform(Adapter.REST).delete("/admin/tokens");
            Cell cell = new Cell(Adapter.REST, Call.SUBMIT, kind, 1, nextCase());
            start(cell, "S1000001");
            await(kind + " at the token's endpoint").atMost(PATIENCE).until(() -> endOf(cell)
                    .equals("ANSWERED"));
            note("token", kind, "ANSWERED");
        }
        assertThat(unmet()).as("faults that met nothing").isEmpty();
        nothingIsLost();
    }

    @Test
    @Order(5)
    void nobodyListensForAWhile() throws Exception {
        BRIDGE.set(address());
        for (Adapter adapter : Adapter.values()) {
            List<Cell> cells = IntStream.range(0, 10)
                    .mapToObj(i -> new Cell(adapter, Call.SUBMIT, FaultKind.DOWN, 1, nextCase()))
                    .toList();
            platform(adapter).put("/admin/faults", Map.of("fault", "DOWN", "hold", "PT2S"));
            cells.forEach(cell -> start(cell, "S1000001"));
            await("all are answered").atMost(PATIENCE).until(() -> cells.stream()
                    .allMatch(cell -> endOf(cell).equals("ANSWERED")));
            assertThat(ledger(adapter, "requestNo")).doesNotHaveDuplicates();
            note(cells.get(0), "ANSWERED");
        }
        nothingIsLost();
    }

    @Test
    @Order(6)
    void thePageSaysWhatCameOfIt() throws IOException {
        String page = FaultPage.render(PAGE_ROWS);
        Files.writeString(Path.of("target/fault-matrix.md"), page);
        if (Boolean.getBoolean("faults.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).exists().hasContent(page);
    }

    private static void note(Cell cell, String end) {
        PAGE_ROWS
                .computeIfAbsent(cell.call() + " " + cell.adapter(), key -> new TreeMap<>())
                .merge(
                        cell.kind().name(),
                        String.valueOf(end),
                        (one, other) -> one.equals(other) ? one : one + ", " + other);
    }

    private static void note(String call, FaultKind kind, String end) {
        PAGE_ROWS.computeIfAbsent(call + " REST", key -> new TreeMap<>()).put(kind.name(), end);
    }
}
