package org.redshield.bridge.engine.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.Browser;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.Scenario;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * CVE-2026-109432: no expression of a person's is evaluated in a task query, on any path, and the few that the system's
 * own task lists need work. The expression of these tests is harmless, so that without the guard they would be answered.
 */
class ExpressionGuardTest extends Scenario {

    private static final String WEB = "/camunda/api/engine/engine/default";
    private static final String REST = "/engine-rest";
    private static final Map<String, Object> HIDDEN =
            Map.of("orQueries", List.of(Map.of("assigneeExpression", "${'nobody'}")));
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    @Autowired
    private TaskService tasks;

    @Autowired
    private JdbcClient jdbc;

    /** {@code ${currentUserGroups()}} and {@code ${currentUser()}}. */
    @Test
    void theListsOfOnesOwnAndOfUnclaimedTasksAreRightForEachPerson() {
        String caseNo = raised("officer310105", Requests.throughHomeBureau("SHOP_SUBJECT"));
        String approval = waitingTask("unithead310105", "approveRequest", caseNo)
                .get("id")
                .asText();
        assertThat(listed("unithead310105", "待认领")).contains(approval);
        assertThat(listed("officer310105", "待认领")).doesNotContain(approval);
        assertThat(listed("unithead330110", "待认领")).doesNotContain(approval);
        assertThat(listed("unithead310105", "待办")).doesNotContain(approval);

        as("unithead310105").post(REST + "/task/" + approval + "/claim", Map.of("userId", "unithead310105"));

        assertThat(listed("unithead310105", "待办")).contains(approval);
        assertThat(listed("unithead310105", "待认领")).doesNotContain(approval);
        assertThat(listed("bureauhead310105", "待办")).doesNotContain(approval);
        String follow =
                waitingTask("officer310105", "followRequest", caseNo).get("id").asText();
        assertThat(listed("officer310105", "我跟踪的案件")).contains(follow);
        assertThat(listed("officer310105", "待办")).doesNotContain(follow);
    }

    /** {@code ${now()}}, the end of today and the end of the third day from today. */
    @Test
    void theListsOfWhatIsDueAreRightAndOfOnesOwn() {
        String caseNo = raised("officer310105", Requests.throughHomeBureau("SHOP_SUBJECT"));
        String id = waitingTask("unithead310105", "approveRequest", caseNo)
                .get("id")
                .asText();
        Instant now = Instant.now();
        Instant midnight = midnight(1);
        dueAt(id, now.minusSeconds(60));
        assertThat(listed("unithead310105", "已逾期")).as("not his yet").doesNotContain(id);
        as("unithead310105").post(REST + "/task/" + id + "/claim", Map.of("userId", "unithead310105"));

        dueAt(id, now.plusMillis((midnight.toEpochMilli() - now.toEpochMilli()) / 2));
        isIn(id, "今日到期", "即将到期");
        dueAt(id, midnight.plusSeconds(3600));
        isIn(id, "即将到期");
        dueAt(id, midnight(4).minusSeconds(1));
        isIn(id, "即将到期");
        dueAt(id, midnight(4).plusSeconds(3600));
        isIn(id);
        dueAt(id, now.minusSeconds(60));
        isIn(id, "已逾期", "本单位已逾期");
        assertThat(listed("bureauhead310105", "已逾期")).doesNotContain(id);
        assertThat(listed("supervisor310105", "本单位已逾期")).contains(id);
        for (String other : List.of("supervisor330110", "unithead330110")) {
            assertThat(listed(other, "本单位已逾期")).as(other).doesNotContain(id);
        }
    }

    private void isIn(String task, String... lists) {
        for (String list : List.of("今日到期", "即将到期", "已逾期", "本单位已逾期")) {
            assertThat(listed("unithead310105", list).contains(task))
                    .as(list)
                    .isEqualTo(List.of(lists).contains(list));
        }
    }

    private static Instant midnight(int days) {
        return LocalDate.now(ZONE)
                .plusDays(days)
                .atStartOfDay(ZONE)
                .minusSeconds(1)
                .toInstant();
    }

    static Stream<Arguments> adHoc() {
        return Stream.of(
                        HIDDEN,
                        Map.of("assigneeExpression", "${'nobody'}"),
                        Map.of("assigneeExpression", "${currentUser()}"),
                        Map.of("orQueries", List.of(Map.of("assigneeExpression", "${currentUser()}"))),
                        Map.of("orQueries", List.of(Map.of("dueBeforeExpression", "${now()}"))))
                .flatMap(query -> Stream.of("/task", "/task/count").map(path -> Arguments.of(path, query)));
    }

