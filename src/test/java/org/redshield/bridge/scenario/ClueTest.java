package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.redshield.bridge.support.Flow.assertThat;
import static org.redshield.bridge.support.Flow.instances;
import static org.redshield.bridge.support.Flow.path;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.OthersMustDecide;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.RecordedAct;
import org.redshield.bridge.cases.order.Order;
import org.redshield.bridge.cases.order.OrderKind;
import org.redshield.bridge.cases.order.Orders;
import org.redshield.bridge.clues.ClueAct;
import org.redshield.bridge.clues.Matters;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** A clue from its registration to the end of the case that it becomes, each with its exact path. */
class ClueTest extends ClueScenario {

    private static final List<String> DECIDED = List.of("reviewVerification", "decideFiling");

    @Autowired
    private CaseEvents events;

    @Autowired
    private Orders orders;

    @Autowired
    private Matters matters;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void aClueIsVerifiedFiledDecidedAndClosed() {
        String caseNo = registered(clue());
        Instant due = dueAt(OFFICER, caseNo, "CLUE_VERIFICATION");
        assertThat(due).isEqualTo(workingDaysAfter(receivedToday(), 15));
        assertThat(clock(OFFICER, caseNo, "CLUE_VERIFICATION").get("citation").asText())
                .isEqualTo("程序规定第十八条");
        assign(caseNo);
        approved(caseNo, proposal("file", "filingNo", filingNo(caseNo)));
        waitingTask(OFFICER, "conductCase", caseNo);

        assertThat(path(verification(caseNo)))
                .containsExactlyElementsOf(
                        concat(ASSIGNED, DECIDED, List.of("verificationEnds", "fileCase", "handleFiledCase")));
        assertThat(clocks(OFFICER, caseNo)).containsExactly("CLUE_VERIFICATION MET", "CASE_HANDLING RUNNING");
        LocalDate filedOn = ChinaTime.day(clock.instant());
        assertThat(dueAt(OFFICER, caseNo, "CASE_HANDLING"))
                .as("90 calendar days, moved on by holidays at most")
                .isAfterOrEqualTo(ChinaTime.startOf(filedOn.plusDays(90)))
                .isBefore(ChinaTime.startOf(filedOn.plusDays(102)));
        assertThat(state(OFFICER, caseNo)).isEqualTo("FILED");
        assertThat(caseFile(OFFICER, caseNo).at("/summary/sourceNo").asText()).isEqualTo(filingNo(caseNo));

        approvedInCase(caseNo, proposal("decide", "outcome", "PENALTY", "decisionNo", "长市监罚〔2026〕1号"));
        executed(caseNo);
        does(OFFICER, "proposeClosing", caseNo, Map.of("decision", "close", "reason", "罚款已经缴清"));
        does(HEAD, "approveClosing", caseNo, Map.of("decision", "approve"));
        assertThat(handlingOfCase(caseNo)).isEnded();
        assertThat(verification(caseNo)).isEnded();
        assertThat(path(handlingOfCase(caseNo)))
                .containsExactly(
                        "caseFiled",
                        "startCaseHandling",
                        "investigateCase",
                        "handlingBegins",
                        "conductCase",
                        "reviewCaseMatter",
                        "decideCaseMatter",
                        "investigationEnds",
                        "recordCaseDecision",
                        "recordExecution",
                        "proposeClosing",
                        "approveClosing",
                        "closeCase",
                        "caseClosed");
        assertThat(clocks(OFFICER, caseNo))
                .containsExactly("CLUE_VERIFICATION MET", "CASE_HANDLING MET", "CASE_CLOSURE MET");
        assertThat(state(OFFICER, caseNo)).isEqualTo("CLOSED");
    }

    @Test
    void aClueThatIsNotFiledNamesItsGround() {
        String caseNo = assigned();
        isRefused(OFFICER, "verifyClue", caseNo, proposal("notFile"), "没有填写“不予立案的情形”");
        isRefused(OFFICER, "verifyClue", caseNo, proposal("notFile", "ground", "LAZY"), "没有“LAZY”这个选项");
        approved(caseNo, proposal("notFile", "ground", "MINOR_CORRECTED"));
        assertThat(verification(caseNo)).isEnded();
        assertThat(path(verification(caseNo)))
                .containsExactlyElementsOf(
                        concat(ASSIGNED, DECIDED, List.of("verificationEnds", "closeUnfiled", "clueNotFiled")));
        assertThat(state(OFFICER, caseNo)).isEqualTo("NOT_FILED");
        assertThat(clocks(OFFICER, caseNo)).containsExactly("CLUE_VERIFICATION MET");
    }

