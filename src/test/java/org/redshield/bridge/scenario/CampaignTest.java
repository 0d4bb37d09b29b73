package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;
import static org.redshield.bridge.support.Flow.instance;
import static org.redshield.bridge.support.Flow.instances;
import static org.redshield.bridge.support.Flow.path;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.support.Http;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** 联合行动 of three bureaus of two provinces, and of one that does not want to. */
class CampaignTest extends CampaignScenario {

    private static final String UNWILLING = "320324";

    private static int pools;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void fortySubjectsOfThreeBureausAndTheReportSaysWhatTheRowsSay() {
        String known = clue(OFFICER, filed()).get("shopId").asText();
        String caseNo = proposedWithPriority();
        sendsInvitations(caseNo);

        // One joins, one does not, and one is asked later.
        does("bureauhead" + YUHANG, "decideInvitation", caseNo, Map.of("decision", "accept", "opinion", "同意参加"));
        isRefused("bureauhead" + UNWILLING, "decideInvitation", caseNo, Map.of("decision", "decline"), "没有填写“意见”");
        isHidden(UNWILLING, caseNo);
        does(
                "bureauhead" + UNWILLING,
                "decideInvitation",
                caseNo,
                Map.of("decision", "decline", "opinion", "本局正在办理专案，人手不足"));
        eventually("the lead knows", () -> member(caseNo, UNWILLING).equals("DECLINED") && answers(caseNo) == 2);
        isHidden(UNWILLING, caseNo);
        isHidden(LINPING, caseNo);
        does(
                HEAD,
                "conductCampaign",
                caseNo,
                Map.of("decision", "invite", "members", List.of(LINPING), "answerBy", day(5)));
        does("bureauhead" + LINPING, "decideInvitation", caseNo, Map.of("decision", "accept"));
        eventually("it has joined late", () -> member(caseNo, LINPING).equals("JOINED"));

        // Forty shops, by hand and from a list; what is in the pool already is not doubled.
        List<String> shops = shops(known);
        assertThat(add(OFFICER, caseNo, shops.subList(0, 25))).isEqualTo(25);
        assertThat(add("officer" + LINPING, caseNo, shops)).isEqualTo(15);
        assertThat(overview(OFFICER, caseNo).get("subjects").asInt()).isEqualTo(40);
        assertThat(overview(OFFICER, caseNo).get("operators").asInt())
                .as("two shops are one operator's")
                .isEqualTo(39);

        whoIsCompetentComesFirst(caseNo, shops);

        // Whoever is first has it; the other is told who, and may help.
        String contested = id(caseNo, shops.get(1));
        claims(OFFICER, caseNo, shops.get(1));
        Http.Answer late = act("officer" + YUHANG, caseNo, contested, "claim", null);
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.json().get("detail").asText()).contains("已由上海市长宁区市场监督管理局认领");
        assertThat(act("officer" + YUHANG, caseNo, contested, "clue", Map.of()).status())
                .isEqualTo(409);
        assertThat(act("officer" + YUHANG, caseNo, contested, "help", null).status())
                .isEqualTo(200);
        assertThat(row(OFFICER, caseNo, shops.get(1)).get("helpers").toString()).contains("余杭");

        // Who filed a case about the shop first takes it over.
        claims("officer" + LINPING, caseNo, known);
        claims(OFFICER, caseNo, known);
        assertThat(row("officer" + LINPING, caseNo, known).get("holder").asText())
                .isEqualTo(CHANGNING);
        assertThat(row("officer" + LINPING, caseNo, known).get("helpers").toString())
                .contains("临平");
        assertThat(milestones("officer" + LINPING, caseNo)).contains("SUBJECT_TAKEN_OVER");

        // Clues of the bureaus' own: one is filed and penalised, one corrected, one is another member's.
        String penalised = begun(OFFICER, caseNo, shops.get(1));
        assertThat(act(OFFICER, caseNo, contested, "release", null).text()).contains("已经转为线索或者案件");
        assign(penalised);
        approved(penalised, proposal("file", "filingNo", filingNo(penalised)));
        approvedInCase(penalised, proposal("decide", "outcome", "PENALTY", "decisionNo", "长市监罚〔2026〕" + penalised));
        claims(OFFICER, caseNo, shops.get(2));
        String corrected = begun(OFFICER, caseNo, shops.get(2));
        assign(corrected);
        approved(corrected, proposal("notFile", "ground", "MINOR_CORRECTED"));
        claims(OFFICER, caseNo, shops.get(3));
        String handedOver = begun(OFFICER, caseNo, shops.get(3));
        handsOver(handedOver, shops.get(3));
        eventually(
                "it is Linping's",
                () -> row(OFFICER, caseNo, shops.get(3)).get("holder").asText().equals(LINPING));
        assertThat(row(OFFICER, caseNo, shops.get(3)).get("milestones").toString())
                .as("what Changning did with it is not counted for it any more")
                .isEqualTo("[]");

