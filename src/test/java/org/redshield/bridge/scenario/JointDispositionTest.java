package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.instance;
import static org.redshield.bridge.support.Flow.path;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.support.Http;

/** 统一处置: measures against the shops of all members on one day; and what can be changed before it comes. */
class JointDispositionTest extends CampaignScenario {

    private static final String MEMBER = "officer" + LINPING;
    private static final String MEMBER_HEAD = "bureauhead" + LINPING;
    private static final Map<String, Object> YES = Map.of("decision", "approve", "opinion", "同意");
    private static final String WHY = "与平台大促的时间错开";

    @Test
    void allGoesOutOnTheDayThatCountsAtTheEnd() {
        String caseNo = joined(YUHANG, LINPING);
        String own = filed(OFFICER, caseNo);
        String spared = filed(OFFICER, caseNo);
        String theirs = filed(MEMBER, caseNo);
        String over = filed(MEMBER, caseNo);
        // Only a clue yet: no measures are asked for in it.
        worked(MEMBER, caseNo);

        assertThat(propose(MEMBER, caseNo, Map.of()).text()).contains("只有牵头单位可以提出");
        assertThat(propose(OFFICER, caseNo, Map.of("measures", List.of("EVERYTHING")))
                        .text())
                .contains("处置措施");
        assertThat(propose(OFFICER, caseNo, Map.of("legalBases", List.of())).text())
                .contains("没有填写“处置依据”");
        Http.Answer proposed = propose(OFFICER, caseNo, Map.of());
        assertThat(proposed.status()).as(proposed.text()).isEqualTo(200);
        String id = proposed.json().get("id").asText();
        assertThat(change(HEAD, caseNo, id, "move", day(21)).text()).contains("还没有批准");

        // The head wants one of them spared.
        isRefused(HEAD, "approveQuestion", caseNo, Map.of("decision", "return"), "审批意见");
        does(HEAD, "approveQuestion", caseNo, Map.of("decision", "return", "opinion", "其中一家已经主动下架，不列入"));
        isRefused(
                OFFICER,
                "prepareQuestion",
                caseNo,
                Map.of("decision", "join", "questionSubjects", List.of()),
                "没有勾选任何检查对象");
        does(OFFICER, "prepareQuestion", caseNo, joinsWith(OFFICER, caseNo, spared));
        // A head who proposed it decides nothing, whoever prepared it since; nor one of a day that he was not shown.
        set("campaign_question set proposed_by = '" + HEAD + "'", id);
        isRefused(HEAD, "approveQuestion", caseNo, YES, "不能审批、改期、撤回或者收回批准");
        set("campaign_question set proposed_by = '" + OFFICER + "'", id);
        set("campaign_question_part set told_at = told_at - interval '1 day'", id);
        isRefused(HEAD, "approveQuestion", caseNo, YES, "统一发出时间已改");
        set("campaign_question_part set told_at = told_at + interval '1 day'", id);
        // As a node of the release before prepares it.
        assertThat(jdbc.sql("""
                                insert into campaign_question_shop (part_id, subject_id, platform, shop_id, own_case)
                                values (? || '-0', gen_random_uuid(), 'taobao', 'x', 'x') returning sent_as is null
                                """).param(id).query(Boolean.class).single()).isTrue();
        jdbc.sql("delete from campaign_question_shop where part_id = ? || '-0' and own_case = 'x'")
                .param(id)
                .update();
        sendsWhatItShows(HEAD, "approveQuestion", caseNo, YES);

        // The bureau at the platform's seat has nobody to ask, and lets the moment pass.
        isRefused("officer" + YUHANG, "prepareQuestion", caseNo, joinsWith("officer" + YUHANG, caseNo), "本局不能向自己商请处置");
        does(MEMBER, "prepareQuestion", caseNo, joinsWith(MEMBER, caseNo));
        assertThat(page(MEMBER, caseNo, letter(MEMBER, caseNo, "CAMPAIGN_DISPOSITION")))
                .contains("《网络交易监督管理办法》第三十条、《中华人民共和国电子商务法》第三十六条", "查实虚构交易，同日处置以免转移销售");
        does(MEMBER_HEAD, "approveQuestion", caseNo, YES);
        eventually("approved", () -> states(caseNo)
                .equals(List.of("APPROVED 1 0 0", "PREPARING 0 0 0", "APPROVED 2 0 0")));

        // Who may change what.
        for (String nobody : List.of(OFFICER, MEMBER, UNIT_HEAD, "unithead" + LINPING)) {
            for (String what : List.of("move", "withdraw", "take-back")) {
                assertThat(change(nobody, caseNo, id, what, day(22)).status())
                        .as(nobody + " " + what)
                        .isEqualTo(403);
            }
        }
        assertThat(change(MEMBER_HEAD, caseNo, id, "move", day(22)).text()).contains("只有牵头单位可以");
        assertThat(change(MEMBER_HEAD, caseNo, id, "withdraw", day(22)).text()).contains("只有牵头单位可以");
        assertThat(change("bureauhead" + YUHANG, caseNo, id, "take-back", null).text())
                .contains("没有可以收回的");
        assertThat(change("bureauhead321300", caseNo, id, "move", day(22)).status())
                .isEqualTo(404);
        assertThat(change(HEAD, caseNo, id, "move", day(-1)).text()).contains("统一发出时间不能早于现在");
        JsonNode seen = questions(MEMBER_HEAD, caseNo).at("/questions/0");
        assertThat(seen.get("changeable").asBoolean()).isFalse();
        assertThat(seen.get("revocable").asBoolean()).isTrue();

        // Taken back, an officer begins anew.
        done(change(MEMBER_HEAD, caseNo, id, "take-back", null));
        does(MEMBER, "prepareQuestion", caseNo, joinsWith(MEMBER, caseNo));
        does(MEMBER_HEAD, "approveQuestion", caseNo, YES);
        assertThat(milestones(MEMBER, caseNo)).contains("QUESTION_TAKEN_BACK");

        // Later: what is approved stays so. Earlier: the member's head is asked again.
        done(change(HEAD, caseNo, id, "move", day(25)));
        eventually("the member is told", () -> milestones(MEMBER, caseNo).contains("QUESTION_MOVED"));
        assertThat(states(caseNo)).containsExactly("APPROVED 1 0 0", "PREPARING 0 0 0", "APPROVED 2 0 0");
        done(change(HEAD, caseNo, id, "move", day(18)));
        assertThat(states(caseNo)).containsExactly("APPROVED 1 0 0", "PREPARING 0 0 0", "PENDING 2 0 0");
        does(MEMBER_HEAD, "approveQuestion", caseNo, YES);

        // One case is over before the moment: that keeps nobody from the other.
        does(MEMBER, "conductCase", over, proposal("terminate"));
        does("unithead" + LINPING, "reviewCaseMatter", over, Map.of("decision", "agree"));
        does(MEMBER_HEAD, "decideCaseMatter", over, Map.of("decision", "approve", "reason", "同意"));
        eventually("it is over", () -> clue(MEMBER, over).toString().contains("TERMINATED"));
        itIsTime(caseNo);
        eventually(
                "all has gone out", () -> states(caseNo).equals(List.of("ASKED 1 1 0", "LAPSED 0 0 0", "ASKED 2 1 1")));

        for (String one : List.of(own, theirs)) {
            assertThat(dispositions(one)).isEqualTo(1);
            waitingTask("officer" + YUHANG, "draftDisposition", one);
        }
        assertThat(dispositions(spared) + dispositions(over)).isZero();
        assertThat(path(instance("caseHandling", CHANGNING, own))).doesNotContain("reviewCaseMatter");
        assertThat(milestones(OFFICER, own)).contains("DISPOSITION_ASKED");
        JsonNode shops = questions(MEMBER, caseNo).at("/questions/0/own");
        assertThat(shops.toString()).contains(theirs + "-D1", "不在“已立案，调查中”");
        assertThat(questions(OFFICER, caseNo).at("/questions/0/own").toString()).doesNotContain(theirs);
        assertThat(change(HEAD, caseNo, id, "move", day(22)).text()).contains("已到统一发出时间");
        fires("preparationLapsed", caseNo);

        // Another about the same shops is a letter of its own.
        assertThat(propose(OFFICER, caseNo, Map.of("askAt", day(22) + "T10:00")).status())
                .isEqualTo(200);
        sendsWhatItShows(HEAD, "approveQuestion", caseNo, YES);
        itIsTime(caseNo);
        eventually("it has gone out too", () -> states(caseNo).get(0).equals("ASKED 2 2 0"));
        assertThat(dispositions(own)).isEqualTo(2);
        assertThat(dispositions(spared)).isEqualTo(1);
        ends(caseNo);
    }

