package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.support.Deployments;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.ReviewStep;
import org.springframework.beans.factory.annotation.Autowired;

/** A transfer, and the designation that ends a dispute about one, with a review before the approval that gives it back twice. */
class AddedReviewOfTransferTest extends TransferScenario {

    private static final String REVIEWER = "reviewer310105";

    @Autowired
    private RepositoryService repository;

    @AfterEach
    void undeploy() {
        Deployments.undeploy(repository);
    }

    @Test
    void itIsGivenBackTwiceAndThenGoesOut() {
        Http.Answer answer = as("modeler")
                .deploy(ReviewStep.files(
                        "case-transfer", "transferReview", "reviewer", "approveTransfer", "completeTransfer"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        Map<String, Object> clue = clue(Map.of());
        String caseNo = raisedTransfer(CHANGNING, clue);
        Map<String, Object> again = new HashMap<>(clue);
        again.put("decision", "submit");
        for (int round = 1; round <= 2; round++) {
            does(REVIEWER, "transferReview", caseNo, Map.of("decision", "return", "reason", "请写明材料的份数"));
            does("officer310105", "completeTransfer", caseNo, again);
        }
        does(REVIEWER, "transferReview", caseNo, Map.of("decision", "agree"));
        approveTransfer(CHANGNING, caseNo);
        acceptTransfer(LINPING, caseNo);
        assertThat(each(caseFile("officer310105", caseNo).get("milestones"))
                        .filter(one -> one.get("what").asText().equals("STEP_REVIEWED")))
                .hasSize(3);
    }

    @Test
    void aDesignationIsGivenBackTwiceAndThenIssued() {
        Http.Answer answer = as("modeler")
                .deploy(ReviewStep.files(
                        "jurisdiction-dispute",
                        "designationReview",
                        "reviewer",
                        "approveDesignation",
                        "designateJurisdiction"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        String caseNo = transferred(YUHANG, filedCase(Map.of()));
        sendBack(LINPING, caseNo, Map.of("decision", "dispute", "objection", "经核实经营地不在本局辖区"));
        settle(YUHANG, caseNo, "report", "当事人的仓库在对方辖区");
        Map<String, Object> designates =
                Map.of("decision", "designate", "designatedBureau", LINPING, "designationReason", "当事人实际经营地在其辖区");
        for (int round = 1; round <= 2; round++) {
            does("officer330100", "designateJurisdiction", caseNo, designates);
            does("reviewer330100", "designationReview", caseNo, Map.of("decision", "return", "reason", "请写明理由"));
        }
        does("officer330100", "designateJurisdiction", caseNo, designates);
        does("reviewer330100", "designationReview", caseNo, Map.of("decision", "agree"));
        sendsWhatItShows("bureauhead330100", "approveDesignation", caseNo, Map.of("decision", "approve"));
        assertThat(transferHandling(LINPING, caseNo)).isWaitingAt("awaitVerification");
        assertThat(state("officer330100", caseNo)).isEqualTo("DESIGNATED");
    }
}
