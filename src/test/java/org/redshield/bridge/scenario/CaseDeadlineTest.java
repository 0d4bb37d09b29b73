package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.redshield.bridge.support.Flow.assertThat;
import static org.redshield.bridge.support.Flow.instance;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.OthersMustDecide;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.RecordedAct;
import org.redshield.bridge.deadline.clock.Clock;
import org.redshield.bridge.deadline.clock.ClockService;
import org.redshield.bridge.deadline.clock.ClockState;
import org.redshield.bridge.deadline.registered.CaseDeadline.Act;
import org.redshield.bridge.deadline.registered.CaseDeadlines;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.Scenario;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * A case's legal deadline from its registration to its end. After each move the clock, the task's due date and the timer
 * jobs are looked at together.
 */
class CaseDeadlineTest extends Scenario {

    private static final String TENANT = "310105";
    private static final String OFFICER = "officer310105";
    private static final String HEAD = "bureauhead310105";
    private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    @Autowired
    private ClockService clocks;

    @Autowired
    private CaseDeadlines deadlines;

    @Autowired
    private CaseEvents events;

    @Test
    void aRegisteredDeadlineIsTheSameInClockTaskAndTimer() {
        String caseNo = registered("CASE_FILING");
        Clock clock = clock(caseNo);
        assertThat(clock.title()).isEqualTo("核查与立案");
        assertThat(clock.citation()).isEqualTo("程序规定第十八条");
        assertThat(clock.dueAt()).isEqualTo(workingDays(15));
        together(caseNo, clock);
        JsonNode card = as(OFFICER)
                .get("/api/task-cards?ids="
                        + waitingTask(OFFICER, "followDeadline", caseNo)
                                .get("id")
                                .asText())
                .json()
                .get(0);
        assertThat(card.get("clock").asText()).isEqualTo("核查与立案");
        assertThat(card.get("remaining").asText()).matches("剩余 \\d+ 个工作日");
        does(OFFICER, "followDeadline", caseNo, Map.of("decision", "complete"));
        assertThat(deadline(caseNo)).isEnded();
        assertThat(clock(caseNo).state()).isEqualTo(ClockState.MET);
        assertThat(deadline(caseNo))
                .passedExactly(
                        "registerDeadline",
                        "watchDeadline",
                        "clockStarts",
                        "followDeadline",
                        "deadlineMet",
                        "deadlineEnded");
    }

    @Test
    void aPauseStopsEverythingAndItsDaysDoNotCount() {
        String caseNo = registered("CASE_FILING");
        pause(caseNo, "TESTING");
        Clock paused = clock(caseNo);
        assertThat(paused.state()).isEqualTo(ClockState.PAUSED);
        assertThat(paused.explanation()).contains("因检测检验检疫鉴定（程序规定第十八条）中止计算");
        assertThat(deadline(caseNo)).isWaitingAtExactly("watchDeadline", "resumeDeadline");
        for (String timer : List.of("caseHalfway", "caseFourFifths", "caseDeadlineOverdue")) {
            assertThat(deadline(caseNo)).job(timer).as(timer).hasDueDate(Date.from(NEVER));
        }
        assertThat(deadline(caseNo)).variables().containsEntry("caseDueAt", Date.from(NEVER));

        LocalDate resumed = registeredOn.plusDays(12);
        clock.setTo(clock.instant().plusSeconds(12 * 86_400L));
        does(OFFICER, "resumeDeadline", caseNo, Map.of("decision", "resume", "resumedOn", resumed.toString()));
        Clock running = clock(caseNo);
        int left = count(registeredOn, resumed.minusDays(1));
        assertThat(left).isPositive();
        assertThat(running.state()).isEqualTo(ClockState.RUNNING);
        assertThat(running.dueAt()).isEqualTo(workingDays(15 + left));
        assertThat(running.explanation())
                .contains("检测检验检疫鉴定自 " + registeredOn + " 至 " + resumed + " 恢复计算前（程序规定第十八条）不计");
        together(caseNo, running);
    }

    @Test
    void onlyTheEventsOfTheRuleStopAClock() {
        String filing = registered("CASE_FILING");
        isRefused(OFFICER, "followDeadline", filing, pausing("HEARING"), "“核查与立案”不因听证中止计算：程序规定第十八条没有规定这一事由");
        String preservation = registered("REGISTERED_PRESERVATION");
        isRefused(OFFICER, "followDeadline", preservation, pausing("TESTING"), "程序规定第三十五条没有规定中止");
        String seizure = registered("SEIZURE");
        isRefused(OFFICER, "followDeadline", seizure, pausing("ANNOUNCEMENT"), "不因公告中止计算");
        for (String caseNo : List.of(filing, preservation, seizure)) {
            assertThat(clock(caseNo).state()).isEqualTo(ClockState.RUNNING);
            together(caseNo, clock(caseNo));
        }
        String decision = registered("CASE_DECISION");
        pause(decision, "HEARING");
        assertThat(clock(decision).state()).isEqualTo(ClockState.PAUSED);
    }

