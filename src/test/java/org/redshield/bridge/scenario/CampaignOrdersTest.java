package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.redshield.bridge.support.Flow.assertThat;
import static org.redshield.bridge.support.Flow.instance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.campaign.Campaigns;
import org.redshield.bridge.oversight.model.SupervisionNumbers;
import org.redshield.bridge.support.Http;
import org.springframework.beans.factory.annotation.Autowired;

/** 上级部署、下级牵头: Hangzhou orders a campaign that Yuhang leads; and everybody who is neither. */
class CampaignOrdersTest extends CampaignScenario {

    private static final String LEAD_OFFICER = "officer" + YUHANG;
    private static final String LEAD_HEAD = "bureauhead" + YUHANG;
    private static final String ABOVE = "officer" + HANGZHOU;
    private static final String HEAD_ABOVE = "bureauhead" + HANGZHOU;

    @Autowired
    private Campaigns campaigns;

    @Autowired
    private SupervisionNumbers numbers;

    @Test
    void whoOrdersItReadsItGetsTheReportAndEndsItEarly() {
        for (String other : List.of(CHANGNING, "330000", HANGZHOU)) {
            assertThat(order(other, List.of(LINPING)).text()).as(other).contains("只能部署本局辖区内");
        }
        assertThat(order(YUHANG, List.of(YUHANG)).text()).contains("不能作为邀请单位");
        String caseNo = ordered(YUHANG, List.of(LINPING));
        assertThat(letters(LEAD_OFFICER, caseNo)).contains("CAMPAIGN_ORDER");
        assertThat(overview(ABOVE, caseNo).at("/campaign/stateTitle").asText()).contains("待牵头单位受领");
        assertThat(as(LEAD_OFFICER).get("/api/campaigns/" + caseNo).status())
                .as("before its head has taken it up")
                .isEqualTo(404);
        onlyReads(caseNo);
        assertThat(jdbc.sql("select order_approved from campaign where case_no = ?")
                        .param(caseNo)
                        .query(Boolean.class)
                        .single())
                .isTrue();

        isRefused(LEAD_HEAD, "acknowledgeCampaign", caseNo, takingUp(List.of(HANGZHOU)), "不能作为邀请单位");
        does(LEAD_HEAD, "acknowledgeCampaign", caseNo, takingUp(List.of(CHANGNING)));
        Map<String, Object> no = Map.of("decision", "decline", "opinion", "人手不足，无法参加");
        isRefused("bureauhead" + LINPING, "decideInvitation", caseNo, no, "由杭州市市场监督管理局部署");
        does("bureauhead" + LINPING, "decideInvitation", caseNo, Map.of("decision", "accept", "opinion", "受领"));
        does(HEAD, "decideInvitation", caseNo, no);
        eventually("the lead has both answers", () -> memberStates(caseNo).equals(List.of("JOINED", "DECLINED")));
        assertThat(milestones(ABOVE, caseNo)).contains("CAMPAIGN_ORDERED");
        eventually("who ordered it knows", () -> milestones(ABOVE, caseNo).contains("LEAD_TOOK_UP"));

        String shop = shop();
        assertThat(list(LEAD_OFFICER, caseNo, "taobao," + shop).status()).isEqualTo(200);
        assertThat(act(LEAD_OFFICER, caseNo, row(ABOVE, caseNo, shop).get("id").asText(), "claim", null)
                        .status())
                .isEqualTo(200);
        JsonNode seen = overview(ABOVE, caseNo);
        assertThat(seen.get("claimed").asInt()).isEqualTo(1);
        assertThat(seen.at("/campaign/reads").asBoolean()).isTrue();
        assertThat(seen.at("/campaign/lead").asText()).contains("余杭");
        assertThat(overview(LEAD_OFFICER, caseNo).at("/campaign/orderedBy").asText())
                .contains("杭州市市场监督管理局");
        for (String what : List.of("/report", "/meetings", "/questions")) {
            assertThat(as(ABOVE).get("/api/campaigns/" + caseNo + what).status())
                    .as(what)
                    .isEqualTo(200);
        }
        onlyReads(caseNo);
        for (String other : List.of("officer330000", "officer310000", OFFICER)) {
            assertThat(as(other).get("/api/campaigns/" + caseNo).status())
                    .as(other)
                    .isEqualTo(404);
        }

        does(HEAD_ABOVE, "followCampaign", caseNo, Map.of("decision", "end", "endReason", "合并到全省的行动中开展"));
        // Before its letter is there the lead's head may try, too: the reason stays that of who ordered it.
        assertThatThrownBy(() -> campaigns.end(caseNo + "-J0", YUHANG, LEAD_HEAD, Optional.of("检查对象已经全部核查")))
                .hasMessageContaining("已经决定提前结束");
        eventually("the report is there", () -> letters(ABOVE, caseNo).contains("CAMPAIGN_CLOSURE"));
        eventually(
                "all is over",
                () -> overview(ABOVE, caseNo).at("/campaign/state").asText().equals("ENDED")
                        && milestones(ABOVE, caseNo).contains("CAMPAIGN_ENDED"));
        assertThat(instance("campaignFollow", HANGZHOU, caseNo)).isEnded();
        assertThat(instance("jointCampaign", YUHANG, caseNo)).isEnded();
        assertThat(overview("officer" + LINPING, caseNo).get("endReason").asText())
                .contains("合并到全省");
        assertThat(milestones(LEAD_OFFICER, caseNo)).containsSubsequence("ORDER_TAKEN_UP", "ENDED_FROM_ABOVE");
        assertThat(jdbc.sql("select distinct approved_by from letter where case_no = ? and type = 'CAMPAIGN_CLOSURE'")
                        .param(caseNo)
                        .query(String.class)
                        .list())
                .as("the lead's report is by its own head")
                .containsExactly(LEAD_HEAD);
        for (String one : List.of(HANGZHOU, YUHANG)) {
            eventually("its supervisors count it as done: " + one, () -> {
                numbers.run();
                return jdbc.sql("select done_at is not null from supervised_work where tenant = ? and case_no = ?")
                        .params(one, caseNo)
                        .query(Boolean.class)
                        .list()
                        .equals(List.of(true));
            });
        }
    }