    @Test
    void theHeadsSendBackAndTheOfficerProposesAnew() {
        String caseNo = assigned();
        does(OFFICER, "verifyClue", caseNo, proposal("notFile", "ground", "NO_FAULT"));
        isRefused(UNIT_HEAD, "reviewVerification", caseNo, Map.of("decision", "return"), "没有填写“审批意见”");
        does(UNIT_HEAD, "reviewVerification", caseNo, Map.of("decision", "return", "reason", "请补充核查进货渠道"));
        does(OFFICER, "verifyClue", caseNo, proposal("file", "filingNo", filingNo(caseNo)));
        does(UNIT_HEAD, "reviewVerification", caseNo, Map.of("decision", "agree"));
        does(HEAD, "decideFiling", caseNo, Map.of("decision", "refuse", "reason", "证据不足，请补充"));
        waitingTask(OFFICER, "verifyClue", caseNo);
        assertThat(path(verification(caseNo)))
                .containsExactlyElementsOf(concat(
                        ASSIGNED,
                        List.of(
                                "reviewVerification",
                                "verifyClue",
                                "reviewVerification",
                                "decideFiling",
                                "verifyClue")));
        assertThat(acts(caseNo)).contains(ClueAct.MATTER_SENT_BACK, ClueAct.MATTER_REVIEWED, ClueAct.MATTER_REFUSED);
    }

    @Test
    void anExtensionIsApprovedOnce() {
        String caseNo = assigned();
        approved(caseNo, proposal("extend"));
        assertThat(dueAt(OFFICER, caseNo, "CLUE_VERIFICATION")).isEqualTo(workingDaysAfter(receivedToday(), 30));
        assertThat(verification(caseNo))
                .job("verificationOverdue")
                .hasDueDate(java.util.Date.from(dueAt(OFFICER, caseNo, "CLUE_VERIFICATION")));
        assertThat(caseFile(OFFICER, caseNo).get("clocks").toString())
                .as("who approved it, by name")
                .contains("部门负责人\",\"at")
                .doesNotContain(HEAD);
        isRefused(OFFICER, "verifyClue", caseNo, proposal("extend"), "依法只能延长 1 次，已经用完");
        assertThat(path(verification(caseNo)))
                .containsExactlyElementsOf(concat(ASSIGNED, DECIDED, List.of("verifyClue")));
    }

    @Test
    void aRefusedExtensionMovesNothing() {
        String caseNo = assigned();
        Instant before = dueAt(OFFICER, caseNo, "CLUE_VERIFICATION");
        does(OFFICER, "verifyClue", caseNo, proposal("extend"));
        does(UNIT_HEAD, "reviewVerification", caseNo, Map.of("decision", "agree"));
        does(HEAD, "decideFiling", caseNo, Map.of("decision", "refuse", "reason", "理由不充分，请抓紧办理"));
        assertThat(dueAt(OFFICER, caseNo, "CLUE_VERIFICATION")).isEqualTo(before);
    }

    @Test
    void afterExpiryNobodyExtendsAndASupervisorSeesToIt() {
        String caseNo = assigned();
        does(OFFICER, "verifyClue", caseNo, proposal("extend"));
        does(UNIT_HEAD, "reviewVerification", caseNo, Map.of("decision", "agree"));
        fires("verificationOverdue", caseNo);
        isRefused(HEAD, "decideFiling", caseNo, Map.of("decision", "approve"), "延长必须在届满前批准");
        does(HEAD, "decideFiling", caseNo, Map.of("decision", "refuse", "reason", "已经逾期，请尽快处理"));
        isRefused(OFFICER, "verifyClue", caseNo, proposal("extend"), "延长必须在届满前批准");
        assertThat(acts(caseNo)).contains(ClueAct.EXTENSION_TOO_LATE, ClueAct.VERIFICATION_OVERDUE);
        does(
                "supervisor310105",
                "superviseOverdueVerification",
                caseNo,
                Map.of("decision", "noted", "note", "已约谈承办人，限期办结"));
        approved(caseNo, proposal("file", "filingNo", filingNo(caseNo)));
        assertThat(clocks(OFFICER, caseNo)).containsExactly("CLUE_VERIFICATION MISSED", "CASE_HANDLING RUNNING");
    }

