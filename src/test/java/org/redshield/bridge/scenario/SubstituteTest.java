package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.People;
import org.springframework.beans.factory.annotation.Autowired;

/** Heads who are away, who stands in for them, and who decides where nobody of a rank is left. */
class SubstituteTest extends ClueScenario {

    private static final String CHIEF = "chiefhead310105";

    @Autowired
    private IdentityService identity;

    @Autowired
    private TaskService tasks;

    private final List<String> named = new ArrayList<>();
    private People people;
    private String deputy;

    @BeforeEach
    void hire() {
        people = new People(identity);
        deputy = people.hire("deputy310105", "unitHead", CHANGNING);
    }

    @AfterEach
    void everybodyIsBack() {
        named.forEach(id -> Stream.of(HEAD, CHIEF, UNIT_HEAD)
                .forEach(head -> as(head).post("/api/substitutes/" + id + "/end", Map.of())));
        people.dismissAll();
        clock.reset();
    }

    @Test
    void whoStandsInDecidesInTheOtherOneSPlaceWhatWaitsAndWhatComesAndTheRecordSaysSo() {
        String waiting = assigned();
        does(OFFICER, "verifyClue", waiting, proposal("file", "filingNo", filingNo(waiting)));
        does(UNIT_HEAD, "reviewVerification", waiting, Map.of("decision", "agree"));
        assertThat(open(deputy, "decideFiling", waiting)).as("not his before").isEmpty();

        named(HEAD, "bureauHead", deputy, today(), today().plusDays(3));
        assertThat(as(deputy).get("/api/me").json().get("roles").toString()).contains("bureauHead", "unitHead");
        does(deputy, "decideFiling", waiting, Map.of("decision", "approve", "reason", "符合立案条件"));
        assertThat(opinion(waiting, "符合立案条件").get("role").asText()).isEqualTo("办案机构负责人；代“" + called(HEAD) + "”（部门负责人）");
        waitingTask(OFFICER, "conductCase", waiting);

        does(OFFICER, "conductCase", waiting, proposal("suspend", "ground", "FORCE_MAJEURE"));
        does(UNIT_HEAD, "reviewCaseMatter", waiting, Map.of("decision", "agree"));
        JsonNode task = open(deputy, "decideCaseMatter", waiting).get(0);
        claim(deputy, task);
        clock.setTo(clock.instant().plus(Duration.ofDays(4)));
        assertThat(as(deputy).get("/api/me").json().get("roles").toString())
                .as("it ends by itself")
                .doesNotContain("bureauHead");
        isRefused(deputy, "decideCaseMatter", waiting, Map.of("decision", "approve"), "岗位不能办理");
        clock.reset();
        does(deputy, "decideCaseMatter", waiting, Map.of("decision", "approve"));
    }

    @Test
    void aSubstituteDecidesNothingThatHeWroteAndTheNextLevelDoes() {
        named(HEAD, "bureauHead", UNIT_HEAD, today(), today());
        String caseNo = assigned();
        does(OFFICER, "verifyClue", caseNo, proposal("file", "filingNo", filingNo(caseNo)));
        does(UNIT_HEAD, "reviewVerification", caseNo, Map.of("decision", "agree"));
        assertThat(groups("decideFiling", caseNo))
                .as("offered to the next level at once: the head is away, his substitute has looked at it himself")
                .containsExactlyInAnyOrder("bureauHead", "chiefHead");
        claim(UNIT_HEAD, open(UNIT_HEAD, "decideFiling", caseNo).get(0));
        isRefused(
                UNIT_HEAD,
                "decideFiling",
                caseNo,
                Map.of("decision", "approve"),
                new Refusal("clues.own-approval").getMessage());
        does(CHIEF, "decideFiling", caseNo, Map.of("decision", "approve", "reason", "同意立案"));
        assertThat(opinion(caseNo, "同意立案").get("role").asText()).isEqualTo("主要负责人");
    }

