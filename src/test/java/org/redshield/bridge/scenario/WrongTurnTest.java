package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.engine.ProcessMessages;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.ModelFiles;
import org.redshield.bridge.support.People;
import org.redshield.bridge.support.Thorough;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Every form there is, submitted with a decision that no code knows, with another task's form, and where it does not belong.
 * A modeler can deploy all of that; none of it is taken for anything else, and nothing changes. {@code verify} takes some of the
 * tasks, the tier {@code thorough} all.
 */
class WrongTurnTest extends AssistanceScenario {

    private static final String CASE = "310105-2026-777777";
    private static final String WRONG = "wrongTurn";

    @Autowired
    private RepositoryService repository;

    @Autowired
    private TaskService tasks;

    @Autowired
    private IdentityService identity;

    @Autowired
    private ProcessMessages messages;

    @Autowired
    private JdbcClient jdbc;

    private final UserTasks models = UserTasks.ofAllModels();
    private boolean everywhere;
    private People people;

    @BeforeEach
    void hire() {
        people = new People(identity);
    }

    @AfterEach
    void undeploy() {
        people.dismissAll();
        repository
                .createDeploymentQuery()
                .deploymentName("wrong turns")
                .list()
                .forEach(deployment -> repository.deleteDeployment(deployment.getId(), true));
    }

    @Test
    void aDecisionThatNoCodeKnowsIsRefusedOnEveryFormThatOffersIt() {
        deploy(form -> form, ModelFiles::withWrongDecision);
        forEachTask((task, form) -> isRefused(
                task, Map.of("decision", WRONG), new Refusal("engine.decision-unknown", task.getName(), "改道")));
    }

    @Test
    void aDecisionThatTheFormDoesNotOfferIsRefusedOnEveryForm() {
        deploy(form -> form, form -> form);
        forEachTask((task, form) ->
                isRefused(task, Map.of("decision", WRONG), new Refusal("engine.decision-missing", task.getName())));
    }

    @Test
    void everyTaskWantsItsDecision() {
        deploy(form -> form, ModelFiles::withoutDecision);
        forEachTask(
                (task, form) -> isRefused(task, Map.of(), new Refusal("engine.decision-not-asked", task.getName())));
    }

    @Test
    void anotherTasksFormIsRefusedOnEveryTask() {
        List<String> forms = List.copyOf(models.names());
        deploy(form -> forms.get((forms.indexOf(form) + 1) % forms.size()), form -> form);
        forEachTask((task, form) -> isRefused(
                task,
                Map.of(
                        "decision",
                        ModelFiles.decisions(form).stream().findFirst().orElse(WRONG)),
                new Refusal("engine.other-form", task.getName())));
    }

    /** The tasks stand in a process that has no request, no disposition, no deadline. */
    @Test
    void everyDecisionOfEveryFormIsRefusedWhereTheFormDoesNotBelong() {
        deploy(form -> form, form -> form);
        forEachTask((task, form) -> ModelFiles.decisions(form)
                .forEach(decision ->
                        isRefused(task, Map.of("decision", decision), new Refusal("engine.form-elsewhere"))));
    }

    /** The same where not one task is left out. */
    @Test
    @Tag("long")
    void noTaskOfAnyModelTakesAWrongTurn() {
        everywhere = true;
        for (Runnable turn : List.<Runnable>of(
                this::aDecisionThatNoCodeKnowsIsRefusedOnEveryFormThatOffersIt,
                this::aDecisionThatTheFormDoesNotOfferIsRefusedOnEveryForm,
                this::everyTaskWantsItsDecision,
                this::anotherTasksFormIsRefusedOnEveryTask,
                this::everyDecisionOfEveryFormIsRefusedWhereTheFormDoesNotBelong)) {
            turn.run();
            undeploy();
        }
    }

    @Test
    void aStartFormTakesNoDecisionNoOtherFormAndNothingWithoutCode() {
        for (var start : Map.of("raiseRequest", "assistanceRequest", "registerDeadline", "caseDeadline")
                .entrySet()) {
            String form = start.getKey();
            ObjectNode deciding = ModelFiles.form(form);
            ((ArrayNode) deciding.get("components"))
                    .add(ModelFiles.form("acknowledgeLetter").get("components").get(1));
            deployStart(start.getValue(), form, form, ModelFiles.withWrongDecision(deciding));
            assertStartRefused(
                    start.getValue(), Map.of("decision", WRONG), new Refusal("engine.decision-unknown", "测试", "改道"));
            undeploy();
            deployStart(start.getValue(), form, "acknowledgeLetter", ModelFiles.form("acknowledgeLetter"));
            assertStartRefused(
                    start.getValue(), Map.of("decision", "acknowledge"), new Refusal("engine.other-form", "测试"));
            undeploy();
            ObjectNode unknown = ModelFiles.form(form);
            unknown.put("id", "startSomething");
            deployStart(start.getValue(), "startSomething", "startSomething", unknown);
            assertStartRefused(start.getValue(), Map.of(), new Refusal("engine.start-without-owner", "测试"));
            undeploy();
        }
    }

    /** What was decided in an earlier task still stands in the instance; it decides nothing else. */
    @Test
    void anEarlierDecisionDecidesNoLaterTask() {
        String caseNo = approved(Requests.question());
        accept(caseNo);
        String until = Requests.today().plusDays(40).toString();
        Map<String, Object> notice = Map.of("delayUntil", until, "delayReason", "需要到仓库现场核查");
        Map<String, Object> delay = new HashMap<>(notice);
        delay.put("decision", "delay");
        JsonNode first = waitingTask("officer330110", "investigate", caseNo);
        does("officer330110", "investigate", caseNo, delay);
        isDone("officer330110", "investigate", caseNo, first.get("id").asText());
        does("unithead330110", "approveDelay", caseNo, Map.of("decision", "approve"));

        isRefused(
                "officer330110",
                "investigate",
                caseNo,
                notice,
                new Refusal("engine.decision-missing", "核查并形成结论").getMessage());
    }

