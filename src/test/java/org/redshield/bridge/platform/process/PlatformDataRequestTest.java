package org.redshield.bridge.platform.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;
import static org.redshield.bridge.support.Flow.instance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.deadline.clock.Clock;
import org.redshield.bridge.deadline.clock.ClockService;
import org.redshield.bridge.deadline.clock.ClockState;
import org.redshield.bridge.evidence.EvidenceDraft;
import org.redshield.bridge.evidence.Evidences;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.RefusalReason;
import org.redshield.bridge.platform.request.AnswerRows;
import org.redshield.bridge.platform.request.DataRequest;
import org.redshield.bridge.platform.request.DataRequest.Status;
import org.redshield.bridge.platform.request.DataRequests;
import org.redshield.bridge.platform.request.LiaisonLetter;
import org.redshield.bridge.support.DataRequestProcess;
import org.redshield.bridge.support.Scenario;
import org.springframework.beans.factory.annotation.Autowired;

/** The process of one data request, from classification to answer, against the sandbox platform. */
class PlatformDataRequestTest extends Scenario {

    private static final AtomicInteger NUMBER = new AtomicInteger(900_000);
    private static final String PROCESS = "platformDataRequest";

    @Autowired
    private DataRequests requests;

    @Autowired
    private AnswerRows rows;

    @Autowired
    private Evidences evidences;

    @Autowired
    private Letters letters;

    @Autowired
    private ClockService clocks;

    @Autowired
    private IdentityService identity;

    @Autowired
    private RepositoryService repository;

    private String caseNo;

    @BeforeEach
    void aCaseOfItsOwn() {
        caseNo = "310105-2026-" + NUMBER.incrementAndGet();
        sandbox().put("/admin/faults", List.of());
    }

    private void fault(Map<String, Object> fault) {
        assertThat(sandbox().put("/admin/faults", List.of(fault)).status()).isLessThan(300);
    }

    private String shop() {
        return sandbox()
                .get("/admin/shops?size=1")
                .json()
                .findValuesAsText("id")
                .get(0);
    }

    /** Cases that were under way when the table of tiers came keep their model. */
    @Test
    void anOlderModelWithoutTheStepEndsTheRequestWithASentence() throws IOException {
        String older = Files.readString(Path.of("processes/platform-data-request.bpmn"))
                .replace("platformDataRequest", "olderDataRequest")
                .replace("liaisonHandling", "olderLiaisonHandling")
                .replace("name=\"LiaisonRequest\"", "name=\"OlderLiaisonRequest\"")
                .replace("approveAccountData\" name", "approveOther\" name")
                .replace("\"approveAccountData\"", "\"approveOther\"");
        var deployment = repository
                .createDeployment()
                .addString("older-data-request.bpmn", older)
                .deploy();
        try {
            String requestNo = started(Dataset.LOGIN, "市场监督管理行政处罚程序规定第三十条", "olderDataRequest");
            assertThat(instance("olderDataRequest", "310105", caseNo))
                    .passedExactly("dataRequestStarts", "classifyDataset", "tierRefused");
            DataRequest request = requests.get(requestNo);
            assertThat(request.status()).isEqualTo(Status.REFUSED);
            assertThat(request.said().explanation().orElseThrow()).contains("登录地址记录", "重新提出协查");
            assertThat(clocks.byCase(caseNo, "310105")).isEmpty();
        } finally {
            repository.deleteDeployment(deployment.getId(), true);
        }
    }

    /** Starts the process as the co-investigation would: as the bureau. */
    private String started(Dataset dataset) {
        return started(dataset, "网络交易监督管理办法第三十四条");
    }

    private String started(Dataset dataset, String basis) {
        return started(dataset, basis, PROCESS);
    }

    private String started(Dataset dataset, String basis, String process) {
        return new DataRequestProcess(requests, runtime, identity)
                .start(process, DataRequestProcess.order(caseNo, "taobao", dataset, shop(), basis, clock.instant()));
    }

    private void assertPath(String... elements) {
        assertThat(instance(PROCESS, "310105", caseNo)).isEnded().passedExactly(elements);
    }

    private List<ClockState> clockStates() {
        return clocks.byCase(caseNo, "310105").stream().map(Clock::state).toList();
    }