    /** Of the release before: it knows nothing of a lead below, and would lead the campaign itself. */
    @Test
    void anOldNodeApprovesNoOrder() {
        Http.Answer answer = order(YUHANG, List.of(LINPING));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        String caseNo = answer.json().get("businessKey").asText();
        assertThatThrownBy(() -> jdbc.sql("update campaign set state = 'RUNNING', changed_at = now() where case_no = ?")
                        .param(caseNo)
                        .update())
                .hasMessageContaining("campaign_order_approved");
    }

    @Test
    void whatItsLeadHasNotTakenUpIsOverWhenItIsEnded() {
        String caseNo = ordered(YUHANG, List.of());
        isRefused(LEAD_HEAD, "acknowledgeCampaign", caseNo, takingUp(List.of()), "没有填写“邀请单位”");
        // As if it stood elsewhere in the tree by now.
        orderedBy("310000", caseNo);
        isRefused(LEAD_HEAD, "acknowledgeCampaign", caseNo, takingUp(List.of(LINPING)), "已经不在上海市市场监督管理局的辖区内");
        orderedBy(HANGZHOU, caseNo);
        does(HEAD_ABOVE, "followCampaign", caseNo, Map.of("decision", "end", "endReason", "合并到全省的行动中开展"));
        eventually("the task is gone", () -> tasks(LEAD_HEAD, "acknowledgeCampaign", caseNo)
                .isEmpty());
        eventually("nobody follows it", () -> tasks(HEAD_ABOVE, "followCampaign", caseNo)
                .isEmpty());
        assertThat(letters(LEAD_OFFICER, caseNo)).contains("CAMPAIGN_ORDER_END");
        assertThat(instance("campaignTakeUp", YUHANG, caseNo)).isEnded();
        assertThat(instance("campaignFollow", HANGZHOU, caseNo)).isEnded();
        assertThat(overview(ABOVE, caseNo).at("/campaign/state").asText()).isEqualTo("ENDED");
    }

    private void orderedBy(String bureau, String caseNo) {
        jdbc.sql("update campaign set tenant = ? where case_no = ?")
                .params(bureau, caseNo)
                .update();
    }

    private List<String> memberStates(String caseNo) {
        return overview(LEAD_OFFICER, caseNo).get("members").findValuesAsText("state");
    }

    /** Whatever its officers try, and the campaign's own numbers stay as they are. */
    private void onlyReads(String caseNo) {
        int subjects = overview(ABOVE, caseNo).get("subjects").asInt();
        isReader(list(ABOVE, caseNo, "taobao," + shop()));
        isReader(act(ABOVE, caseNo, UUID.randomUUID().toString(), "claim", null));
        isReader(as(ABOVE).post("/api/campaigns/" + caseNo + "/questions", question(Map.of())));
        isReader(as(ABOVE)
                .post(
                        "/api/campaigns/" + caseNo + "/meetings",
                        Map.of(
                                "id", UUID.randomUUID(),
                                "heldOn", day(0),
                                "bureaus", List.of(YUHANG),
                                "agenda", "研究检查对象的分工",
                                "decisions", List.of())));
        assertThat(overview(ABOVE, caseNo).get("subjects").asInt()).isEqualTo(subjects);
    }

    private static void isReader(Http.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(403);
        assertThat(answer.json().get("code").asText()).isEqualTo("campaign.ordering-reads");
    }
}
