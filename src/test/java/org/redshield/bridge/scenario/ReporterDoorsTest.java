package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.assistance.correspondence.AssistanceLetter;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.People;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A reporter, however spelled, passes none of the doors by which a text comes into a case or leaves it. */
class ReporterDoorsTest extends ClueScenario {

    private static final String NAME = "邬兰";
    private static final String PHONE = "13912340987";
    private static final String ADDRESS = "上海市长宁区仙霞路350弄12号402室";
    /** As they are typed, in a sentence, and as they are shown to whoever typed them. */
    private static final List<String[]> SPELLED = List.of(
            new String[] {"经向邬.兰核实", "邬.兰", "姓名"},
            new String[] {"经向鄔\u200b蘭核实", "鄔\u200b蘭", "姓名"},
            new String[] {"请拨打139.1234.0987联系", "139.1234.0987", "电话"},
            new String[] {"电话一三九一二三四零九八七", "一三九一二三四零九八七", "电话"},
            new String[] {"样品寄自仙霞路 350 弄十二号", "仙霞路 350 弄十二", "住址"});

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Correspondence correspondence;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private org.camunda.bpm.engine.IdentityService identity;

    private People people;

    @BeforeEach
    void hire() {
        people = new People(identity);
    }

    @AfterEach
    void asBefore() {
        people.dismissAll();
    }

    private static Map<String, Object> reported() {
        Map<String, Object> fields = clue();
        fields.put("reporterName", NAME);
        fields.put("reporterPhone", PHONE);
        fields.put("reporterAddress", ADDRESS);
        return fields;
    }

    private String reportedCase() {
        String caseNo = registered(reported());
        assign(caseNo);
        return caseNo;
    }

    private static String said(String place, String[] spelled) {
        return "“" + place + "”中写有“" + spelled[1] + "”，含有举报人的" + spelled[2];
    }

