package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.support.Browser;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.People;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Changning (Shanghai) asks Yuhang (Hangzhou, Zhejiang): what supervisors see of it by the tree of the whole country, in the
 * engine's interface, in Tasklist, in Cockpit and in ours; and that they can do nothing there.
 */
class SupervisorsTest extends AssistanceScenario {

    private static final String TASKLIST = "/camunda/api/engine/engine/default";
    private static final String COCKPIT = "/camunda/api/cockpit/plugin/base/default/process-instance";

    @Autowired
    private IdentityService identity;

    @Autowired
    private TaskService tasks;

    private People people;

    @AfterEach
    void dismiss() {
        if (people != null) {
            people.dismissAll();
        }
    }

    /** A supervisor of the province who is an officer there too. */
    private String both() {
        people = new People(identity);
        String both = people.hire("twohats330000", "supervisor", "330000");
        identity.createMembership(both, "officer");
        return both;
    }

    @Test
    void eachSeesWhatStandsBelowAndNothingAboveOrBeside() {
        String caseNo = approved(Requests.question());
        waitingTask("officer330110", "acknowledgeLetter", caseNo);

        assertThat(tenants("supervisor330110", caseNo)).containsOnly("330110");
        assertThat(tenants("supervisor330100", caseNo)).containsOnly("330110");
        assertThat(tenants("supervisor330000", caseNo)).containsOnly("330110");
        assertThat(tenants("supervisor310000", caseNo)).containsOnly("310105");
        assertThat(tenants("supervisor100000", caseNo)).contains("310105", "330110");
        for (String nobody : List.of("supervisor320000", "supervisor330113", "officer330000", "unithead330100")) {
            assertThat(tenants(nobody, caseNo)).as(nobody).isEmpty();
        }
    }

    /** Everything of this case that the interfaces tell, by whose it is: with what is not told the same must be found in all. */
    private List<String> tenants(String user, String caseNo) {
        Http engine = as(user);
        List<String> ofTasks = column(engine.get("/engine-rest/task?processInstanceBusinessKey=" + caseNo), "tenantId");
        assertThat(engine.get("/engine-rest/task/count?processInstanceBusinessKey=" + caseNo)
                        .json()
                        .get("count")
                        .asInt())
                .isEqualTo(ofTasks.size());
        Browser tasklist = Browser.signedIn(address(), user);
        assertThat(column(tasklist.get(TASKLIST + "/task?processInstanceBusinessKey=" + caseNo), "tenantId"))
                .containsExactlyInAnyOrderElementsOf(ofTasks);
        if (user.startsWith("supervisor")) {
            List<String> instances =
                    column(engine.get("/engine-rest/process-instance?businessKey=" + caseNo), "tenantId");
            assertThat(column(
                            engine.get("/engine-rest/history/process-instance?processInstanceBusinessKey=" + caseNo),
                            "tenantId"))
                    .containsExactlyInAnyOrderElementsOf(instances);
            Browser cockpit = Browser.signedIn(address(), user, "cockpit");
            assertThat(cockpit.post(COCKPIT + "?firstResult=0&maxResults=50", Map.of("businessKey", caseNo))
                            .json())
                    .as("%s in Cockpit", user)
                    .hasSameSizeAs(instances);
            assertThat(instances).containsAll(ofTasks);
            assertThat(column(
                            engine.get("/api/deadlines?caseNo=" + caseNo).json().get("deadlines"), "tenant"))
                    .as("deadlines that %s sees", user)
                    .allMatch(instances::contains)
                    .hasSizeGreaterThanOrEqualTo(instances.contains("330110") ? 1 : 0);
            assertThat(engine.get("/api/cases/" + caseNo).status()).isEqualTo(instances.isEmpty() ? 404 : 200);
        }
        return ofTasks;
    }