    private void set(String what, String question) {
        jdbc.sql("update " + what + " where question_id = ?").param(question).update();
    }

    @Test
    void whatIsWithdrawnGoesOutForNobody() {
        String caseNo = joined(LINPING);
        worked(OFFICER, caseNo);
        String theirs = worked(MEMBER, caseNo);
        Http.Answer proposed = as(OFFICER).post("/api/campaigns/" + caseNo + "/questions", question(Map.of()));
        String id = proposed.json().get("id").asText();
        sendsWhatItShows(HEAD, "approveQuestion", caseNo, YES);
        does(MEMBER, "prepareQuestion", caseNo, joinsWith(MEMBER, caseNo));
        waitingTask(MEMBER_HEAD, "approveQuestion", caseNo);
        done(change(HEAD, caseNo, id, "withdraw", null));
        eventually("the member's task has gone", () -> path(instance("jointQuestion", LINPING, caseNo))
                .contains("questionOver"));
        assertThat(milestones(MEMBER, caseNo)).contains("QUESTION_WITHDRAWN");
        itIsTime(caseNo);
        // Also where a node of the release before has approved it since.
        set("campaign_question_part set state = 'APPROVED'", id);
        itIsTime(caseNo);
        set("campaign_question_part set state = 'LAPSED'", id);
        assertThat(states(caseNo)).containsExactly("WITHDRAWN 0 0 0", "WITHDRAWN 0 0 0");
        assertThat(change(HEAD, caseNo, id, "withdraw", null).text()).contains("已经撤回");
        assertThat(milestones(MEMBER, theirs)).doesNotContain("QUESTION_ASKED");

        // Of one that was proposed before the upgrade nothing is changed, for its processes would not hear of it.
        jdbc.sql(
                        "update campaign_question set changeable = false, withdrawn_at = null, ask_at = ask_at + interval '150 days' where question_id = ?")
                .param(id)
                .update();
        assertThat(change(HEAD, caseNo, id, "withdraw", null).text()).contains("系统升级前提出的");
    }

