package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.instance;
import static org.redshield.bridge.support.Flow.path;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.work.Signals;
import org.springframework.beans.factory.annotation.Autowired;

/** 统一协查: one question, each bureau's own decision, and all of it goes out at one moment. */
class JointQuestionTest extends CampaignScenario {

    private static final String MEMBER = "officer" + YUHANG;

    @Autowired
    private Signals signals;

    @Test
    void eachBureauDecidesOnceAndAsksForItsOwn() {
        String caseNo = joined(YUHANG, LINPING);
        String asked = worked(OFFICER, caseNo);
        String together = sameAsAnother(caseNo);
        String direct = worked(MEMBER, caseNo);
        String gone = worked(MEMBER, caseNo);
        // It is over before the officer joins: nothing is asked in it.
        closes(worked(MEMBER, caseNo));
        String late = shop();
        added("officer" + LINPING, caseNo, late);
        claims("officer" + LINPING, caseNo, late);

        assertThat(propose(MEMBER, caseNo, question(Map.of())).text()).contains("只有牵头单位可以提出");
        assertThat(propose(UNIT_HEAD, caseNo, question(Map.of())).status()).isEqualTo(403);
        assertThat(propose(OFFICER, caseNo, question(Map.of("askAt", day(-1) + "T10:00")))
                        .text())
                .contains("统一发出时间不能早于现在");
        assertThat(propose(OFFICER, caseNo, question(Map.of("datasets", List.of("TRADE"))))
                        .text())
                .as("as the request itself would be refused")
                .contains("交易记录");
        assertThat(propose(OFFICER, caseNo, question(Map.of())).status()).isEqualTo(200);
        assertThat(questions(MEMBER, caseNo).get("open").asBoolean()).isFalse();

        sendsWhatItShows(HEAD, "approveQuestion", caseNo, Map.of("decision", "approve", "opinion", "同意"));
        isRefused("officer" + LINPING, "prepareQuestion", caseNo, Map.of("decision", "join"), "没有可以列入的检查对象");
        does(MEMBER, "prepareQuestion", caseNo, joinsWith(MEMBER, caseNo));
        does("bureauhead" + YUHANG, "approveQuestion", caseNo, Map.of("decision", "approve", "opinion", "同意"));
        // One is closed after the approval, before the clock goes on; that keeps nobody from the others.
        closes(gone);
        assertThat(states(caseNo)).containsExactly("APPROVED 2 0 0", "APPROVED 2 0 0", "PREPARING 0 0 0");
        fires("preparationLapsed", caseNo);
        assertThat(milestones("officer" + LINPING, caseNo)).contains("QUESTION_LAPSED");

        // Two nodes come at the moment.
        itIsTime(caseNo);
        eventually(
                "all has gone out", () -> states(caseNo).equals(List.of("ASKED 2 2 0", "ASKED 2 1 1", "LAPSED 0 0 0")));

        // By the letter to the bureau at the platform's seat, or straight from it, and no head was asked again.
        assertThat(path(instance("assistanceRequest", CHANGNING, asked)))
                .contains("checkCompleteness", "issueRequestLetter")
                .doesNotContain("approveRequest");
        eventually("the direct way too", () -> path(instance("assistanceRequest", YUHANG, direct))
                .contains("prepareDirectData"));
        assertThat(milestones(OFFICER, asked)).contains("QUESTION_ASKED", "REQUEST_APPROVED");
        JsonNode own = questions(MEMBER, caseNo).at("/questions/0/own");
        assertThat(own.findValuesAsText("ownCase")).containsExactlyInAnyOrder(direct, gone);
        assertThat(own.toString()).contains("或者该线索、案件已经办结");
        assertThat(requests(gone)).isZero();

        // As a node leaves it that dies before it said that all is out.
        jdbc.sql("update campaign_question_part set state = 'APPROVED' where question_id like ? || '%' and tenant = ?")
                .params(caseNo, CHANGNING)
                .update();
        signals.send("campaign.questions");
        eventually("it is said", () -> states(caseNo).get(0).equals("ASKED 2 2 0"));
        assertThat(List.of(requests(asked), requests(together), requests(direct)))
                .containsExactly(1, 1, 1);
        assertThat(milestones(MEMBER, caseNo).stream().filter("QUESTION_ASKED"::equals))
                .hasSize(1);
        ends(caseNo);
    }