    @Test
    void listsOfSupervisionReachBelowAndListsOfWorkDoNot() {
        String caseNo = approved(Requests.question());
        String task = waitingTask("officer330110", "acknowledgeLetter", caseNo)
                .get("id")
                .asText();
        Browser province = Browser.signedIn(address(), both());
        Map<String, Object> ofCase = Map.of("processInstanceBusinessKey", caseNo);

        assertThat(ids(province, "辖区在办", ofCase)).contains(task);
        assertThat(ids(province, "待认领", ofCase)).isEmpty();
        assertThat(ids(province, "待签收", ofCase)).isEmpty();
        assertThat(ids(province, "辖区在办", Map.of("processInstanceBusinessKey", caseNo, "tenantIdIn", List.of("330100"))))
                .as("the city and what is below it")
                .contains(task);
        for (String elsewhere : List.of("330113", "330000x", "310105", "310000", "100000x")) {
            assertThat(ids(
                            province,
                            "辖区在办",
                            Map.of("processInstanceBusinessKey", caseNo, "tenantIdIn", List.of(elsewhere))))
                    .as(elsewhere)
                    .isEmpty();
        }
        JsonNode lists = province.get("/api/desk").json().get("lists");
        assertThat(count(lists, "辖区在办")).isEqualTo(counted(province, "辖区在办")).isPositive();
        assertThat(count(lists, "辖区已逾期")).isEqualTo(counted(province, "辖区已逾期"));
        assertThat(count(lists, "待签收")).isEqualTo(counted(province, "待签收"));

        assertThat(Browser.signedIn(address(), "officer330000")
                        .post(TASKLIST + "/filter/" + filter("辖区在办") + "/count", Map.of())
                        .status())
                .as("an officer has no such list")
                .isEqualTo(403);
    }

    @Test
    void whatIsLateStandsByCreationAsByDueDate() {
        String first = approved(Requests.question());
        String second = approved(Requests.question());
        List<String> created = Stream.of(first, second)
                .map(caseNo -> waitingTask("officer330110", "acknowledgeLetter", caseNo)
                        .get("id")
                        .asText())
                .toList();
        created.forEach(id -> {
            Task task = tasks.createTaskQuery().taskId(id).singleResult();
            task.setDueDate(Date.from(clock.instant().minus(Duration.ofDays(400))));
            tasks.saveTask(task);
        });
        Browser province = Browser.signedIn(address(), "supervisor330000");
        List<String> late = new ArrayList<>();
        List<String> page;
        do {
            page = column(
                    province.post(
                            TASKLIST + "/filter/" + filter("辖区已逾期") + "/list?maxResults=50&firstResult=" + late.size(),
                            Map.of("sorting", List.of(Map.of("sortBy", "created", "sortOrder", "desc")))),
                    "id");
            late.addAll(page);
        } while (page.size() == 50);
        assertThat(late).doesNotHaveDuplicates().hasSize(counted(province, "辖区已逾期"));
        assertThat(late).containsSubsequence(created.get(1), created.get(0));
    }