    @Test
    void testingDoesNotCount() {
        String caseNo = assigned();
        isRefused(OFFICER, "verifyClue", caseNo, proposal("pause", "stopEvent", "HEARING"), "不因听证中止计算");
        does(OFFICER, "verifyClue", caseNo, proposal("pause", "stopEvent", "TESTING"));
        assertThat(state(OFFICER, caseNo)).isEqualTo("VERIFICATION_PAUSED");
        assertThat(clocks(OFFICER, caseNo)).containsExactly("CLUE_VERIFICATION PAUSED");
        clock.setTo(clock.instant().plus(Duration.ofDays(40)));
        does(OFFICER, "resumeVerification", caseNo, Map.of("decision", "resume"));
        assertThat(dueAt(OFFICER, caseNo, "CLUE_VERIFICATION")).isAfter(clock.instant());
        assertThat(state(OFFICER, caseNo)).isEqualTo("VERIFYING");
        assertThat(path(verification(caseNo)))
                .containsExactlyElementsOf(concat(ASSIGNED, List.of("resumeVerification", "verifyClue")));
    }

    @Test
    void aSuspensionNeedsTheHeadAndEndsWithItsGround() {
        String caseNo = filed();
        isRefused(OFFICER, "conductCase", caseNo, proposal("pause", "stopEvent", "SUSPENSION"), "中止调查须经部门负责人批准");
        approvedInCase(caseNo, proposal("suspend", "ground", "PARTY_UNTRACEABLE"));
        waitingTask(OFFICER, "resumeCase", caseNo);
        assertThat(state(OFFICER, caseNo)).isEqualTo("SUSPENDED");
        assertThat(clocks(OFFICER, caseNo)).contains("CASE_HANDLING PAUSED");
        clock.setTo(clock.instant().plus(Duration.ofDays(100)));
        does(OFFICER, "resumeCase", caseNo, Map.of("decision", "resume", "reason", "当事人已经找到"));
        waitingTask(OFFICER, "conductCase", caseNo);
        assertThat(state(OFFICER, caseNo)).isEqualTo("FILED");
        approvedInCase(caseNo, proposal("extend"));
        isRefused(OFFICER, "conductCase", caseNo, proposal("extend"), "依法只能延长 1 次");
        LocalDate stated =
                ChinaTime.day(dueAt(OFFICER, caseNo, "CASE_HANDLING")).plusDays(60);
        approvedInCase(caseNo, proposal("extend", "extendTo", stated.toString()));
        assertThat(ChinaTime.day(dueAt(OFFICER, caseNo, "CASE_HANDLING"))).isEqualTo(stated);
        approvedInCase(caseNo, proposal("terminate"));
        assertThat(handlingOfCase(caseNo)).isEnded();
        assertThat(state(OFFICER, caseNo)).isEqualTo("TERMINATED");
    }

    @Test
    void anOverdueCaseIsSupervised() {
        String caseNo = filed();
        fires("caseHandlingOverdue", caseNo);
        does(
                "supervisor310105",
                "superviseOverdueCaseHandling",
                caseNo,
                Map.of("decision", "noted", "note", "已约谈承办人，限期办结"));
        assertThat(clocks(OFFICER, caseNo)).contains("CASE_HANDLING MISSED");
        assertThat(acts(caseNo)).contains(ClueAct.CASE_OVERDUE, ClueAct.SUPERVISION_NOTED);
    }