    @Test
    void whoHasLeftOrComesAfterTheEndIsNotInIt() {
        String caseNo = joined(YUHANG, LINPING);
        String direct = worked(MEMBER, caseNo);
        worked("officer" + LINPING, caseNo);
        Map<String, Object> trade =
                question(Map.of("datasets", List.of("TRADE"), "from", day(-60), "to", day(-30), "purpose", "查明交易情况"));
        assertThat(propose(OFFICER, caseNo, trade).status()).isEqualTo(200);
        sendsWhatItShows(HEAD, "approveQuestion", caseNo, Map.of("decision", "approve", "opinion", "同意"));

        does(MEMBER, "prepareQuestion", caseNo, joinsWith(MEMBER, caseNo));
        jdbc.sql("update campaign_question_part set prepared_by = ? where question_id like ? || '%' and tenant = ?")
                .params("bureauhead" + YUHANG, caseNo, YUHANG)
                .update();
        isRefused(
                "bureauhead" + YUHANG,
                "approveQuestion",
                caseNo,
                Map.of("decision", "approve", "opinion", "同意"),
                "不能审批、改期、撤回或者收回批准");
        jdbc.sql("update campaign_question_part set prepared_by = ? where question_id like ? || '%' and tenant = ?")
                .params(MEMBER, caseNo, YUHANG)
                .update();
        does("bureauhead" + YUHANG, "approveQuestion", caseNo, Map.of("decision", "approve", "opinion", "同意"));

        waitingTask("officer" + LINPING, "prepareQuestion", caseNo);
        does(
                "bureauhead" + LINPING,
                "takePartInCampaign",
                caseNo,
                Map.of("decision", "leave", "leaveReason", "机构改革，无法继续参加"));
        isRefused("officer" + LINPING, "prepareQuestion", caseNo, Map.of("decision", "join"), "本局已经退出");

        // At the platform's seat the letter is spared, and the head of the tier is asked all the same.
        itIsTime(caseNo);
        eventually("who has left is left out", () -> states(caseNo)
                .equals(List.of("ASKED 0 0 0", "ASKED 1 1 0", "LAPSED 0 0 0")));
        assertThat(questions("officer" + YUHANG, caseNo)
                        .at("/questions/0/ownState")
                        .asText())
                .isEqualTo("已发出");
        waitingTask("unithead" + YUHANG, "approveDataRequest", direct);
        assertThat(path(instance("assistanceRequest", YUHANG, direct))).doesNotContain("approveRequest");

        // Another is before the member's head when the campaign ends; what was said no to asks for no shop.
        assertThat(propose(OFFICER, caseNo, question(Map.of())).status()).isEqualTo(200);
        sendsWhatItShows(HEAD, "approveQuestion", caseNo, Map.of("decision", "approve", "opinion", "同意"));
        does(MEMBER, "prepareQuestion", caseNo, joinsWith(MEMBER, caseNo));
        waitingTask("bureauhead" + YUHANG, "approveQuestion", caseNo);
        assertThat(states(caseNo)).containsExactly("APPROVED 0 0 0", "PENDING 1 0 0");
        ends(caseNo);
        isRefused(
                "bureauhead" + YUHANG,
                "approveQuestion",
                caseNo,
                Map.of("decision", "approve", "opinion", "同意"),
                "联合行动已经结束");
        does("bureauhead" + YUHANG, "approveQuestion", caseNo, Map.of("decision", "refuse", "opinion", "联合行动已结束"));
        assertThat(states(caseNo)).containsExactly("APPROVED 0 0 0", "REFUSED 0 0 0");
        assertThat(propose(OFFICER, caseNo, question(Map.of())).text()).contains("名单不能再改动");
    }

    /** The bureau decides that there is nothing in it. */
    private void closes(String clue) {
        does(
                "unithead" + YUHANG,
                "assignVerification",
                clue,
                Map.of("decision", "assign", "leadCertificateNo", "33011001001", "secondCertificateNo", "33011001002"));
        does(MEMBER, "verifyClue", clue, proposal("notFile", "ground", "MINOR_CORRECTED"));
        does("unithead" + YUHANG, "reviewVerification", clue, Map.of("decision", "agree"));
        does("bureauhead" + YUHANG, "decideFiling", clue, Map.of("decision", "approve", "reason", "同意"));
        eventually(
                "it is over",
                () -> clue(MEMBER, clue).toString().contains("NOT_FILED")
                        || clue(MEMBER, clue).at("/clue/state").asText().equals("CLOSED"));
    }

    /** A clue of the lead's about a shop of the pool that is put together with one on which it works already. */
    private String sameAsAnother(String caseNo) {
        Map<String, Object> before = clue();
        String shop = (String) before.get("shopId1");
        before.put("causeOfCase", "涉嫌虚构交易" + shop);
        registered(before);
        added(OFFICER, caseNo, shop);
        claims(OFFICER, caseNo, shop);
        String same = begun(OFFICER, caseNo, shop);
        assertThat(clue(OFFICER, same).get("state").asText()).isEqualTo("LINKED");
        return same;
    }

    private Http.Answer propose(String user, String caseNo, Map<String, Object> fields) {
        return as(user).post("/api/campaigns/" + caseNo + "/questions", fields);
    }

    private int requests(String ownCase) {
        return jdbc.sql("select count(*)::int from assistance_request where case_no = ?")
                .param(ownCase)
                .query(Integer.class)
                .single();
    }
}