    @Test
    void noFormTakesIt() {
        for (String[] spelled : SPELLED) {
            Map<String, Object> told = reported();
            told.put("content", "网店宣传其茶叶具有治疗功效，" + spelled[0]);
            assertThat(tryRegister(OFFICER, told).text()).contains(said("案源内容", spelled));
        }
        String caseNo = reportedCase();
        for (String[] spelled : SPELLED) {
            Http.Answer answer = tries(
                    OFFICER, "verifyClue", caseNo, proposal("notFile", "ground", "NO_FAULT", "reason", spelled[0]));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().path("message").asText())
                    .contains(spelled[1])
                    .contains("含有举报人的" + spelled[2]);
        }
        // A start form says only in one of its fields which case it is about.
        Map<String, Object> deadline = new HashMap<>(Map.of(
                "caseNumber",
                caseNo,
                "causeOfCase",
                "涉嫌虚假宣传，" + SPELLED.get(0)[0],
                "ownCaseNumber",
                "长市监案〔2026〕7号",
                "deadlineKind",
                "CASE_FILING",
                "ground",
                "收到移送材料",
                "startedOn",
                today().toString()));
        Http.Answer start = as(OFFICER)
                .post(
                        "/engine-rest/process-definition/key/caseDeadline/submit-form",
                        Map.of("variables", variables(deadline)));
        assertThat(start.text()).contains("含有举报人的姓名");
    }

    @Test
    void noAddressOfOursTakesIt() {
        String caseNo = reportedCase();
        String of = "/api/cases/" + caseNo;
        Http officer = as(OFFICER);
        String task = waitingTask(OFFICER, "verifyClue", caseNo).get("id").asText();
        officer.post("/engine-rest/task/" + task + "/claim", Map.of("userId", OFFICER));
        for (String[] spelled : SPELLED) {
            String text = spelled[0];
            // What does not show in a name is left out as it comes in.
            String[] shown =
                    Stream.of(spelled).map(part -> part.replace("\u200b", "")).toArray(String[]::new);
            refuses(officer.upload(of + "/evidence", Map.of(), text + ".pdf", "%PDF-1.7"), "文件名", shown);
            refuses(officer.upload(of + "/evidence", Map.of("note", text), "页面.pdf", "%PDF-1.7"), "说明", spelled);
            refuses(officer.upload(of + "/evidence", Map.of("process", text), "页面.pdf", "%PDF-1.7"), "提取过程", spelled);
            refuses(
                    officer.post(of + "/messages", Map.of("id", UUID.randomUUID(), "to", "330110", "text", text)),
                    "消息内容",
                    spelled);
            refuses(officer.post(of + "/holds", Map.of("ground", "LITIGATION", "reason", text)), "理由", spelled);
            refuses(officer.post(of + "/preservations", Map.of("platform", "jingxuan", "reason", text)), "理由", spelled);
            refuses(
                    officer.post(of + "/datasets/" + caseNo + "-R1-TRADE/messages", Map.of("text", text)),
                    "消息内容",
                    spelled);
            refuses(
                    officer.post(
                            of + "/extraction-records",
                            Map.of("evidence", List.of(), "officers", List.of(), "witness", text)),
                    "见证人",
                    spelled);
            refuses(
                    officer.post(
                            of + "/dispositions/" + caseNo + "-D1/lifted", Map.of("targets", List.of(), "note", text)),
                    "说明",
                    spelled);
            refuses(
                    officer.post(of + "/indicators/decisions", Map.of("decision", "KEEP", "reason", text)),
                    "理由",
                    spelled);
            refuses(officer.post("/api/tasks/" + task + "/return", Map.of("reason", text)), "理由", spelled);
        }
        assertThat(as(OFFICER).get(of + "/evidence").text()).doesNotContain("页面.pdf");
    }

    private static void refuses(Http.Answer answer, String place, String[] spelled) {
        assertThat(answer.status()).as(answer.text()).isBetween(400, 422);
        JsonNode problem = answer.json();
        assertThat(problem.path("code").asText()).as(answer.text()).isEqualTo("clues.reporter-in-text");
        assertThat(problem.path("detail").asText())
                .contains(said(place, spelled))
                .contains("请删去或者改写");
    }

    /** Who may not read it learns nothing by trying, whichever way he writes it; the auditor sees that he did. */
    @Test
    void toWhoeverMayNotReadItNoDoorConfirmsAnything() {
        String caseNo = reportedCase();
        String curious = people.hire("curious2" + CHANGNING, "officer", CHANGNING);
        for (String guess : List.of("邬-兰", "李某某")) {
            assertThat(as(curious)
                            .post(
                                    "/api/cases/" + caseNo + "/holds",
                                    Map.of("ground", "LITIGATION", "reason", "经向" + guess + "核实"))
                            .text())
                    .doesNotContain("举报人");
        }
        assertThat(jdbc.sql("select user_id from access_log where case_no = ? and what = 'REPORTER_NAMED'")
                        .param(caseNo)
                        .query(String.class)
                        .list())
                .containsExactly(curious);
    }

    /** What was written before the reporter was known is seen when the letter is decided about, and when it leaves. */
    @Test
    void noLetterCarriesIt() {
        Map<String, Object> fields = clue();
        fields.put("causeOfCase", "涉嫌虚假宣传（邬·兰来电举报）");
        fields.put("shopId1", "S1000001");
        String caseNo = registered(fields);
        assign(caseNo);
        approved(caseNo, proposal("file", "filingNo", filingNo(caseNo)));
        does(OFFICER, "conductCase", caseNo, proposal("assist", "questions", "网店由谁经营；交易是否真实"));
        waitingTask(UNIT_HEAD, "approveRequest", caseNo);
        jdbc.sql("""
                        insert into clue_reporter (report_id, name)
                        select distinct report_id, ? from clue where case_no = ?
                        """).params(NAME, caseNo).update();
        isRefused(
                UNIT_HEAD,
                "approveRequest",
                caseNo,
                Map.of("decision", "approve", "reason", "同意协查"),
                "“协助调查函”中写有“邬·兰”，含有举报人的姓名");

        does(UNIT_HEAD, "approveRequest", caseNo, Map.of("decision", "return", "reason", "请修改案由后再报"));
        waitingTask(OFFICER, "completeRequest", caseNo);

        LetterDraft draft = letter(caseNo).by(OFFICER, Optional.of(HEAD));
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> correspondence.send(draft)))
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.getMessage())
                        .contains("没有发出")
                        .as("a failure of a job is kept where others read it")
                        .doesNotContain("邬"));
        assertThat(jdbc.sql("select count(*) from letter where case_no = ? and type = 'REQUEST'")
                        .param(caseNo)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private static LetterDraft letter(String caseNo) {
        return new LetterDraft(
                        AssistanceLetter.REQUEST,
                        UUID.randomUUID().toString(),
                        caseNo,
                        caseNo + "-R9",
                        CHANGNING,
                        "330110")
                .word("questions", List.of("请核实邬/兰是否购买过商品"));
    }
}
