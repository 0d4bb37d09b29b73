package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;
import static org.redshield.bridge.support.Flow.instance;
import static org.redshield.bridge.support.Flow.path;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.support.Http;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who is asked to take part in a campaign, by whom, and until when. */
class CampaignMembersTest extends CampaignScenario {

    private static final String UNWILLING = "320324";

    @Autowired
    private JdbcClient jdbc;

    @Test
    void theHeadSendsItBackAndWhatWasAmendedGoesOut() {
        String caseNo = proposed(List.of(YUHANG));
        isRefused(HEAD, "approveCampaign", caseNo, Map.of("decision", "return"), "没有填写“审批意见”");
        jdbc.sql("update campaign set answer_by = current_date - 2 where case_no = ?")
                .param(caseNo)
                .update();
        isRefused(HEAD, "approveCampaign", caseNo, Map.of("decision", "approve", "opinion", "同意"), "已经过了，不能再发出邀请函");
        does(HEAD, "approveCampaign", caseNo, Map.of("decision", "return", "opinion", "请改定复函截止日期，增加临平"));
        isRefused(
                "officer2310105",
                "amendCampaign",
                caseNo,
                campaign(Map.of("decision", "amend", "members", List.of(YUHANG), "answerBy", day(-1))),
                "复函截止日期不能");
        does(
                "officer2310105",
                "amendCampaign",
                caseNo,
                campaign(Map.of(
                        "decision", "amend",
                        "members", List.of(YUHANG, LINPING),
                        "periodFrom", day(5),
                        "answerBy", day(4))));
        assertThat(milestones(OFFICER, caseNo)).contains("CAMPAIGN_RETURNED", "CAMPAIGN_AMENDED");
        assertThat(jdbc.sql("select array_to_string(prepared_by, ',') from campaign where case_no = ?")
                        .param(caseNo)
                        .query(String.class)
                        .single())
                .as("neither of them approves it")
                .isEqualTo(OFFICER + ",officer2310105");
        sendsInvitations(caseNo);
        assertThat(path(instance("jointCampaign", CHANGNING, caseNo)))
                .containsExactly(
                        "proposeCampaign",
                        "approveCampaign",
                        "amendCampaign",
                        "approveCampaign",
                        "inviteMembers",
                        "conductCampaign");

        // Before its first day the list is filled, and nobody claims.
        String subject = added(OFFICER, caseNo, shop());
        assertThat(act(OFFICER, caseNo, subject, "claim", null).text()).contains("在此之前不能认领检查对象");
        ends(caseNo);
    }