    /** The 15 working days (程序规定 art. 77) count from the execution, and anew when the head does not agree. */
    @Test
    void aClosingThatNobodyAppliesForIsSupervised() {
        String caseNo = filed();
        approvedInCase(caseNo, proposal("decide", "outcome", "PENALTY", "decisionNo", "长市监罚〔2026〕" + caseNo));
        waitingTask(OFFICER, "recordExecution", caseNo);
        assertThat(clocks(OFFICER, caseNo)).as("nothing to close yet").doesNotContain("CASE_CLOSURE RUNNING");
        for (LocalDate day : List.of(today().minusDays(1), today().plusDays(1))) {
            isRefused(OFFICER, "recordExecution", caseNo, execution(day), "不能早于作出决定之日");
        }
        clock.setTo(clock.instant().plus(Duration.ofDays(3)));
        LocalDate paid = today().plusDays(2);
        does(OFFICER, "recordExecution", caseNo, execution(paid));
        assertThat(dueAt(OFFICER, caseNo, "CASE_CLOSURE")).isEqualTo(workingDaysAfter(ChinaTime.startOf(paid), 15));
        assertThat(clock(OFFICER, caseNo, "CASE_CLOSURE").get("citation").asText())
                .isEqualTo("程序规定第七十七条");
        fires("closingOverdue", caseNo);
        does("supervisor310105", "superviseOverdueClosing", caseNo, Map.of("decision", "noted", "note", "已约谈承办人，限期结案"));
        does(OFFICER, "proposeClosing", caseNo, Map.of("decision", "close", "reason", "罚款已经缴清"));
        assertThat(clocks(OFFICER, caseNo)).contains("CASE_CLOSURE MISSED");
        does(HEAD, "approveClosing", caseNo, Map.of("decision", "refuse", "reason", "请补齐缴款凭证后再报"));
        assertThat(dueAt(OFFICER, caseNo, "CASE_CLOSURE")).isEqualTo(workingDaysAfter(clock.instant(), 15));
        does(OFFICER, "proposeClosing", caseNo, Map.of("decision", "close", "reason", "凭证已经补齐"));
        does(HEAD, "approveClosing", caseNo, Map.of("decision", "approve"));
        assertThat(handlingOfCase(caseNo)).isEnded();
        assertThat(path(handlingOfCase(caseNo)))
                .containsExactly(
                        "caseFiled",
                        "startCaseHandling",
                        "investigateCase",
                        "handlingBegins",
                        "conductCase",
                        "reviewCaseMatter",
                        "decideCaseMatter",
                        "investigationEnds",
                        "recordCaseDecision",
                        "recordExecution",
                        "proposeClosing",
                        "closingOverdue",
                        "escalateOverdueClosing",
                        "superviseOverdueClosing",
                        "overdueClosingSupervised",
                        "approveClosing",
                        "proposeClosing",
                        "approveClosing",
                        "closeCase",
                        "caseClosed");
        assertThat(acts(caseNo)).contains(ClueAct.EXECUTION_RECORDED, ClueAct.CLOSING_OVERDUE);
    }

    @Test
    void whatNeedsNoExecutionIsToBeClosedFromTheDecisionOn() {
        String caseNo = filed();
        approvedInCase(caseNo, proposal("decide", "outcome", "NO_PENALTY", "decisionNo", "长市监不罚〔2026〕" + caseNo));
        waitingTask(OFFICER, "proposeClosing", caseNo);
        assertThat(dueAt(OFFICER, caseNo, "CASE_CLOSURE")).isEqualTo(workingDaysAfter(clock.instant(), 15));
    }

    @Test
    void atHalfAndAtFourFifthsOfThePeriodTheCaseReminds() {
        String caseNo = assigned();
        String task = waitingTask(OFFICER, "verifyClue", caseNo).get("id").asText();
        assertThat(card(task).has("reminder")).isFalse();
        fires("verificationHalfway", caseNo);
        assertThat(card(task).get("reminder").asText()).isEqualTo("期限已过半");
        fires("verificationFourFifths", caseNo);
        assertThat(card(task).get("reminder").asText()).isEqualTo("期限已过五分之四");
        assertThat(caseFile(OFFICER, caseNo).toString()).contains("提醒办理期限（期限已过半，", "提醒办理期限（期限已过五分之四，");
        approved(caseNo, proposal("extend"));
        task = waitingTask(OFFICER, "verifyClue", caseNo).get("id").asText();
        assertThat(card(task).has("reminder")).as("of the extended period").isFalse();
        fires("verificationHalfway", caseNo);
        assertThat(card(task).get("reminder").asText()).isEqualTo("期限已过半");
        approved(caseNo, proposal("file", "filingNo", filingNo(caseNo)));
        fires("caseHandlingHalfway", caseNo);
        fires("caseHandlingFourFifths", caseNo);
        assertThat(acts(caseNo).stream().filter(ClueAct.CLOCK_REMINDED::equals).count())
                .isEqualTo(5);
        assertThat(path(handlingOfCase(caseNo)))
                .contains("remindCaseHandling", "caseHandlingReminded")
                .doesNotContain("escalateOverdueCaseHandling");
    }

    private JsonNode card(String task) {
        return as(OFFICER).get("/api/task-cards?ids=" + task).json().get(0);
    }

    @Test
    void oneReportAboutThreeShopsIsOneReportAndThreeClues() {
        JsonNode before = as(OFFICER).get("/api/clues/counts").json();
        Map<String, Object> report = clue();
        report.put("more1", true);
        report.put("shopId2", shop());
        report.put("platformKey2", "taobao");
        report.put("more2", true);
        report.put("subjectName3", "杭州清茗茶业有限公司");
        String first = registered(report);
        JsonNode after = as(OFFICER).get("/api/clues/counts").json();
        assertThat(after.get("reports").asInt() - before.get("reports").asInt()).isEqualTo(1);
        assertThat(after.get("clues").asInt() - before.get("clues").asInt()).isEqualTo(3);
        List<String> all = Stream.concat(
                        Stream.of(first),
                        each(clue(OFFICER, first).get("sameReport")).map(JsonNode::asText))
                .toList();
        assertThat(all).hasSize(3).doesNotHaveDuplicates();
        all.forEach(caseNo -> {
            assign(caseNo);
            assertThat(path(verification(caseNo))).containsExactlyElementsOf(ASSIGNED);
        });
    }

