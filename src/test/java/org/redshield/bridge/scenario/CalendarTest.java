package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.support.Http;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An arrangement of days off is loaded while cases run: who may, what is refused, and which deadlines move. */
class CalendarTest extends AssistanceScenario {

    /** The statutory days of 2031 and nothing else. */
    private static final List<String> STATUTORY = List.of(
            "2031-01-01 元旦",
            "2031-01-22 春节",
            "2031-01-23 春节",
            "2031-01-24 春节",
            "2031-01-25 春节",
            "2031-04-05 清明",
            "2031-05-01 劳动节",
            "2031-05-02 劳动节",
            "2031-06-24 端午",
            "2031-10-01 中秋、国庆",
            "2031-10-02 国庆",
            "2031-10-03 国庆");

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TaskService tasks;

    @Autowired
    private ManagementService management;

    @Test
    void onlyOperatorsAndAdministratorsLoad() {
        for (String user : List.of("officer310105", "bureauhead310105", "supervisor310105", "modeler", "auditor")) {
            Http.Answer answer = as(user).put("/api/calendars/2031", "{}");
            assertThat(answer.status()).as(user).isEqualTo(403);
            assertThat(answer.json().get("code").asText()).isEqualTo("deadline.calendar-not-allowed");
        }
        assertThat(new Http(address(), null).put("/api/calendars/2031", "{}").status())
                .isEqualTo(401);
    }

    @Test
    void whatIsPackagedIsThereWithItsVersions() {
        JsonNode all = as("officer310105").get("/api/calendars").json();
        JsonNode of2020 = each(all)
                .filter(year -> year.get("year").asInt() == 2020)
                .findFirst()
                .orElseThrow();
        assertThat(of2020.get("inForce").asText()).isEqualTo("2020-2");
        JsonNode year = as("officer310105").get("/api/calendars/2020").json();
        assertThat(each(year.get("versions"))
                        .map(version -> version.get("document").asText()))
                .containsExactly("", "国办发明电〔2020〕1号");
        assertThat(year.at("/versions/1/days").findValuesAsText("date")).contains("2020-01-31");
        assertThat(year.at("/versions/0/days").findValuesAsText("date")).doesNotContain("2020-01-31");
        assertThat(year.at("/versions/0/sha256").asText()).hasSize(64);
        assertThat(as("officer310105").get("/api/calendars/2016").status()).isEqualTo(404);
        assertThat(as("officer310105")
                        .get("/api/calendars/2020/versions/2020-7/changes")
                        .status())
                .isEqualTo(404);
    }