    @Test
    void whoDeclinedIsAskedOnceMoreAndWhoTakesPartIsNot() {
        String caseNo = proposed(List.of(YUHANG, UNWILLING));
        sendsInvitations(caseNo);
        joins(YUHANG, caseNo);
        does(
                "bureauhead" + UNWILLING,
                "decideInvitation",
                caseNo,
                Map.of("decision", "decline", "opinion", "本局正在办理专案，人手不足"));
        eventually("the lead knows", () -> milestones(OFFICER, caseNo).contains("MEMBER_DECLINED"));
        isRefused(
                HEAD,
                "conductCampaign",
                caseNo,
                Map.of("decision", "invite", "members", List.of(YUHANG, LINPING), "answerBy", day(5)),
                "已经参加或者已经收到邀请函");
        does(
                HEAD,
                "conductCampaign",
                caseNo,
                Map.of("decision", "invite", "members", List.of(UNWILLING, LINPING), "answerBy", day(5)));
        joins(UNWILLING, caseNo);
        assertThat(jdbc.sql("select member_id from campaign_member where case_no = ? order by member_id")
                        .param(caseNo)
                        .query(String.class)
                        .list())
                .containsExactly(caseNo + "-J1", caseNo + "-J2", caseNo + "-J3", caseNo + "-J4");
        assertThat(page("bureauhead" + LINPING, caseNo, letter("bureauhead" + LINPING, caseNo, "CAMPAIGN_INVITATION")))
                .as("whom the proposal named, too")
                .contains("余杭");
        assertThat(each(caseFile(HEAD, caseNo).get("milestones"))
                        .filter(one -> one.get("what").asText().equals("MEMBERS_NAMED"))
                        .map(JsonNode::toString))
                .singleElement()
                .asString()
                .contains("部门负责人\"", "临平", "睢宁");

        // Who is only asked learns that it is over, and nothing of the pool; the letter is his who ended it.
        added(OFFICER, caseNo, shop());
        jdbc.sql("update campaign set approved_by = 'chiefhead310105' where case_no = ?")
                .param(caseNo)
                .update();
        ends(caseNo);
        eventually(
                "all have it",
                () -> letters("officer" + LINPING, caseNo).contains("CAMPAIGN_CLOSURE")
                        && letters("officer" + YUHANG, caseNo).contains("CAMPAIGN_CLOSURE"));
        assertThat(page("officer" + LINPING, caseNo, letter("officer" + LINPING, caseNo, "CAMPAIGN_CLOSURE")))
                .contains("不需要再复函")
                .doesNotContain("检查对象 1 个");
        assertThat(page("officer" + YUHANG, caseNo, letter("officer" + YUHANG, caseNo, "CAMPAIGN_CLOSURE")))
                .contains("检查对象 1 个");
        assertThat(jdbc.sql("select distinct approved_by from letter where case_no = ? and type = 'CAMPAIGN_CLOSURE'")
                        .param(caseNo)
                        .query(String.class)
                        .list())
                .containsExactly(HEAD);
        assertThat(milestones(HEAD, caseNo)).contains("END_DECIDED");
    }

    @Test
    void whoStandsBelowTheLeadIsOrderedAndCanOnlyAcknowledge() {
        Http.Answer started = as("officer330100")
                .post(
                        "/engine-rest/process-definition/key/jointCampaign/submit-form",
                        Map.of("variables", variables(campaign(Map.of("members", List.of(YUHANG, CHANGNING))))));
        assertThat(started.status()).as(started.text()).isEqualTo(200);
        String caseNo = started.json().get("businessKey").asText();
        sendsWhatItShows(
                "bureauhead330100", "approveCampaign", caseNo, Map.of("decision", "approve", "opinion", "同意部署"));

        Map<String, Object> no = Map.of("decision", "decline", "opinion", "人手不足，无法参加");
        isRefused("bureauhead" + YUHANG, "decideInvitation", caseNo, no, "由杭州市市场监督管理局部署");
        assertThat(letterTexts("officer" + YUHANG, caseNo)).contains("部署机关为杭州市市场监督管理局");
        does("bureauhead" + YUHANG, "decideInvitation", caseNo, Map.of("decision", "accept", "opinion", "受领"));
        eventually(
                "the lead knows", () -> member("officer330100", caseNo, YUHANG).equals("JOINED"));
        assertThat(letterTexts("officer" + YUHANG, caseNo)).contains("本局已经受领");
        isRefused(
                "bureauhead" + YUHANG,
                "takePartInCampaign",
                caseNo,
                Map.of("decision", "leave", "leaveReason", "机构改革，无法继续参加"),
                "也不能退出");
        // Shanghai's district is nobody's below Hangzhou.
        does("bureauhead" + CHANGNING, "decideInvitation", caseNo, no);
        eventually("the lead knows", () -> member("officer330100", caseNo, CHANGNING)
                .equals("DECLINED"));
        assertThat(letterTexts(OFFICER, caseNo)).contains("现邀请你单位参加").doesNotContain("部署机关");
        JsonNode members =
                as("officer" + YUHANG).get("/api/campaigns/" + caseNo).json().get("members");
        assertThat(members.findValuesAsText("ordered")).containsExactlyInAnyOrder("true", "false");
        does("bureauhead330100", "conductCampaign", caseNo, Map.of("decision", "end", "endReason", "检查对象已经全部核查"));
    }

