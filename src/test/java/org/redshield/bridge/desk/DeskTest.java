package org.redshield.bridge.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.scenario.AssistanceScenario;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.People;
import org.springframework.beans.factory.annotation.Autowired;

/** The desk of a person: counts that agree with the engine's lists, followed cases, claims and news, each of his own bureau only. */
class DeskTest extends AssistanceScenario {

    private static final List<String> PEOPLE = List.of(
            "officer310105",
            "unithead310105",
            "bureauhead310105",
            "supervisor310105",
            "officer330110",
            "unithead330110",
            "supervisor330110",
            "liaisontaobao");

    @Autowired
    private TaskService tasks;

    @Autowired
    private IdentityService identity;

    /** The engine's own count of each list, for each role, before and after work has been done and time has passed. */
    @Test
    void countsAreThoseOfTheEnginesLists() {
        String caseNo = approved(Requests.throughHomeBureau("SHOP_SUBJECT"));
        raised("officer310105", Requests.question());
        String signing = waitingTask("officer330110", "acknowledgeLetter", caseNo)
                .get("id")
                .asText();
        agree();
        assertThat(counts("officer330110").get("待签收")).isPositive();
        assertThat(first("officer330110")).isIn("待签收", "今日到期", "已逾期");

        claim("officer330110", signing);
        String approval = waitingTask("unithead310105", "approveRequest", raised("officer310105", Requests.question()))
                .get("id")
                .asText();
        claim("unithead310105", approval);
        // As nearly all are due: at the last second of a day.
        due(approval, ChinaTime.endOf(ChinaTime.day(Instant.now())));
        due(signing, ChinaTime.endOf(ChinaTime.day(Instant.now()).plusDays(3)));
        agree();
        assertThat(counts("unithead310105").get("今日到期")).isPositive();

        due(approval, Instant.now().minusSeconds(60));
        due(signing, Instant.now().plus(Duration.ofDays(2)));

        agree();
        assertThat(counts("officer330110").get("待办")).isPositive();
        assertThat(counts("officer330110").get("即将到期")).isPositive();
        assertThat(first("unithead310105")).isEqualTo("已逾期");
        assertThat(desk("unithead310105").get("lists"))
                .filteredOn(list -> list.get("title").asText().equals("待办"))
                .allSatisfy(list -> assertThat(list.get("late").asLong()).isPositive());
    }

    @Test
    void eachRoleHasItsOwnListsAndNoOthers() {
        assertThat(counts("officer310105").keySet())
                .containsExactlyInAnyOrder("待签收", "待办", "待认领", "今日到期", "即将到期", "已逾期", "我跟踪的案件");
        assertThat(counts("liaisontaobao").keySet())
                .containsExactlyInAnyOrder("数据协查（按期限）", "待办", "待认领", "今日到期", "即将到期", "已逾期");
        assertThat(counts("supervisor310105").keySet()).contains("本单位已逾期").doesNotContain("待签收", "本单位已认领");
        assertThat(counts("modeler")).isEmpty();
    }

    @Test
    void whoRaisesACaseFollowsItAndOthersOfHisBureauMay() {
        String caseNo = raised("officer310105", Requests.question());
        assertThat(follows("officer310105", caseNo)).isTrue();
        assertThat(follows("officer2310105", caseNo)).isFalse();
        assertThat(followed("officer2310105")).doesNotContain(caseNo);

        follow("officer2310105", caseNo, true);
        assertThat(followed("officer2310105")).contains(caseNo);
        agree();

        follow("officer310105", caseNo, false);
        assertThat(follows("officer310105", caseNo)).isFalse();
        assertThat(followed("officer310105")).doesNotContain(caseNo);
    }

    @Test
    void aCaseOfOthersCannotBeFollowed() {
        String caseNo = raised("officer310105", Requests.question());
        Http.Answer answer = as("officer330110").put("/api/cases/" + caseNo + "/following", Map.of("following", true));
        assertThat(answer.status()).isEqualTo(404);
        assertThat(as("officer330110")
                        .get("/api/cases/" + caseNo + "/following")
                        .status())
                .isEqualTo(404);
        assertThat(followed("officer330110")).doesNotContain(caseNo);
    }

