package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.redshield.bridge.support.Flow.assertThat;

import java.util.Map;
import java.util.function.Consumer;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.cases.act.Decisions;
import org.redshield.bridge.disposition.draft.DispositionDesk;
import org.redshield.bridge.disposition.execution.DispositionExecution;
import org.redshield.bridge.disposition.lift.Lifts;
import org.redshield.bridge.support.ForcedModel;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Neither a letter nor a task reaches a platform that nobody has decided about, whatever led to its step: each step is run by itself
 * where a head is still to decide, or over something else than he decided about.
 */
class DispositionGroundTest extends DispositionScenario {

    private static final Map<String, Object> YES = Map.of("decision", "approve", "reason", "同意");

    @Autowired
    private DispositionDesk desk;

    @Autowired
    private DispositionExecution execution;

    @Autowired
    private Lifts lifts;

    @Autowired
    private Decisions decisions;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    private void isHeldBack(String id, String code, Consumer<String> step) {
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> step.accept(id)))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private void set(String table, String assignment, String id) {
        assertThat(jdbc.sql("update " + table + " set " + assignment + " where id = ?")
                        .param(id)
                        .update())
                .isEqualTo(1);
    }

    @Test
    void noLetterToThePlatformWithoutItsDecision() {
        String caseNo = dispositionWanted("both");
        String id = caseNo + "-D1";
        draft(caseNo, SHOP);
        waitingTask("unithead330110", "approveDisposition", caseNo);
        String approved = "stage = 'APPROVED', approved_by = 'unithead330110'";
        set("disposition", approved, id);
        isHeldBack(id, "act.undecided", desk::issue);

        set("disposition", "stage = 'DRAFTED', approved_by = null", id);
        transaction.executeWithoutResult(status -> decisions.decided(
                "approveDisposition", "unithead330110", desk.pendingLetter(id).orElseThrow()));
        set("disposition", approved, id);
        set("disposition_target", "target_value = 'S1000002'", id + "-T1");
        isHeldBack(id, "act.decided-otherwise", desk::issue);
        set("disposition_target", "target_value = 'S1000001', measure = 'SHOP_CLOSE'", id + "-T1");
        isHeldBack(id, "act.decided-otherwise", desk::issue);
        assertThat(letters("officer330110", caseNo)).containsExactly("DISPOSITION_REQUEST");

        // Nothing is lost: what was decided about is decided about again, and goes out.
        set("disposition_target", "measure = 'WARNING'", id + "-T1");
        set("disposition", "stage = 'DRAFTED', approved_by = null", id);
        does("unithead330110", "approveDisposition", caseNo, YES);
        eventually("it is reported", () -> stage(caseNo).equals("REPORTED"));
        assertThat(ledger(caseNo)).hasSize(1);
        assertThat(letters("officer330110", caseNo))
                .containsExactly("DISPOSITION_REQUEST", "DISPOSITION", "DISPOSITION_REPORT");
        assertThat(jdbc.sql("select used_by from decision where subject_id = ? order by id desc limit 1")
                        .param(id)
                        .query(String.class)
                        .single())
                .isEqualTo(id + "/DISPOSITION");

        // The same of what takes it back.
        lift(caseNo, "followDisposition", 1);
        waitingTask("unithead330110", "approveLift", caseNo);
        String lift = jdbc.sql("select id from disposition_lift where disposition_id = ?")
                .param(id)
                .query(String.class)
                .single();
        set("disposition_lift", "stage = 'APPROVED', approved_by = 'unithead330110'", lift);
        isHeldBack(id, "act.undecided", lifts::issue);
        set("disposition_lift", "stage = 'DRAFTED', approved_by = null", lift);
        approveLift(caseNo);
        assertThat(merchantDisposition(caseNo)).isEnded();
        assertThat(stage(caseNo)).isEqualTo("LIFTED");
    }

    /** The gate would not let it in. */
    @Test
    void anArrowPastTheApprovalOfALiftStopsAtTheDoor() {
        String caseNo = disposed(SHOP);
        long before = lifts();
        try (ForcedModel past = past("isLiftWanted", "approveLift", "issueLiftLetter")) {
            lift(caseNo, "followDisposition", 1);
            stops(caseNo, "处置目前处于“待审批”，不能进行这一步");
        }
        assertThat(letters("officer330110", caseNo)).doesNotContain("LIFT");
        assertThat(milestones("officer330110", caseNo)).doesNotContain("LIFT_ISSUED");
        assertThat(lifts()).isEqualTo(before);
        isMended(caseNo, "issueLiftLetter", "approveLift");
        approveLift(caseNo);
        assertThat(merchantDisposition(caseNo)).isEnded();
        assertThat(stage(caseNo)).isEqualTo("LIFTED");
        assertThat(lifts()).isEqualTo(before + 1);
    }

    /** What becomes of an appeal is told when an officer has decided about it; until then it is not done with. */
    @Test
    void anArrowPastTheDecisionOnAnAppealStopsAtTheDoor() {
        String caseNo = disposed(SHOP);
        try (ForcedModel past = past("merchantAppealed", "decideAppeal", "reportAppealUpheld")) {
            appeals(caseNo, 1);
            stops(caseNo, "商家的申诉还没有处理");
        }
        assertThat(letters("officer330110", caseNo))
                .containsExactly("DISPOSITION_REQUEST", "DISPOSITION", "DISPOSITION_REPORT");
        assertThat(targetStates(caseNo)).containsExactly("APPEALED");
        isMended(caseNo, "reportAppealUpheld", "decideAppeal");
        does("officer330110", "decideAppeal", caseNo, Map.of("decision", "uphold", "reason", "商家没有提供授权证明，维持原处置。"));
        closeFollowing(caseNo);
        assertThat(targetStates(caseNo)).containsExactly("UPHELD");
    }

    /** How many tasks the platform has that take a measure back, of whatever case. */
    private long lifts() {
        return each(sandbox().get("/admin/ledger").json())
                .filter(entry -> entry.path("measure").asText().equals("LIFT"))
                .count();
    }

    private ForcedModel past(String from, String decision, String act) {
        String arrow = "sourceRef=\"" + from + "\" targetRef=\"%s\"";
        return new ForcedModel(engine, jdbc, "merchantDisposition", arrow.formatted(decision), arrow.formatted(act));
    }

    private void stops(String caseNo, String sentence) {
        eventually("the step waits as a fault", () -> !ForcedModel.faults(jdbc, caseNo)
                .isEmpty());
        assertThat(ForcedModel.faults(jdbc, caseNo))
                .allSatisfy(fault -> assertThat(fault).contains(sentence));
    }

    private void isMended(String caseNo, String act, String decision) {
        ForcedModel.goesOn(engine, merchantDisposition(caseNo), act, decision);
    }

    /** The answer that nothing will be asked is one too. */
    @Test
    void noDeclineWithoutItsDecision() {
        String caseNo = dispositionWanted("disposition");
        String id = caseNo + "-D1";
        does(
                "officer330110",
                "draftDisposition",
                caseNo,
                Map.of("decision", "decline", "declineReason", "现有证据不足以认定该店存在违法行为。"));
        waitingTask("unithead330110", "approveDisposition", caseNo);
        set("disposition", "stage = 'APPROVED', approved_by = 'unithead330110'", id);
        isHeldBack(id, "act.undecided", desk::decline);
        set("disposition", "stage = 'DRAFTED', approved_by = null", id);
        approveDraft(caseNo);
        assertThat(merchantDisposition(caseNo)).isEnded();
        assertThat(letters("officer330110", caseNo)).containsExactly("DISPOSITION_REQUEST", "DISPOSITION_REPORT");
    }

    /** A task is what its letter names: another object or measure is not submitted, and the step goes on once it is mended. */
    @Test
    void noTaskThatItsLetterDoesNotName() {
        String caseNo = disposed(SHOP);
        String target = caseNo + "-D1-T1";
        eventually("it is reported", () -> stage(caseNo).equals("REPORTED"));
        jdbc.sql("update disposition set stage = 'ISSUED' where case_no = ?")
                .param(caseNo)
                .update();
        set("disposition_target", "state = 'DRAFT', target_value = 'S1000002'", target);
        isHeldBack(target, "disposition.not-in-letter", execution::submit);
        set("disposition_target", "target_value = 'S1000001', measure = 'SHOP_CLOSE'", target);
        isHeldBack(target, "disposition.not-in-letter", execution::submit);
        assertThat(ledger(caseNo)).hasSize(1);
    }
}
