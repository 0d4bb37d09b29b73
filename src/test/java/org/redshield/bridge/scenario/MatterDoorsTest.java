package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.function.BiConsumer;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.cases.act.NoGround;
import org.redshield.bridge.clues.FiledCases;
import org.redshield.bridge.clues.Verifications;
import org.redshield.bridge.measures.Measures;
import org.redshield.bridge.support.ForcedModel;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Nothing is filed, decided, ended or permitted that its head has not decided on, whatever led to the step. */
class MatterDoorsTest extends ClueScenario {

    @Autowired
    private Verifications verifications;

    @Autowired
    private FiledCases cases;

    @Autowired
    private Measures measures;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private JdbcClient jdbc;

    private void isHeldBack(String id, String sentence, BiConsumer<String, String> step) {
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> step.accept(id, CHANGNING)))
                .isInstanceOf(NoGround.class)
                .hasMessageContainingAll(sentence, "没有生效，也没有登记");
    }

    private String clueId(String caseNo) {
        return jdbc.sql("select clue_id from clue_matter where clue_id like ? order by proposed_at limit 1")
                .param(caseNo + "-%")
                .query(String.class)
                .single();
    }

    /** As if its head had approved what was proposed last; or not. */
    private void approvedByHand(String clueId, boolean approved) {
        jdbc.sql("""
                        update clue_matter set approved = ?, decided_by = ?, decided_at = now()
                         where id = (select id from clue_matter where clue_id = ? order by proposed_at desc limit 1)
                        """)
                .params(approved ? Boolean.TRUE : null, approved ? HEAD : null, clueId)
                .update();
    }

    @Test
    void noFilingAndNoEndWithoutItsDecision() {
        String caseNo = assigned();
        does(OFFICER, "verifyClue", caseNo, proposal("file", "filingNo", filingNo(caseNo)));
        does(UNIT_HEAD, "reviewVerification", caseNo, Map.of("decision", "agree"));
        waitingTask(HEAD, "decideFiling", caseNo);
        String clue = clueId(caseNo);
        approvedByHand(clue, true);
        isHeldBack(clue, "“立案”须经批准才能办理", verifications::file);
        isHeldBack(clue, "“不予立案”须经批准才能办理", verifications::closeUnfiled);
        approvedByHand(clue, false);
        assertThat(state(OFFICER, caseNo)).isEqualTo("VERIFYING");
        does(HEAD, "decideFiling", caseNo, Map.of("decision", "approve", "reason", "同意"));
        waitingTask(OFFICER, "conductCase", caseNo);

        // What was approved is an extension, and ends nothing; then the decision's own words are others.
        approvedInCase(caseNo, proposal("extend"));
        isHeldBack(clue, "“终止调查”", cases::terminate);
        isHeldBack(clue, "“结案”", cases::close);
        does(OFFICER, "conductCase", caseNo, proposal("decide", "outcome", "PENALTY", "decisionNo", "长市监罚〔2026〕9号"));
        does(UNIT_HEAD, "reviewCaseMatter", caseNo, Map.of("decision", "agree"));
        waitingTask(HEAD, "decideCaseMatter", caseNo);
        approvedByHand(clue, true);
        isHeldBack(clue, "“作出决定”与批准时的内容不一致", cases::decide);
        approvedByHand(clue, false);
        assertThat(state(OFFICER, caseNo)).isEqualTo("FILED");
        does(HEAD, "decideCaseMatter", caseNo, Map.of("decision", "approve", "reason", "同意"));
        waitingTask(OFFICER, "recordExecution", caseNo);
    }

    /** The gate would not let it in. */
    @Test
    void anArrowPastTheHeadFilesNothing() {
        String caseNo = assigned();
        try (ForcedModel past = new ForcedModel(
                engine,
                jdbc,
                "clueVerification",
                "sourceRef=\"isSupported\" targetRef=\"decideFiling\"",
                "sourceRef=\"isSupported\" targetRef=\"verificationEnds\"")) {
            does(OFFICER, "verifyClue", caseNo, proposal("file", "filingNo", filingNo(caseNo)));
            String id = waitingTask(UNIT_HEAD, "reviewVerification", caseNo)
                    .get("id")
                    .asText();
            assertThat(tries(UNIT_HEAD, "reviewVerification", caseNo, Map.of("decision", "agree"))
                            .text())
                    .contains("案件 " + caseNo + " 的“立案”须经批准才能办理", "没有生效，也没有登记");
            assertThat(waitingTask(UNIT_HEAD, "reviewVerification", caseNo)
                            .get("id")
                            .asText())
                    .isEqualTo(id);
        }
        assertThat(state(OFFICER, caseNo)).isEqualTo("VERIFYING");
        does(UNIT_HEAD, "reviewVerification", caseNo, Map.of("decision", "agree"));
        does(HEAD, "decideFiling", caseNo, Map.of("decision", "approve", "reason", "同意"));
        waitingTask(OFFICER, "conductCase", caseNo);
    }

    @Test
    void noMeasureIsPermittedWithoutItsDecision() {
        String caseNo = filed();
        does(
                OFFICER,
                "conductCase",
                caseNo,
                proposal("measure", "measureKind", "INSPECTION", "measureTarget", "长宁区某路 1 号仓库"));
        waitingTask("chiefhead310105", "approveMeasure", caseNo);
        String id = caseFile(OFFICER, caseNo).at("/measures/0/id").asText();
        jdbc.sql("update investigative_measure set approved_by = 'chiefhead310105' where measure_id = ?")
                .param(id)
                .update();
        isHeldBack(id, "“采取调查措施”须经批准才能办理", measures::permit);
        does("chiefhead310105", "approveMeasure", caseNo, Map.of("decision", "approve", "opinion", "同意检查"));
        eventually(
                "it may be taken",
                () -> caseFile(OFFICER, caseNo).at("/measures/0/state").asText().equals("APPROVED"));
    }
}