    private interface Attempt {
        void at(Task task, JsonNode form);
    }

    private interface Change<T> {
        T of(T one);
    }

    /** One process with every user task of every model side by side, each with that form, changed. */
    private void deploy(Change<String> formOf, Change<ObjectNode> change) {
        String elements = models.rolesByTask().entrySet().stream()
                .map(task -> """
                        <userTask id="%s" name="测试%s" camunda:formRef="%s" camunda:formRefBinding="deployment"
                            camunda:candidateGroups="%s"/>
                        <sequenceFlow id="to_%1$s" sourceRef="all" targetRef="%1$s"/>
                        """.formatted(
                                task.getKey(),
                                task.getKey(),
                                formOf.of(task.getKey()),
                                task.getValue().iterator().next()))
                .collect(Collectors.joining());
        DeploymentBuilder deployment =
                repository.createDeployment().name("wrong turns").addString("wrong.bpmn", """
                        <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
                            xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="test">
                          <message id="m" name="WrongTurn"/>
                          <process id="wrongTurns" isExecutable="true" camunda:historyTimeToLive="P1D">
                            <startEvent id="begin"><messageEventDefinition messageRef="m"/></startEvent>
                            <sequenceFlow id="go" sourceRef="begin" targetRef="all"/>
                            <parallelGateway id="all"/>
                            %s
                          </process>
                        </definitions>
                        """.formatted(elements));
        models.names()
                .forEach(form -> deployment.addString(
                        "forms/" + form + ".form",
                        change.of(ModelFiles.form(form)).toString()));
        deployment.deploy();
        messages.start(CHANGNING, "WrongTurn", CASE, Map.of());
    }

    private void deployStart(String process, String event, String formRef, ObjectNode form) {
        repository
                .createDeployment()
                .name("wrong turns")
                .addString("wrong.bpmn", """
                        <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
                            xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="test">
                          <process id="%s" name="测试" isExecutable="true" camunda:historyTimeToLive="P1D">
                            <startEvent id="%s" camunda:formRef="%s" camunda:formRefBinding="deployment"/>
                            <sequenceFlow id="go" sourceRef="%2$s" targetRef="wait"/>
                            <receiveTask id="wait"/>
                          </process>
                        </definitions>
                        """.formatted(process, event, formRef))
                .addString("forms/" + formRef + ".form", form.toString())
                .deploy();
    }

    private void forEachTask(Attempt attempt) {
        Map<String, Task> open = tasks.createTaskQuery().processInstanceBusinessKey(CASE).list().stream()
                .collect(Collectors.toMap(
                        Task::getTaskDefinitionKey,
                        task -> task,
                        (one, other) -> {
                            throw new AssertionError("Two tasks " + one);
                        },
                        TreeMap::new));
        assertThat(open.keySet()).containsExactlyElementsOf(models.names());
        List<Long> before = rows();
        List<Task> some = Thorough.few(Thorough.isRun() ? 24 : 12, List.copyOf(open.values()), "wrong turns");
        (everywhere ? open.values() : some).forEach(task -> {
            String user = user(task);
            assertThat(as(user).post("/engine-rest/task/" + task.getId() + "/claim", Map.of("userId", user))
                            .status())
                    .as("%s claims %s", user, task.getTaskDefinitionKey())
                    .isEqualTo(204);
            attempt.at(task, deployedForm(user, task));
        });
        assertThat(tasks.createTaskQuery().processInstanceBusinessKey(CASE).count())
                .isEqualTo(open.size());
        assertThat(rows()).as("nothing was kept").isEqualTo(before);
        assertThat(runtime.getVariables(open.values().iterator().next().getProcessInstanceId()))
                .isEmpty();
    }

    private JsonNode deployedForm(String user, Task task) {
        Http.Answer form = as(user).get("/engine-rest/task/" + task.getId() + "/deployed-form");
        assertThat(form.status()).as(form.text()).isEqualTo(200);
        return form.json();
    }

    private String user(Task task) {
        String role = models.rolesFor(task.getTaskDefinitionKey()).iterator().next();
        return people.hire(role.toLowerCase() + CHANGNING, role, CHANGNING);
    }

    private void isRefused(Task task, Map<String, Object> fields, Refusal refusal) {
        for (String way : List.of("submit-form", "complete")) {
            Http.Answer answer = as(user(task))
                    .post("/engine-rest/task/" + task.getId() + "/" + way, Map.of("variables", variables(fields)));
            assertThat(answer.status())
                    .as("%s %s: %s", task.getTaskDefinitionKey(), fields, answer.text())
                    .isEqualTo(400);
            assertThat(answer.json().get("message").asText())
                    .as(task.getTaskDefinitionKey())
                    .isEqualTo(refusal.getMessage());
        }
    }

    private void assertStartRefused(String process, Map<String, Object> fields, Refusal refusal) {
        List<Long> before = rows();
        Http.Answer answer = as("officer310105")
                .post(
                        "/engine-rest/process-definition/key/" + process + "/submit-form",
                        Map.of("variables", variables(fields)));
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().get("message").asText()).isEqualTo(refusal.getMessage());
        assertThat(rows()).isEqualTo(before);
    }

    /** Instances, and everything that a form could have written. */
    private List<Long> rows() {
        return StreamSupport.stream(
                        List.of("act_ru_execution", "case_event", "enforcement_case", "further_field", "clock")
                                .spliterator(),
                        false)
                .map(table -> jdbc.sql("select count(*) from " + table)
                        .query(Long.class)
                        .single())
                .toList();
    }
}
