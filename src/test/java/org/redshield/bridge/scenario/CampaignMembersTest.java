package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.redshield.bridge.support.Flow.assertThat;
import static org.redshield.bridge.support.Flow.instance;
import static org.redshield.bridge.support.Flow.path;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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

    /** Minutes stay as they are, all members read them, each does what it owes, and all of it is in the bound file. */
    @Test
    void meetingsAreNotedAndKept() throws Exception {
        String caseNo = proposed(List.of(YUHANG, LINPING));
        sendsInvitations(caseNo);
        joins(LINPING, caseNo);
        does("bureauhead" + YUHANG, "decideInvitation", caseNo, Map.of("decision", "accept", "opinion", "本局人手能够保证"));
        eventually("it takes part", () -> member(caseNo, YUHANG).equals("JOINED"));
        String shop = "W3900001";
        added(OFFICER, caseNo, shop);
        claims(OFFICER, caseNo, shop);
        assertThat(checks(OFFICER, caseNo, id(caseNo, shop), Map.of("LICENCE", "IRREGULAR"))
                        .status())
                .isEqualTo(200);
        String id = "01a20ef1-b8cc-7000-b0c1-c9ab68430721";
        Map<String, Object> owed = Map.of("what", "统一证据标准，通报各成员单位", "bureau", YUHANG, "due", day(5));
        Map<String, Object> minutes = new HashMap<>(Map.of(
                "id", id,
                "heldOn", day(0),
                "bureaus", List.of(CHANGNING, YUHANG),
                "agenda", "虚构交易的证据标准",
                "decisions", List.of(owed)));
        String at = "/api/campaigns/" + caseNo + "/meetings";

        assertThat(as(HEAD).post(at, minutes).status()).as("heads look on").isEqualTo(403);
        assertThat(as("officer" + UNWILLING).post(at, minutes).status()).isEqualTo(404);
        assertThat(noted(at, minutes, "heldOn", day(1))).contains("会商日期不能晚于今天");
        assertThat(noted(at, minutes, "bureaus", List.of(UNWILLING))).contains("“参加单位”没有“" + UNWILLING + "”这个选项");
        assertThat(noted(at, minutes, "decisions", List.of(Map.of("what", "统一证据标准", "bureau", YUHANG, "due", day(-1)))))
                .contains("早于会商日期");
        assertThat(noted(at, minutes, "agenda", "")).contains("没有填写“议题”");
        assertThat(meetings(OFFICER, at)).isEmpty();

        assertThat(noted(at, minutes, "decisions", Arrays.asList((Object) null)))
                .contains("access.request-invalid");

        // Sent twice it is one; whoever means another under its id is told.
        assertThat(as(OFFICER).post(at, minutes).status()).isEqualTo(200);
        assertThat(as(OFFICER).post(at, minutes).status()).isEqualTo(200);
        assertThat(noted(at, minutes, "agenda", "另一个议题")).contains("campaign.meeting-known");
        assertThat(noted(at, minutes, "decisions", List.of())).contains("campaign.meeting-known");
        assertThat(as("officer" + YUHANG).post(at, minutes).text()).contains("campaign.meeting-known");
        assertThat(milestones("officer" + YUHANG, caseNo)).contains("MEETING_NOTED");
        assertThat(milestones("officer" + LINPING, caseNo))
                .as("it owes nothing")
                .doesNotContain("MEETING_NOTED");

        // What is wrong is put right by its own bureau, once; the first minutes stay.
        minutes.put("corrects", id);
        minutes.put("id", "01a20ef1-b8cc-7000-b0c1-c9ab68430722");
        minutes.put("bureaus", List.of(CHANGNING, YUHANG, LINPING));
        assertThat(as("officer" + YUHANG).post(at, minutes).text()).contains("上海市长宁区市场监督管理局记录的");
        assertThat(as(OFFICER).post(at, minutes).status()).isEqualTo(200);
        assertThat(noted(at, minutes, "id", "01a20ef1-b8cc-7000-b0c1-c9ab68430723"))
                .contains("已经有更正的记录");
        List<JsonNode> read = meetings("officer" + LINPING, at);
        assertThat(read.stream().map(one -> one.get("corrected").asBoolean())).containsExactly(false, true);
        assertThat(read.get(0).get("bureaus")).hasSize(3);
        assertThat(read.get(0).path("notedBy").isTextual())
                .as("who of another bureau wrote it is that bureau's affair")
                .isFalse();

        // Who owes it does it.
        String decision = at + "/01a20ef1-b8cc-7000-b0c1-c9ab68430722/decisions/1/done";
        Map<String, Object> done = Map.of("note", "已书面通报");
        assertThat(as("officer" + LINPING).post(decision, done).text()).contains("杭州市余杭区市场监督管理局负责");
        assertThat(as("officer" + YUHANG)
                        .post(at + "/" + id + "/decisions/1/done", done)
                        .text())
                .contains("已经有更正的记录");
        assertThat(as("officer" + YUHANG)
                        .post(at + "/" + id + "/decisions/2/done", done)
                        .status())
                .isEqualTo(404);
        assertThat(as("officer" + YUHANG).post(decision, Map.of()).text()).contains("没有填写“完成情况”");
        assertThat(as("officer" + YUHANG).post(decision, done).status()).isEqualTo(200);
        assertThat(meetings(OFFICER, at).get(0).at("/decisions/0/doneNote").asText())
                .isEqualTo("已书面通报");

        assertThat(as("officer" + YUHANG).post(decision, done).status()).isEqualTo(200);
        assertThat(as("officer" + YUHANG)
                        .post(decision, Map.of("note", "尚有两家没有通报"))
                        .text())
                .contains("campaign.decision-done", "已书面通报");
        String open = correctionsKeepWhatIsDone(caseNo, at);
        weeksBeginOnMonday(caseNo, shop);

        // Nobody changes them, whatever account the application has.
        for (String change : List.of(
                "update campaign_meeting set agenda = 'x'",
                "delete from campaign_meeting",
                "update campaign_done set note = 'x'",
                "delete from campaign_done")) {
            assertThatThrownBy(() -> jdbc.sql(change).update()).hasStackTraceContaining("append-only");
        }
        assertThat(jdbc.sql(
                                "select count(*)::int from log_leaf where kind like 'CAMPAIGN_MEETING%' and row_key in (?, ?)")
                        .params(id, "01a20ef1-b8cc-7000-b0c1-c9ab68430722")
                        .query(Integer.class)
                        .single())
                .isEqualTo(4);

        // They write each other, whether or not a letter went between the two; who is not of them cannot be written to.
        assertThat(writes("officer" + YUHANG, caseNo, LINPING, "清单已经通报，请查收").status())
                .isEqualTo(200);
        eventually("it arrives", () -> as("officer" + LINPING)
                .get("/api/cases/" + caseNo + "/messages")
                .text()
                .contains("清单已经通报，请查收"));
        assertThat(writes(OFFICER, caseNo, YUHANG, "收到").status()).isEqualTo(200);
        assertThat(writes(OFFICER, caseNo, UNWILLING, "请一并参加").status()).isEqualTo(422);

        // One that leaves reads them no more; its own record stays.
        does(
                "bureauhead" + LINPING,
                "takePartInCampaign",
                caseNo,
                Map.of("decision", "leave", "leaveReason", "机构改革，无法继续参加"));
        eventually("it has left", () -> as("officer" + LINPING).get(at).status() == 404);
        assertThat(writes("officer" + LINPING, caseNo, YUHANG, "请继续通报").status())
                .isEqualTo(422);
        assertThat(writes(OFFICER, caseNo, LINPING, "请继续通报").status()).isEqualTo(422);
        assertThat(file("officer" + LINPING, caseNo))
                .doesNotContain("虚构交易的证据标准")
                .doesNotContain(shop);

        // Minutes that name it can still be put right, and nobody waits for it.
        assertThat(meetings(OFFICER, at).get(0).at("/decisions/0/gone").asBoolean())
                .isTrue();
        Map<String, Object> later = following(open, "01a20ef1-b8cc-7000-b0c1-c9ab68430734");
        assertThat(as(OFFICER).post(at, later).text()).isEmpty();
        assertThat(noted(at, later, "id", "01a20ef1-b8cc-7000-b0c1-c9ab68430735"))
                .contains("已经有更正的记录");
        Map<String, Object> anew = new HashMap<>(later);
        anew.remove("corrects");
        assertThat(noted(at, anew, "id", "01a20ef1-b8cc-7000-b0c1-c9ab68430736"))
                .as("who has left is not at a new one")
                .contains("“参加单位”没有");

        ends(caseNo);
        assertThat(as(OFFICER)
                        .post(
                                at,
                                following(
                                        "01a20ef1-b8cc-7000-b0c1-c9ab68430734", "01a20ef1-b8cc-7000-b0c1-c9ab68430737"))
                        .text())
                .as("somebody owes something still")
                .isEmpty();
        assertThat(noted(at, minutes, "id", "01a20ef1-b8cc-7000-b0c1-c9ab68430724"))
                .contains("这次联合行动现在处于");
        String lead = file(OFFICER, caseNo);
        assertThat(lead)
                .contains("联合行动登记表", "检查对象名单和检查结果", shop, "联合行动统计（按周）", "会商记录", "虚构交易的证据标准")
                .contains("已书面通报", "更正此前的记录", "联合行动邀请函", "参加联合行动复函", "联合行动总结", "有关事项审批表")
                .contains("机构改革，无法继续参加", "合计110000")
                .doesNotContain("本局人手");
        assertThat(file("officer" + YUHANG, caseNo))
                .contains("本局人手能够保证")
                .doesNotContain("机构改革")
                .contains("检查对象名单和检查结果", shop, "虚构交易的证据标准", "联合行动总结");
    }

    /** @return id of minutes by which Linping and the lead owe something still */
    private String correctionsKeepWhatIsDone(String caseNo, String at) {
        String first = "01a20ef1-b8cc-7000-b0c1-c9ab68430731";
        String second = "01a20ef1-b8cc-7000-b0c1-c9ab68430732";
        Map<String, Object> minutes = following("", first);
        minutes.remove("corrects");
        assertThat(as(OFFICER).post(at, minutes).text()).isEmpty();
        assertThat(as("officer" + YUHANG)
                        .post(at + "/" + first + "/decisions/2/done", Map.of("note", "样式已经下发"))
                        .text())
                .isEmpty();
        Map<String, Object> released = following(first, second);
        released.put("decisions", List.of(owed("统一笔录的样式", YUHANG), owed("统一取证的样式", YUHANG)));
        assertThat(as(OFFICER).post(at, released).text()).isEmpty();
        JsonNode now = meetings(OFFICER, at).get(0).get("decisions");
        assertThat(now.at("/0/doneNote").asText()).isEqualTo("样式已经下发");
        assertThat(now.at("/1").path("doneNote").isTextual()).isFalse();
        assertThat(as("officer" + YUHANG)
                        .post(at + "/" + second + "/decisions/1/done", Map.of("note", "再次下发样式"))
                        .text())
                .contains("campaign.decision-done");
        assertThat(milestones("officer" + LINPING, caseNo))
                .as("what it owed it owes no more")
                .contains("MEETING_NOTED", "MEETING_CORRECTED");
        String third = "01a20ef1-b8cc-7000-b0c1-c9ab68430733";
        assertThat(as(OFFICER).post(at, following(second, third)).text()).isEmpty();
        assertThat(meetings(OFFICER, at).get(0).at("/decisions/1/doneNote").asText())
                .isEqualTo("样式已经下发");
        return third;
    }

    /** Minutes in whose place others come. */
    private static Map<String, Object> following(String before, String id) {
        return new HashMap<>(Map.of(
                "id",
                id,
                "heldOn",
                day(0),
                "bureaus",
                List.of(CHANGNING, YUHANG, LINPING),
                "agenda",
                "办案文书的样式",
                "decisions",
                List.of(owed("汇总各单位的意见", LINPING), owed("统一笔录的样式", YUHANG), owed("印发笔录的样式", CHANGNING)),
                "corrects",
                before));
    }

    private static Map<String, Object> owed(String what, String bureau) {
        return Map.of("what", what, "bureau", bureau, "due", day(5));
    }

    /** In China; what was reached before the campaign has one line, and a week without anything its own. */
    private void weeksBeginOnMonday(String caseNo, String shop) {
        LocalDate monday =
                today().with(TemporalAdjusters.next(DayOfWeek.MONDAY)).plusWeeks(1);
        Map<String, String> reached = Map.of(
                "CORRECTED", today().minusWeeks(30) + " 12:00+08",
                "FILED", monday.minusDays(1) + " 23:59+08",
                "PENALISED", monday.plusWeeks(2) + " 00:01+08");
        reached.forEach((stage, moment) ->
                jdbc.sql("""
                        insert into campaign_milestone (subject_id, tenant, stage, reached_at)
                        values (cast(? as uuid), ?, ?, cast(? as timestamptz))
                        """).params(id(caseNo, shop), CHANGNING, stage, moment).update());
        Map<String, String> lines = new LinkedHashMap<>();
        JsonNode report =
                as(OFFICER).get("/api/campaigns/" + caseNo + "/report").json();
        report.at("/tables/3/lines").forEach(line -> {
            String week = line.get("code").asText();
            line.get("stages").fields().forEachRemaining(stage -> assertThat(
                            rows(OFFICER, caseNo, "&week=" + week + "&stage=" + stage.getKey()))
                    .hasSize(stage.getValue().asInt()));
            lines.put(
                    line.get("title").asText(),
                    reached.keySet().stream()
                            .filter(stage -> line.at("/stages/" + stage).asInt() == 1)
                            .sorted()
                            .collect(Collectors.joining()));
        });
        String[] titles = lines.keySet().toArray(String[]::new);
        assertThat(titles[0]).isEqualTo("行动开始前");
        assertThat(lines).containsEntry("行动开始前", "CORRECTED").hasSize(6);
        assertThat(lines).containsEntry(week(monday.minusWeeks(1)), "FILED").containsEntry(week(monday), "");
        assertThat(lines)
                .containsEntry(week(monday.plusWeeks(1)), "")
                .containsEntry(week(monday.plusWeeks(2)), "PENALISED");
    }

    private static String week(LocalDate monday) {
        return monday + " 至 " + monday.plusDays(6);
    }

    private Http.Answer writes(String user, String caseNo, String to, String text) {
        return as(user).post(
                        "/api/cases/" + caseNo + "/messages",
                        Map.of("id", UUID.randomUUID().toString(), "to", to, "text", text));
    }

    private String noted(String at, Map<String, Object> minutes, String field, Object value) {
        Map<String, Object> changed = new HashMap<>(minutes);
        changed.put(field, value);
        Http.Answer answer = as(OFFICER).post(at, changed);
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        return answer.text();
    }

    private List<JsonNode> meetings(String user, String at) {
        return each(as(user).get(at).json().get("meetings")).toList();
    }

    /** The bound file's words, without line breaks. */
    private String file(String user, String caseNo) throws Exception {
        return BoundFile.text(BoundFile.get(address() + "/api/cases/" + caseNo + "/dossier", user, "application/pdf")
                .body());
    }

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
                .doesNotContain("检查对象1个");
        assertThat(page("officer" + YUHANG, caseNo, letter("officer" + YUHANG, caseNo, "CAMPAIGN_CLOSURE")))
                .contains("检查对象1个");
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
        eventually("its acceptance is filed", () -> letterTexts("officer" + YUHANG, caseNo)
                .contains("本局已经受领"));
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
