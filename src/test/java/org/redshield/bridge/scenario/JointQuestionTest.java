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
import org.springframework.jdbc.core.simple.JdbcClient;

/** 统一协查: one question, each bureau's own decision, and all of it goes out at one moment. */
class JointQuestionTest extends CampaignScenario {

    private static final String MEMBER = "officer" + YUHANG;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Signals signals;

    @Test
    void eachBureauDecidesOnceAndAsksForItsOwn() {
        String caseNo = joined(YUHANG, LINPING);
        String asked = worked(OFFICER, caseNo);
        String direct = worked(MEMBER, caseNo);
        String gone = worked(MEMBER, caseNo);
        String late = shop();
        added("officer" + LINPING, caseNo, late);
        claims("officer" + LINPING, caseNo, late);

        assertThat(propose(MEMBER, caseNo, question(Map.of())).text()).contains("只有牵头单位可以提出统一协查");
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
        isRefused("officer" + LINPING, "prepareQuestion", caseNo, Map.of("decision", "join"), "没有已转为线索的检查对象");
        does(MEMBER, "prepareQuestion", caseNo, Map.of("decision", "join"));
        does("bureauhead" + YUHANG, "approveQuestion", caseNo, Map.of("decision", "approve", "opinion", "同意"));
        fires("preparationLapsed", caseNo);
        assertThat(milestones("officer" + LINPING, caseNo)).contains("QUESTION_LAPSED");
        assertThat(states(caseNo)).containsExactly("APPROVED 1 0 0", "APPROVED 2 0 0", "LAPSED 0 0 0");

        // One goes to somebody else meanwhile; that keeps nobody from the others.
        jdbc.sql("update campaign_subject set own_case = own_case || '-X' where case_no = ? and own_case = ?")
                .params(caseNo, gone)
                .update();
        itIsTime(caseNo);
        eventually(
                "all has gone out", () -> states(caseNo).equals(List.of("ASKED 1 1 0", "ASKED 2 1 1", "LAPSED 0 0 0")));

        // By the letter to the bureau at the platform's seat, or straight from it, and no head was asked again.
        assertThat(path(instance("assistanceRequest", CHANGNING, asked)))
                .contains("checkCompleteness", "issueRequestLetter")
                .doesNotContain("approveRequest");
        eventually("the direct way too", () -> path(instance("assistanceRequest", YUHANG, direct))
                .contains("prepareDirectData"));
        assertThat(milestones(OFFICER, asked)).contains("QUESTION_ASKED", "REQUEST_APPROVED");
        JsonNode own = questions(MEMBER, caseNo).at("/questions/0/own");
        assertThat(own.findValuesAsText("ownCase")).containsExactlyInAnyOrder(direct, gone);
        assertThat(own.toString()).contains("这个检查对象已经不由本局在原来的线索、案件中办理");

        // As a node leaves it that dies before it said that all is out.
        jdbc.sql("update campaign_question_part set state = 'APPROVED' where question_id like ? || '%' and tenant = ?")
                .params(caseNo, CHANGNING)
                .update();
        signals.send("campaign.questions");
        eventually("it is said", () -> states(caseNo).get(0).equals("ASKED 1 1 0"));
        assertThat(requests(asked)).isEqualTo(1);
        ends(caseNo);
    }

    private void itIsTime(String caseNo) {
        jdbc.sql("update campaign_question set ask_at = ask_at - interval '60 days' where case_no = ?")
                .param(caseNo)
                .update();
        signals.send("campaign.questions");
    }

    /** @return the bureau's own clue about a shop of the pool */
    private String worked(String user, String caseNo) {
        String shop = shop();
        added(user, caseNo, shop);
        claims(user, caseNo, shop);
        return begun(user, caseNo, shop);
    }

    private Http.Answer propose(String user, String caseNo, Map<String, Object> fields) {
        return as(user).post("/api/campaigns/" + caseNo + "/questions", fields);
    }

    private JsonNode questions(String user, String caseNo) {
        Http.Answer answer = as(user).get("/api/campaigns/" + caseNo + "/questions");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    /** Of each bureau its state, for how many shops it asks, how many went out and how many could not. */
    private List<String> states(String caseNo) {
        return each(questions(OFFICER, caseNo).at("/questions/0/bureaus"))
                .map(one -> String.join(
                        " ",
                        one.get("state").asText(),
                        one.get("shops").asText(),
                        one.get("asked").asText(),
                        one.get("refused").asText()))
                .toList();
    }

    private int requests(String ownCase) {
        return jdbc.sql("select count(*)::int from assistance_request where case_no = ?")
                .param(ownCase)
                .query(Integer.class)
                .single();
    }
}