    /** As the same facts at POST /api/jurisdiction, and kept with what was proposed. */
    @Test
    void theFileShowsWhoIsCompetentAsFarAsTheClueIsKnown() {
        String caseNo = assigned();
        JsonNode found = clue(OFFICER, caseNo).get("jurisdiction");
        assertThat(found.has("addressee")).isFalse();
        assertThat(found.get("missing").toString()).isEqualTo("[\"行为类型\"]");
        isRefused(
                OFFICER,
                "verifyClue",
                caseNo,
                proposal("transfer", "act", "COUNTERFEIT", "actualPlace", "临平"),
                "不是县级以上行政区划的代码");
        does(OFFICER, "verifyClue", caseNo, proposal("transfer", "act", "COUNTERFEIT"));
        assertThat(clue(OFFICER, caseNo).at("/jurisdiction/missing").toString()).isEqualTo("[\"实际经营地\"]");
        does(UNIT_HEAD, "reviewVerification", caseNo, Map.of("decision", "return", "reason", "请查明当事人的实际经营地"));
        does(OFFICER, "verifyClue", caseNo, proposal("transfer", "act", "COUNTERFEIT", "actualPlace", "330113"));
        found = clue(OFFICER, caseNo).get("jurisdiction");
        Map<String, String> same = Map.of(
                "platform", "taobao",
                "subject", "IN_PLATFORM",
                "act", "COUNTERFEIT",
                "actualPlace", "330113",
                "complaintFirstTo", CHANGNING);
        JsonNode asked = as(OFFICER).post("/api/jurisdiction", same).json();
        assertThat(found.get("addressee").asText()).isEqualTo("杭州市临平区市场监督管理局");
        assertThat(found.get("reasoning")).isEqualTo(asked.get("reasoning"));
        assertThat(found.get("articles")).isEqualTo(asked.get("articles"));
        assertThat(shown(UNIT_HEAD, "reviewVerification", caseNo)).contains("管辖研判：杭州市临平区市场监督管理局有管辖权（程序规定第十条");
        does(UNIT_HEAD, "reviewVerification", caseNo, Map.of("decision", "agree"));
        does(HEAD, "decideFiling", caseNo, Map.of("decision", "approve"));
        assertThat(shown(OFFICER, "completeTransfer", caseNo)).contains("330113", "COUNTERFEIT");
        assertThat(clue(OFFICER, caseNo).has("jurisdiction")).isFalse();
    }

    private String shown(String user, String form, String caseNo) {
        String task = waitingTask(user, form, caseNo).get("id").asText();
        return as(user).get("/engine-rest/task/" + task + "/form-variables").text();
    }

    @Test
    void theSameClueTwiceIsLinkedAndNotDoubled() {
        Map<String, Object> clue = clue();
        String first = registered(clue);
        clue.put("externalNo", "12315-2026-" + UUID.randomUUID());
        String again = registered(clue);
        assertThat(verification(again)).isEnded();
        assertThat(path(verification(again))).containsExactly("registerClue", "clueLinked");
        assertThat(clue(OFFICER, again).get("linkedTo").asText()).isEqualTo(first);
        assertThat(each(clue(OFFICER, first).get("linked")).map(JsonNode::asText))
                .containsExactly(again);
        assertThat(clocks(OFFICER, again)).isEmpty();

        clue.put("externalNo", "12315-2026-" + UUID.randomUUID());
        clue.put("causeOfCase", "涉嫌发布违法广告");
        assertThat(clue(OFFICER, registered(clue)).has("linkedTo"))
                .as("another violation of the same shop")
                .isFalse();

        Map<String, Object> numbered = clue();
        numbered.put("externalNo", "12315-2026-" + UUID.randomUUID());
        String third = registered(numbered);
        numbered.put("causeOfCase", "涉嫌发布违法广告");
        assertThat(clue(OFFICER, registered(numbered)).get("linkedTo").asText()).isEqualTo(third);
        numbered.put("shopId1", shop());
        assertThat(clue(OFFICER, registered(numbered)).has("linkedTo")).isFalse();
    }

