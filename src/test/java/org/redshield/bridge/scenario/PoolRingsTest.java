package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.JoinedRecords;

/** 团伙串并: what no bureau sees in its own records, those see together who agree, and only under names of the campaign. */
class PoolRingsTest extends CampaignScenario {

    private static final List<String> BUREAUS = List.of(CHANGNING, YUHANG, LINPING);

    @Test
    void aRingThatNoBureauSeesAloneIsFoundByThoseWhoAgree() {
        String caseNo = joined(YUHANG, LINPING);
        Map<String, String> cases = new HashMap<>();
        BUREAUS.forEach(bureau -> cases.put(bureau, held(bureau, caseNo)));

        // The officer offers, his head decides; nobody's records go in before.
        assertThat(post("officer" + YUHANG, caseNo, "/runs", Map.of()).text()).contains("本局没有参加团伙串并");
        assertThat(post(HEAD, caseNo, "/offers", Map.of()).status()).isEqualTo(403);
        assertThat(offer(CHANGNING, caseNo, List.of()).text()).contains("没有选择参加串并的交易记录");
        assertThat(offer(CHANGNING, caseNo, offerable(YUHANG, caseNo)).text()).contains("有的已经不是本局");
        agrees(CHANGNING, caseNo);
        agrees(CHANGNING, caseNo);
        assertThat(offer(CHANGNING, caseNo, offerable(CHANGNING, caseNo)).status())
                .isEqualTo(200);
        assertThat(offer(CHANGNING, caseNo, offerable(CHANGNING, caseNo)).text())
                .contains("负责人还没有决定");
        assertThat(get(OFFICER, caseNo, "").json().at("/own/state").asText()).isEqualTo("APPROVED");
        withdraws(CHANGNING, caseNo);
        assertThat(post(OFFICER, caseNo, "/runs", Map.of()).text()).contains("不足两个");

        // Two of three: in no two shops are three that B4 asks for.
        agrees(YUHANG, caseNo);
        assertThat(offer(LINPING, caseNo, offerable(LINPING, caseNo)).status()).isEqualTo(200);
        String two = looked(caseNo);
        JsonNode first = result(OFFICER, caseNo, two);
        assertThat(first.at("/report/rings"))
                .as("without the third it is not dense")
                .isEmpty();
        assertThat(first.get("report").toString()).doesNotContain(LINPING);
        assertThat(get("officer" + LINPING, caseNo, "/runs/" + two).text()).contains("不能查看结果");
        assertThat(get("officer" + LINPING, caseNo, "")
                        .json()
                        .at("/runs/0/readable")
                        .asBoolean())
                .isFalse();
        assertThat(get("officer320300", caseNo, "").status()).isEqualTo(404);
        assertThat(get("officer320300", caseNo, "/runs/" + two).status()).isEqualTo(404);
        assertThat(milestones("officer" + LINPING, caseNo)).doesNotContain("RINGS_LOOKED");

        decides(LINPING, caseNo, "approve");
        String three = looked(caseNo);
        JsonNode found = result(OFFICER, caseNo, three);
        assertThat(found.at("/report/rings")).hasSize(1);
        JsonNode ring = found.at("/report/rings/0");
        assertThat(ring.get("kind").asText()).isEqualTo("网店");
        assertThat(ring.get("buyers").asInt()).isEqualTo(JoinedRecords.BUYERS);
        assertThat(each(ring.get("bureaus")).map(one -> one.get("bureau").asText()))
                .containsExactlyInAnyOrderElementsOf(BUREAUS);
        assertThat(ring.get("shopCount").asInt()).isEqualTo(3);
        assertThat(ring.get("filled").asInt()).isEqualTo(100);
        assertThat(found.toString()).doesNotContain(JoinedRecords.BUYER).doesNotContain(JoinedRecords.PHONE);

        // Each sees its own orders and none of the others'; the same person bears the same name for all.
        JsonNode theirs = result("officer" + YUHANG, caseNo, three);
        assertThat(theirs.get("report")).isEqualTo(found.get("report"));
        assertThat(texts(found.get("own"), "ownCase")).containsOnly(cases.get(CHANGNING));
        assertThat(texts(theirs.get("own"), "ownCase")).containsOnly(cases.get(YUHANG));
        assertThat(texts(theirs.get("own"), "buyer")).isEqualTo(texts(found.get("own"), "buyer"));
        assertThat(theirs.toString()).doesNotContain(cases.get(CHANGNING));

        // On record with each bureau: what was made of its records, and who looked.
        BUREAUS.forEach(bureau ->
                assertThat(milestones("officer" + bureau, caseNo)).contains("RECORDS_APPROVED", "RINGS_LOOKED"));
        assertThat(jdbc.sql(
                                "select count(*) from access_log where case_no = ? and what = 'CAMPAIGN_RINGS' and subject_id = ?")
                        .params(caseNo, three)
                        .query(Long.class)
                        .single())
                .isEqualTo(2);

        // The same again is the same to the byte, and sealed in a case once.
        assertThat(result(OFFICER, caseNo, looked(caseNo)).get("sha256")).isEqualTo(found.get("sha256"));
        Map<String, String> own = Map.of("caseNo", cases.get(CHANGNING));
        assertThat(post(OFFICER, caseNo, "/runs/" + three + "/evidence", Map.of("caseNo", cases.get(YUHANG)))
                        .status())
                .isEqualTo(404);
        assertThat(post(OFFICER, caseNo, "/runs/" + three + "/evidence", own).status())
                .isEqualTo(200);
        assertThat(post(OFFICER, caseNo, "/runs/" + three + "/evidence", own).status())
                .isEqualTo(200);
        assertThat(jdbc.sql("select count(*) from evidence where case_no = ? and sha256 = ? and method like '团伙串并%'")
                        .params(cases.get(CHANGNING), found.get("sha256").asText())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);

        // Who agrees anew takes nothing back; nor does a look that kept killing its node keep others from theirs.
        agrees(LINPING, caseNo);
        assertThat(result(OFFICER, caseNo, three).at("/run/takenBack")).isEmpty();
        jdbc.sql("""
                        with run as (
                            insert into campaign_ring_run (run_id, case_no, tenant, state, started_by, started_at)
                            select gen_random_uuid(), case_no, tenant, 'RUNNING', started_by, started_at - interval '1 minute'
                              from campaign_ring_run where run_id = ?::uuid returning run_id)
                        insert into campaign_ring_work (run_id, attempts, next_at) select run_id, 5, now() - interval '1 day' from run
                        """).param(three).update();
        onTwoNodes("campaign.rings");
        eventually("it is given up", () -> get(OFFICER, caseNo, "").text().contains("团伙串并多次没有完成"));
        jdbc.sql("update campaign_ring_record set records = records + 2000000 where own_case = ?")
                .param(cases.get(YUHANG))
                .update();
        assertThat(post(OFFICER, caseNo, "/runs", Map.of()).text()).contains("超过一次串并的上限");
        jdbc.sql("update campaign_ring_record set records = records - 2000000 where own_case = ?")
                .param(cases.get(YUHANG))
                .update();

        // Who takes it back is in no later look, and what he is in says so.
        withdraws(LINPING, caseNo);
        JsonNode marked = result(OFFICER, caseNo, three);
        assertThat(marked.at("/run/takenBack")).hasSize(1);
        assertThat(marked.get("mayTake").asBoolean()).isFalse();
        assertThat(post("officer" + YUHANG, caseNo, "/runs/" + three + "/evidence", Map.of("caseNo", cases.get(YUHANG)))
                        .text())
                .contains("已经撤回同意或者退出");
        assertThat(result(OFFICER, caseNo, looked(caseNo)).at("/report/rings")).isEmpty();

        // In another campaign the same person bears another name.
        String other = joined(YUHANG, LINPING);
        BUREAUS.forEach(bureau -> {
            held(bureau, other);
            agrees(bureau, other);
        });
        Set<String> names = texts(result(OFFICER, other, looked(other)).get("own"), "buyer");
        assertThat(names).hasSize(JoinedRecords.BUYERS).doesNotContainAnyElementsOf(texts(found.get("own"), "buyer"));
        does(
                "bureauhead" + LINPING,
                "takePartInCampaign",
                other,
                Map.of("decision", "leave", "leaveReason", "机构改革，无法继续参加"));
        eventually("it has left", () -> get("officer" + LINPING, other, "").status() == 404);
        assertThat(get(OFFICER, other, "").json().at("/runs/0/takenBack")).hasSize(1);

        // With who comes back his consent does not.
        Map<String, Object> again = Map.of("decision", "invite", "members", List.of(LINPING), "answerBy", day(5));
        does(HEAD, "conductCampaign", other, again);
        does("bureauhead" + LINPING, "decideInvitation", other, Map.of("decision", "accept", "opinion", "同意参加"));
        JsonNode back = get("officer" + LINPING, other, "").json();
        assertThat(back.get("agreed")).hasSize(2);
        assertThat(back.has("own")).isFalse();
        assertThat(back.at("/runs/0/takenBack")).hasSize(1);
    }

