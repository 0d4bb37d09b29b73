package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.redshield.bridge.support.Flow.assertThat;
import static org.redshield.bridge.support.Flow.path;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Year;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.IdentityLink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.engine.duty.Head;
import org.redshield.bridge.support.DraftFields;
import org.springframework.beans.factory.annotation.Autowired;

/** The steps that dispositions share: from a finished co-investigation to the platform's answer. */
public abstract class DispositionScenario extends AssistanceScenario {

    protected static final String ENOUGH_FACTS = "经查，该店多笔订单没有真实物流，属于虚构交易。";
    protected static final String ENOUGH_REASON = "商家提供的授权书经核实有效，予以解除。";

    protected static final Map<String, Object> SHOP = target("SHOP", "S1000001", "WARNING");
    protected static final Map<String, Object> ITEM = target("ITEM", "710000010001", "ITEM_TAKEDOWN");

    /** From the letter's arrival to the letter to the platform. */
    protected static final List<String> ISSUED = List.of(
            "dispositionRequested",
            "takeOverRequest",
            "draftDisposition",
            "approveDisposition",
            "issueDispositionLetter");

    /** One target, from the loop's begin to its result. */
    protected static final List<String> EXECUTED = List.of(
            "executeTarget",
            "targetExecutionStarts",
            "submitTarget",
            "awaitResult",
            "recordResult",
            "targetExecutionRecorded");

    protected static final List<String> PUBLISHED = List.of("checkPublicity");

    protected static final List<String> REPORTED = List.of("reportDisposition", "followDisposition");

    /** One target's lift, from its letter to the report. */
    protected static final List<String> LIFTED = List.of(
            "issueLiftLetter",
            "liftTarget",
            "targetLiftStarts",
            "submitLift",
            "awaitLiftResult",
            "recordLift",
            "targetLiftRecorded",
            "reportLift");

    protected static final List<String> DISPOSED = List.of("closeDisposition", "dispositionClosed");

    @Autowired
    private Organisations organisations;

    @Autowired
    private TaskService engineTasks;

    private JsonNode delayBefore;

    @BeforeEach
    protected void platformActsQuickly() {
        delayBefore = sandbox().get("/admin/settings").json().at("/delay/disposition");
        delay("disposition", "PT0.2S");
    }

    /** A fault that met nothing would leave a test that shows nothing. */
    @AfterEach
    protected void everyFaultWasMet() {
        each(sandbox().get("/admin/faults").json())
                .forEach(fault -> assertThat(fault.get("left").asInt())
                        .as(fault.toString())
                        .isNotPositive());
    }

    @AfterEach
    protected void platformActsAsBefore() {
        delay("disposition", delayBefore.asText());
    }

    /** How long the platform takes for work of that kind: {@code disposition}, or a query that is {@code immediate}. */
    protected void delay(String kind, String time) {
        assertThat(sandbox()
                        .put("/admin/settings", Map.of("delay", Map.of(kind, time)))
                        .status())
                .isEqualTo(200);
    }

    protected static Map<String, Object> target(String type, String value, String measure) {
        return DraftFields.item(type, value, measure);
    }

    /** The platform treats the letters that Yuhang sends it in this test so: 处置 or, as 解处, those that lift. */
    protected void platformFault(String series, String fault, String method, int times) {
        platformFaults(series, method, Map.of(fault, times));
    }

    /** Several at once, each so many times. */
    protected void platformFaults(String series, String method, Map<String, Integer> faults) {
        String letters = organisations.get(YUHANG).letterPrefix() + series;
        List<Map<String, Object>> orders = faults.entrySet().stream()
                .map(fault -> Map.<String, Object>of(
                        "fault",
                        fault.getKey(),
                        "method",
                        "taobao.sungari.dispose." + method,
                        "key",
                        letters + "〔" + Year.now(ZoneId.of("Asia/Shanghai")) + "〕",
                        "times",
                        fault.getValue()))
                .toList();
        assertThat(sandbox().put("/admin/faults", orders).status()).isEqualTo(200);
    }

    /** Changning has the platform's answer and asks Yuhang for measures; whether it waits is the decision. */
    protected String dispositionWanted(String decision) {
        String caseNo = approved(Requests.direct("SHOP_SUBJECT"));
        wantDisposition(caseNo, decision);
        return caseNo;
    }

    protected void wantDisposition(String caseNo, String decision) {
        wantDisposition(caseNo, decision, "WARNING");
    }

    protected void wantDisposition(String caseNo, String decision, String... measures) {
        proposeDisposition(caseNo, decision, measures);
        does("unithead310105", "approveDispositionRequest", caseNo, Map.of("decision", "approve", "reason", "同意商请处置"));
    }