    @Test
    void severalTasksAreClaimedAtOnceAndWhatCouldNotBeIsSaid() {
        String mine = approval();
        String taken = approval();
        claim("unithead310105", taken);
        tasks.addCandidateGroup(taken, "bureauHead");
        tasks.setAssignee(taken, "bureauhead310105");
        String ofAnotherRole = waitingTask("officer330110", "acknowledgeLetter", approved(Requests.question()))
                .get("id")
                .asText();

        Http.Answer answer = as("unithead310105")
                .post("/api/tasks/claims", Map.of("taskIds", List.of(mine, taken, ofAnotherRole, "no-task", mine)));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json()).hasSize(4);
        assertThat(answer.json().get(0).get("claimed").asBoolean()).isTrue();
        assertThat(answer.json().get(1).get("claimed").asBoolean()).isFalse();
        assertThat(answer.json().get(1).get("reason").asText()).contains("已由", "认领");
        assertThat(answer.json().get(2).has("name")).as("of another bureau").isFalse();
        assertThat(answer.json().get(2).get("reason").asText()).contains("没有找到这项任务");
        assertThat(answer.json().get(3).get("reason").asText()).contains("没有找到这项任务");
        assertThat(assignee(mine)).isEqualTo("unithead310105");
        assertThat(assignee(taken)).isEqualTo("bureauhead310105");
        assertThat(assignee(ofAnotherRole)).isNull();
    }

    @Test
    void theGuardHoldsForEachOfThem() {
        String approval = approval();
        Http.Answer answer = as("officer310105").post("/api/tasks/claims", Map.of("taskIds", List.of(approval)));
        assertThat(answer.json().get(0).get("claimed").asBoolean()).isFalse();
        assertThat(answer.json().get(0).get("reason").asText()).contains("审批协查请求");
        assertThat(assignee(approval)).isNull();
        assertThat(as("officer310105")
                        .post("/api/tasks/claims", Map.of("taskIds", List.of()))
                        .json()
                        .get("code")
                        .asText())
                .isEqualTo("desk.claim-nothing");
    }

    /** With people of its own: so much has happened in the cases of the others that the newest of it may not be this. */
    @Test
    void whatOthersDidInOnesCasesIsToldAndNothingOfAnotherBureau() {
        People people = new People(identity);
        try {
            String head = people.hire("newhead310105", "unitHead", "310105");
            String officer = people.hire("newofficer310105", "officer", "310105");
            String caseNo = raised("officer310105", Requests.question());
            follow(head, caseNo, true);
            does(head, "approveRequest", caseNo, Map.of("decision", "approve", "reason", "同意协查"));
            waitingTask("officer330110", "acknowledgeLetter", caseNo);
            eventually("the receipt", () -> news(head, caseNo).contains("协助调查函已送达"));
            assertThat(news(head, caseNo))
                    .contains("提出协查请求")
                    .as("what he did himself")
                    .doesNotContain("批准协查请求")
                    .as("what the other bureau did")
                    .doesNotContain("收到协助调查函");
            assertThat(news(officer, caseNo)).as("not his case").isEmpty();
            follow(officer, caseNo, true);
            assertThat(news(officer, caseNo)).contains("提出协查请求", "批准协查请求");

            acknowledge(caseNo);
            assertThat(news(head, caseNo)).doesNotContain("签收来函");
        } finally {
            people.dismissAll();
        }
    }

    @Test
    void casesWithAShopOrACompanyInCommonAreRelatedWithinTheBureau() {
        Map<String, Object> request = Requests.question();
        request.put("shopId", "S1000777");
        request.put("creditCode", "91330110MA2CH0AB4B");
        String one = raised("officer310105", request);
        String sameShop = raised("officer310105", request);
        request.put("shopId", "S1000778");
        String sameCompany = raised("officer2310105", request);
        request.put("shopId", "S1000777");
        request.put("requestedBureauCode", "310105");
        String ofAnotherBureau = raised("officer330110", request);

        JsonNode related =
                as("officer310105").get("/api/cases/" + one + "/related").json();

        assertThat(related)
                .extracting(found -> found.get("caseNo").asText())
                .containsExactlyInAnyOrder(sameShop, sameCompany)
                .doesNotContain(one, ofAnotherBureau);
        assertThat(related.toString()).contains("同一网店", "同一统一社会信用代码").doesNotContain("91330110MA2CH0AB4B");
        assertThat(as("officer330110").get("/api/cases/" + one + "/related").status())
                .isEqualTo(404);
        assertThat(as("officer330110")
                        .get("/api/cases/" + ofAnotherBureau + "/related")
                        .json())
                .isEmpty();
    }

    /** What the platform sent of one shop went to the same people, whoever asks why. */
    @Test
    void casesWhoseParcelsWentToTheSamePhoneAreRelated() {
        String one = approved(Requests.direct("TRADE"));
        String other = approved(Requests.direct("TRADE"));
        for (String caseNo : List.of(one, other)) {
            does("unithead310105", "approveDataRequest", caseNo, Map.of("decision", "approve", "reason", "同意调取"));
        }

        eventually("the records of both were read", () -> {
            JsonNode related =
                    as("officer310105").get("/api/cases/" + one + "/related").json();
            return each(related)
                    .filter(found -> found.get("caseNo").asText().equals(other))
                    .anyMatch(found -> found.toString().contains("同一收货电话"));
        });
        assertThat(as("officer310105").get("/api/cases/" + one + "/related").text())
                .doesNotContainPattern("\\b1[0-9]{10}\\b");
    }

    @Test
    void whoAsksTheSameTwiceIsWarnedAndNotStopped() {
        Map<String, Object> request = Requests.question();
        request.put("shopId", "S1000779");
        assertThat(repeated("officer310105", "S1000779")).isEmpty();
        String one = raised("officer310105", request);
        assertThat(repeated("officer310105", "S1000779")).contains("30 天内", one);
        assertThat(repeated("officer320300", "S1000779"))
                .as("of another bureau")
                .isEmpty();
        assertThat(summary(one)).doesNotContain("30 天内");

        String two = raised("officer2310105", request);
        assertThat(summary(two)).contains(one, "目的相同");
        does("unithead310105", "approveRequest", two, Map.of("decision", "approve", "reason", "同意"));
    }

    private String repeated(String person, String shop) {
        return as(person)
                .get("/api/assistance/repeated?platform=taobao&bureau=330110&shopId=" + shop)
                .json()
                .path("warning")
                .asText("");
    }

    private String summary(String caseNo) {
        String task = waitingTask("unithead310105", "approveRequest", caseNo)
                .get("id")
                .asText();
        return as("unithead310105")
                .get("/engine-rest/task/" + task + "/form-variables")
                .text();
    }

    private String approval() {
        return waitingTask("unithead310105", "approveRequest", raised("officer310105", Requests.question()))
                .get("id")
                .asText();
    }

    private void agree() {
        for (String person : PEOPLE) {
            Map<String, Long> engine = new TreeMap<>();
            for (JsonNode list : as(person).get("/engine-rest/filter").json()) {
                engine.put(
                        list.get("name").asText(),
                        as(person)
                                .post("/engine-rest/filter/" + list.get("id").asText() + "/count", Map.of())
                                .json()
                                .get("count")
                                .asLong());
            }
            assertThat(counts(person)).as(person).isEqualTo(engine);
        }
    }

    private JsonNode desk(String person) {
        Http.Answer answer = as(person).get("/api/desk");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private Map<String, Long> counts(String person) {
        Map<String, Long> counts = new TreeMap<>();
        desk(person)
                .get("lists")
                .forEach(list ->
                        counts.put(list.get("title").asText(), list.get("count").asLong()));
        return counts;
    }

    private String first(String person) {
        return desk(person).get("first").asText();
    }

    private boolean follows(String person, String caseNo) {
        return as(person)
                .get("/api/cases/" + caseNo + "/following")
                .json()
                .get("following")
                .asBoolean();
    }

    private void follow(String person, String caseNo, boolean following) {
        Http.Answer answer = as(person).put("/api/cases/" + caseNo + "/following", Map.of("following", following));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    /** The cases in the engine's list, by the cards of its tasks. */
    private List<String> followed(String person) {
        String list = StreamSupport.stream(
                        as(person).get("/engine-rest/filter").json().spliterator(), false)
                .filter(filter -> filter.get("name").asText().equals("我跟踪的案件"))
                .findFirst()
                .orElseThrow()
                .get("id")
                .asText();
        List<String> ids = new ArrayList<>();
        as(person)
                .get("/engine-rest/filter/" + list + "/list")
                .json()
                .forEach(task -> ids.add(task.get("id").asText()));
        List<String> cases = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += 50) {
            as(person)
                    .get("/api/task-cards?ids=" + String.join(",", ids.subList(from, Math.min(from + 50, ids.size()))))
                    .json()
                    .forEach(card -> cases.add(card.get("caseNo").asText()));
        }
        return cases;
    }

    private List<String> news(String person, String caseNo) {
        Http.Answer answer = as(person).get("/api/desk/changes");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return StreamSupport.stream(answer.json().get("cases").spliterator(), false)
                .filter(of -> of.get("caseNo").asText().equals(caseNo))
                .flatMap(of -> StreamSupport.stream(of.get("events").spliterator(), false))
                .map(event -> event.get("title").asText())
                .toList();
    }

    private void claim(String person, String task) {
        assertThat(as(person)
                        .post("/engine-rest/task/" + task + "/claim", Map.of("userId", person))
                        .status())
                .isEqualTo(204);
    }

    private String assignee(String task) {
        return tasks.createTaskQuery().taskId(task).singleResult().getAssignee();
    }

    private void due(String task, Instant due) {
        Task found = tasks.createTaskQuery().taskId(task).singleResult();
        found.setDueDate(Date.from(due));
        tasks.saveTask(found);
    }
}
