package org.redshield.bridge.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.redshield.bridge.evidence.Evidences;
import org.redshield.bridge.platform.PlatformFixture.FakeProcess;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.TargetType;
import org.redshield.bridge.platform.gateway.DataRequestOrder;
import org.redshield.bridge.platform.gateway.DispositionOrder;
import org.redshield.bridge.platform.gateway.DispositionReceipt;
import org.redshield.bridge.platform.gateway.DispositionStatus;
import org.redshield.bridge.platform.gateway.OrderAttachment;
import org.redshield.bridge.platform.gateway.PlatformGateway;
import org.redshield.bridge.platform.gateway.PlatformRefusal;
import org.redshield.bridge.platform.gateway.PlatformUnavailable;
import org.redshield.bridge.platform.gateway.Submission;
import org.redshield.bridge.platform.gateway.Withdrawal;
import org.redshield.bridge.platform.request.DataRequests;
import org.redshield.bridge.platform.top.IndependentGateway;
import org.redshield.bridge.platform.top.IndependentGateway.Liberty;
import org.redshield.bridge.platform.top.TopAdapterForTests;
import org.redshield.bridge.support.Thorough;
import org.redshield.bridge.work.Workers;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;
import org.springframework.transaction.support.TransactionTemplate;

/** The gateway, the poller and the loader against a TOP gateway that somebody else wrote from the page alone. */
@SpringJUnitConfig(PlatformFixture.class)
class IndependentTopGatewayTest {

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
    Evidences evidences;

    private final FakeProcess process = new FakeProcess();
    private IndependentGateway platform;
    private PlatformGateway gateway;
    private DataRequests requests;
    private PlatformLink.Ends ends;
    private Workers poller;

    @BeforeEach
    void start() throws IOException {
        platform = new IndependentGateway("12345678", "helloworld");
        reset.run();
        time.run();
        connect("hmac-sha256");
    }

    @AfterEach
    void stop() throws IOException {
        platform.close();
    }

    private void connect(String signMethod) {
        gateway = TopAdapterForTests.connect(
                TestPlatforms.top(platform.url() + "/router/rest", "12345678", "helloworld", signMethod),
                InstantSource.system());
        ends = link.to(gateway, process);
        requests = ends.requests();
        poller = ends.poller();
    }

    private String submitted() {
        String caseNo = "310105-2026-" + UUID.randomUUID().toString().substring(0, 8);
        String requestNo = transactions.execute(status -> requests.create(new DataRequestOrder(
                caseNo + "-R1",
                caseNo,
                "310105",
                "taobao",
                Dataset.SHOP_SUBJECT,
                TargetType.SHOP,
                "S1",
                Optional.empty(),
                Optional.empty(),
                "沪长市监协查〔2026〕12号",
                "上海市长宁区市场监督管理局",
                List.of(new DataRequestOrder.Officer("测试甲", "Z310105001", "12000000001")),
                Optional.of(new DataRequestOrder.OriginalLetter("320324", "睢市监协查〔2026〕3号")),
                List.of("网络交易监督管理办法第三十四条"),
                "核查 & 取证=100%，+号、空格 与换行\n",
                Optional.of(Instant.now().plus(10, ChronoUnit.DAYS)),
                List.of("officer310105"),
                Optional.empty())));
        requests.startClock(requestNo);
        transactions.executeWithoutResult(status -> ends.submissions().submit(requestNo));
        return requestNo;
    }

    private String awaitAnswer() throws InterruptedException {
        poller.start();
        try {
            return process.woken.poll(20, TimeUnit.SECONDS);
        } finally {
            poller.stop();
        }
    }

    private static List<Liberty> liberties() {
        return Thorough.some(8, List.of(Liberty.values()), "liberties");
    }

    @ParameterizedTest
    @MethodSource("liberties")
    void everyLibertyOfThePageIsUnderstood(Liberty liberty) throws Exception {
        platform.take(liberty);
        String requestNo = submitted();
        boolean data = liberty != Liberty.NO_RECORD && liberty != Liberty.REFUSED;
        String outcome = liberty == Liberty.ANSWERED_IN_PART ? "PARTIAL" : data ? "ANSWERED" : liberty.name();
        assertThat(awaitAnswer()).isEqualTo(requestNo + " " + outcome);
        if (data) {
            assertThat(ends.rows().first(requestNo, 10, false).rows())
                    .singleElement()
                    .satisfies(row -> assertThat(row).contains("宿迁,家居", "禾昀"));
        }
        boolean letter = liberty != Liberty.NO_REPLY_LETTER;
        assertThat(evidences.ofSubject(requestNo, "310105")).hasSize((data ? 1 : 0) + (letter ? 1 : 0));
        assertThat(platform.taken).containsOnlyKeys(requestNo);
        assertThat(gateway.withdraw(requestNo, "案件已并案")).isEqualTo(Withdrawal.CONFIRMED);

        List<DispositionOrder> orders = List.of(order(1), order(2), order(3));
        List<String> keys = orders.stream()
                .map(order -> disposed(order).taskId().orElseThrow())
                .toList();
        DispositionReceipt again = disposed(orders.get(0));
        assertThat(again.duplicate()).isTrue();
        assertThat(again.taskId()).isEmpty();
        assertThat(gateway.dispositions(keys))
                .extracting(DispositionStatus::key)
                .containsExactlyElementsOf(keys);
        assertThat(gateway.dispositions(List.of(keys.get(1), orders.get(0).docName(), "99009999")))
                .hasSize(2)
                .allSatisfy(status -> assertFinished(liberty, status))
                .extracting(status -> status.taskId().orElseThrow())
                .containsExactly(keys.get(1), keys.get(0));
        assertThat(platform.complaints).as("what the page does not allow").isEmpty();
    }

