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

/** A referral to the police with a review before the chief head, which gives it back twice. */
class AddedReviewOfReferralTest extends ReferralScenario {

    private static final String REVIEWER = "reviewer310105";

    @Autowired
    private RepositoryService repository;

    @AfterEach
    void undeploy() {
        Deployments.undeploy(repository);
    }

    @Test
    void itIsGivenBackTwiceAndThenGoesToThePolice() {
        Http.Answer answer = as("modeler")
                .deploy(ReviewStep.files(
                        "criminal-referral", "referralReview", "reviewer", "decideReferral", "reportReferral"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        String caseNo = suspected();
        for (int round = 1; round <= 2; round++) {
            reported(caseNo);
            does(REVIEWER, "referralReview", caseNo, Map.of("decision", "return", "reason", "请附鉴定意见"));
        }
        reported(caseNo);
        does(REVIEWER, "referralReview", caseNo, Map.of("decision", "agree"));
        sendsWhatItShows(CHIEF, "decideReferral", caseNo, Map.of("decision", "approve", "opinion", "同意移送"));
        delivered(caseNo, "REFERRAL");
        waitingTask(OFFICER, "followReferral", caseNo);
        policeAnswer(caseNo, "REFERRAL", "FILED");
        does(OFFICER, "handOverGoods", caseNo, goods(caseNo));
        stands(caseNo, "HANDED_OVER");
        assertThat(milestones(OFFICER, caseNo).stream().filter("STEP_REVIEWED"::equals))
                .hasSize(3);
    }
}