    @Test
    void anApprovedExtensionMovesClockTaskAndTimerAndIsGrantedOnce() {
        String caseNo = registered("CASE_FILING");
        Clock before = clock(caseNo);
        isRefused(OFFICER, "followDeadline", caseNo, Map.of("decision", "extend"), "没有填写“理由”");
        ask(caseNo, Map.of());
        assertThat(clock(caseNo)).as("nothing moves before it is approved").isEqualTo(before);
        assertThat(deadline(caseNo)).task("approveExtension").hasDueDate(Date.from(before.dueAt()));
        assertThatThrownBy(() -> deadlines.approveExtension(before.subjectId(), TENANT, OFFICER, Optional.empty()))
                .isInstanceOf(OthersMustDecide.class)
                .hasMessageContaining("不能由您审批");
        does(HEAD, "approveExtension", caseNo, Map.of("decision", "approve"));

        Clock extended = clock(caseNo);
        assertThat(extended.dueAt()).isEqualTo(workingDays(30));
        assertThat(extended.explanation()).contains("批准延长 15 个工作日（商户在外地，需要补充核查）");
        together(caseNo, extended);
        isRefused(OFFICER, "followDeadline", caseNo, Map.of("decision", "extend", "reason", "还要更久"), "依法只能延长 1 次，已经用完");
        together(caseNo, extended);
    }

    @Test
    void aRefusedExtensionMovesNothing() {
        String caseNo = registered("SEIZURE");
        Clock before = clock(caseNo);
        ask(caseNo, Map.of());
        isRefused(HEAD, "approveExtension", caseNo, Map.of("decision", "refuse"), "没有填写“理由”");
        does(HEAD, "approveExtension", caseNo, Map.of("decision", "refuse", "reason", "理由不充分"));
        assertThat(clock(caseNo)).isEqualTo(before);
        together(caseNo, before);
        assertThat(acts(before)).containsExactly(Act.REGISTERED, Act.EXTENSION_ASKED, Act.EXTENSION_REFUSED);
    }

    private List<RecordedAct> acts(Clock clock) {
        return events.of(clock.caseNo(), TENANT).stream()
                .flatMap(event -> event.act().stream())
                .toList();
    }

    @Test
    void aReviewIsExtendedToAStatedDayOnly() {
        String caseNo = registered("CASE_REVIEW");
        isRefused(OFFICER, "followDeadline", caseNo, Map.of("decision", "extend", "reason", "案情复杂"), "只能延长至批准时载明的日期");
        LocalDate until = clock(caseNo)
                .dueAt()
                .atZone(java.time.ZoneId.of("Asia/Shanghai"))
                .toLocalDate()
                .plusDays(9);
        ask(caseNo, Map.of("extendTo", until.toString()));
        does(HEAD, "approveExtension", caseNo, Map.of("decision", "approve"));
        assertThat(clock(caseNo).dueAt())
                .isEqualTo(OffsetDateTime.parse(until + "T23:59:59+08:00").toInstant());
        together(caseNo, clock(caseNo));
    }

    @Test
    void anOverdueDeadlineIsSupervisedAndCannotBeExtendedAnyMore() {
        String caseNo = registered("CASE_FILING");
        fires("caseHalfway", caseNo);
        does(OFFICER, "remindCaseDeadline", caseNo, Map.of("decision", "noted"));
        fires("caseDeadlineOverdue", caseNo);
        assertThat(clock(caseNo).state()).isEqualTo(ClockState.MISSED);
        assertThat(deadline(caseNo)).isWaitingAt("superviseOverdueCase");
        isRefused(OFFICER, "followDeadline", caseNo, Map.of("decision", "extend", "reason", "来不及"), "延长必须在届满前批准");
        isRefused(OFFICER, "followDeadline", caseNo, pausing("TESTING"), "届满后不能再中止计算");
        does("supervisor310105", "superviseOverdueCase", caseNo, Map.of("decision", "noted", "note", "已要求三日内办结"));
        does(OFFICER, "followDeadline", caseNo, Map.of("decision", "complete"));
        assertThat(deadline(caseNo)).isEnded();
        Clock late = clock(caseNo);
        assertThat(late.state()).as("done late stays missed").isEqualTo(ClockState.MISSED);
        assertThat(late.endedAt()).isPresent();
        assertThat(onlyClock(caseNo).get("stateTitle").asText()).isEqualTo("逾期完成");
        assertThat(acts(late))
                .containsExactly(Act.REGISTERED, Act.REMINDER_NOTED, Act.OVERDUE, Act.SUPERVISED, Act.COMPLETED);
    }