    protected void proposeDisposition(String caseNo, String decision, String... measures) {
        does(
                "officer310105",
                "decideOutcome",
                caseNo,
                Map.of(
                        "decision",
                        decision,
                        "measures",
                        List.of(measures),
                        "legalHook",
                        "网络交易监督管理办法第三十条",
                        "note",
                        "刷单事实清楚"));
    }

    @SafeVarargs
    protected final void draft(String caseNo, Map<String, Object>... targets) {
        does(
                "officer330110",
                "draftDisposition",
                caseNo,
                DraftFields.beyond(DraftFields.submitted("网络交易监督管理办法第二十九条、第三十条", ENOUGH_FACTS, targets)));
    }

    protected void approveDraft(String caseNo) {
        does(
                head("approveDisposition", caseNo),
                "approveDisposition",
                caseNo,
                Map.of("decision", "approve", "reason", "同意"));
    }

    /** Which head of Yuhang has the approval in his list. */
    private String head(String task, String caseNo) {
        return await("somebody has " + task + " of " + caseNo)
                .until(
                        () -> engineTasks
                                .createTaskQuery()
                                .taskDefinitionKey(task)
                                .processInstanceBusinessKey(caseNo)
                                .tenantIdIn(YUHANG)
                                .list()
                                .stream()
                                .flatMap(one -> engineTasks.getIdentityLinksForTask(one.getId()).stream())
                                .map(IdentityLink::getGroupId)
                                .filter(Objects::nonNull)
                                .min(Comparator.comparing(
                                        group -> Head.of(group).orElseThrow()))
                                .orElse(null),
                        Objects::nonNull)
                .toLowerCase(Locale.ROOT)
                .concat(YUHANG);
    }

    /** Asked for without waiting, drafted and approved: the platform has it. @return the case number */
    @SafeVarargs
    protected final String disposed(Map<String, Object>... targets) {
        String caseNo = dispositionWanted("both");
        draft(caseNo, targets);
        approveDraft(caseNo);
        return caseNo;
    }

    protected void closeFollowing(String caseNo) {
        does("officer330110", "followDisposition", caseNo, Map.of("decision", "close"));
        assertThat(merchantDisposition(caseNo)).isEnded();
    }

    /** The merchant objects to that target, and the platform says so when it is asked next. */
    protected void appeals(String caseNo, int target) {
        assertThat(merchantDisposition(caseNo)).isWaitingAt("followDisposition");
        String id = taskId(caseNo, target);
        assertThat(sandbox()
                        .post("/admin/dispositions/" + id + "/appeal", Map.of("text", "本店商品有授权，请求解除。"))
                        .status())
                .isEqualTo(204);
        // The poller asks about old tasks rarely; nobody here waits for its next turn.
        clock.setTo(clock.instant().plus(Duration.ofMinutes(2)));
    }

    protected void lift(String caseNo, String task, int... targets) {
        does("officer330110", task, caseNo, liftOf(caseNo, targets));
    }

    protected static Map<String, Object> liftOf(String caseNo, int... targets) {
        List<String> chosen = new ArrayList<>();
        for (int target : targets) {
            chosen.add(caseNo + "-D1-T" + target);
        }
        return Map.of("decision", "lift", "liftTargets", chosen, "reason", ENOUGH_REASON);
    }

    protected void approveLift(String caseNo) {
        does(head("approveLift", caseNo), "approveLift", caseNo, Map.of("decision", "approve", "reason", "同意解除"));
    }

    /** The disposition in Yuhang's case file. */
    protected JsonNode disposition(String caseNo) {
        JsonNode dispositions = caseFile("officer330110", caseNo).get("dispositions");
        assertThat(dispositions).hasSize(1);
        return dispositions.get(0);
    }

    protected String stage(String caseNo) {
        return disposition(caseNo).get("stage").asText();
    }

    protected List<String> targetStates(String caseNo) {
        return each(disposition(caseNo).get("targets"))
                .map(target -> target.get("state").asText())
                .toList();
    }

    /** What the platform knows of the case's tasks, as its ledger shows them. */
    protected List<JsonNode> ledger(String caseNo) {
        String letterNo = disposition(caseNo).get("letterNo").asText();
        return each(sandbox().get("/admin/ledger").json())
                .filter(entry -> entry.path("doc_name").asText().startsWith(letterNo + "-"))
                .toList();
    }

    private String taskId(String caseNo, int target) {
        String docName =
                disposition(caseNo).at("/targets/" + (target - 1) + "/docName").asText();
        return ledger(caseNo).stream()
                .filter(entry -> entry.get("doc_name").asText().equals(docName))
                .map(entry -> entry.get("id").asText())
                .findFirst()
                .orElseThrow();
    }

    /** The path without what happens inside the parallel loops, whose order is nobody's business. */
    protected List<String> outsideLoops(String caseNo) {
        return path(merchantDisposition(caseNo)).stream()
                .filter(id -> !EXECUTED.contains(id) && !LIFTED.subList(1, 7).contains(id))
                .toList();
    }
}