    /** One test and in this order, because versions are never taken back. */
    @Test
    void aNewArrangementMovesWhatItTouchesAndNothingElse() {
        clock.setTo(Instant.parse("2030-11-05T02:00:00Z"));
        assertThat(load(2030, statutory2030(), "2030-1", "2030-11-01").status()).isEqualTo(201);
        passIsDone(2030);
        String untouched = letterDelivered();
        clock.setTo(Instant.parse("2030-12-30T02:00:00Z"));
        String touched = letterDelivered();
        accept(touched);
        assertThat(handling(touched)).isWaitingAt("investigate");

        JsonNode before = clock("officer310105", touched, "STATUTORY_REPLY");
        assertThat(before.get("provisional").asBoolean()).isTrue();
        assertThat(before.get("dueDate").asText()).isEqualTo("2031-01-21");
        JsonNode others = caseFile("officer310105", untouched).get("clocks");
        assertThat(clock("officer310105", untouched, "STATUTORY_REPLY")
                        .get("dueDate")
                        .asText())
                .isEqualTo("2030-11-26");
        String card = card("officer330110", touched).toString();
        assertThat(card).contains("\"provisional\":true");
        List<String> enginesOfUntouched = engineDates(untouched);
        assertThat(clock("officer330110", touched, "AGREEMENT_REPLY")
                        .get("dueDate")
                        .asText())
                .isEqualTo("2031-01-03");
        assertThat(legalDates(touched)).containsExactlyElementsOf(legalDates("2031-01-21", "2031-01-03"));

        // 2 January is a Thursday: with it and the Friday off and a Saturday to make up, the deadline moves by a day.
        List<String> days = days(STATUTORY, "2031-01-02 元旦", "2031-01-03 元旦", "WORK 2031-01-11 元旦");
        Http.Answer loaded = load(2031, days, "2031-1", "2030-12-20");
        assertThat(loaded.status()).as(loaded.text()).isEqualTo(201);
        assertThat(each(loaded.json().get("movedDays")).map(JsonNode::asText))
                .containsExactly("2031-01-02", "2031-01-03", "2031-01-11");
        passIsDone(2031);

        JsonNode after = clock("officer310105", touched, "STATUTORY_REPLY");
        assertThat(after.get("provisional").asBoolean()).isFalse();
        // A day short, and the day after it is the eve of the Spring Festival.
        assertThat(after.get("dueDate").asText()).isEqualTo("2031-01-27");
        assertThat(after.get("explanation").asText())
                .contains("2031 年 1 月 11 日补班计入", "元旦 2031 年 1 月 1–3 日", "届满 2031-01-27")
                .doesNotContain("尚未公布");
        assertThat(legalDates(touched)).containsExactlyElementsOf(legalDates("2031-01-27", "2031-01-07"));
        assertThat(card("officer330110", touched).toString()).doesNotContain("\"provisional\":true");

        assertThat(caseFile("officer310105", untouched).get("clocks")).isEqualTo(others);
        assertThat(engineDates(untouched)).isEqualTo(enginesOfUntouched);

        JsonNode ours = as("officer310105")
                .get("/api/calendars/2031/versions/2031-1/changes?moved=true&size=500")
                .json();
        assertThat(each(ours.get("changes")).map(change -> change.get("tenant").asText()))
                .containsOnly("310105");
        assertThat(each(ours.get("changes"))
                        .filter(change -> change.get("caseNo").asText().equals(touched)
                                && change.get("kind").asText().equals("STATUTORY_REPLY"))
                        .map(change -> change.get("oldDueDate").asText() + " "
                                + change.get("newDueDate").asText()))
                .containsExactly("2031-01-21 2031-01-27");
        JsonNode all = as("operator")
                .get("/api/calendars/2031/versions/2031-1/changes?size=1")
                .json();
        assertThat(all.get("changes")).hasSize(1);
        assertThat(all.get("total").asLong()).isGreaterThan(ours.get("total").asLong());
        assertThat(each(as("operator")
                                .get("/api/calendars/2031/versions/2031-1/changes?size=500")
                                .json()
                                .get("changes"))
                        .map(change -> change.get("caseNo").asText()))
                .doesNotContain(untouched)
                .contains(touched);

        assertThat(preview("2030-12-20", 15)).isEqualTo("2031-01-14 false");
        assertThat(preview("2030-12-30", 15)).isEqualTo("2031-01-27 false");
        sameAgainChangesNothing(days);
        whoLoadedItIsWrittenDown();
    }