    @ParameterizedTest
    @MethodSource("adHoc")
    void isRefusedInAQuery(String path, Map<String, Object> query) {
        assertRefused(as("officer310105").post(REST + path, query));
        assertRefused(Browser.signedIn(base(), "officer310105").post(WEB + path, query));
    }

    @ParameterizedTest
    @MethodSource("filterActions")
    void isRefusedInWhatExtendsAFilter(String action) {
        String path = "/filter/" + filter("待办") + "/" + action;
        assertThat(as("officer310105").post(REST + path, HIDDEN).status()).isEqualTo(400);
        assertThat(Browser.signedIn(base(), "officer310105")
                        .post(WEB + path, HIDDEN)
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @MethodSource("filterActions")
    void isRefusedInAFilterThatLiesInTheDatabase(String action) {
        String id = filter("已逾期");
        String before = jdbc.sql("select query_ from act_ru_filter where id_ = ?")
                .param(id)
                .query(String.class)
                .single();
        try {
            for (String stored : List.of(
                    "{\"orQueries\":[{\"assigneeExpression\":\"${'nobody'}\"}]}",
                    "{\"orQueries\":[{\"assigneeExpression\":\"${currentUser()}\"}]}",
                    "{\"assigneeExpression\":\"${currentUser() }\"}")) {
                store(id, stored);
                String path = "/filter/" + id + "/" + action;
                assertThat(as("officer310105").get(REST + path).status())
                        .as(stored)
                        .isEqualTo(400);
                assertThat(Browser.signedIn(base(), "officer310105")
                                .get(WEB + path)
                                .status())
                        .as(stored)
                        .isEqualTo(400);
            }
        } finally {
            store(id, before);
        }
    }

    static Stream<String> filterActions() {
        return Stream.of("list", "count", "singleResult");
    }

    @Test
    void isNotSavedByAnybody() {
        Map<String, Object> filter =
                Map.of("resourceType", "Task", "name", "x", "query", HIDDEN, "properties", Map.of());
        assertRefused(as("admin").post(REST + "/filter/create", filter));
        assertRefused(as("admin").put(REST + "/filter/" + filter("已逾期"), filter));
        Browser admin = Browser.signedIn(base(), "admin");
        assertRefused(admin.post(WEB + "/filter/create", filter));
        assertRefused(admin.put(WEB + "/filter/" + filter("已逾期"), filter));
        assertThat(filter("已逾期")).isNotEmpty();
    }

    @Test
    void anOfficerMakesNoFilterAtAll() {
        Map<String, Object> filter = Map.of(
                "resourceType", "Task", "name", "mine", "query", Map.of("assignee", "x"), "properties", Map.of());
        assertThat(as("officer310105").post(REST + "/filter/create", filter).status())
                .isEqualTo(403);
        assertThat(Browser.signedIn(base(), "officer310105")
                        .post(WEB + "/filter/create", filter)
                        .status())
                .isEqualTo(403);
        assertThat(as("officer310105")
                        .put(REST + "/filter/" + filter("待办"), filter)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void anOrdinaryQueryIsAnswered() {
        Map<String, Object> query = Map.of("orQueries", List.of(Map.of("assignee", "x", "name", "y")));
        assertThat(as("officer310105").post(REST + "/task", query).status()).isEqualTo(200);
        assertThat(Browser.signedIn(base(), "officer310105")
                        .post(WEB + "/task", query)
                        .status())
                .isEqualTo(200);
    }

    private static void assertRefused(Http.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().get("message").asText()).contains("Expressions are not allowed");
    }

    private void store(String id, String query) {
        jdbc.sql("update act_ru_filter set query_ = ? where id_ = ?")
                .params(query, id)
                .update();
    }

    private void dueAt(String taskId, Instant due) {
        Task task = tasks.createTaskQuery().taskId(taskId).singleResult();
        task.setDueDate(Date.from(due));
        tasks.saveTask(task);
    }

    private String filter(String name) {
        return filter("officer310105", name);
    }

    private String filter(String user, String name) {
        return StreamSupport.stream(as(user).get(REST + "/filter").json().spliterator(), false)
                .filter(filter -> filter.get("name").asText().equals(name))
                .findFirst()
                .orElseThrow()
                .get("id")
                .asText();
    }

    private List<String> listed(String user, String filter) {
        Http.Answer answer = as(user).get(REST + "/filter/" + filter(user, filter) + "/list");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return StreamSupport.stream(answer.json().spliterator(), false)
                .map(task -> task.get("id").asText())
                .toList();
    }

    private String base() {
        return as(null).base();
    }
}