    /** 投诉举报处理办法 art. 35: with new facts the period counts from the last report. */
    @Test
    void theSameReportedAgainWithNewFactsBeginsThePeriodAnew() {
        Map<String, Object> clue = clue();
        String first = registered(clue);
        assign(first);
        clock.setTo(clock.instant().plus(Duration.ofDays(12)));
        clue.put("receivedOn", ChinaTime.day(clock.instant()).toString());
        clue.put("newFacts", "新提供了三份检测报告，均显示不含宣传的成分");
        String again = registered(clue);
        assertThat(verification(again)).isEnded();
        assertThat(path(verification(again))).containsExactly("registerClue", "clueLinked");
        Instant due = workingDaysAfter(ChinaTime.startOf(ChinaTime.day(clock.instant())), 15);
        assertThat(clocks(OFFICER, first)).containsExactly("CLUE_VERIFICATION CANCELLED", "CLUE_VERIFICATION RUNNING");
        assertThat(verification(first)).job("verificationOverdue").hasDueDate(java.util.Date.from(due));
        assertThat(caseFile(OFFICER, first).toString())
                .contains("再次举报提出新的事实（" + again + "，核查期限重新起算）", "三份检测报告", "再次举报（" + again + "）提出新的事实");
        assertThat(path(verification(first))).containsExactlyElementsOf(ASSIGNED);
        approved(first, proposal("extend"));
        assertThat(path(verification(first)))
                .containsExactlyElementsOf(concat(ASSIGNED, DECIDED, List.of("verifyClue")));
    }

    @Test
    void theSameReportedAgainWithoutNewFactsBeginsNothing() {
        Map<String, Object> clue = clue();
        String first = registered(clue);
        Instant due = dueAt(OFFICER, first, "CLUE_VERIFICATION");
        clock.setTo(clock.instant().plus(Duration.ofDays(12)));
        clue.put("receivedOn", ChinaTime.day(clock.instant()).toString());
        String again = registered(clue);
        assertThat(path(verification(again))).containsExactly("registerClue", "clueLinked");
        assertThat(clocks(OFFICER, first)).containsExactly("CLUE_VERIFICATION RUNNING");
        assertThat(dueAt(OFFICER, first, "CLUE_VERIFICATION")).isEqualTo(due);
        assign(first);
        assertThat(path(verification(first))).containsExactlyElementsOf(ASSIGNED);
        clue.put("newFacts", "没有");
        assertThat(tryRegister(OFFICER, clue).text()).contains("“新的事实”不能少于");
    }

    /** What was missed stays missed, and the new period has timers of its own. */
    @Test
    void anOverduePeriodBeginsAnewToo() {
        Map<String, Object> clue = clue();
        String first = registered(clue);
        assign(first);
        fires("verificationHalfway", first);
        fires("verificationFourFifths", first);
        fires("verificationOverdue", first);
        clue.put("receivedOn", ChinaTime.day(clock.instant()).toString());
        clue.put("newFacts", "新提供了三份检测报告，均显示不含宣传的成分");
        registered(clue);
        assertThat(clocks(OFFICER, first)).containsExactly("CLUE_VERIFICATION MISSED", "CLUE_VERIFICATION RUNNING");
        Instant due = workingDaysAfter(ChinaTime.startOf(ChinaTime.day(clock.instant())), 15);
        assertThat(verification(first)).job("verificationOverdue").hasDueDate(java.util.Date.from(due));
        fires("verificationHalfway", first);
        fires("verificationFourFifths", first);
        fires("verificationOverdue", first);
        assertThat(clocks(OFFICER, first)).containsExactly("CLUE_VERIFICATION MISSED", "CLUE_VERIFICATION MISSED");
        assertThat(acts(first).stream()
                        .filter(ClueAct.VERIFICATION_OVERDUE::equals)
                        .count())
                .isEqualTo(2);
    }

    @Test
    void aPeriodThatStandsStillBeginsAnewAndStandsStill() {
        Map<String, Object> clue = clue();
        String first = registered(clue);
        assign(first);
        does(OFFICER, "verifyClue", first, proposal("pause", "stopEvent", "TESTING"));
        clock.setTo(clock.instant().plus(Duration.ofDays(12)));
        clue.put("receivedOn", ChinaTime.day(clock.instant()).toString());
        clue.put("newFacts", "新提供了三份检测报告，均显示不含宣传的成分");
        registered(clue);
        assertThat(clocks(OFFICER, first)).containsExactly("CLUE_VERIFICATION CANCELLED", "CLUE_VERIFICATION PAUSED");
        does(OFFICER, "resumeVerification", first, Map.of("decision", "resume"));
        assertThat(dueAt(OFFICER, first, "CLUE_VERIFICATION"))
                .isAfterOrEqualTo(workingDaysAfter(ChinaTime.startOf(ChinaTime.day(clock.instant())), 15));
    }