        // Most are only checked; milestones follow from what was found, also where it is corrected.
        Map<String, String> ids = ids(caseNo);
        checksAll(OFFICER, caseNo, ids, shops.subList(6, 20), 3);
        checksAll("officer" + LINPING, caseNo, ids, shops.subList(20, 30), 3);
        assertThat(act("officer" + YUHANG, caseNo, ids.get(shops.get(28)), "claim", null)
                        .text())
                .as("it is Linping's since its place was corrected")
                .contains("已由杭州市临平区市场监督管理局认领");
        checksAll("officer" + YUHANG, caseNo, ids, shops.subList(30, 40), 3);
        String sixth = ids.get(shops.get(6));
        assertThat(row(OFFICER, caseNo, shops.get(6)).get("milestones").toString())
                .contains("已核查", "发现问题");
        finds(OFFICER, caseNo, sixth, "NORMAL", "NORMAL");
        assertThat(row(OFFICER, caseNo, shops.get(6)).get("milestones").toString())
                .isEqualTo("[\"已核查\"]");
        assertThat(deeds(caseNo, sixth)).containsExactly("认领", "记录检查结果：虚构交易、刷单炒信异常", "记录检查结果：未发现异常");
        assertThat(checks(OFFICER, caseNo, sixth, Map.of("LICENCE", "UNCHECKED"))
                        .text())
                .contains("没有记录任何一项检查结果");
        assertThat(checks(OFFICER, caseNo, sixth, Map.of("PRICE", "NORMAL")).text())
                .as("this campaign does not look at prices")
                .contains("没有“PRICE”这个选项");
        assertThat(checks("officer" + LINPING, caseNo, sixth, Map.of("LICENCE", "NORMAL"))
                        .status())
                .isEqualTo(409);
        assertThat(checks("unithead" + CHANGNING, caseNo, sixth, Map.of("LICENCE", "NORMAL"))
                        .status())
                .isEqualTo(403);
        finds("officer" + LINPING, caseNo, ids.get(shops.get(24)), "IRREGULAR", "IRREGULAR");

        // The city lists what its district works on: all members see the mark.
        Http.Answer listed = as("supervisor310000")
                .post(
                        "/api/supervision/orders",
                        Map.of(
                                "kind",
                                "LISTING",
                                "caseNo",
                                penalised,
                                "bureau",
                                CHANGNING,
                                "reason",
                                "重点检查对象，请尽快办结",
                                "basis",
                                "SUPERVISION_2",
                                "dueOn",
                                day(20)));
        assertThat(listed.status()).as(listed.text()).isEqualTo(201);
        assertThat(row("officer" + LINPING, caseNo, shops.get(1))
                        .get("listedUntil")
                        .asText())
                .startsWith(day(20));

        // Members see how far the others are, and nothing of their cases.
        JsonNode seen = row("officer" + YUHANG, caseNo, shops.get(1));
        assertThat(seen.get("milestones").toString()).contains("立案", "行政处罚");
        assertThat(seen.path("ownCase").isMissingNode() || seen.get("ownCase").isNull())
                .isTrue();
        assertThat(as("officer" + YUHANG).get("/api/cases/" + penalised).status())
                .isEqualTo(404);
        assertThat(as("officer" + YUHANG).get("/api/clues/" + penalised).status())
                .isEqualTo(404);

        // One leaves: what it had only claimed, begun to look at or found not in order is anybody's again, and the pool
        // is closed
        // to it.
        claims("officer" + YUHANG, caseNo, shops.get(5));
        assertThat(checks("officer" + YUHANG, caseNo, ids.get(shops.get(5)), Map.of("LICENCE", "NORMAL"))
                        .status())
                .isEqualTo(200);
        does(
                "bureauhead" + YUHANG,
                "takePartInCampaign",
                caseNo,
                Map.of("decision", "leave", "leaveReason", "机构改革，无法继续参加"));
        eventually("it has left", () -> letters(OFFICER, caseNo).contains("CAMPAIGN_LEAVING"));
        isHidden(YUHANG, caseNo);
        assertThat(row(OFFICER, caseNo, shops.get(5)).path("holder").isTextual())
                .isFalse();
        assertThat(row("officer" + LINPING, caseNo, shops.get(5))
                        .get("competentTakesPart")
                        .asBoolean())
                .as("nobody who is competent takes part any more, and anybody claims it")
                .isFalse();
        claims("officer" + LINPING, caseNo, shops.get(5));
        assertThat(row(OFFICER, caseNo, shops.get(31)).get("holder").asText())
                .as("what it found in order is done")
                .isEqualTo(YUHANG);
        checksAll("officer" + LINPING, caseNo, ids, List.of(shops.get(30), shops.get(33)), 2);

