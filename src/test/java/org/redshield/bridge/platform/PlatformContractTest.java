package org.redshield.bridge.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.redshield.bridge.evidence.Evidences;
import org.redshield.bridge.platform.PlatformFixture.FakeProcess;
import org.redshield.bridge.platform.dataset.AnswerState;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.TargetType;
import org.redshield.bridge.platform.gateway.DataRequestOrder;
import org.redshield.bridge.platform.gateway.DialogueGateway;
import org.redshield.bridge.platform.gateway.DispositionOrder;
import org.redshield.bridge.platform.gateway.DispositionReceipt;
import org.redshield.bridge.platform.gateway.DispositionStatus;
import org.redshield.bridge.platform.gateway.Manifest;
import org.redshield.bridge.platform.gateway.OrderAttachment;
import org.redshield.bridge.platform.gateway.PlatformGateway;
import org.redshield.bridge.platform.gateway.PlatformRefusal;
import org.redshield.bridge.platform.gateway.PlatformUnavailable;
import org.redshield.bridge.platform.gateway.PreservationOrder;
import org.redshield.bridge.platform.gateway.RequestStatus;
import org.redshield.bridge.platform.gateway.Submission;
import org.redshield.bridge.platform.gateway.Withdrawal;
import org.redshield.bridge.platform.request.Approver;
import org.redshield.bridge.platform.request.Attachments;
import org.redshield.bridge.platform.request.DataRequest;
import org.redshield.bridge.platform.request.DataRequest.Status;
import org.redshield.bridge.platform.request.DataRequests;
import org.redshield.bridge.support.Thorough;
import org.redshield.bridge.work.Workers;
import org.redshield.sandbox.SandboxApplication;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What the bridge relies on, whatever protocol a platform speaks: the real gateway, poller and loader against the
 * sandbox over HTTP, with each fault that the sandbox can show. A new adapter extends this.
 */