    @Test
    void whoSeesATaskBelowCanDoNothingWithIt() {
        String caseNo = approved(Requests.question());
        String task = waitingTask("officer330110", "acknowledgeLetter", caseNo)
                .get("id")
                .asText();
        String instance = tasks.createTaskQuery().taskId(task).singleResult().getProcessInstanceId();
        for (String user : List.of("supervisor330000", "supervisor100000", both())) {
            Http above = as(user);
            assertThat(above.get("/engine-rest/task/" + task).status()).isEqualTo(200);
            assertThat(above.get("/engine-rest/process-instance/" + instance).status())
                    .isEqualTo(200);
            assertThat(above.get("/engine-rest/task/" + task + "/deployed-form").status())
                    .isEqualTo(200);

            Map<String, Object> variables = Map.of("variables", variables(Map.of("decision", "accept")));
            Map<String, Http.Answer> answers = new LinkedHashMap<>();
            answers.put("claim", above.post("/engine-rest/task/" + task + "/claim", Map.of("userId", user)));
            answers.put("complete", above.post("/engine-rest/task/" + task + "/complete", variables));
            answers.put("submit-form", above.post("/engine-rest/task/" + task + "/submit-form", variables));
            answers.put("resolve", above.post("/engine-rest/task/" + task + "/resolve", variables));
            answers.put("delegate", above.post("/engine-rest/task/" + task + "/delegate", Map.of("userId", user)));
            answers.put("assignee", above.post("/engine-rest/task/" + task + "/assignee", Map.of("userId", user)));
            answers.put("unclaim", above.post("/engine-rest/task/" + task + "/unclaim", Map.of()));
            answers.put("bpmnError", above.post("/engine-rest/task/" + task + "/bpmnError", Map.of("errorCode", "x")));
            answers.put(
                    "identity-links",
                    above.post(
                            "/engine-rest/task/" + task + "/identity-links",
                            Map.of("groupId", "supervisor", "type", "candidate")));
            answers.put(
                    "variable of the task",
                    above.put(
                            "/engine-rest/task/" + task + "/variables/decision",
                            Map.of("value", "accept", "type", "String")));
            answers.put(
                    "variable of the instance",
                    above.put(
                            "/engine-rest/process-instance/" + instance + "/variables/decision",
                            Map.of("value", "accept", "type", "String")));
            answers.put(
                    "suspend",
                    above.put("/engine-rest/process-instance/" + instance + "/suspended", Map.of("suspended", true)));
            answers.put("delete", above.delete("/engine-rest/process-instance/" + instance));
            answers.put(
                    "modification",
                    above.post(
                            "/engine-rest/process-instance/" + instance + "/modification",
                            Map.of(
                                    "instructions",
                                    List.of(Map.of("type", "startBeforeActivity", "activityId", "investigate")))));
            answers.put(
                    "message",
                    above.post(
                            "/engine-rest/message",
                            Map.of(
                                    "messageName",
                                    "AssistanceRequest",
                                    "businessKey",
                                    caseNo,
                                    "processInstanceId",
                                    instance)));
            answers.put("return", above.post("/api/tasks/" + task + "/return", Map.of("reason", "试一试")));
            answers.put("evidence", above.upload("/api/cases/" + caseNo + "/evidence", Map.of(), "a.txt", "a"));
            answers.put(
                    "draft",
                    above.put(
                            "/api/drafts/tasks/" + task,
                            Map.of(
                                    "person",
                                    user,
                                    "revision",
                                    0,
                                    "window",
                                    UUID.randomUUID().toString(),
                                    "step",
                                    1,
                                    "content",
                                    Map.of("reason", "试一试"))));
            answers.forEach((what, answer) -> assertThat(answer.status())
                    .as("%s by %s: %s", what, user, answer.text())
                    .isGreaterThanOrEqualTo(400));
            JsonNode claims = above.post("/api/tasks/claims", Map.of("taskIds", List.of(task)))
                    .json();
            assertThat(claims.findValuesAsText("claimed")).doesNotContain("true");
        }
        assertThat(tasks.createTaskQuery().taskId(task).singleResult().getAssignee())
                .isNull();
        assertThat(handling(caseNo).getId()).isEqualTo(instance);
        // As before it is the bureau's own work.
        accept(caseNo);
    }

    @Test
    void theFileOfABureauBelowIsReadAsItsOwnSupervisorReadsIt() {
        String caseNo = approved(Requests.question());
        waitingTask("officer330110", "acknowledgeLetter", caseNo);
        String file = "/api/cases/" + caseNo;
        assertThat(as("supervisor330000").get(file).json().get("letters").findValuesAsText("stage"))
                .as("that somebody above looks on is not the bureau's reading")
                .isNotEmpty()
                .doesNotContain("READ");
        JsonNode own = as("supervisor330110").get(file).json();
        assertThat(own.get("letters").findValuesAsText("stage")).contains("READ");
        for (String above : List.of("supervisor330100", "supervisor330000", both())) {
            assertThat(as(above).get(file).json()).as(above).isEqualTo(own);
            assertThat(as(above).get(file + "?bureau=330110").json()).isEqualTo(own);
            assertThat(as(above).get(file + "?bureau=310105").status()).isEqualTo(404);
            assertThat(column(
                            as(above)
                                    .get("/api/cases?bureau=330110&q=" + caseNo)
                                    .json()
                                    .get("cases"),
                            "caseNo"))
                    .containsOnly(caseNo);
            assertThat(as(above).get("/api/cases?bureau=320324").status()).isEqualTo(404);
            assertThat(as(above).get("/api/cases?q=" + caseNo).json().get("cases"))
                    .isEmpty();
            own.get("letters").forEach(letter -> assertThat(as(above)
                            .get(file + "/letters/" + letter.get("id").asText() + ".pdf")
                            .status())
                    .isEqualTo(200));
        }
        assertThat(as("supervisor100000").get(file + "?bureau=310105").json())
                .isEqualTo(as("supervisor310105").get(file).json())
                .isNotEqualTo(own);
        for (String beside : List.of("supervisor320000", "supervisor330113", "officer330000", "unithead330100")) {
            assertThat(as(beside).get(file).status()).as(beside).isEqualTo(404);
            assertThat(as(beside).get(file + "?bureau=330110").status()).isEqualTo(404);
        }
    }

