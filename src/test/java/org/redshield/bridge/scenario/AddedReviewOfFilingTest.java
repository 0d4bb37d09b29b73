package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.support.Deployments;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.ReviewStep;
import org.springframework.beans.factory.annotation.Autowired;

/** 立案 with a review before the heads, which gives it back twice. */
class AddedReviewOfFilingTest extends ClueScenario {

    private static final String REVIEWER = "reviewer310105";

    @Autowired
    private RepositoryService repository;

    @AfterEach
    void undeploy() {
        Deployments.undeploy(repository);
    }

    @Test
    void itIsGivenBackTwiceAndThenFiled() throws Exception {
        Http.Answer answer = as("modeler")
                .deploy(ReviewStep.files(
                        "clue-verification", "filingReview", "reviewer", "reviewVerification", "verifyClue"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        String caseNo = assigned();
        Map<String, Object> filing = proposal("file", "filingNo", filingNo(caseNo));
        for (int round = 1; round <= 2; round++) {
            does(OFFICER, "verifyClue", caseNo, filing);
            does(REVIEWER, "filingReview", caseNo, Map.of("decision", "return", "reason", "证据还不充分"));
        }
        does(OFFICER, "verifyClue", caseNo, filing);
        does(REVIEWER, "filingReview", caseNo, Map.of("decision", "agree", "reason", "证据充分"));
        does(UNIT_HEAD, "reviewVerification", caseNo, Map.of("decision", "agree"));
        does(HEAD, "decideFiling", caseNo, Map.of("decision", "approve", "reason", "同意"));
        waitingTask(OFFICER, "conductCase", caseNo);

        String bound = BoundFile.text(
                BoundFile.get(address() + "/api/cases/" + caseNo + "/dossier", OFFICER, "application/pdf")
                        .body());
        assertThat(bound).contains("有关事项审核表（审核（法制审核：退回））", "有关事项审核表（审核（法制审核：同意报批））", "证据还不充分", "证据充分");
    }
}
