package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.redshield.bridge.scenario.AuthorityScenario.Walks;
import org.redshield.bridge.support.Http;

/** The tasks of a joint campaign, tried by everybody who may not do them. */
@Walks({"jointCampaign", "campaignInvitation", "campaignMembership", "jointQuestion", "campaignFollow", "campaignTakeUp"
})
class CampaignAuthorityTest extends AuthorityScenario {

    @Override
    void walk() {
        ledByABureau();
        timeIsRealAgain();
        orderedByASuperior();

        everyTaskWasTried(Set.of(
                "jointCampaign",
                "campaignInvitation",
                "campaignMembership",
                "jointQuestion",
                "campaignFollow",
                "campaignTakeUp"));
    }

    private void ledByABureau() {
        Http.Answer proposed = as("officer310105")
                .post(
                        "/engine-rest/process-definition/key/jointCampaign/submit-form",
                        Map.of("variables", variables(CampaignScenario.campaign(Map.of("members", List.of(YUHANG))))));
        caseNo = proposed.json().get("businessKey").asText();
        isOnlyFor(CHANGNING, "approveCampaign", Map.of("decision", "return", "opinion", "请写明行业"));
        isOnlyFor(
                CHANGNING,
                "amendCampaign",
                CampaignScenario.campaign(Map.of("decision", "amend", "members", List.of(YUHANG))));
        sendsWhatItShows("bureauhead310105", "approveCampaign", caseNo, Map.of("decision", "approve", "opinion", "同意"));
        onlyTried(YUHANG, "decideInvitation", "bureauhead330110", "accept");
        fires("invitationOverdue", caseNo);
        isOnlyFor(CHANGNING, "superviseInvitation", Map.of("decision", "noted", "note", "已电话联系受邀单位"));
        does("bureauhead330110", "decideInvitation", caseNo, Map.of("decision", "accept", "opinion", "同意参加"));
        asksTogether();
        isOnlyFor(YUHANG, "takePartInCampaign", Map.of("decision", "leave", "leaveReason", "机构改革，无法继续参加"));
        isOnlyFor(CHANGNING, "conductCampaign", Map.of("decision", "end", "endReason", "检查对象已经全部核查"));
    }

    private void orderedByASuperior() {
        Http.Answer proposed = as("officer330100")
                .post(
                        "/engine-rest/process-definition/key/jointCampaign/submit-form",
                        Map.of(
                                "variables",
                                variables(CampaignScenario.campaign(
                                        Map.of("leadBureau", YUHANG, "members", List.of(CHANGNING))))));
        assertThat(proposed.status()).as(proposed.text()).isEqualTo(200);
        caseNo = proposed.json().get("businessKey").asText();
        sendsWhatItShows(
                "bureauhead330100", "approveCampaign", caseNo, Map.of("decision", "approve", "opinion", "同意部署"));
        isOnlyFor(YUHANG, "acknowledgeCampaign", CampaignScenario.takingUp(List.of()));
        isOnlyFor("330100", "followCampaign", Map.of("decision", "end", "endReason", "检查对象已经全部核查"));
    }

    private void asksTogether() {
        as("officer310105").post("/api/campaigns/" + caseNo + "/subjects", Map.of("list", "taobao,A7000001"));
        Http.Answer asked = as("officer310105")
                .post("/api/campaigns/" + caseNo + "/questions", CampaignScenario.question(Map.of()));
        assertThat(asked.status()).as(asked.text()).isEqualTo(200);
        onlyTried(CHANGNING, "approveQuestion", "bureauhead310105", "approve");
        sendsWhatItShows("bureauhead310105", "approveQuestion", caseNo, Map.of("decision", "approve", "opinion", "同意"));
        isOnlyFor(YUHANG, "prepareQuestion", Map.of("decision", "decline", "opinion", "本局没有需要协查的网店"));
    }
}