    @Test
    void anAutomaticItemIsInTheCaseWithinSeconds() {
        Instant before = Instant.now();
        String requestNo = started(Dataset.ITEM);

        assertPath(
                "dataRequestStarts",
                "classifyDataset",
                "submitDataRequest",
                "awaitAnswer",
                "recordAnswer",
                "answeredInFull");

        DataRequest request = requests.get(requestNo);
        assertThat(Duration.between(before, request.times().answeredAt().orElseThrow()))
                .isLessThan(Duration.ofSeconds(20));
        assertThat(request.rows()).isPositive();
        assertThat(evidences.ofSubject(requestNo, "310105"))
                .extracting(e -> e.mediaType())
                .contains("text/csv");
        assertThat(clockStates()).containsExactly(ClockState.MET);
    }

    @Test
    void tradeRecordsNeedTheUnitHead() {
        String requestNo = started(Dataset.TRADE);
        JsonNode task = waitingTask("unithead310105", "approveDataRequest", caseNo);
        assertThat(as("unithead310105")
                        .get("/engine-rest/task/" + task.get("id").asText() + "/form-variables")
                        .json()
                        .path("summary")
                        .path("value")
                        .asText())
                .contains(caseNo, "交易记录")
                .doesNotContain("测试甲");
        does("unithead310105", "approveDataRequest", caseNo, Map.of("decision", "approve"));

        assertPath(
                "dataRequestStarts",
                "classifyDataset",
                "approveDataRequest",
                "submitDataRequest",
                "awaitAnswer",
                "recordAnswer",
                "answeredInFull");

        assertThat(requests.get(requestNo).permission().approvedBy()).contains("unithead310105");
        assertThat(rows.first(requestNo, 5, true).rows()).hasSize(5);
    }

    @Test
    void whatTheUnitHeadDeclinesIsNeverSent() {
        String requestNo = started(Dataset.TRADE);
        isRefused("unithead310105", "approveDataRequest", caseNo, Map.of("decision", "decline"), "必须写明理由");
        does("unithead310105", "approveDataRequest", caseNo, Map.of("decision", "decline", "reason", "期间过长"));

        assertPath("dataRequestStarts", "classifyDataset", "approveDataRequest", "recordDataDeclined", "dataDeclined");

        assertThat(requests.get(requestNo).status()).isEqualTo(Status.DECLINED);
        assertThat(requests.get(requestNo).times().submittedAt()).isEmpty();
        assertThat(clockStates()).containsExactly(ClockState.CANCELLED);
    }

    @Test
    void whatTheLawDoesNotNameIsShownAsRefused() {
        String requestNo = started(Dataset.CHAT);

        assertPath("dataRequestStarts", "classifyDataset", "tierRefused");

        assertThat(requests.get(requestNo).said().refusalReason()).contains(RefusalReason.OUT_OF_LEGAL_SCOPE);
        assertThat(requests.get(requestNo).said().explanation().orElseThrow()).contains("直播电商监督管理办法第十六条");
    }

    @Test
    void chatsOfLiveCommerceAreApprovedByTheBureauHead() {
        String requestNo = started(Dataset.CHAT, "《直播电商监督管理办法》第十六条");
        JsonNode task = waitingTask("bureauhead310105", "approveSensitiveData", caseNo);
        assertThat(as("bureauhead310105")
                        .get("/engine-rest/task/" + task.get("id").asText() + "/form-variables")
                        .json()
                        .path("summary")
                        .path("value")
                        .asText())
                .contains("《直播电商监督管理办法》第十六条", "目的：核查涉嫌销售侵权商品", "须由部门负责人批准");
        does("bureauhead310105", "approveSensitiveData", caseNo, Map.of("decision", "approve"));

        assertPath(
                "dataRequestStarts",
                "classifyDataset",
                "approveSensitiveData",
                "submitDataRequest",
                "awaitAnswer",
                "recordAnswer",
                "answeredInFull");

        int content = rows.first(requestNo, 1, true).columns().stream()
                .map(column -> column.name())
                .toList()
                .indexOf("content");
        assertThat(rows.first(requestNo, 5, true).rows()).hasSize(5).allSatisfy(row -> assertThat(row.get(content))
                .isEqualTo("****"));
    }

    @Test
    void everyRefusalOfThePlatformEndsAsOne() {
        for (RefusalReason reason : RefusalReason.values()) {
            if (reason == RefusalReason.TECHNICAL_IMPOSSIBILITY) {
                continue;
            }
            aCaseOfItsOwn();
            fault(Map.of("fault", "REFUSE", "reason", reason.name()));
            String requestNo = started(Dataset.ITEM);
            assertPath(
                    "dataRequestStarts",
                    "classifyDataset",
                    "submitDataRequest",
                    "awaitAnswer",
                    "recordAnswer",
                    "requestRefused");
            assertThat(requests.get(requestNo).said().refusalReason()).contains(reason);
        }
    }

