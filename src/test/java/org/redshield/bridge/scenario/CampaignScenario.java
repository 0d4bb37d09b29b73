package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.redshield.bridge.support.Http;

/** The steps that the scenarios of campaigns share; Changning leads them. */
public abstract class CampaignScenario extends ClueScenario {

    protected static final String LINPING = "330113";

    protected static Map<String, Object> campaign(Map<String, Object> changes) {
        Map<String, Object> fields = new HashMap<>(Map.of(
                "title", "查处家用电器网店虚构交易联合行动",
                "legalBasis", "PENALTY_26",
                "periodFrom", day(0),
                "periodTo", day(30),
                "answerBy", day(3),
                "checks", List.of("LICENCE", "BRUSHING"),
                "platforms", List.of("taobao"),
                "quota", 40,
                "members", List.of(YUHANG)));
        fields.putAll(changes);
        return fields;
    }

    protected static String day(int after) {
        return today().plusDays(after).toString();
    }

    protected Http.Answer propose(Map<String, Object> fields) {
        return as(OFFICER)
                .post(
                        "/engine-rest/process-definition/key/jointCampaign/submit-form",
                        Map.of("variables", variables(fields)));
    }

    protected String proposed(List<String> members) {
        Http.Answer answer = propose(campaign(Map.of("members", members)));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().get("businessKey").asText();
    }

    protected void sendsInvitations(String caseNo) {
        sendsWhatItShows(HEAD, "approveCampaign", caseNo, Map.of("decision", "approve", "opinion", "同意"));
    }

    protected Http.Answer list(String user, String caseNo, String lines) {
        return as(user).post("/api/campaigns/" + caseNo + "/subjects", Map.of("list", lines));
    }
}