    /** The 90 days of a filed case count on; what is reported after the end is a new clue with a period of its own. */
    @Test
    void afterTheDecisionNewFactsBeginNothingOfTheOld() {
        Map<String, Object> clue = clue();
        String first = registered(clue);
        assign(first);
        approved(first, proposal("file", "filingNo", filingNo(first)));
        waitingTask(OFFICER, "conductCase", first);
        Instant due = dueAt(OFFICER, first, "CASE_HANDLING");
        clock.setTo(clock.instant().plus(Duration.ofDays(3)));
        clue.put("receivedOn", ChinaTime.day(clock.instant()).toString());
        clue.put("newFacts", "新提供了三份检测报告，均显示不含宣传的成分");
        String again = registered(clue);
        assertThat(path(verification(again))).containsExactly("registerClue", "clueLinked");
        assertThat(clocks(OFFICER, first)).containsExactly("CLUE_VERIFICATION MET", "CASE_HANDLING RUNNING");
        assertThat(dueAt(OFFICER, first, "CASE_HANDLING")).isEqualTo(due);
        assertThat(caseFile(OFFICER, first).toString()).contains("办案期限不变）", "三份检测报告");

        approvedInCase(first, proposal("terminate"));
        String later = registered(clue);
        assertThat(clue(OFFICER, later).has("linkedTo")).isFalse();
        assign(later);
        assertThat(path(verification(later))).containsExactlyElementsOf(ASSIGNED);
        assertThat(clocks(OFFICER, later)).containsExactly("CLUE_VERIFICATION RUNNING");
    }

    @Test
    void whatWasFoundTooLateIsNotFiledAndNothingIsLost() {
        Map<String, Object> late = clue();
        LocalDate ended = today().minusYears(2).minusDays(1);
        late.put("actEndedOn", ended.toString());
        String caseNo = registered(late);
        assign(caseNo);
        isRefused(
                OFFICER,
                "verifyClue",
                caseNo,
                proposal("file", "filingNo", filingNo(caseNo)),
                "追责时效已于 " + ended.plusYears(2) + " 届满，发现线索时（" + today() + "）已超过，依《行政处罚法》第三十六条不再给予行政处罚，不能立案");
        assertThat(clue(OFFICER, caseNo).get("content").asText()).contains("茶叶");
        approved(caseNo, proposal("notFile", "ground", "OTHER_LAWFUL"));
        assertThat(verification(caseNo)).isEnded();

        Map<String, Object> harmful = clue();
        harmful.put("actEndedOn", today().minusYears(2).minusDays(1).toString());
        harmful.put("harm", true);
        String five = registered(harmful);
        assign(five);
        approved(five, proposal("file", "filingNo", filingNo(five)));
        assertThat(clue(OFFICER, five).get("filingNo").asText()).isEqualTo(filingNo(five));
    }

    @Test
    void dataOfTheShopComeFromItsPlatform() {
        Map<String, Object> known = clue();
        known.put("shopId1", "S1000001");
        known.put("causeOfCase", "涉嫌虚假宣传" + UUID.randomUUID().toString().substring(0, 8));
        String caseNo = registered(known);
        assign(caseNo);
        isRefused(OFFICER, "verifyClue", caseNo, proposal("ask", "datasets", List.of("TRADE")), "所选数据须写明期间");
        does(OFFICER, "verifyClue", caseNo, proposal("ask", "datasets", List.of("SHOP_SUBJECT")));
        waitingTask(OFFICER, "verifyClue", caseNo);
        assertThat(dataset(OFFICER, caseNo).get("dataset").asText()).isEqualTo("SHOP_SUBJECT");
        assertThat(letters(OFFICER, caseNo)).containsExactly("MATERIALS_NOTICE");
        assertThat(path(verification(caseNo)))
                .containsExactlyElementsOf(
                        concat(ASSIGNED, List.of("sendMaterialsNotice", "requestClueData", "verifyClue")));
        isRefused(OFFICER, "verifyClue", caseNo, proposal("ask", "datasets", List.of("SHOP_SUBJECT")), "已经调取过");
    }