    private void sameAgainChangesNothing(List<String> days) {
        Http.Answer again = load(2031, days, "2031-1", "2030-12-20");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().get("changed").asBoolean()).isFalse();
        Http.Answer other = load(2031, STATUTORY, "2031-1", "2030-12-20");
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.json().get("code").asText()).isEqualTo("deadline.calendar-other-content");
        Http.Answer faulty = load(2031, List.of("2031-01-01 元旦"), "2031-2", "2030-12-19");
        assertThat(faulty.status()).isEqualTo(422);
        assertThat(faulty.json().get("faults")).hasSizeGreaterThan(8);
        assertThat(faulty.json().get("detail").asText()).contains("2031-01-22（春节）是法定节假日", "原有日历保持不变");
    }

    private void whoLoadedItIsWrittenDown() {
        List<Map<String, Object>> log = jdbc.sql(
                        "select user_id, outcome, version, sha256, source from calendar_load where year = 2031 order by id")
                .query()
                .listOfRows();
        assertThat(log)
                .extracting(row -> row.get("outcome"))
                .containsExactly("LOADED", "UNCHANGED", "REFUSED", "REFUSED");
        assertThat(log.get(0)).containsEntry("user_id", "operator").containsEntry("source", "127.0.0.1");
        assertThat((String) log.get(0).get("sha256")).matches("[0-9a-f]{64}");
        for (String table : List.of("calendar_load", "calendar_version", "calendar_day", "clock_change")) {
            org.assertj.core.api.Assertions.assertThatThrownBy(
                            () -> jdbc.sql("delete from " + table).update())
                    .as(table)
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("append-only");
        }
    }

    private String letterDelivered() {
        Map<String, Object> request = Requests.throughHomeBureau("SHOP_SUBJECT");
        request.put("periodFrom", "2030-05-01");
        request.put("periodTo", "2030-10-31");
        String caseNo = approved(request);
        assertThat(handling(caseNo)).isWaitingAt("acknowledgeLetter");
        eventually(
                "the clocks of both sides run",
                () -> clocks("officer310105", caseNo).contains("STATUTORY_REPLY RUNNING")
                        && clocks("officer330110", caseNo).contains("STATUTORY_REPLY RUNNING")
                        && engineDates(caseNo).stream().anyMatch(date -> date.startsWith("timer replyOverdue")));
        return caseNo;
    }

    private JsonNode card(String user, String caseNo) {
        String task = waitingTask(user, "investigate", caseNo).get("id").asText();
        return as(user).get("/api/task-cards?ids=" + task).json().get(0);
    }

    /** Whatever in the engine carries a date of the case: what it is and its instant. */
    private List<String> engineDates(String caseNo) {
        List<String> dates = new ArrayList<>();
        runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(caseNo)
                .list()
                .forEach(instance -> {
                    runtime.getVariables(instance.getId()).forEach((name, value) -> {
                        if (value instanceof java.util.Date date) {
                            dates.add("variable " + instance.getTenantId() + " " + name + " " + date.toInstant());
                        }
                    });
                    for (Job job : management
                            .createJobQuery()
                            .processInstanceId(instance.getId())
                            .timers()
                            .list()) {
                        String timer = management
                                .createJobDefinitionQuery()
                                .jobDefinitionId(job.getJobDefinitionId())
                                .singleResult()
                                .getActivityId();
                        dates.add("timer " + timer + " " + job.getDuedate().toInstant());
                    }
                    for (Task task : tasks.createTaskQuery()
                            .processInstanceId(instance.getId())
                            .list()) {
                        dates.add("task " + task.getTaskDefinitionKey() + " "
                                + (task.getDueDate() == null
                                        ? ""
                                        : task.getDueDate().toInstant()));
                    }
                });
        return dates.stream().sorted().toList();
    }

    /** Of these, what the two reply clocks govern: variables of both sides, timers of both sides, the task of the handler. */
    private List<String> legalDates(String caseNo) {
        return engineDates(caseNo).stream()
                .filter(date -> date.contains("DueAt ") || date.contains("Overdue ") || date.contains("investigate "))
                .toList();
    }

    /** What they must be when the statutory and the agreed clock end on these days. */
    private static List<String> legalDates(String statutory, String agreed) {
        String byLaw = statutory + "T15:59:59Z";
        String byAgreement = agreed + "T15:59:59Z";
        return java.util.stream.Stream.of(
                        "variable 310105 agreementDueAt " + byAgreement,
                        "variable 330110 agreementDueAt " + byAgreement,
                        "variable 310105 replyDueAt " + byLaw,
                        "variable 330110 replyDueAt " + byLaw,
                        // The acknowledgement was given on the day itself; its date stays in the instance.
                        "variable 330110 acknowledgeDueAt 2030-12-31T15:59:59Z",
                        "timer agreementOverdue " + byAgreement,
                        "timer handlingAgreementOverdue " + byAgreement,
                        "timer replyOverdue " + byLaw,
                        "timer handlingOverdue " + byLaw,
                        "task investigate " + byAgreement)
                .sorted()
                .toList();
    }

    private String preview(String start, int days) {
        JsonNode answer = as("officer310105")
                .get("/api/deadlines/preview?start=" + start + "&amount=" + days + "&unit=WORKING_DAYS")
                .json();
        return answer.get("dueDate").asText() + " " + answer.get("provisional").asText();
    }

    private void passIsDone(int year) {
        eventually(
                "the clocks of " + year + " are recomputed",
                () -> each(as("operator").get("/api/calendars/" + year).json().get("versions"))
                        .allMatch(version -> version.at("/pass/state").asText().equals("DONE")));
        JsonNode versions = as("operator").get("/api/calendars/" + year).json().get("versions");
        assertThat(versions.get(versions.size() - 1).at("/pass/failed").asLong())
                .isZero();
    }

    private Http.Answer load(int year, List<String> days, String version, String published) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("version", version);
        body.put("published", published);
        body.put("document", "");
        body.put("days", days.stream().map(CalendarTest::day).toList());
        return as("operator").put("/api/calendars/" + year, body);
    }

    private static Map<String, String> day(String text) {
        boolean work = text.startsWith("WORK ");
        String[] parts = text.substring(work ? 5 : 0).split(" ");
        return Map.of("date", parts[0], "kind", work ? "WORK" : "OFF", "festival", parts[1]);
    }

    private static List<String> days(List<String> first, String... more) {
        List<String> all = new ArrayList<>(first);
        all.addAll(List.of(more));
        return all;
    }

    private List<String> statutory2030() {
        // As the bridge computes them; that they are right is another test's business.
        return java.util.stream.Stream.of(
                        "2030-01-01 元旦",
                        "2030-02-02 春节",
                        "2030-02-03 春节",
                        "2030-02-04 春节",
                        "2030-02-05 春节",
                        "2030-04-05 清明",
                        "2030-05-01 劳动节",
                        "2030-05-02 劳动节",
                        "2030-06-05 端午",
                        "2030-09-12 中秋",
                        "2030-10-01 国庆",
                        "2030-10-02 国庆",
                        "2030-10-03 国庆")
                .collect(Collectors.toList());
    }
}