    /** @return id of the look, which two nodes came for at once */
    private String looked(String caseNo) {
        assertThat(post(OFFICER, caseNo, "/runs", Map.of()).status()).isEqualTo(200);
        onTwoNodes("campaign.rings");
        eventually("it is done", () -> !run(caseNo).get("state").asText().equals("RUNNING"));
        JsonNode run = run(caseNo);
        assertThat(run.get("state").asText()).as(run.toString()).isEqualTo("DONE");
        String id = run.get("id").asText();
        assertThat(jdbc.sql("select count(*) from campaign_ring_source where run_id = ?::uuid")
                        .param(id)
                        .query(Integer.class)
                        .single())
                .isEqualTo(run.get("bureaus").size());
        return id;
    }

    private JsonNode run(String caseNo) {
        return get(OFFICER, caseNo, "").json().at("/runs/0");
    }

    private JsonNode result(String user, String caseNo, String run) {
        Http.Answer answer = get(user, caseNo, "/runs/" + run);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private void agrees(String bureau, String caseNo) {
        Http.Answer answer = offer(bureau, caseNo, offerable(bureau, caseNo));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(decision("officer" + bureau, bureau, caseNo, "approve").status())
                .isEqualTo(403);
        decides(bureau, caseNo, "approve");
    }

    private void decides(String bureau, String caseNo, String decision) {
        Http.Answer answer = decision("bureauhead" + bureau, bureau, caseNo, decision);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private Http.Answer decision(String user, String bureau, String caseNo, String decision) {
        return post(
                user,
                caseNo,
                "/offers/" + ownOffer(bureau, caseNo) + "/decision",
                Map.of("decision", decision, "opinion", "同意参加"));
    }

    private void withdraws(String bureau, String caseNo) {
        assertThat(post(
                                "officer" + bureau,
                                caseNo,
                                "/offers/" + ownOffer(bureau, caseNo) + "/withdraw",
                                Map.of("reason", "案件移送，不再参加"))
                        .status())
                .isEqualTo(200);
    }

    private String ownOffer(String bureau, String caseNo) {
        JsonNode all = get("officer" + bureau, caseNo, "").json();
        return all.at(all.at("/proposed/id").isTextual() ? "/proposed/id" : "/own/id")
                .asText();
    }

    private Http.Answer offer(String bureau, String caseNo, List<String> answers) {
        return post("officer" + bureau, caseNo, "/offers", Map.of("answers", answers, "purpose", "查明跨单位网店的刷单团伙"));
    }

    private List<String> offerable(String bureau, String caseNo) {
        return each(get("officer" + bureau, caseNo, "/records").json())
                .map(one -> one.get("requestNo").asText())
                .toList();
    }

    private Http.Answer get(String user, String caseNo, String what) {
        return as(user).get("/api/campaigns/" + caseNo + "/rings" + what);
    }

    private Http.Answer post(String user, String caseNo, String what, Object body) {
        return as(user).post("/api/campaigns/" + caseNo + "/rings" + what, body);
    }

    private static Set<String> texts(JsonNode rows, String name) {
        return each(rows).map(row -> row.get(name).asText()).collect(Collectors.toCollection(TreeSet::new));
    }

    private String held(String bureau, String caseNo) {
        return held(jdbc, bureau, caseNo);
    }
}
