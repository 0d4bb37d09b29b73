package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.support.Deployments;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.ReviewStep;
import org.springframework.beans.factory.annotation.Autowired;

/** A campaign, and a question that is asked in it, with a review before the approval that gives them back twice. */
class AddedReviewOfCampaignTest extends CampaignScenario {

    private static final String REVIEWER = "reviewer310105";
    private static final Map<String, Object> AGREE = Map.of("decision", "agree");
    private static final Map<String, Object> BACK = Map.of("decision", "return", "reason", "请写明检查的依据");
    private static final Map<String, Object> YES = Map.of("decision", "approve", "opinion", "同意");

    @Autowired
    private RepositoryService repository;

    @AfterEach
    void undeploy() {
        Deployments.undeploy(repository);
    }

    private void deploy(String model, String step, String before, String back) {
        Http.Answer answer = as("modeler").deploy(ReviewStep.files(model, step, "reviewer", before, back));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    @Test
    void aCampaignIsGivenBackTwiceAndThenInvites() {
        deploy("joint-campaign", "campaignReview", "approveCampaign", "amendCampaign");
        String caseNo = proposed(List.of(YUHANG));
        for (int round = 1; round <= 2; round++) {
            does(REVIEWER, "campaignReview", caseNo, BACK);
            does(OFFICER, "amendCampaign", caseNo, campaign(Map.of("decision", "amend", "answerBy", day(3 + round))));
        }
        does(REVIEWER, "campaignReview", caseNo, AGREE);
        sendsInvitations(caseNo);
        joins(YUHANG, caseNo);
        ends(caseNo);
        assertThat(reviews(caseNo)).isEqualTo(3);
    }

    @Test
    void aQuestionIsGivenBackTwiceAndThenAsked() {
        deploy("joint-question", "questionReview", "approveQuestion", "prepareQuestion");
        String caseNo = joined(YUHANG);
        worked(OFFICER, caseNo);
        assertThat(as(OFFICER)
                        .post("/api/campaigns/" + caseNo + "/questions", question(Map.of()))
                        .status())
                .isEqualTo(200);
        for (int round = 1; round <= 2; round++) {
            does(REVIEWER, "questionReview", caseNo, BACK);
            does(OFFICER, "prepareQuestion", caseNo, joinsWith(OFFICER, caseNo));
        }
        does(REVIEWER, "questionReview", caseNo, AGREE);
        sendsWhatItShows(HEAD, "approveQuestion", caseNo, YES);
        String member = "officer" + YUHANG;
        worked(member, caseNo);
        does(member, "prepareQuestion", caseNo, joinsWith(member, caseNo));
        does("reviewer" + YUHANG, "questionReview", caseNo, AGREE);
        does("bureauhead" + YUHANG, "approveQuestion", caseNo, YES);
        itIsTime(caseNo);
        eventually("all has gone out", () -> states(caseNo).equals(List.of("ASKED 1 1 0", "ASKED 1 1 0")));
        ends(caseNo);
        assertThat(reviews(caseNo)).isEqualTo(3);
    }

    private long reviews(String caseNo) {
        return milestones(OFFICER, caseNo).stream()
                .filter("STEP_REVIEWED"::equals)
                .count();
    }
}
