package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.assistance.request.RequestedMeasures;
import org.redshield.bridge.disposition.execution.Publicities;
import org.redshield.bridge.platform.liaison.LiaisonQuestions;
import org.redshield.bridge.platform.request.Submissions;
import org.redshield.bridge.support.ForcedModel;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What leaves, or takes effect, without a letter of its own asks for its ground as letters do: data of a platform, what is asked of the
 * bureau at its seat, what is published. Each door is tried by itself, and behind a moved arrow.
 */
class OtherDoorsTest extends DispositionScenario {

    private static final Map<String, Object> YES = Map.of("decision", "approve", "reason", "同意");

    @Autowired
    private Submissions submissions;

    @Autowired
    private LiaisonQuestions liaison;

    @Autowired
    private RequestedMeasures measures;

    @Autowired
    private Publicities publicities;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private JdbcClient jdbc;

    private void isHeldBack(String code, String sentence, Runnable door) {
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> door.run()))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code))
                .hasMessageContaining(sentence);
    }

    private void set(String requestNo, String assignment) {
        assertThat(jdbc.sql("update platform_request set " + assignment + " where request_no = ?")
                        .param(requestNo)
                        .update())
                .isEqualTo(1);
    }

    private static final String APPROVED =
            "status = 'APPROVED', approved_by = 'unithead310105', approved_as = 'unitHead'";
    private static final String OPEN = "status = 'DRAFT', approved_by = null, approved_as = null";

    private String platformLedger() {
        return sandbox().get("/admin/ledger").text();
    }

    @Test
    void dataThatNobodyDecidedOnIsAskedOfNobody() {
        String caseNo = approved(Requests.direct("TRADE"));
        String no = caseNo + "-R1-TRADE";
        waitingTask("unithead310105", "approveDataRequest", caseNo);
        isHeldBack("platform.not-approved", "请求没有发出", () -> submissions.submit(no));
        isHeldBack("platform.not-approved", "请求没有发出", () -> liaison.ask(no));
        // Whatever its row says.
        set(no, APPROVED);
        isHeldBack("act.undecided", "调取数据请求须经批准才能发出", () -> submissions.submit(no));
        set(no, "content = jsonb_set(content, '{targetId}', '\"S1000002\"')");
        isHeldBack("platform.not-in-letter", "没有列明向平台调取S1000002的", () -> submissions.submit(no));
        isHeldBack("platform.not-in-letter", "请求没有发出", () -> liaison.ask(no));
        set(no, "content = jsonb_set(content, '{targetId}', '\"S1000001\"')");
        set(no, OPEN);
        assertThat(platformLedger()).doesNotContain(caseNo);
        assertThat(letters("officer310105", caseNo)).containsExactly("DATA_NOTICE");

        // What was decided about a longer period is not what is asked for, and the case goes on.
        does("unithead310105", "approveDataRequest", caseNo, YES);
        close(caseNo);
        assertThat(platformLedger()).contains(caseNo);
        set(no, "status = 'APPROVED', content = jsonb_set(content, '{from}', '\"2020-01-01\"')");
        isHeldBack("act.decided-otherwise", "与批准时的内容不一致", () -> submissions.submit(no));
    }

    /** What needs no approval beside the letter goes only where that lists it. */
    @Test
    void dataThatTheLetterDoesNotListIsNotAskedFor() {
        String caseNo = approved(Requests.direct("SHOP_SUBJECT"));
        close(caseNo);
        String no = caseNo + "-R1-SHOP_SUBJECT";
        set(no, "status = 'DRAFT'");
        transaction.executeWithoutResult(status -> submissions.submit(no));
        set(no, "status = 'DRAFT', dataset = 'ITEM', content = jsonb_set(content, '{dataset}', '\"ITEM\"')");
        isHeldBack("platform.not-in-letter", "请求没有发出", () -> submissions.submit(no));
    }

    /** The gate would not let it in. */
    @Test
    void anArrowPastTheApprovalOfDataStopsAtTheDoor() {
        String caseNo;
        try (ForcedModel past = new ForcedModel(
                engine,
                jdbc,
                "platformDataRequest",
                "sourceRef=\"whichTier\" targetRef=\"approveDataRequest\"",
                "sourceRef=\"whichTier\" targetRef=\"submitDataRequest\"")) {
            caseNo = approved(Requests.direct("TRADE"));
            String stopped = caseNo;
            eventually("the step waits as a fault", () -> !faults(stopped).isEmpty());
            assertThat(faults(caseNo)).allSatisfy(fault -> assertThat(fault).contains("未经办案机构负责人批准", "请求没有发出"));
            assertThat(platformLedger()).doesNotContain(caseNo);
        }
        ForcedModel.goesOn(engine, dataRequest(CHANGNING, caseNo), "submitDataRequest", "approveDataRequest");
        does("unithead310105", "approveDataRequest", caseNo, YES);
        close(caseNo);
    }

    private List<String> faults(String caseNo) {
        return ForcedModel.faults(jdbc, caseNo);
    }

    @Test
    void measuresThatNobodyDecidedOnAreAskedOfNoBureau() {
        String caseNo = approved(Requests.direct("SHOP_SUBJECT"));
        proposeDisposition(caseNo, "disposition", "WARNING");
        waitingTask("unithead310105", "approveDispositionRequest", caseNo);
        Runnable door = () -> measures.place(caseNo + "-R1", CHANGNING, Optional.of("unithead310105"), true);
        isHeldBack("act.undecided", "商家处置协助函须经批准才能发出", door);
        jdbc.sql("update assistance_request set measures = '{SHOP_CLOSE}' where case_no = ?")
                .param(caseNo)
                .update();
        isHeldBack("act.undecided", "没有取号，也没有发出", door);
        jdbc.sql("update assistance_request set measures = '{WARNING}' where case_no = ?")
                .param(caseNo)
                .update();
        assertThat(letters("officer310105", caseNo)).doesNotContain("DISPOSITION_REQUEST");
        does("unithead310105", "approveDispositionRequest", caseNo, YES);
        waitingTask("officer330110", "draftDisposition", caseNo);

        // What is entered as published rests on the letter to the platform, which nobody has decided on yet.
        draft(caseNo, SHOP);
        waitingTask("unithead330110", "approveDisposition", caseNo);
        isHeldBack(
                "act.uncovered-entry",
                "“公示”须以本局在本案中作出的批准为前提",
                () -> publicities.enter(caseNo + "-D1", Optional.of("https://example.com/1"), "officer330110"));
        approveDraft(caseNo);
        eventually("it is reported", () -> stage(caseNo).equals("REPORTED"));
    }
}
