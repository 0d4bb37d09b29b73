package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.redshield.bridge.support.Flow.assertThat;

import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.assistance.handling.AssistanceHandlings;
import org.redshield.bridge.assistance.handling.DelayNotices;
import org.redshield.bridge.assistance.request.RequestDispatch;
import org.redshield.bridge.assistance.request.RequestSupplements;
import org.redshield.bridge.assistance.request.RequestWithdrawals;
import org.redshield.bridge.cases.act.Decisions;
import org.redshield.bridge.cases.act.NoGround;
import org.redshield.bridge.casework.IncomingLetters;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * No letter of a co-investigation leaves that nobody has decided about, whatever led to its step: each step is run by itself
 * where a head is still to decide.
 */
class AssistanceGroundTest extends AssistanceScenario {

    @Autowired
    private RequestDispatch dispatch;

    @Autowired
    private RequestSupplements supplements;

    @Autowired
    private RequestWithdrawals withdrawals;

    @Autowired
    private AssistanceHandlings handlings;

    @Autowired
    private DelayNotices delays;

    @Autowired
    private IncomingLetters incoming;

    @Autowired
    private Decisions decisions;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    private void isHeldBack(String tenant, String caseNo, String code, BiConsumer<String, String> step) {
        long numbered = letters(caseNo);
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> step.accept(caseNo + "-R1", tenant)))
                .isInstanceOfSatisfying(
                        NoGround.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
        assertThat(letters(caseNo)).as("nothing has a number").isEqualTo(numbered);
    }

    private long letters(String caseNo) {
        return jdbc.sql("select count(*) from letter where case_no = ?")
                .param(caseNo)
                .query(Long.class)
                .single();
    }

    @Test
    void whatAsksAndWhatAnswers() {
        String caseNo = raised("officer310105", Requests.question());
        waitingTask("unithead310105", "approveRequest", caseNo);
        isHeldBack(CHANGNING, caseNo, "act.undecided", dispatch::issueLetter);
        approve(caseNo);
        accept(caseNo);

        does(
                "officer330110",
                "investigate",
                caseNo,
                Map.of(
                        "decision", "delay",
                        "delayUntil", Requests.today().plusDays(60).toString(),
                        "delayReason", "需要到仓库现场核查"));
        isHeldBack(YUHANG, caseNo, "act.undecided", delays::send);
        does("unithead330110", "approveDelay", caseNo, Map.of("decision", "approve"));

        does("officer330110", "investigate", caseNo, Requests.findings());
        does("officer2330110", "confirmFindings", caseNo, Map.of("decision", "confirm"));
        isHeldBack(YUHANG, caseNo, "act.undecided", handlings::issueReply);
        does("unithead330110", "approveReply", caseNo, Map.of("decision", "approve"));

        does("officer310105", "reviewReply", caseNo, Map.of("decision", "supplement", "supplementText", "请补充仓库的地址"));
        isHeldBack(CHANGNING, caseNo, "act.undecided", supplements::issue);
        transaction.executeWithoutResult(status -> decisions.decided(
                "approveSupplement",
                "unithead310105",
                supplements.pendingLetter(caseNo + "-R1", CHANGNING).orElseThrow()));
        jdbc.sql("update assistance_request set supplement_text = '请补充账户的流水' where case_no = ?")
                .param(caseNo)
                .update();
        isHeldBack(CHANGNING, caseNo, "act.decided-otherwise", supplements::issue);
        does("unithead310105", "approveSupplement", caseNo, Map.of("decision", "approve"));
        reply(caseNo);
        confirmAndClose(caseNo);
        assertThat(letters("officer310105", caseNo))
                .containsExactly("REQUEST", "DELAY", "REPLY", "SUPPLEMENT", "REPLY");
    }

    @Test
    void whatSendsBackAndWhatTakesBack() {
        String caseNo = approved(Requests.question());
        acknowledge(caseNo);
        does("officer330110", "reviewLetter", caseNo, Map.of("decision", "return", "missingItems", "请写明需要查明的期间"));
        isHeldBack(YUHANG, caseNo, "act.undecided", incoming::sendReturn);
        does("unithead330110", "approveRejection", caseNo, Map.of("decision", "return", "reason", "期间在附件中"));
        does(
                "officer330110",
                "reviewLetter",
                caseNo,
                Map.of("decision", "decline", "declineReason", "NOT_COMPETENT", "reason", "该店铺不在本局辖区"));
        isHeldBack(YUHANG, caseNo, "act.undecided", incoming::sendDecline);

        does("officer310105", "followRequest", caseNo, Map.of("decision", "withdraw", "reason", "当事人已主动说明情况"));
        isHeldBack(CHANGNING, caseNo, "act.undecided", (id, tenant) -> withdrawals.withdraw(id, tenant, true));
        does("unithead310105", "approveWithdrawal", caseNo, Map.of("decision", "approve"));
        assertThat(request(caseNo)).isEnded();
        assertThat(handling(caseNo)).isEnded();
    }
}