    /** What all letters of the case say. */
    private String letterTexts(String user, String caseNo) {
        return each(caseFile(user, caseNo).get("letters"))
                .map(one -> as(user).page("/api/cases/" + caseNo + "/letters/"
                                + one.get("id").asText())
                        .text())
                .collect(Collectors.joining());
    }

    private String member(String user, String caseNo, String bureau) {
        for (JsonNode one : as(user).get("/api/campaigns/" + caseNo).json().get("members")) {
            if (one.get("bureau").asText().equals(bureau)) {
                return one.get("state").asText();
            }
        }
        throw new AssertionError(bureau);
    }

    @Test
    void aLateAnswerCountsUntilTheEndAndNotAfterIt() {
        String caseNo = proposed(List.of(YUHANG, LINPING));
        sendsInvitations(caseNo);
        waitingTask("bureauhead" + YUHANG, "decideInvitation", caseNo);
        fires("invitationOverdue", caseNo);
        joins(YUHANG, caseNo);

        // The end is on its way to Linping when its head says yes.
        waitingTask("bureauhead" + LINPING, "decideInvitation", caseNo);
        jdbc.sql("update campaign set state = 'ENDED' where case_no = ?")
                .param(caseNo)
                .update();
        try {
            isRefused(
                    "bureauhead" + LINPING,
                    "decideInvitation",
                    caseNo,
                    Map.of("decision", "accept", "opinion", "同意参加"),
                    "已经结束，不能再参加");
        } finally {
            jdbc.sql("update campaign set state = 'RUNNING' where case_no = ?")
                    .param(caseNo)
                    .update();
        }
        // Yuhang's answer is in, and its filing is under way.
        jdbc.sql("update campaign_member set answered = false where case_no = ? and tenant = ?")
                .params(caseNo, YUHANG)
                .update();
        ends(caseNo);
        eventually(
                "both know",
                () -> member(caseNo, LINPING).equals("ENDED")
                        && member(caseNo, YUHANG).equals("ENDED"));
        assertThat(instance("campaignMembership", LINPING, caseNo)).isEnded();
        assertThat(as("officer" + LINPING).get("/api/campaigns/" + caseNo).status())
                .isEqualTo(404);
        assertThat(as("officer" + YUHANG).get("/api/campaigns/" + caseNo).status())
                .isEqualTo(200);
    }

    @Test
    void whatArrivesTwiceHappensOnce() {
        String caseNo = joined(YUHANG);
        does(
                "bureauhead" + YUHANG,
                "takePartInCampaign",
                caseNo,
                Map.of("decision", "leave", "leaveReason", "机构改革，无法继续参加"));
        eventually("the lead knows", () -> milestones(OFFICER, caseNo).contains("MEMBER_LEFT"));
        jdbc.sql(
                        "update inbox set state = 'ARRIVED', next_at = received_at where case_no = ? and kind = 'CAMPAIGN_LEAVING'")
                .param(caseNo)
                .update();
        jdbc.sql("update outbox set delivered_at = null, next_at = written_at where case_no = ?")
                .param(caseNo)
                .update();
        clock.setTo(clock.instant().plus(Duration.ofSeconds(1)));
        eventually(
                "all went out and came in again",
                () -> jdbc.sql("""
                        select (select count(*) from outbox where case_no = :case and delivered_at is null)
                             + (select count(*) from inbox where case_no = :case and state = 'ARRIVED')
                        """).param("case", caseNo).query(Integer.class).single() == 0);
        assertThat(milestones(OFFICER, caseNo)).containsOnlyOnce("MEMBER_JOINED", "MEMBER_LEFT");
        assertThat(milestones("officer" + YUHANG, caseNo)).containsOnlyOnce("INVITATION_RECEIVED");

        // It may come back.
        does(
                HEAD,
                "conductCampaign",
                caseNo,
                Map.of("decision", "invite", "members", List.of(YUHANG), "answerBy", day(5)));
        joins(YUHANG, caseNo);
        ends(caseNo);
    }
}