    /** As the guard does: a connection that the platform has just closed says nothing of the order. */
    private DispositionReceipt disposed(DispositionOrder order) {
        try {
            return gateway.dispose(order);
        } catch (PlatformUnavailable e) {
            return gateway.dispose(order);
        }
    }

    private static void assertFinished(Liberty liberty, DispositionStatus status) {
        Instant finished =
                Instant.parse(liberty == Liberty.FINISHED_ON_A_DAY ? "2026-11-23T16:00:00Z" : "2026-11-24T02:00:00Z");
        assertThat(status.finishedAt()).contains(finished);
        if (liberty.name().startsWith("FINISHED")) {
            assertThat(status.result()).contains("已按要求下架");
            assertThat(status.outcome()).isEmpty();
        } else {
            assertThat(status.outcome().orElseThrow().execution()).contains(DispositionStatus.Execution.EXECUTED);
        }
    }

    @Test
    void filesOnAStrangeHostGoToThePlatformsLiaisonAndSayWhy() throws Exception {
        platform.fileHost = "files.example";
        String requestNo = submitted();
        assertThat(awaitAnswer()).isEqualTo(requestNo + " LIAISON");
        assertThat(requests.get(requestNo).said().explanation().orElseThrow()).contains("files.example", "file-hosts");
    }

    @Test
    void theFilesOfALetterAreListedAsThePageSays() {
        DataRequestOrder order = requests.order(submitted());
        platform.take(Liberty.NONE);
        OrderAttachment file =
                new OrderAttachment("函.pdf", Optional.of("https://bridge.example/api/attachments/1"), "0".repeat(64));
        gateway.submit(new Submission(order, Optional.of(Instant.now()), List.of(file)));
        assertThat(platform.taken).hasSize(1);
        assertThat(platform.complaints).isEmpty();
    }

    private static DispositionOrder order(int number) {
        return new DispositionOrder(
                "余市监处置〔2026〕1号-" + number,
                DispositionOrder.TargetKind.ITEM,
                "71000001000" + number,
                false,
                DispositionOrder.Site.TAOBAO,
                new DispositionOrder.Sender("杭州市余杭区市场监督管理局", "测试乙", "0571-1", Instant.now()),
                new DispositionOrder.Original("上海市长宁区市场监督管理局", "栖云路1号", "测试甲", "021-1", "200000", Instant.now()),
                "涉嫌虚假交易",
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"md5", "hmac", "hmac-sha256"})
    void everySignatureIsThePages(String method) throws Exception {
        connect(method);
        assertThat(awaitAnswerOf(submitted())).endsWith(" ANSWERED");
        assertThat(platform.complaints).isEmpty();
    }

    private String awaitAnswerOf(String requestNo) throws InterruptedException {
        String woken = awaitAnswer();
        assertThat(woken).startsWith(requestNo);
        return woken;
    }

    @Test
    void anotherContentAndAnUnknownNumberAreRefused() {
        platform.take(Liberty.ERRORS_WITH_STATUS_400);
        String requestNo = submitted();
        DataRequestOrder order = requests.order(requestNo);
        assertThatThrownBy(() -> gateway.submit(new Submission(order, Optional.of(Instant.now()))))
                .isInstanceOf(PlatformRefusal.class);
        assertThatThrownBy(() -> gateway.withdraw("310105-2026-never-R1-ITEM", "案件已并案"))
                .isInstanceOf(PlatformRefusal.class);
    }

    @Test
    void aClockOfOursThatIsOffIsSetEvenWhenTheComplaintComesWithAnotherStatus() {
        platform.take(Liberty.ERRORS_WITH_STATUS_400);
        gateway = TopAdapterForTests.connect(
                TestPlatforms.top(platform.url() + "/router/rest", "12345678", "helloworld", "md5"),
                () -> Instant.now().minus(1, ChronoUnit.HOURS));
        assertThat(gateway.query(List.of("1"))).isEmpty();
    }

    @Test
    void aWrongSecretIsForTheOperatorAndNoRefusal() {
        gateway = TopAdapterForTests.connect(
                TestPlatforms.top(platform.url() + "/router/rest", "12345678", "wrong", "md5"), InstantSource.system());
        platform.take(Liberty.ERRORS_WITH_STATUS_400);
        assertThatThrownBy(() -> gateway.query(List.of("1"))).isInstanceOf(PlatformUnavailable.class);
    }
}