    @Test
    void anExtensionAskedInTimeIsNotApprovedAfterExpiry() {
        String caseNo = registered("CASE_FILING");
        ask(caseNo, Map.of());
        Clock before = clock(caseNo);
        clock.setTo(before.dueAt().plusSeconds(1));
        isRefused(HEAD, "approveExtension", caseNo, Map.of("decision", "approve"), "延长必须在届满前批准");
        assertThat(clock(caseNo).dueAt()).isEqualTo(before.dueAt());
        assertThat(deadline(caseNo)).job("caseDeadlineOverdue").hasDueDate(Date.from(before.dueAt()));
    }

    @Test
    void aWithdrawnDeadlineEndsWithItsTimers() {
        String caseNo = registered("CASE_DECISION");
        isRefused(OFFICER, "followDeadline", caseNo, Map.of("decision", "withdraw"), "没有填写“理由”");
        does(OFFICER, "followDeadline", caseNo, Map.of("decision", "withdraw", "reason", "重复登记"));
        assertThat(deadline(caseNo)).isEnded();
        assertThat(clock(caseNo).state()).isEqualTo(ClockState.CANCELLED);
        assertThat(clock(caseNo).endReason()).contains("重复登记");
    }

    @Test
    void whatIsMissingIsSaid() {
        assertThat(register(Map.of("deadlineKind", "NO_SUCH")).text()).contains("没有填写“期限”");
        assertThat(register(Map.of("deadlineKind", "MATERIALS")).text()).contains("以通知书载明的天数为准");
        assertThat(register(Map.of("deadlineKind", "ON_THE_SPOT_APPROVAL")).text())
                .contains("要有起算的时刻");
        assertThat(register(Map.of("startedOn", today().plusDays(2).toString())).text())
                .contains("还没有到");
        assertThat(register(Map.of("caseNumber", "长市监〔2026〕1号")).text()).contains("写法不对");
        Http.Answer notice = register(Map.of("deadlineKind", "MATERIALS", "noticeDays", 8));
        assertThat(notice.status()).as(notice.text()).isEqualTo(200);
        assertThat(clock(notice.json().get("businessKey").asText())
                        .law()
                        .rule()
                        .period()
                        .amount())
                .isEqualTo(8);
    }