    @Test
    void whatHappenedToTheFirstTryDoesNotMatter() {
        fault(Map.of("fault", "ACT_THEN_SILENCE", "apiName", "request.submit", "times", 2));
        String requestNo = started(Dataset.ITEM);

        assertThat(instance(PROCESS, "310105", caseNo)).isEnded();

        assertThat(requests.get(requestNo).status()).isEqualTo(Status.ANSWERED);
        assertThat(sandbox().get("/admin/ledger").json().findParents("requestNo").stream()
                        .filter(entry -> entry.get("requestNo").asText().equals(requestNo)))
                .hasSize(1);
    }

    @Test
    void aQuestionGoesToTheLiaisonWhoKnowsOnlyTheLetter() {
        fault(Map.of("fault", "CLARIFY", "text", "请说明具体店铺。"));
        String requestNo = started(Dataset.ITEM);
        JsonNode task = waitingTask("liaisontaobao", "answerLiaisonRequest", caseNo);
        assertThat(requests.get(requestNo).status()).isEqualTo(Status.LIAISON);
        assertThat(task.get("tenantId").asText()).isEqualTo("taobao");
        assertThat(tasks("officer310105", "answerLiaisonRequest", caseNo)).isEmpty();

        isRefused("liaisontaobao", "answerLiaisonRequest", caseNo, Map.of("decision", "answer"), "至少要有一个文件");
        var file = evidences.seal(
                new EvidenceDraft(caseNo, "taobao", requestNo, "商品.csv", "text/csv", "taobao", "专员上传", "liaisontaobao"),
                new ByteArrayInputStream("num_iid\n7\n".getBytes()));
        does("liaisontaobao", "answerLiaisonRequest", caseNo, Map.of("decision", "answer", "note", "见附件"));

        assertPath(
                "dataRequestStarts",
                "classifyDataset",
                "submitDataRequest",
                "awaitAnswer",
                "askLiaison",
                "awaitLiaison",
                "recordAnswer",
                "answeredInFull");

        assertThat(instance("liaisonHandling", "taobao", caseNo))
                .passedExactly(
                        "liaisonRequestArrives",
                        "registerLiaisonRequest",
                        "answerLiaisonRequest",
                        "sendLiaisonAnswer",
                        "liaisonAnswered");
        assertThat(requests.answer(requestNo).evidence()).containsExactly(file.id());
        assertThat(letters.grantsEvidence(file.id(), "310105")).isTrue();
        assertThat(letters.latest(requestNo, LiaisonLetter.LIAISON_REQUEST)
                        .orElseThrow()
                        .content()
                        .facts())
                .containsEntry("explanation", "请说明具体店铺。");
        assertThat(requests.get(requestNo).said().explanation()).contains("见附件");
    }

    @Test
    void theLiaisonRefusesWithAReason() {
        fault(Map.of("fault", "REFUSE", "reason", "TECHNICAL_IMPOSSIBILITY"));
        String requestNo = started(Dataset.ITEM);
        isRefused("liaisontaobao", "answerLiaisonRequest", caseNo, Map.of("decision", "refuse"), "必须选择理由");
        does(
                "liaisontaobao",
                "answerLiaisonRequest",
                caseNo,
                Map.of("decision", "refuse", "refusalReason", "DATA_NOT_HELD"));

        assertPath(
                "dataRequestStarts",
                "classifyDataset",
                "submitDataRequest",
                "awaitAnswer",
                "askLiaison",
                "awaitLiaison",
                "recordAnswer",
                "requestRefused");

        assertThat(requests.get(requestNo).said().refusalReason()).contains(RefusalReason.DATA_NOT_HELD);
    }

    @Test
    void aLateAnswerIsTakenAndShownAsLate() {
        fault(Map.of("fault", "HTTP_502", "apiName", "request.query", "times", -1));
        String requestNo = started(Dataset.ITEM);
        fires("answerOverdue", caseNo);
        sandbox().put("/admin/faults", List.of());

        assertThat(instance(PROCESS, "310105", caseNo)).isEnded();

        assertThat(instance(PROCESS, "310105", caseNo)).hasPassed("recordAnswerOverdue", "answeredInFull");
        assertThat(requests.get(requestNo).times().overdue()).isTrue();
        assertThat(clockStates()).containsExactly(ClockState.MISSED);
    }
}