    private String filed(String officer, String caseNo) {
        String clue = worked(officer, caseNo);
        String bureau = officer.substring("officer".length());
        does(
                "unithead" + bureau,
                "assignVerification",
                clue,
                Map.of(
                        "decision",
                        "assign",
                        "leadCertificateNo",
                        bureau.equals(LINPING) ? "33011301001" : "31010501001",
                        "secondCertificateNo",
                        bureau.equals(LINPING) ? "33011301002" : "31010501002"));
        does(officer, "verifyClue", clue, proposal("file", "filingNo", filingNo(clue)));
        does("unithead" + bureau, "reviewVerification", clue, Map.of("decision", "agree"));
        does("bureauhead" + bureau, "decideFiling", clue, Map.of("decision", "approve", "reason", "同意"));
        waitingTask(officer, "conductCase", clue);
        return clue;
    }

    private Http.Answer propose(String user, String caseNo, Map<String, Object> changes) {
        Map<String, Object> fields = new HashMap<>(Map.of(
                "kind",
                "DISPOSITION",
                "platform",
                "taobao",
                "measures",
                List.of("WARNING", "SHOP_SUSPEND"),
                "legalBases",
                List.of("NET_TRADE_30", "ECOMMERCE_36"),
                "purpose",
                "查实虚构交易，同日处置以免转移销售",
                "askAt",
                day(20) + "T10:00"));
        fields.putAll(changes);
        return as(user).post("/api/campaigns/" + caseNo + "/questions", fields);
    }

    /** @param day to which it is moved, if it is */
    private Http.Answer change(String user, String caseNo, String id, String what, String day) {
        Map<String, Object> fields = new HashMap<>(Map.of("reason", WHY));
        if (day != null) {
            fields.put("askAt", day + "T09:00");
        }
        return as(user).post("/api/campaigns/" + caseNo + "/questions/" + id + "/" + what, fields);
    }

    private static void done(Http.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    /** How many letters that ask for measures went out in a case, each approved by the head of the bureau. */
    private int dispositions(String ownCase) {
        return jdbc.sql(
                        "select count(*)::int from letter where case_no = ? and type = 'DISPOSITION_REQUEST' and approved_by = ?")
                .params(ownCase, "bureauhead" + ownCase.substring(0, 6))
                .query(Integer.class)
                .single();
    }
}