    @Test
    void whatIsLateIsToldLevelByLevelAndRemindedOf() {
        String caseNo = approved(Requests.question());
        waitingTask("officer330110", "acknowledgeLetter", caseNo);
        fires("acknowledgementOverdue", caseNo);
        clock.reset();

        assertThat(late("supervisor100000", "")).contains("330000").doesNotContain("330100", "330110");
        assertThat(late("supervisor100000", "?tenant=330000"))
                .contains("330100")
                .doesNotContain("330000", "330110");
        assertThat(late("supervisor100000", "?tenant=330100")).contains("330110");
        assertThat(late("supervisor330000", "")).contains("330100");
        assertThat(late("supervisor330000", "?tenant=310000")).isEmpty();
        assertThat(late("supervisor320000", "?tenant=330100")).isEmpty();
        assertThat(as("supervisor330000")
                        .get("/api/deadlines/summary?tenant=330110")
                        .json()
                        .get("path"))
                .extracting(branch -> branch.get("code").asText())
                .containsExactly("330000", "330100", "330110");

        Map<String, Object> order = Map.of("caseNo", caseNo, "text", "请于今日内签收来函。");
        assertThat(as("supervisor320000")
                        .post("/api/supervision/reminders", order)
                        .status())
                .isEqualTo(404);
        assertThat(as("supervisor330000")
                        .post("/api/supervision/reminders", order)
                        .status())
                .isEqualTo(201);
        assertThat(waitingTask("unithead330110", "answerReminder", caseNo)
                        .get("tenantId")
                        .asText())
                .isEqualTo("330110");
    }

    private List<String> late(String user, String question) {
        List<String> found = new ArrayList<>();
        as(user).get("/api/deadlines/summary" + question).json().get("counts").forEach(count -> {
            if (count.get("late").asInt() > 0) {
                found.add(count.get("tenant").asText());
            }
        });
        return found;
    }

    private String filter(String list) {
        for (JsonNode filter : as("admin").get("/engine-rest/filter").json()) {
            if (filter.get("name").asText().equals(list)) {
                return filter.get("id").asText();
            }
        }
        throw new AssertionError("There is no list " + list);
    }

    private List<String> ids(Browser person, String list, Map<String, Object> search) {
        return column(
                person.post(TASKLIST + "/filter/" + filter(list) + "/list?firstResult=0&maxResults=50", search), "id");
    }

    private int counted(Browser person, String list) {
        return person.post(TASKLIST + "/filter/" + filter(list) + "/count", Map.of())
                .json()
                .get("count")
                .asInt();
    }

    private static int count(JsonNode lists, String title) {
        for (JsonNode list : lists) {
            if (list.get("title").asText().equals(title)) {
                return list.get("count").asInt();
            }
        }
        throw new AssertionError("There is no list " + title);
    }

    private static List<String> column(Http.Answer answer, String name) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return column(answer.json(), name);
    }

    private static List<String> column(JsonNode rows, String name) {
        JsonNode all = rows.isObject() ? rows.findPath("task") : rows;
        List<String> found = new ArrayList<>();
        all.forEach(row -> found.add(row.get(name).asText()));
        return found;
    }
}