@SpringJUnitConfig(PlatformFixture.class)
abstract class PlatformContractTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static ConfigurableApplicationContext sandbox;
    private static Path data;

    @Autowired
    PlatformFixture.Reset reset;

    @Autowired
    PlatformFixture.Time time;

    @Autowired
    PlatformLink link;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    com.fasterxml.jackson.databind.ObjectMapper json;

    @Autowired
    Attachments attachments;

    @Autowired
    Evidences evidences;

    private final FakeProcess process = new FakeProcess();
    private PlatformGateway gateway;
    private DataRequests requests;
    private PlatformLink.Ends ends;
    private Workers poller;
    private String requestId;

    @BeforeAll
    static void startSandbox() throws IOException {
        data = Files.createTempDirectory("sandbox");
        sandbox = SandboxApplication.start(
                "--server.port=0",
                "--server.address=127.0.0.1",
                // Of the bridge's start check, which on the class path of a test meets the sandbox too.
                "--spring.datasource.url=none",
                "--bridge.administrator.password=none",
                "--sandbox.data-directory=" + data,
                "--sandbox.delay.manual=PT0S",
                "--sandbox.delay.disposition=PT0S");
    }

    /** A gateway of the adapter under test. */
    abstract PlatformGateway connect(InstantSource clock) throws Exception;

    /** Whether the protocol knows holds and messages. */
    abstract boolean talks();

    @AfterAll
    static void stopSandbox() {
        sandbox.close();
    }

    static String base() {
        return "http://localhost:" + sandbox.getEnvironment().getProperty("local.server.port");
    }

    @BeforeEach
    void connectAll() throws Exception {
        faults("[]");
        reset.run();
        time.run();
        requestId = "310105-2026-" + UUID.randomUUID().toString().substring(0, 8) + "-R1";
        gateway = connect(time);
        ends = link.to(gateway, process);
        requests = ends.requests();
        poller = ends.poller();
    }

    static void faults(String body) throws Exception {
        HttpResponse<String> response = HTTP.send(
                HttpRequest.newBuilder(URI.create(base() + "/admin/faults"))
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 204);
    }

    static void fault(String kind) throws Exception {
        faults("[{\"fault\":\"" + kind + "\",\"times\":1}]");
    }

    private String shop() throws Exception {
        String shops = HTTP.send(
                        HttpRequest.newBuilder(URI.create(base() + "/admin/shops?size=50"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        return json.readTree(shops).findValuesAsText("id").get(7);
    }

    private String order(Dataset dataset) throws Exception {
        return order(dataset, shop());
    }

    private String order(Dataset dataset, String shop) {
        LocalDate today = LocalDate.now(java.time.ZoneId.of("Asia/Shanghai"));
        DataRequestOrder order = new DataRequestOrder(
                requestId,
                requestId.replace("-R1", ""),
                "310105",
                "taobao",
                dataset,
                TargetType.SHOP,
                shop,
                Optional.of(today.minusMonths(12)),
                Optional.of(today),
                "沪长市监协查〔2026〕12号",
                "上海市长宁区市场监督管理局",
                List.of(new DataRequestOrder.Officer("测试甲", "Z310105001", "12000000001")),
                Optional.of(new DataRequestOrder.OriginalLetter("320324", "睢市监协查〔2026〕3号")),
                List.of("网络交易监督管理办法第三十四条"),
                "核查涉嫌销售侵权商品",
                Optional.of(Instant.now().plus(10, ChronoUnit.DAYS)),
                List.of("officer310105"),
                Optional.empty());
        String requestNo = transactions.execute(status -> requests.create(order));
        requests.startClock(requestNo);
        if (dataset.tier() == Dataset.Tier.T2) {
            ends.approvals().approve(requestNo, "unithead310105", Approver.UNIT_HEAD, Optional.empty());
        }
        return requestNo;
    }

    private void submitUntilItSucceeds(String requestNo) {
        for (int attempt = 0; attempt < 3; attempt++) {
            try {
                transactions.executeWithoutResult(status -> ends.submissions().submit(requestNo));
                return;
            } catch (PlatformUnavailable e) {
                assertThat(requests.get(requestNo).status()).isNotEqualTo(Status.SUBMITTED);
            }
        }
        throw new AssertionError("Never submitted");
    }

    private String awaitAnswer() throws InterruptedException {
        poller.start();
        try {
            return process.woken.poll(20, TimeUnit.SECONDS);
        } finally {
            poller.stop();
        }
    }

    private List<Integer> timesSent(String requestNo) throws Exception {
        String ledger = HTTP.send(
                        HttpRequest.newBuilder(URI.create(base() + "/admin/ledger"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        return json.readTree(ledger).findParents("requestNo").stream()
                .filter(entry -> entry.path("requestNo").asText().equals(requestNo))
                .map(entry -> entry.path("sent").asInt())
                .collect(Collectors.toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHOP_SUBJECT", "SHOP_HISTORY", "ITEM", "TRADE", "REFUND", "LOGISTICS", "REVIEW", "PROMO"})
    void everyDatasetArrivesWithColumnsThatWeKnow(Dataset dataset) throws Exception {
        String requestNo = order(dataset);
        submitUntilItSucceeds(requestNo);

        assertThat(awaitAnswer()).isEqualTo(requestNo + " ANSWERED");

        DataRequest request = requests.get(requestNo);
        assertThat(request.status()).isEqualTo(Status.ANSWERED);
        assertThat(ends.rows().first(requestNo, 1000, true).rows()).hasSize((int) Math.min(1000, request.rows()));
        assertThat(evidences.ofSubject(requestNo, "310105")).hasSizeGreaterThanOrEqualTo(2);
        Manifest manifest = gateway.manifest(request.said().platformRequestId().orElseThrow());
        Set<String> unknown = new HashSet<>(manifest.files().get(0).columns());
        dataset.columns().forEach(column -> unknown.remove(column.name()));
        assertThat(unknown).isEmpty();
    }

    private static final List<String> AT_SUBMISSION = Thorough.some(
            5,
            List.of(
                    "HTTP_502",
                    "CALL_LIMITED",
                    "REMOTE_SERVICE_ERROR",
                    "CLOCK_OFF",
                    "ACT_THEN_SILENCE",
                    "HTML_200",
                    "TRUNCATED_JSON",
                    "DUPLICATE_ANSWER",
                    "NUMBERS_AS_STRINGS",
                    "EXTRA_FIELDS",
                    "UNKNOWN_CODE"),
            "at_submission");

    @ParameterizedTest
    @FieldSource("org.redshield.bridge.platform.PlatformContractTest#AT_SUBMISSION")
    void whateverHappensToASubmissionThePlatformHasItOnce(String kind) throws Exception {
        String requestNo = order(Dataset.ITEM);
        fault(kind);
        submitUntilItSucceeds(requestNo);
        assertThat(awaitAnswer()).isEqualTo(requestNo + " ANSWERED");
        assertThat(timesSent(requestNo)).hasSize(1);
    }

    private static final List<String> AFTERWARDS = Thorough.some(
            6,
            List.of(
                    "HTTP_502",
                    "REMOTE_SERVICE_ERROR",
                    "ACT_THEN_SILENCE",
                    "HTML_200",
                    "TRUNCATED_JSON",
                    "DUPLICATE_ANSWER",
                    "NUMBERS_AS_STRINGS",
                    "EXTRA_FIELDS",
                    "UNKNOWN_CODE",
                    "WRONG_HASH",
                    "CUT_DOWNLOAD",
                    "EXPIRED_URL"),
            "afterwards");

    @ParameterizedTest
    @FieldSource("org.redshield.bridge.platform.PlatformContractTest#AFTERWARDS")
    void whateverHappensAfterwardsTheAnswerArrives(String kind) throws Exception {
        String requestNo = order(Dataset.TRADE);
        submitUntilItSucceeds(requestNo);
        fault(kind);
        assertThat(awaitAnswer()).isEqualTo(requestNo + " ANSWERED");
        assertThat(requests.get(requestNo).rows()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"PARTIAL,PARTIAL", "NO_RECORD,NO_RECORD", "REFUSE,REFUSED"})
    void whatThePlatformSaysIsWhatTheProcessHears(String kind, AnswerState state) throws Exception {
        String requestNo = order(Dataset.TRADE);
        fault(kind);
        submitUntilItSucceeds(requestNo);
        assertThat(awaitAnswer()).isEqualTo(requestNo + " " + state);
    }

    @Test
    void aQuestionIsForOfficersWhereThePlatformTakesAnAnswerAndElsewhereForItsLiaison() throws Exception {
        String requestNo = order(Dataset.TRADE);
        fault("CLARIFY");
        submitUntilItSucceeds(requestNo);
        if (!talks()) {
            assertThat(awaitAnswer()).isEqualTo(requestNo + " LIAISON");
            return;
        }
        poller.start();
        try {
            assertThat(process.spoken.poll(20, TimeUnit.SECONDS)).isEqualTo(requestNo + " QUESTION");
        } finally {
            poller.stop();
        }
        assertThat(process.woken).isEmpty();
    }

    @Test
    void aStatusThatNobodyDescribedIsShownAndTheAnswerAwaited() throws Exception {
        String requestNo = order(Dataset.TRADE);
        submitUntilItSucceeds(requestNo);
        fault("UNKNOWN_STATUS");
        assertThat(awaitAnswer()).isEqualTo(requestNo + " ANSWERED");
    }

    @Test
    void anotherContentUnderTheSameNumberIsRefused() throws Exception {
        String requestNo = order(Dataset.ITEM);
        submitUntilItSucceeds(requestNo);
        DataRequestOrder order = requests.order(requestNo);

        assertThatThrownBy(() -> gateway.submit(new Submission(order, Optional.of(Instant.now()))))
                .isInstanceOf(PlatformRefusal.class);
    }

    @Test
    void aWithdrawnRequestIsWithdrawnThere() throws Exception {
        String requestNo = order(Dataset.ITEM);
        submitUntilItSucceeds(requestNo);
        String id = requests.get(requestNo).said().platformRequestId().orElseThrow();
        assertThat(gateway.withdraw(requestNo, "案件已并案")).isEqualTo(Withdrawal.CONFIRMED);
        assertThat(gateway.withdraw(requestNo, "案件已并案")).isEqualTo(Withdrawal.CONFIRMED);

        assertThat(gateway.query(List.of(id)))
                .singleElement()
                .extracting(RequestStatus::status)
                .isEqualTo("WITHDRAWN");
        assertThat(gateway.query(List.of("unknown"))).isEmpty();
    }

    @Test
    void aRequestThatWasNeverSentHasNothingToWithdraw() {
        assertThatThrownBy(() -> gateway.withdraw("310105-2026-never-R1-ITEM", "案件已并案"))
                .isInstanceOf(PlatformRefusal.class);
    }

    @Test
    void theFilesOfTheLetterAreNamedWithTheirHash() throws Exception {
        String requestNo = order(Dataset.ITEM);
        DataRequestOrder order = requests.order(requestNo);
        String hash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        Submission submission = new Submission(
                order, Optional.empty(), List.of(new OrderAttachment("协查函附件.pdf", Optional.empty(), hash)));
        gateway.submit(submission);
        gateway.submit(submission);

        com.fasterxml.jackson.databind.JsonNode sent = ledger(requestNo);
        assertThat(sent.path("sent").asInt()).isEqualTo(2);
        assertThat(sent.path("attachments")).singleElement().satisfies(attachment -> {
            assertThat(attachment.path("name").asText()).isEqualTo("协查函附件.pdf");
            assertThat(attachment.path("sha256").asText()).isEqualTo(hash);
            assertThat(attachment.path("state").asText()).isEqualTo("NO_ADDRESS");
        });
    }

    private com.fasterxml.jackson.databind.JsonNode ledger(String requestNo) throws Exception {
        String ledger = HTTP.send(
                        HttpRequest.newBuilder(URI.create(base() + "/admin/ledger"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        return json.readTree(ledger).findParents("requestNo").stream()
                .filter(entry -> entry.path("requestNo").asText().equals(requestNo))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void dataIsKeptLongerAndReleasedBeforeAnyLetterAsksForIt() {
        assertThat(gateway.preservations().isPresent()).isEqualTo(talks());
        gateway.preservations().ifPresent(holds -> {
            Instant until = Instant.now().plus(30, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
            PreservationOrder order = hold("310105-2026-" + UUID.randomUUID() + "-H1", until);

            assertThat(holds.place(order).status()).isEqualTo("HELD");
            assertThat(holds.place(order).until()).contains(until);
            assertThatThrownBy(() -> holds.place(hold(order.holdNo(), until.plusSeconds(60))))
                    .isInstanceOf(PlatformRefusal.class);
            Instant later = until.plus(30, ChronoUnit.DAYS);
            assertThat(holds.extend(order.holdNo(), later).until()).contains(later);
            assertThat(holds.extend(order.holdNo(), until).until()).contains(later);
            assertThat(holds.release(order.holdNo()).status()).isEqualTo("RELEASED");
            assertThat(holds.release(order.holdNo()).status()).isEqualTo("RELEASED");
            assertThat(holds.status(order.holdNo()).status()).isEqualTo("RELEASED");
            assertThatThrownBy(() -> holds.extend(order.holdNo(), later.plusSeconds(60)))
                    .isInstanceOf(PlatformRefusal.class);
        });
    }

    private static PreservationOrder hold(String holdNo, Instant until) {
        return new PreservationOrder(
                holdNo,
                "310105-2026-000123",
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
                until);
    }

    @Test
    void aQuestionIsAnsweredWithoutAnotherLetter() throws Exception {
        assertThat(gateway.dialogue().isPresent()).isEqualTo(talks());
        if (!talks()) {
            return;
        }
        DialogueGateway dialogue = gateway.dialogue().orElseThrow();
        String requestNo = order(Dataset.SHOP_SUBJECT, "溪岚茶舍");
        submitUntilItSucceeds(requestNo);
        String id = requests.get(requestNo).said().platformRequestId().orElseThrow();
        assertThat(gateway.query(List.of(id)).get(0).status()).isEqualTo("CLARIFICATION");
        assertThat(dialogue.messages(id)).singleElement().satisfies(question -> {
            assertThat(question.fromPlatform()).isTrue();
            assertThat(question.text()).contains("S1000011");
        });

        DialogueGateway.Message answer =
                new DialogueGateway.Message(UUID.randomUUID().toString(), false, "请查 S1000011。", Instant.now());
        dialogue.say(id, answer);
        dialogue.say(id, answer);

        assertThat(dialogue.messages(id))
                .extracting(DialogueGateway.Message::fromPlatform)
                .containsExactly(true, false);
        assertThat(awaitAnswer()).isEqualTo(requestNo + " ANSWERED");
        assertThat(timesSent(requestNo)).containsExactly(1);
    }

    @Test
    void anotherDateIsAccepted() throws Exception {
        if (!talks()) {
            return;
        }
        String requestNo = order(Dataset.ITEM);
        faults("[{\"fault\":\"NEW_DATE\",\"times\":1,\"hold\":\"PT1H\"}]");
        submitUntilItSucceeds(requestNo);
        String id = requests.get(requestNo).said().platformRequestId().orElseThrow();
        Instant proposed = gateway.query(List.of(id)).get(0).newDueAt().orElseThrow();
        DialogueGateway dialogue = gateway.dialogue().orElseThrow();

        dialogue.answerDate(id, proposed, true, Optional.of("同意"));
        dialogue.answerDate(id, proposed, true, Optional.of("同意"));

        assertThatThrownBy(() -> dialogue.answerDate(id, proposed.plusSeconds(60), true, Optional.empty()))
                .isInstanceOf(PlatformRefusal.class);
    }

    private DispositionOrder disposition(String docName) throws Exception {
        Instant now = Instant.now();
        return new DispositionOrder(
                docName,
                DispositionOrder.TargetKind.SHOP,
                shop(),
                true,
                DispositionOrder.Site.TAOBAO,
                new DispositionOrder.Sender("杭州市余杭区市场监督管理局", "测试乙", "12000000002", now),
                new DispositionOrder.Original("上海市长宁区市场监督管理局", "上海市长宁区", "测试甲", "12000000001", "200050", now),
                "SHOP_SUSPEND 暂停服务：销售侵权商品",
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void aDispositionIsTakenOnceAndFoundByIdAndByDocument() throws Exception {
        String docName = "余市监处置〔2026〕" + UUID.randomUUID() + "号-1";
        DispositionReceipt first = gateway.dispose(disposition(docName));
        assertThat(first.duplicate()).isFalse();
        assertThat(gateway.dispose(disposition(docName)).duplicate()).isTrue();
        String other = docName + "2";
        fault("DUPLICATE_WITHOUT_ID");
        assertThat(gateway.dispose(disposition(other))).isEqualTo(new DispositionReceipt(Optional.empty(), true));

        List<DispositionStatus> found =
                gateway.dispositions(List.of(first.taskId().orElseThrow(), other));

        assertThat(found)
                .extracting(DispositionStatus::key)
                .containsExactly(first.taskId().orElseThrow(), other);
        assertThat(found.get(1).taskId()).isPresent().isNotEqualTo(first.taskId());
        assertThat(found.get(0).outcome().orElseThrow().execution()).contains(DispositionStatus.Execution.EXECUTED);
    }
}