    @Test
    void aFiledCaseGoesOnAsAssistanceAndDispositionWithNothingTypedAgain() {
        Map<String, Object> known = clue();
        known.put("causeOfCase", "涉嫌虚假宣传" + UUID.randomUUID().toString().substring(0, 8));
        String caseNo = registered(known);
        assign(caseNo);
        approved(caseNo, proposal("file", "filingNo", filingNo(caseNo)));
        does(OFFICER, "conductCase", caseNo, proposal("assist", "questions", "网店由谁经营；交易是否真实"));
        approve(caseNo);
        acknowledge(caseNo);
        JsonNode asked = letter(OFFICER, caseNo, "REQUEST");
        assertThat(asked.toString()).contains(known.get("shopId1").toString(), filingNo(caseNo), "网店“清茗茶庄”");

        approvedInCase(caseNo, proposal("dispose", "measures", List.of("WARNING"), "legalHook", "网络交易监督管理办法第三十条"));
        waitingTask("officer330110", "draftDisposition", caseNo);
        waitingTask(OFFICER, "conductCase", caseNo);
        assertThat(letters(OFFICER, caseNo)).contains("REQUEST", "DISPOSITION_REQUEST");
    }

    @Test
    void nobodyApprovesWhatHeHandlesAndTheTwoHeadsAreTwo() {
        String caseNo = assigned();
        does(OFFICER, "verifyClue", caseNo, proposal("file", "filingNo", filingNo(caseNo)));
        String id = clue(OFFICER, caseNo).get("clueId").asText();
        for (String hand : List.of(OFFICER, SECOND)) {
            assertThatThrownBy(() -> matters.review(id, CHANGNING, hand, Optional.empty()))
                    .isInstanceOf(OthersMustDecide.class);
        }
        does(UNIT_HEAD, "reviewVerification", caseNo, Map.of("decision", "agree"));
        assertThatThrownBy(() -> matters.approve(id, CHANGNING, UNIT_HEAD, Optional.empty()))
                .isInstanceOf(OthersMustDecide.class)
                .hasMessageContaining("不能由您审批");
    }

    @Test
    void aClueThatWasSentIsRegisteredFromItsReceiptAndTwiceIsOnce() {
        String caseNo = "330110-2026-" + String.format("%06d", 900000 + Integer.parseInt(shop().substring(3)));
        Instant received = clock.instant().minus(Duration.ofDays(1));
        Map<String, String> facts = new HashMap<>(Map.of(
                "source", "TRANSFERRED",
                "channel", "BRIDGE",
                "receivedAt", received.toString(),
                "cause", "涉嫌虚假宣传",
                "content", "余杭区局移送的线索，附截图和调查情况",
                "platform", "taobao",
                "shopId", shop(),
                "fromBureau", YUHANG,
                "fromLetter", "余市监案移〔2026〕3号"));
        String about = caseNo + "-T1";
        String begun = ordered(caseNo, about, facts);
        assertThat(ordered(caseNo, about, facts)).isEqualTo(begun);
        assertThat(instances("clueVerification", CHANGNING, caseNo)).hasSize(1);
        assertThat(clue(OFFICER, caseNo).get("fromLetter").asText()).isEqualTo("余市监案移〔2026〕3号");
        assertThat(dueAt(OFFICER, caseNo, "CLUE_VERIFICATION")).isEqualTo(workingDaysAfter(received, 15));
        assign(caseNo);

        String other = caseNo.replace("330110", "321300");
        ordered(other, other + "-T1", facts);
        assertThat(clue(OFFICER, other).get("linkedTo").asText()).isEqualTo(caseNo);
        assertThat(instances("clueVerification", CHANGNING, other)).isEmpty();
        facts.remove("receivedAt");
        assertThatThrownBy(() -> ordered(caseNo, caseNo + "-T2", facts))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("收到材料的时间");
    }

    private String ordered(String caseNo, String about, Map<String, String> facts) {
        return transaction.execute(status -> orders.place(
                OrderKind.CLUE_VERIFICATION,
                new Order(caseNo, CHANGNING, about, OFFICER, Optional.empty(), Optional.empty(), facts),
                ClueAct.CLUE_REGISTERED));
    }

    private void executed(String caseNo) {
        does(OFFICER, "recordExecution", caseNo, execution(ChinaTime.day(clock.instant())));
    }

    private static Map<String, Object> execution(LocalDate day) {
        return Map.of("decision", "executed", "closingGround", "EXECUTED", "executedOn", day.toString());
    }

    private List<RecordedAct> acts(String caseNo) {
        return events.of(caseNo, CHANGNING).stream()
                .flatMap(event -> event.act().stream())
                .toList();
    }

    private static Instant receivedToday() {
        return ChinaTime.startOf(today());
    }

    @SafeVarargs
    private static List<String> concat(List<String>... parts) {
        return Stream.of(parts).flatMap(List::stream).toList();
    }
}