    @Test
    void whoIsTheLastOfHisRankIsToldWhoDecidesAndThatOneHasTheTask() {
        String caseNo = assigned();
        does(OFFICER, "verifyClue", caseNo, proposal("notFile", "ground", "NO_FAULT"));
        does(UNIT_HEAD, "reviewVerification", caseNo, Map.of("decision", "agree"));
        assertThat(groups("decideFiling", caseNo)).containsExactly("bureauHead");
        named(HEAD, "bureauHead", UNIT_HEAD, today(), today());
        claim(UNIT_HEAD, open(UNIT_HEAD, "decideFiling", caseNo).get(0));
        isRefused(
                UNIT_HEAD,
                "decideFiling",
                caseNo,
                Map.of("decision", "approve"),
                "您参与了这件事的办理，不能由您审批。本单位同级没有其他可以审批的负责人，任务已转由主要负责人审批。");
        assertThat(opinion(caseNo, "主要负责人").get("title").asText()).startsWith("本级无人可以审批");
        does(CHIEF, "decideFiling", caseNo, Map.of("decision", "approve"));
    }

    @Test
    void whoStandsInMayBeOfAHigherRankThanTheTableAsksFor() {
        named(HEAD, "bureauHead", CHIEF, today(), today());
        String caseNo = assigned();
        does(OFFICER, "verifyClue", caseNo, proposal("notFile", "ground", "NO_FAULT"));
        does(UNIT_HEAD, "reviewVerification", caseNo, Map.of("decision", "agree"));
        assertThat(groups("decideFiling", caseNo)).containsExactly("bureauHead");
        does(CHIEF, "decideFiling", caseNo, Map.of("decision", "approve", "reason", "不予立案"));
        assertThat(opinion(caseNo, "不予立案").get("role").asText()).isEqualTo("主要负责人；代“" + called(HEAD) + "”（部门负责人）");
    }

    @Test
    void aHigherRankIsOfferedNothingAsLongAsSomebodyIsLeft() {
        String caseNo = assigned();
        does(OFFICER, "verifyClue", caseNo, proposal("notFile", "ground", "NO_FAULT"));
        assertThat(groups("reviewVerification", caseNo)).containsExactly("unitHead");
        assertThat(open(CHIEF, "reviewVerification", caseNo)).isEmpty();
        isForbidden(CHIEF, "reviewVerification", caseNo);
        isForbidden("reviewer310105", "reviewVerification", caseNo);
    }

    @Test
    void whatIsNoProperSubstituteIsRefusedInASentence() {
        LocalDate day = today();
        refused(OFFICER, "bureauHead", deputy, day, day, "休假", "bureau.substitute-not-head");
        refused(HEAD, "chiefHead", deputy, day, day, "休假", "bureau.substitute-not-head");
        refused(HEAD, "bureauHead", HEAD, day, day, "休假", "bureau.substitute-oneself");
        refused(HEAD, "bureauHead", OFFICER, day, day, "休假", "bureau.substitute-rank");
        refused(CHIEF, "chiefHead", deputy, day, day, "休假", "bureau.substitute-rank");
        refused(HEAD, "bureauHead", "unithead330110", day, day, "休假", "bureau.substitute-unknown");
        refused(HEAD, "bureauHead", "nobody", day, day, "休假", "bureau.substitute-unknown");
        refused(HEAD, "bureauHead", deputy, day.minusDays(1), day, "休假", "bureau.substitute-past");
        refused(HEAD, "bureauHead", deputy, day.plusDays(2), day, "休假", "bureau.substitute-past");
        refused(HEAD, "bureauHead", deputy, null, day, "休假", "bureau.substitute-days-missing");
        refused(HEAD, "bureauHead", deputy, day, day, " ", "bureau.substitute-reason");

        named(HEAD, "bureauHead", deputy, day.plusDays(5), day.plusDays(9));
        refused(HEAD, "bureauHead", UNIT_HEAD, day.plusDays(9), day.plusDays(12), "休假", "bureau.substitute-overlap");
        refused(CHIEF, "chiefHead", HEAD, day.plusDays(9), day.plusDays(12), "休假", "bureau.substitute-chain");
        refused(deputy, "unitHead", UNIT_HEAD, day, day.plusDays(6), "休假", "bureau.substitute-stands-in");
        named(HEAD, "bureauHead", UNIT_HEAD, day.plusDays(10), day.plusDays(12));
        assertThat(as(deputy).get("/api/me").json().get("roles").toString())
                .as("the period has not begun")
                .doesNotContain("bureauHead");

        Http.Answer notHis = as(CHIEF).post("/api/substitutes/" + named.get(0) + "/end", Map.of());
        assertThat(notHis.json().get("code").asText()).isEqualTo("bureau.substitute-over");
        JsonNode list = as(HEAD).post("/api/substitutes/" + named.get(0) + "/end", Map.of())
                .json();
        assertThat(each(list.get("substitutions"))
                        .filter(one -> one.get("id").asText().equals(named.get(0)))
                        .map(one -> one.get("state").asText()))
                .containsExactly("TAKEN_BACK");
        assertThat(each(list.at("/offices/0/candidates"))
                        .map(one -> one.get("user").asText()))
                .contains(deputy, UNIT_HEAD, CHIEF)
                .doesNotContain(OFFICER, HEAD);
    }