    @Test
    void nobodyButAnOfficerRegisters() {
        assertThat(as(HEAD).post(
                                "/engine-rest/process-definition/key/caseDeadline/submit-form",
                                Map.of("variables", variables(fields(Map.of()))))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void anOwnCaseHasItsFileAndItsLineInTheList() {
        String caseNo = registered("CASE_FILING");
        JsonNode running = as(OFFICER).get("/api/cases/" + caseNo).json();
        assertThat(running.get("role").asText()).isEqualTo("OWNER");
        assertThat(running.get("summary").get("stateTitle").asText()).isEqualTo("期限计算中");
        assertThat(running.get("summary").get("cause").asText()).isEqualTo("涉嫌虚假宣传");
        assertThat(running.get("summary").get("sourceNo").asText()).isEqualTo("长市监案〔2026〕7号");
        assertThat(running.get("clocks").get(0).get("ground").asText()).isEqualTo("收到移送材料");
        assertThat(running.get("upload").get("allowed").asBoolean()).isTrue();
        assertThat(as("officer330110").get("/api/cases/" + caseNo).status()).isEqualTo(404);

        pause(caseNo, "TESTING");
        String task = waitingTask(OFFICER, "resumeDeadline", caseNo).get("id").asText();
        Http.Answer file = as(OFFICER).get("/api/cases/" + caseNo);
        JsonNode clock = file.json().get("clocks").get(0);
        assertThat(clock.get("stateTitle").asText()).isEqualTo("中止中");
        assertThat(clock.has("remaining")).isFalse();
        JsonNode stopped = clock.get("pauses").get(0);
        assertThat(stopped.get("title").asText()).isEqualTo("检测检验检疫鉴定");
        assertThat(stopped.get("from").asText()).isEqualTo(today().toString());
        assertThat(stopped.has("until")).isFalse();
        Http.Answer card = as(OFFICER).get("/api/task-cards?ids=" + task);
        assertThat(card.json().get(0).get("paused").asBoolean()).isTrue();
        assertThat(card.json().get(0).has("dueAt")).isFalse();
        Http.Answer list = as("supervisor310105").get("/api/deadlines?caseNo=" + caseNo);
        assertThat(list.json().get("deadlines").get(0).get("stateTitle").asText())
                .isEqualTo("中止中");
        Http.Answer line = as(OFFICER).get("/api/cases?q=" + caseNo);
        assertThat(line.json().get("cases").get(0).get("stateTitle").asText()).isEqualTo("期限中止中");
        Http.Answer form = as(OFFICER).get("/engine-rest/task/" + task + "/form-variables");
        for (Http.Answer shown : List.of(file, card, list, line, form)) {
            assertThat(shown.status()).as(shown.text()).isEqualTo(200);
            assertThat(shown.text()).as("the date that never comes").doesNotContain("9999");
        }

        does(OFFICER, "resumeDeadline", caseNo, Map.of("decision", "resume", "resumedOn", today().toString()));
        ask(caseNo, Map.of());
        assertThat(onlyClock(caseNo).get("asked").asText()).contains("申请延长 15 个工作日：商户在外地");
        does(HEAD, "approveExtension", caseNo, Map.of("decision", "approve"));
        JsonNode extended = onlyClock(caseNo);
        assertThat(extended.has("asked")).isFalse();
        assertThat(extended.get("pauses").get(0).get("until").asText()).isEqualTo(today().toString());
        assertThat(extended.get("extensions").get(0).get("title").asText()).isEqualTo("延长 15 个工作日");
        does(OFFICER, "followDeadline", caseNo, Map.of("decision", "complete", "reason", "已立案"));
        JsonNode done = as(OFFICER).get("/api/cases/" + caseNo).json();
        assertThat(done.get("summary").get("stateTitle").asText()).isEqualTo("已办结");
        assertThat(done.get("upload").get("allowed").asBoolean()).isFalse();
        assertThat(done.get("milestones").findValuesAsText("title"))
                .containsExactly(
                        "登记期限（核查与立案）", "中止计算（核查与立案）", "恢复计算（核查与立案）", "申请延期（核查与立案）", "批准延期（核查与立案）", "办结（核查与立案）");
    }

    private JsonNode onlyClock(String caseNo) {
        return as(OFFICER).get("/api/cases/" + caseNo).json().get("clocks").get(0);
    }

    /** The clock's dates, those of the task that carries them, and those of the timers that wait for them. */
    private void together(String caseNo, Clock clock) {
        assertThat(deadline(caseNo)).task("followDeadline").hasDueDate(Date.from(clock.dueAt()));
        assertThat(deadline(caseNo)).job("caseDeadlineOverdue").hasDueDate(Date.from(clock.dueAt()));
        assertThat(deadline(caseNo)).job("caseHalfway").hasDueDate(Date.from(clock.halfAt()));
        assertThat(deadline(caseNo)).job("caseFourFifths").hasDueDate(Date.from(clock.fourFifthsAt()));
        assertThat(deadline(caseNo)).variables().containsEntry("caseDueAt", Date.from(clock.dueAt()));
    }

    private static ProcessInstance deadline(String caseNo) {
        return instance("caseDeadline", TENANT, caseNo);
    }

    private final LocalDate registeredOn = Requests.today();

    private LocalDate today() {
        return registeredOn;
    }

    private String registered(String kind) {
        Http.Answer answer = register(Map.of("deadlineKind", kind));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().get("businessKey").asText();
    }

    private Http.Answer register(Map<String, Object> changes) {
        return as(OFFICER)
                .post(
                        "/engine-rest/process-definition/key/caseDeadline/submit-form",
                        Map.of("variables", variables(fields(changes))));
    }

    private Map<String, Object> fields(Map<String, Object> changes) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("causeOfCase", "涉嫌虚假宣传");
        fields.put("ownCaseNumber", "长市监案〔2026〕7号");
        fields.put("deadlineKind", "CASE_FILING");
        fields.put("startedOn", today().toString());
        fields.put("ground", "收到移送材料");
        fields.putAll(changes);
        return fields;
    }

    private Map<String, Object> pausing(String event) {
        return Map.of("decision", "pause", "stopEvent", event, "pausedOn", today().toString(), "reason", "已委托鉴定机构");
    }

    private void pause(String caseNo, String event) {
        does(OFFICER, "followDeadline", caseNo, pausing(event));
    }

    private void ask(String caseNo, Map<String, Object> more) {
        Map<String, Object> fields = new LinkedHashMap<>(more);
        fields.put("decision", "extend");
        fields.put("reason", "商户在外地，需要补充核查");
        does(OFFICER, "followDeadline", caseNo, fields);
    }

    private Clock clock(String caseNo) {
        List<Clock> all = clocks.byCase(caseNo, TENANT);
        assertThat(all).hasSize(1);
        UUID id = all.get(0).id();
        return clocks.get(id);
    }

    private Instant workingDays(int days) {
        return OffsetDateTime.parse(as(OFFICER)
                        .get("/api/deadlines/preview?unit=WORKING_DAYS&amount=" + days + "&start=" + today())
                        .json()
                        .get("dueAt")
                        .asText())
                .toInstant();
    }

    private int count(LocalDate from, LocalDate to) {
        return as(OFFICER)
                .get("/api/deadlines/count?from=" + from + "&to=" + to)
                .json()
                .get("count")
                .asInt();
    }
}