        // The lead ends it early: the report's numbers are those of the rows.
        losesWhatItHeard(caseNo, contested, ids.get(shops.get(8)));
        isRefused(HEAD, "conductCampaign", caseNo, Map.of("decision", "end"), "没有填写“提前结束的理由”");
        does(HEAD, "conductCampaign", caseNo, Map.of("decision", "end", "endReason", "检查对象已经全部核查"));
        eventually("it is over", () -> member(caseNo, LINPING).equals("ENDED"));
        assertThat(path(instance("jointCampaign", CHANGNING, caseNo)))
                .containsExactly(
                        "proposeCampaign",
                        "approveCampaign",
                        "inviteMembers",
                        "conductCampaign",
                        "inviteMembers",
                        "conductCampaign",
                        "closeCampaign",
                        "campaignClosed");
        assertThat(path(instance("campaignMembership", YUHANG, caseNo)))
                .containsExactly(
                        "invitationArrives",
                        "registerInvitation",
                        "decideInvitation",
                        "answerInvitation",
                        "takePartInCampaign",
                        "leaveCampaign",
                        "campaignLeft");
        assertThat(path(instance("campaignMembership", UNWILLING, caseNo)))
                .endsWith("answerInvitation", "invitationDeclined");
        assertThat(path(instance("campaignMembership", LINPING, caseNo))).endsWith("recordCampaignEnd", "campaignOver");
        instances("campaignInvitation", CHANGNING, caseNo).forEach(one -> {
            assertThat(one).isEnded();
            assertThat(path(one))
                    .containsExactly(
                            "memberInvited", "awaitInvitationAnswer", "recordInvitationAnswer", "invitationAnswered");
        });
        assertThat(act(OFFICER, caseNo, id(caseNo, shops.get(7)), "claim", null).text())
                .contains("名单不能再改动");
        reportIsWhatTheRowsAre(caseNo);
    }

    private String proposedWithPriority() {
        Map<String, Object> fields = campaign(Map.of("members", List.of(YUHANG, UNWILLING), "priorityDays", 61));
        assertThat(propose(fields).text()).contains("管辖优先期应当在 0 到 60 个工作日之间");
        fields.put("priorityDays", 40);
        assertThat(propose(fields).text()).contains("其他单位没有时间认领");
        fields.put("priorityDays", 5);
        Http.Answer answer = propose(fields);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().get("businessKey").asText();
    }

    /** By where the shops trade; of the forty some trade nobody knows where, or where nobody who takes part is competent. */
    private void whoIsCompetentComesFirst(String caseNo, List<String> shops) {
        String until = overview(OFFICER, caseNo).get("priorityUntil").asText();
        JsonNode unwillings = row(OFFICER, caseNo, shops.get(4));
        assertThat(unwillings.get("competent").toString()).contains("睢宁");
        assertThat(unwillings.get("competentTakesPart").asBoolean())
                .as("it declined")
                .isFalse();
        assertThat(unwillings.get("claimable").asBoolean()).isTrue();
        JsonNode ours = row(OFFICER, caseNo, shops.get(7));
        assertThat(ours.get("place").asText()).isEqualTo("上海市长宁区");
        assertThat(ours.get("placeBasis").asText()).isEqualTo("名单");
        assertThat(ours.get("claimable").asBoolean()).isTrue();
        assertThat(row("officer" + YUHANG, caseNo, shops.get(7))
                        .get("claimable")
                        .asBoolean())
                .isFalse();

        // Two shops of one operator are one subject: what is known of one is known of the other.
        JsonNode twin = row(OFFICER, caseNo, shops.get(39));
        assertThat(twin.get("place").asText()).isEqualTo("杭州市余杭区");
        assertThat(twin.get("placeBasis").asText()).contains("同一经营者");
        assertThat(twin.get("sameOperator").asInt()).isEqualTo(1);

        // Another waits, offers help, or says that the place is wrong, and why; all read it.
        String seventh = id(caseNo, shops.get(7));
        Http.Answer early = act("officer" + YUHANG, caseNo, seventh, "claim", null);
        assertThat(early.status()).isEqualTo(422);
        assertThat(early.text()).contains("上海市长宁区市场监督管理局先行认领", until + " 24:00 前", "报名协办", "更正经营地");
        assertThat(act("officer" + YUHANG, caseNo, seventh, "help", null).status())
                .isEqualTo(200);
        assertThat(act(OFFICER, caseNo, seventh, "help", null).text()).contains("不能协办");
        String misplaced = id(caseNo, shops.get(28));
        assertThat(act("officer" + LINPING, caseNo, misplaced, "claim", null).text())
                .contains("余杭区市场监督管理局先行认领");
        assertThat(corrects("officer" + LINPING, caseNo, misplaced, "临平区", "").text())
                .contains("没有填写“更正理由”");
        assertThat(corrects("officer" + LINPING, caseNo, misplaced, "某某区", "现场核查确认")
                        .text())
                .contains("不能确定是哪一个行政区划");
        assertThat(corrects("officer" + LINPING, caseNo, misplaced, "余杭区", "现场核查确认")
                        .text())
                .contains("已经是杭州市余杭区");
        assertThat(corrects("bureauhead" + LINPING, caseNo, misplaced, "临平区", "现场核查确认")
                        .status())
                .isEqualTo(403);
        assertThat(corrects("officer" + LINPING, caseNo, misplaced, "浙江省杭州市临平区", "现场核查确认")
                        .status())
                .isEqualTo(200);
        claims("officer" + LINPING, caseNo, shops.get(28));
        assertThat(deeds(caseNo, misplaced)).containsExactly("更正实际经营地为杭州市临平区：现场核查确认", "认领");
        assertThat(corrects("officer" + YUHANG, caseNo, misplaced, "余杭区", "仓库在本区")
                        .status())
                .as("it is Linping's")
                .isEqualTo(409);

        // All that is one's own by jurisdiction, in one click; what is anybody's stays.
        assertThat(rows("officer" + YUHANG, caseNo, "&ours=true").stream()
                        .map(row -> row.get("shopId").asText()))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(Stream.of(shops.get(5)), shops.subList(30, 40).stream())
                                .toList());
        assertThat(overview("officer" + LINPING, caseNo).get("oursToClaim").asInt())
                .isEqualTo(8);
        Http.Answer claimed = as("officer" + LINPING).post("/api/campaigns/" + caseNo + "/claims", Map.of());
        assertThat(claimed.json().get("claimed").asInt()).as(claimed.text()).isEqualTo(8);
        assertThat(as("officer" + LINPING)
                        .post("/api/campaigns/" + caseNo + "/claims", Map.of())
                        .text())
                .contains("没有属于本局管辖、尚未认领的检查对象");
        assertThat(as("bureauhead" + LINPING)
                        .post("/api/campaigns/" + caseNo + "/claims", Map.of())
                        .status())
                .isEqualTo(403);
        assertThat(rows(OFFICER, caseNo, "&bureau=" + LINPING)).hasSize(9);
    }

    private Http.Answer corrects(String user, String caseNo, String id, String place, String reason) {
        return act(user, caseNo, id, "place", Map.of("place", place, "reason", reason));
    }

    /** Where the shop of that place among the forty trades; blank where nobody knows. The second of two of one operator's is known by the first. */
    private static String place(int shop) {
        if (shop == 0 || shop >= 16 && shop < 20 || shop == 29 || shop == 39) {
            return "";
        }
        if (shop == 4) {
            return "320324";
        }
        if (shop == 5 || shop == 28) {
            return "浙江省杭州市余杭区";
        }
        return shop < 20 ? "长宁区" : shop < 30 ? "杭州市临平区" : "余杭区";
    }

    /** As a node of the release before would leave it, and worse: before the report it is held against the cases. */
    private void losesWhatItHeard(String caseNo, String subject, String checked) {
        jdbc.sql("""
                        delete from campaign_milestone
                         where subject_id = cast(? as uuid) and stage = 'PENALISED' or subject_id = cast(? as uuid)
                        """).params(subject, checked).update();
        jdbc.sql("""
                        insert into campaign_milestone (subject_id, tenant, stage, reached_at)
                        select subject_id, holder, 'REFERRED', now() from campaign_subject where subject_id = cast(? as uuid)
                        """).param(subject).update();
        assertThat(overview(OFFICER, caseNo).at("/totals/PENALISED").asInt()).isZero();
    }

    /** The numbers, the rows behind them, the naive count of what happened in the cases, and the report. */
    private void reportIsWhatTheRowsAre(String caseNo) {
        JsonNode overview = overview(OFFICER, caseNo);
        for (JsonNode stage : overview.get("stages")) {
            String code = stage.get("code").asText();
            assertThat(overview.at("/totals/" + code).asInt())
                    .as(code)
                    .isEqualTo(rows(OFFICER, caseNo, "&stage=" + code).size());
        }
        for (JsonNode item : overview.get("checks")) {
            String code = item.get("code").asText();
            assertThat(overview.at("/failed/" + code).asInt())
                    .as(code)
                    .isEqualTo(rows(OFFICER, caseNo, "&failed=" + code).size());
        }
        for (JsonNode row : overview.get("numbers")) {
            String place = "&bureau=" + row.path("bureau").asText("").replace("null", "") + "&platform="
                    + row.get("platform").asText();
            assertThat(row.get("subjects").asInt())
                    .isEqualTo(rows(OFFICER, caseNo, place).size());
            row.get("stages").fields().forEachRemaining(stage -> assertThat(
                            stage.getValue().asInt())
                    .isEqualTo(rows(OFFICER, caseNo, place + "&stage=" + stage.getKey())
                            .size()));
        }
        reportTellsThemApart(caseNo, overview);
        assertThat(numbers(overview)).isEqualTo(worked(caseNo)).containsEntry(YUHANG + " CHECKED", 6);
        assertThat(overview.at("/totals/FILED").asInt()).isEqualTo(2);
        assertThat(overview.at("/totals/CHECKED").asInt()).isEqualTo(35);
        assertThat(overview.at("/totals/REFERRED").asInt()).isZero();
        String report = page("officer" + LINPING, caseNo, letter("officer" + LINPING, caseNo, "CAMPAIGN_CLOSURE"));
        assertThat(report)
                .contains(
                        "检查对象40个",
                        "经营者39户",
                        "已核查35个",
                        "发现问题13个",
                        "按检查清单第1版检查发现异常：营业执照信息公示1个，虚构交易、刷单炒信10个。",
                        "立案2个",
                        "督促改正1个",
                        "行政处罚1个",
                        "检查对象已经全部核查",
                        "移送（其他单位）0个",
                        "成员单位之间移送的，计入接收的单位");
        int unit = Integer.parseInt(report.replaceAll("(?s).*?各单位办理情况</h2>.*?每格(\\d+)个.*", "$1"));
        for (String bureau : List.of(CHANGNING, LINPING, YUHANG)) {
            String of = "&bureau=" + bureau;
            String counts = Stream.concat(
                            Stream.of(""),
                            each(overview.get("stages"))
                                    .map(stage -> "&stage=" + stage.get("code").asText()))
                    .map(stage -> "<td>" + rows(OFFICER, caseNo, of + stage).size() + "</td>")
                    .collect(Collectors.joining());
            int checked = rows(OFFICER, caseNo, of + "&stage=CHECKED").size();
            counts += "<td><span class=\"short\">" + "■".repeat((checked + unit - 1) / unit) + "</span></td>";
            assertThat(report.replaceAll("\\s*\n\\s*", ""))
                    .contains("<tr><td>" + name(bureau, overview) + "</td>" + counts + "</tr>");
        }
    }

    /** By whatever they are told apart: each number is that of its rows, and what must add up does. The file says the same. */
    private void reportTellsThemApart(String caseNo, JsonNode overview) {
        Map<String, String> ways =
                Map.of("BUREAU", "&bureau=", "PLATFORM", "&platform=", "KIND", "&failed=", "WEEK", "&week=");
        JsonNode report = as("officer" + LINPING)
                .get("/api/campaigns/" + caseNo + "/report")
                .json();
        List<String> csv = as("officer" + LINPING)
                .get("/api/campaigns/" + caseNo + "/report.csv")
                .text()
                .lines()
                .toList();
        assertThat(csv.get(0)).endsWith("统计方式,项目,检查对象,已核查,发现问题,督促改正,立案,行政处罚,移送（其他单位）,营业执照信息公示异常,虚构交易、刷单炒信异常");
        assertThat(csv.get(1)).isEqualTo("合计,合计,40,35,13,1,2,1,0,1,10");
        int line = 2;
        for (JsonNode table : report.get("tables")) {
            String by = table.get("by").asText();
            Map<String, Integer> sums = new TreeMap<>();
            for (JsonNode one : table.get("lines")) {
                String place = ways.get(by) + one.get("code").asText();
                assertThat(csv.get(line++)).isEqualTo(counted(caseNo, overview, table, one, place));
                one.get("stages").fields().forEachRemaining(stage -> {
                    assertThat(stage.getValue().asInt())
                            .as(place + " " + stage.getKey())
                            .isEqualTo(rows(OFFICER, caseNo, place + "&stage=" + stage.getKey())
                                    .size());
                    sums.merge(stage.getKey(), stage.getValue().asInt(), Integer::sum);
                });
                one.get("failed").fields().forEachRemaining(item -> assertThat(
                                item.getValue().asInt())
                        .as(place + " " + item.getKey())
                        .isEqualTo(rows(OFFICER, caseNo, by.equals("KIND") ? place : place + "&failed=" + item.getKey())
                                .size()));
            }
            if (!by.equals("KIND")) {
                sums.forEach((stage, sum) -> assertThat(sum)
                        .as(by + " " + stage)
                        .isEqualTo(overview.at("/totals/" + stage).asInt()));
            }
        }
        assertThat(csv).hasSize(line);
        assertThat(report.at("/tables/2/lines/1/stages/IRREGULAR").asInt()).isEqualTo(10);
        // Of which week a milestone is says its own moment.
        String monday = report.at("/tables/3/lines/0/code").asText() + " 00:00+08";
        assertThat(report.at("/tables/3/lines/0/stages/CHECKED").asInt())
                .isEqualTo(jdbc.sql("""
                                select count(*)::int from campaign_milestone m join campaign_subject s
                                    on s.subject_id = m.subject_id and s.holder = m.tenant
                                 where s.case_no = ? and m.stage = 'CHECKED' and m.reached_at >= cast(? as timestamptz)
                                   and m.reached_at < cast(? as timestamptz) + interval '7 days'
                                """)
                        .params(caseNo, monday, monday)
                        .query(Integer.class)
                        .single());
    }

    /** The line as the rows behind it say it: what has no rows of its own stays empty. */
    private String counted(String caseNo, JsonNode overview, JsonNode table, JsonNode one, String place) {
        String by = table.get("by").asText();
        boolean whole = by.equals("BUREAU") || by.equals("PLATFORM");
        Stream<String> items =
                each(overview.get("checks")).map(item -> item.get("code").asText());
        return Stream.of(
                        Stream.of(
                                "按" + table.get("title").asText(),
                                one.get("title").asText(),
                                whole
                                        ? String.valueOf(
                                                rows(OFFICER, caseNo, place).size())
                                        : ""),
                        each(overview.get("stages"))
                                .map(stage -> rows(
                                                OFFICER,
                                                caseNo,
                                                place + "&stage="
                                                        + stage.get("code").asText())
                                        .size())
                                .map(String::valueOf),
                        items.map(item -> {
                            if (whole) {
                                return String.valueOf(rows(OFFICER, caseNo, place + "&failed=" + item)
                                        .size());
                            }
                            return place.equals("&failed=" + item)
                                    ? String.valueOf(
                                            rows(OFFICER, caseNo, place).size())
                                    : "";
                        }))
                .flatMap(cells -> cells)
                .collect(Collectors.joining(","));
    }

    private Map<String, String> ids(String caseNo) {
        return rows(OFFICER, caseNo, "").stream()
                .collect(Collectors.toMap(
                        row -> row.get("shopId").asText(), row -> row.get("id").asText()));
    }

    /** Claims them and records what it found; the first of so many is not in order. */
    private void checksAll(String user, String caseNo, Map<String, String> ids, List<String> shops, int ofSoMany) {
        for (int shop = 0; shop < shops.size(); shop++) {
            String id = ids.get(shops.get(shop));
            assertThat(act(user, caseNo, id, "claim", null).status()).isEqualTo(200);
            finds(user, caseNo, id, "NORMAL", shop % ofSoMany == 0 ? "IRREGULAR" : "NORMAL");
        }
    }

    private void finds(String user, String caseNo, String id, String licence, String brushing) {
        Http.Answer answer = checks(user, caseNo, id, Map.of("LICENCE", licence, "BRUSHING", brushing));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private Stream<String> deeds(String caseNo, String id) {
        return each(as(OFFICER)
                        .get("/api/campaigns/" + caseNo + "/subjects/" + id + "/deeds")
                        .json())
                .map(deed -> deed.get("title").asText());
    }

    /** {@code bureau stage}: its number on the page; what is nobody's and what is none stay out. */
    private static Map<String, Integer> numbers(JsonNode overview) {
        Map<String, Integer> numbers = new TreeMap<>();
        for (JsonNode row : overview.get("numbers")) {
            row.get("stages")
                    .fields()
                    .forEachRemaining(stage -> numbers.merge(
                            row.path("bureau").asText() + " " + stage.getKey(),
                            stage.getValue().asInt(),
                            Integer::sum));
        }
        numbers.values().removeIf(number -> number == 0);
        return numbers;
    }

    /** The same, counted from the rows of the bureaus' own cases and checks, and from nothing that the pool made of them. */
    private Map<String, Integer> worked(String caseNo) {
        Map<String, Integer> worked = new TreeMap<>();
        jdbc.sql("""
                        with own as (
                            select s.holder, k.failed is not null as checked, coalesce(k.failed <> '{}', false) as wrong,
                                   c.filed_at is not null as filed, c.state = 'NOT_FILED' as not_filed,
                                   exists (select from clue_matter m where m.clue_id = c.id and m.approved and m.kind = 'NOT_FILE'
                                              and m.details ->> 'ground' like '%CORRECTED') as corrected,
                                   exists (select from clue_matter m where m.clue_id = c.id and m.approved and m.kind = 'DECIDE'
                                              and m.details ->> 'outcome' = 'PENALTY') as penalised,
                                   c.state = 'PASSED_ON' as referred
                              from campaign_subject s
                              left join clue c on c.case_no = s.own_case and c.tenant = s.holder
                              left join campaign_check k on k.subject_id = s.subject_id and k.tenant = s.holder
                                and k.check_id = (select max(n.check_id::text)::uuid from campaign_check n
                                                   where n.subject_id = s.subject_id and n.tenant = s.holder)
                             where s.case_no = ?)
                        select holder || ' ' || stage as what, count(*)::int as number
                          from own cross join lateral (values
                               ('CHECKED', checked or filed or not_filed), ('IRREGULAR', wrong or filed or corrected),
                               ('CORRECTED', corrected),
                               ('FILED', filed), ('PENALISED', penalised), ('REFERRED', referred)) as r (stage, reached)
                         where reached group by 1
                        """).param(caseNo).query(row -> {
            worked.put(row.getString("what"), row.getInt("number"));
        });
        return worked;
    }

    @Test
    void theHeadRefusesAndNobodyIsInvited() {
        String caseNo = proposed(List.of(YUHANG));
        isRefused(HEAD, "approveCampaign", caseNo, Map.of("decision", "refuse"), "没有填写“审批意见”");
        does(HEAD, "approveCampaign", caseNo, Map.of("decision", "refuse", "opinion", "与省局部署重复"));
        assertThat(path(instance("jointCampaign", CHANGNING, caseNo)))
                .containsExactly("proposeCampaign", "approveCampaign", "campaignRefused");
        assertThat(letters(OFFICER, caseNo)).isEmpty();
        assertThat(list(OFFICER, caseNo, "taobao,S2999999").text()).contains("现在处于“未获批准”");
    }

    @Test
    void whatIsNotAnsweredInTimeTheLeadIsToldAndAtTheLastDayItEndsByItself() {
        String caseNo = proposed(List.of(YUHANG));
        sendsInvitations(caseNo);
        waitingTask("bureauhead" + YUHANG, "decideInvitation", caseNo);
        fires("invitationOverdue", caseNo);
        does("supervisor310105", "superviseInvitation", caseNo, Map.of("decision", "noted", "note", "已电话联系受邀单位"));
        assertThat(milestones(OFFICER, caseNo)).contains("ANSWER_OVERDUE");
        fires("campaignPeriodOver", caseNo);
        eventually("nobody waits any more", () -> member(caseNo, YUHANG).equals("ENDED"));
        assertThat(path(instance("campaignInvitation", CHANGNING, caseNo)))
                .endsWith("invitationVoid", "invitationWithdrawn");
        assertThat(path(instance("jointCampaign", CHANGNING, caseNo)))
                .endsWith("campaignPeriodOver", "closeCampaign", "campaignClosed");
        assertThat(instance("campaignMembership", YUHANG, caseNo)).isEnded();
        isHidden(YUHANG, caseNo);
    }

    @Test
    void whatIsIncompleteIsRefused() {
        assertThat(propose(campaign(Map.of("members", List.of(CHANGNING)))).text())
                .contains("不能作为邀请单位");
        assertThat(propose(campaign(Map.of("periodTo", day(-3)))).text()).contains("结束日期不能早于");
        assertThat(propose(campaign(Map.of("answerBy", day(60)))).text()).contains("复函截止日期不能");
        assertThat(propose(campaign(Map.of("checks", List.of("EVERYTHING")))).text())
                .contains("没有“EVERYTHING”这个选项");
        assertThat(propose(campaign(Map.of("legalBasis", "PLATFORM_RULES"))).text())
                .contains("没有“PLATFORM_RULES”这个选项");
        String caseNo = proposed(List.of(YUHANG));
        sendsInvitations(caseNo);
        assertThat(list(OFFICER, caseNo, "taobao").text()).contains("第 1 行读不出来");
        assertThat(list(OFFICER, caseNo, "elsewhere,S2999998").text()).contains("不检查平台“elsewhere”");
        assertThat(list(OFFICER, caseNo, "taobao,S2999998\n\ntaobao,坏 编号").text())
                .contains("名单第 3 行", "不能是网店的编号");
        assertThat(list(HEAD, caseNo, "taobao,S2999998").status()).isEqualTo(403);
    }

    /** Forty shops; the first is known from before, two are one operator's. */
    private static synchronized List<String> shops(String known) {
        int pool = ++pools;
        List<String> shops = IntStream.range(0, 40)
                .mapToObj(one -> "W3" + String.format("%02d%04d", pool, one))
                .collect(Collectors.toList());
        shops.set(0, known);
        return shops;
    }

    private int add(String user, String caseNo, List<String> shops) {
        String lines = IntStream.range(0, shops.size())
                .mapToObj(one ->
                        "taobao," + shops.get(one) + (one >= 38 ? ",91310105MA1FW00015" : ",") + ",," + place(one))
                .collect(Collectors.joining("\n", "平台,网店ID,统一社会信用代码,网店名称,实际经营地\n", ""));
        Http.Answer answer = list(user, caseNo, lines);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().get("added").asInt();
    }

    /** To Linping, which takes it. */
    private void handsOver(String clue, String shop) {
        assign(clue);
        approved(clue, proposal("transfer", "articles", "程序规定第十条"));
        Map<String, Object> fields = TransferScenario.clue(Map.of("decision", "submit"));
        fields.put("shopId", shop);
        does(OFFICER, "completeTransfer", clue, fields);
        does(HEAD, "approveTransfer", clue, Map.of("decision", "approve", "opinion", "同意移送"));
        does("officer" + LINPING, "signTransfer", clue, Map.of("decision", "sign", "materialsComplete", true));
        does("officer" + LINPING, "reviewTransfer", clue, Map.of("decision", "accept"));
        does(
                "unithead" + LINPING,
                "assignVerification",
                clue,
                Map.of("decision", "assign", "leadCertificateNo", "33011301001", "secondCertificateNo", "33011301002"));
    }

    private long answers(String caseNo) {
        return letters(OFFICER, caseNo).stream()
                .filter(type -> type.equals("CAMPAIGN_ACCEPTANCE") || type.equals("CAMPAIGN_DECLINE"))
                .count();
    }

    private static String name(String bureau, JsonNode overview) {
        return each(overview.get("numbers"))
                .filter(row -> row.path("bureau").asText().equals(bureau))
                .map(row -> row.get("bureauName").asText())
                .findFirst()
                .orElseThrow();
    }

    /** Who does not take part finds nothing, whatever he asks. */
    private void isHidden(String bureau, String caseNo) {
        String campaign = "/api/campaigns/" + caseNo;
        Http officer = as("officer" + bureau);
        assertThat(officer.get("/api/campaigns").text()).doesNotContain(caseNo);
        assertThat(officer.get(campaign).status()).isEqualTo(404);
        assertThat(officer.get(campaign + "/subjects").status()).isEqualTo(404);
        assertThat(officer.get(campaign + "/report").status()).isEqualTo(404);
        assertThat(officer.get(campaign + "/report.csv").status()).isEqualTo(404);
        assertThat(officer.post(campaign + "/subjects", Map.of("list", "taobao,S2999997"))
                        .status())
                .isEqualTo(404);
        assertThat(officer.post(campaign + "/cases", Map.of("caseNo", caseNo)).status())
                .isEqualTo(404);
        assertThat(officer.post(campaign + "/sources/CLUES", Map.of()).status()).isEqualTo(404);
        assertThat(officer.get(campaign + "/subjects/01a20ef1-b8cc-7000-b0c1-c9ab68430720/deeds")
                        .status())
                .isEqualTo(404);
        for (String what : List.of("claim", "release", "help", "clue", "remove")) {
            assertThat(officer.post(campaign + "/subjects/01a20ef1-b8cc-7000-b0c1-c9ab68430720/" + what, Map.of())
                            .status())
                    .isEqualTo(404);
        }
    }
}