    private void isForbidden(String user, String task, String caseNo) {
        String id = waitingTask(UNIT_HEAD, task, caseNo).get("id").asText();
        assertThat(as(user).post("/engine-rest/task/" + id + "/claim", Map.of("userId", user))
                        .text())
                .contains(
                        new Refusal("engine.wrong-role", "审核核查意见").getMessage().substring(0, 6));
    }

    private List<String> groups(String task, String caseNo) {
        String id = tasks.createTaskQuery()
                .taskDefinitionKey(task)
                .processInstanceBusinessKey(caseNo)
                .singleResult()
                .getId();
        return tasks.getIdentityLinksForTask(id).stream()
                .map(link -> link.getGroupId())
                .filter(group -> group != null)
                .toList();
    }

    /** What the person's list of tasks to claim has of it. */
    private List<JsonNode> open(String user, String task, String caseNo) {
        List<String> roles = each(as(user).get("/api/me").json().get("roles"))
                .map(JsonNode::asText)
                .toList();
        return each(as(user).post(
                                "/engine-rest/task",
                                Map.of(
                                        "processInstanceBusinessKey",
                                        caseNo,
                                        "taskDefinitionKey",
                                        task,
                                        "candidateGroups",
                                        roles))
                        .json())
                .toList();
    }

    private void claim(String user, JsonNode task) {
        Http.Answer claimed =
                as(user).post("/engine-rest/task/" + task.get("id").asText() + "/claim", Map.of("userId", user));
        assertThat(claimed.status()).as(claimed.text()).isEqualTo(204);
    }

    private JsonNode opinion(String caseNo, String note) {
        return each(caseFile(OFFICER, caseNo).get("milestones"))
                .filter(item -> item.path("note").asText().equals(note))
                .findFirst()
                .orElseThrow();
    }

    private String called(String user) {
        return each(as(user).get("/api/substitutes").json().get("substitutions"))
                .filter(one -> one.get("head").asText().equals(user))
                .map(one -> one.get("headName").asText())
                .findFirst()
                .orElseThrow();
    }

    private void named(String head, String office, String substitute, LocalDate from, LocalDate until) {
        Http.Answer answer = naming(head, office, substitute, from, until, "外出学习");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        named.add(answer.json().at("/substitutions/0/id").asText());
    }

    private void refused(
            String head,
            String office,
            String substitute,
            LocalDate from,
            LocalDate until,
            String reason,
            String code) {
        Http.Answer answer = naming(head, office, substitute, from, until, reason);
        assertThat(answer.status()).as(answer.text()).isNotEqualTo(200);
        assertThat(answer.json().get("code").asText()).as(answer.text()).isEqualTo(code);
    }

    private Http.Answer naming(
            String head, String office, String substitute, LocalDate from, LocalDate until, String reason) {
        Map<String, Object> body = new HashMap<>(Map.of("office", office, "substitute", substitute, "reason", reason));
        if (from != null) {
            body.put("from", from.toString());
        }
        body.put("until", until.toString());
        return as(head).post("/api/substitutes", body);
    }
}
