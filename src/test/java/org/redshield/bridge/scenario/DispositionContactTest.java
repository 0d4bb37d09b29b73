package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.support.DraftFields;
import org.redshield.bridge.support.Telephones;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A disposition names an officer with his telephone, or has no number: whoever lacks it, and whenever he comes to lack it. */
class DispositionContactTest extends DispositionScenario {

    private static final String DRAFTER = "officer330110";
    private static final String SECOND = "officer2330110";
    private static final Map<String, Object> YES = Map.of("decision", "approve", "reason", "同意");
    private static final String LACKS = "“吴振华”在人员名录中缺少联系电话，而商家处置函必须写明";

    @Autowired
    private JdbcClient jdbc;

    private Telephones telephones;

    @BeforeEach
    void asTheyAre() {
        telephones = new Telephones(jdbc);
    }

    @AfterEach
    void asTheyWere() {
        telephones.restore();
    }

    @Test
    void whoHasNoTelephoneDraftsNoDispositionAndWhatIsNoneCountsAsNone() {
        String caseNo = dispositionWanted("both");
        waitingTask(DRAFTER, "draftDisposition", caseNo);
        List<String> series = telephones.series(YUHANG);
        Map<String, Object> fields = DraftFields.submitted("网络交易监督管理办法第二十九条、第三十条", ENOUGH_FACTS, SHOP);
        for (String none : List.of("", "无", "-", "abc")) {
            telephones.set(DRAFTER, none);
            String lacks = none.isEmpty() ? LACKS : "“吴振华”在人员名录中缺少联系电话（登记的不是一个电话号码），而商家处置函必须写明";
            isRefused(DRAFTER, "draftDisposition", caseNo, fields, lacks);
        }
        assertThat(stage(caseNo)).isEqualTo("REQUESTED");
        assertThat(telephones.series(YUHANG)).isEqualTo(series);

        telephones.restore();
        draft(caseNo, SHOP);
        approveDraft(caseNo);
        closeFollowing(caseNo);
        assertThat(ledger(caseNo)).hasSize(1);
        assertThat(contact(caseNo)).isEqualTo("吴振华 0571-01101001");
    }

    /** Whom the letter names, so that the platform's tasks do. */
    private String contact(String caseNo) {
        return jdbc.sql(
                        "select (content -> 'facts' ->> 'contactName') || ' ' || (content -> 'facts' ->> 'contactPhone')"
                                + " from letter where case_no = ? and type = 'DISPOSITION'")
                .param(caseNo)
                .query(String.class)
                .single();
    }

    @Test
    void whatWasDraftedInTimeIsNotApprovedWithoutItButCanBeGivenBack() {
        String caseNo = dispositionWanted("both");
        draft(caseNo, SHOP);
        List<String> series = telephones.series(YUHANG);
        telephones.set(DRAFTER, "");
        isRefused("unithead330110", "approveDisposition", caseNo, YES, LACKS);
        assertThat(stage(caseNo)).isEqualTo("DRAFTED");
        JsonNode task = waitingTask("unithead330110", "approveDisposition", caseNo);
        assertThat(as("unithead330110")
                        .get("/api/tasks/" + task.get("id").asText() + "/letter.pdf")
                        .text())
                .as("in place of the letter that he decides about")
                .contains("缺少联系电话");
        does("unithead330110", "approveDisposition", caseNo, Map.of("decision", "return", "reason", "请换一位有电话的经办人员。"));
        assertThat(telephones.series(YUHANG)).isEqualTo(series);

        // Another officer takes it over, and is the one whom the platform asks.
        does(SECOND, "draftDisposition", caseNo, DraftFields.submitted("网络交易监督管理办法第三十条", ENOUGH_FACTS, SHOP));
        approveDraft(caseNo);
        eventually("at the platform", () -> stage(caseNo).equals("REPORTED"));
        assertThat(ledger(caseNo)).hasSize(1);
        assertThat(contact(caseNo)).isEqualTo("方晓岚 0571-01101002");
    }

    @Test
    @Tag("thorough")
    void aTelephoneThatGoesAfterTheApprovalHoldsTheStepUntilItIsThereAgain() {
        String caseNo = dispositionWanted("both");
        draft(caseNo, SHOP);
        List<String> series = telephones.series(YUHANG);
        telephones.clearedAfter(DRAFTER, "update on disposition", "old.stage = 'DRAFTED' and new.stage = 'APPROVED'");
        approveDraft(caseNo);
        eventually("the step waits", () -> !telephones.waiting(caseNo).isEmpty());
        assertThat(telephones.waiting(caseNo))
                .as("in the engine's own tables, where nobody is named")
                .singleElement()
                .asString()
                .contains("要写明的办案人员在人员名录中缺少联系电话，而商家处置函必须写明", "没有取号", "自动继续")
                .doesNotContain("吴振华");
        assertThat(stage(caseNo)).isEqualTo("APPROVED");
        assertThat(telephones.series(YUHANG)).isEqualTo(series);

        telephones.restore();
        telephones.lookedAgain(caseNo);
        closeFollowing(caseNo);
        assertThat(ledger(caseNo)).hasSize(1);
    }

    @Test
    void aTelephoneThatGoesAfterTheNumberIsStillTheLetters() {
        String caseNo = dispositionWanted("both");
        draft(caseNo, SHOP);
        telephones.clearedAfter(DRAFTER, "update on disposition", "old.stage = 'APPROVED' and new.stage = 'ISSUED'");
        approveDraft(caseNo);
        eventually("at the platform", () -> stage(caseNo).equals("REPORTED"));
        assertThat(targetStates(caseNo)).containsExactly("PUBLISHED");
        assertThat(contact(caseNo)).isEqualTo("吴振华 0571-01101001");
    }

    @Test
    void aLiftNamesSomebodyToo() {
        String caseNo = disposed(SHOP);
        assertThat(merchantDisposition(caseNo)).isWaitingAt("followDisposition");
        List<String> series = telephones.series(YUHANG);
        telephones.set(DRAFTER, "无");
        isRefused(DRAFTER, "followDisposition", caseNo, liftOf(caseNo, 1), "而解除处置函必须写明");
        telephones.restore();
        lift(caseNo, "followDisposition", 1);
        telephones.set(DRAFTER, "");
        isRefused("unithead330110", "approveLift", caseNo, YES, "而解除处置函必须写明");
        assertThat(telephones.series(YUHANG)).isEqualTo(series);
        telephones.restore();
        approveLift(caseNo);
        eventually("lifted", () -> targetStates(caseNo).contains("LIFTED"));
    }
}
