package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.redshield.bridge.support.Http;

/** Everything that somebody can try at one open task over HTTP, and the proof that it left no trace. */
final class Intrusion {

    /** What the assignee may do with the task; everything else is closed to him too. */
    private static final Set<String> WORK = Set.of("claim", "complete", "submit-form");

    private record Attempt(String name, String method, String path, Object body) {

        Http.Answer by(Http person) {
            return switch (method) {
                case "POST" -> person.post(path, body);
                case "PUT" -> person.put(path, body);
                default -> person.delete(path);
            };
        }
    }

    private final TaskService tasks;
    private final RuntimeService runtime;
    private final String taskId;
    private final String decision;
    private final boolean everything;

    /** @param everything whether each tries all, or, but for the nearest to the task, what is done every day and a third of the rest */
    Intrusion(TaskService tasks, RuntimeService runtime, String taskId, String decision, boolean everything) {
        this.tasks = tasks;
        this.runtime = runtime;
        this.taskId = taskId;
        this.decision = decision;
        this.everything = everything;
    }

    /** Whoever may not do the task at all, and is near to it. */
    void refusesEverythingTo(Http intruder, String rightful) {
        refuses(intruder, attempts(intruder.user(), rightful));
    }

    /** Whoever else may not do it. */
    void refuses(Http intruder, String rightful) {
        refuses(intruder, some(attempts(intruder.user(), rightful), intruder.user()));
    }

    /** For another task, or somebody else, it is another third. */
    private Stream<Attempt> some(Stream<Attempt> attempts, String who) {
        List<Attempt> all = attempts.toList();
        int third = Math.floorMod((taskId + who).hashCode(), 3);
        return IntStream.range(0, all.size())
                .filter(at -> everything || WORK.contains(all.get(at).name()) || at % 3 == third)
                .mapToObj(all::get);
    }

    /** The assignee, who has his form and nothing else. */
    void refusesSideDoorsTo(Http assignee) {
        refuses(
                assignee,
                some(
                        attempts(assignee.user(), "officer2310105").filter(attempt -> !WORK.contains(attempt.name())),
                        assignee.user()));
    }

    /** A person of another organisation does not even see it. */
    void isHiddenFrom(Http stranger) {
        assertThat(stranger.get("/engine-rest/task/" + taskId).status()).isIn(403, 404);
        for (String part : List.of("form-variables", "variables", "deployed-form", "identity-links")) {
            assertThat(stranger.get("/engine-rest/task/" + taskId + "/" + part).status())
                    .as("%s reads %s", stranger.user(), part)
                    .isGreaterThanOrEqualTo(400);
        }
    }

    private void refuses(Http person, Stream<Attempt> attempts) {
        attempts.forEach(attempt -> {
            Http.Answer answer = attempt.by(person);
            assertThat(answer.status())
                    .as("%s tries %s at %s: %s", person.user(), attempt, taskId, answer.text())
                    .isGreaterThanOrEqualTo(400);
        });
    }

    /** What is tried inside changes nothing of the task. */
    void leavesNoTrace(Runnable tried) {
        String before = state();
        tried.run();
        assertThat(state()).as("after everybody tried").isEqualTo(before);
    }

    private Stream<Attempt> attempts(String me, String rightful) {
        Task open = tasks.createTaskQuery().taskId(taskId).singleResult();
        String task = "/engine-rest/task/" + taskId;
        String instance = "/engine-rest/process-instance/" + open.getProcessInstanceId();
        Map<String, Object> value = Map.of("value", decision, "type", "String");
        Map<String, Object> variables = Map.of("variables", Map.of("decision", value));
        // What would change nothing is answered as done: a free task freed, a taken one given to whoever has it.
        Attempt giveAway = open.getAssignee() == null
                ? post("claim for another", task + "/claim", Map.of("userId", rightful))
                : post("claim for nobody", task + "/claim", Map.of());
        return Stream.of(
                post("claim", task + "/claim", Map.of("userId", me)),
                giveAway,
                post("unclaim", task + "/unclaim", Map.of()),
                post("assign", task + "/assignee", Map.of("userId", me)),
                post("delegate", task + "/delegate", Map.of("userId", me)),
                post("complete", task + "/complete", variables),
                post("submit-form", task + "/submit-form", variables),
                post("resolve", task + "/resolve", variables),
                post(
                        "error",
                        task + "/bpmnError",
                        Map.of("errorCode", "WITHDRAWN", "variables", Map.of("decision", value))),
                post("escalation", task + "/bpmnEscalation", Map.of("escalationCode", "LATE")),
                put("set variable", task + "/variables/decision", value),
                put("set local variable", task + "/localVariables/decision", value),
                post("modify variables", task + "/variables", Map.of("modifications", Map.of("decision", value))),
                put("edit", task, Map.of("name", "changed", "priority", 1)),
                post("add candidate", task + "/identity-links", Map.of("userId", me, "type", "candidate")),
                post("comment", task + "/comment/create", Map.of("message", "自由文字")),
                new Attempt("delete", "DELETE", task, null),
                put("set variable of instance", instance + "/variables/decision", value),
                put("suspend instance", instance + "/suspended", Map.of("suspended", true)),
                post(
                        "modify instance",
                        instance + "/modification",
                        Map.of(
                                "instructions",
                                List.of(Map.of("type", "cancel", "activityId", open.getTaskDefinitionKey())))),
                post("signal", "/engine-rest/execution/" + open.getExecutionId() + "/signal", Map.of()),
                new Attempt("delete instance", "DELETE", instance, null));
    }

    private static Attempt post(String name, String path, Object body) {
        return new Attempt(name, "POST", path, body);
    }

    private static Attempt put(String name, String path, Object body) {
        return new Attempt(name, "PUT", path, body);
    }

    /** The task as it lies in the engine, with its variables, links and comments. */
    private String state() {
        Task task = tasks.createTaskQuery().taskId(taskId).singleResult();
        assertThat(task).as("task %s is open", taskId).isNotNull();
        return String.join(
                " ",
                task.getTaskDefinitionKey(),
                task.getName(),
                "assignee=" + task.getAssignee(),
                "owner=" + task.getOwner(),
                "delegation=" + task.getDelegationState(),
                "due=" + task.getDueDate(),
                "priority=" + task.getPriority(),
                "suspended=" + task.isSuspended(),
                tasks.getIdentityLinksForTask(taskId).stream()
                        .sorted(Comparator.comparing(IdentityLink::getType))
                        .map(l -> l.getType() + ":" + l.getUserId() + ":" + l.getGroupId())
                        .toList()
                        .toString(),
                tasks.getTaskComments(taskId).toString(),
                new java.util.TreeMap<>(runtime.getVariables(task.getExecutionId())).toString());
    }
}
