package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.JsonNode;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.People;
import org.redshield.bridge.support.Thorough;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * User tasks tried over HTTP by everybody who may not do them: each other role of the same bureau, the same role of other
 * bureaus, a colleague when it is somebody's, and the author of what is to be approved.
 *
 * <p>Cases are walked in which each task is open at least once. At its first opening everybody tries; then the right person
 * does it and the case goes on. A class whose name ends in {@code AuthorityTest} says by {@link Walks} which processes it
 * walks. One or two of each kind are sent, each with some of what can be tried; everybody with everything in the tier {@code long}.
 */
abstract class AuthorityScenario extends AssistanceScenario {

    /** The processes all of whose user tasks a class tries. */
    @Retention(RetentionPolicy.RUNTIME)
    @interface Walks {
        String[] value();
    }

    static final String SUQIAN = "321300";
    private static final List<String> BUREAU_ROLES =
            List.of("officer", "unitHead", "bureauHead", "chiefHead", "reviewer", "supervisor", "liaison");
    private static final List<String> CENTRAL = List.of("modeler", "operator", "auditor");

    @Autowired
    IdentityService identity;

    @Autowired
    private TaskService tasks;

    /** What the engine says of each refusal, some hundred lines of stack trace, takes longer than the refusal. */
    private static final List<Logger> TALKATIVE = Stream.of(
                    "org.camunda.bpm.engine.context", "org.camunda.bpm.engine.rest.exception")
            .map(name -> (Logger) LoggerFactory.getLogger(name))
            .toList();

    /** Intruders try side by side: each attempt waits for the database several times. */
    private final ExecutorService intruders = Executors.newFixedThreadPool(6);

    private final UserTasks models = UserTasks.ofAllModels();
    private final Set<String> tried = new TreeSet<>();
    private People people;
    private boolean everybody;
    String caseNo;

    @BeforeEach
    void hire() {
        people = new People(identity);
        TALKATIVE.forEach(logger -> logger.setLevel(Level.OFF));
    }

    @AfterEach
    void asBefore() {
        intruders.shutdownNow();
        TALKATIVE.forEach(logger -> logger.setLevel(null));
        people.dismissAll();
    }

    /** Opens each of its tasks at least once. */
    abstract void walk();

    @Test
    final void everyTaskIsRefusedToWhoeverMayNotDoIt() {
        walk();
    }

    @Test
    @Tag("long")
    final void everyTaskIsRefusedToEverybodyElse() {
        everybody = true;
        walk();
    }

    private <T> List<T> some(List<T> all, String task) {
        return everybody ? all : Thorough.few(1, all, task);
    }

    /** Not one of them is left out. */
    final void everyTaskWasTried(Set<String> processes) {
        assertThat(tried).isNotEmpty().containsExactlyInAnyOrderElementsOf(models.namesIn(processes));
    }

    static Map<String, Object> approval() {
        return Map.of("decision", "approve", "reason", "同意办理，情况属实");
    }

    /** Whoever may not do the task tries; then the role's person of that organisation does it. */
    final void isOnlyFor(String tenant, String task, Map<String, Object> fields) {
        String role = models.rolesFor(task).iterator().next();
        isOnlyFor(tenant, task, role.toLowerCase() + tenant, fields);
    }

    final void isOnlyFor(String tenant, String task, String rightful, Map<String, Object> fields) {
        onlyTried(tenant, task, rightful, (String) fields.get("decision"));
        does(rightful, task, caseNo, fields);
    }

    final void onlyTried(String tenant, String task, String rightful, String decision) {
        JsonNode open = waitingTask(rightful, task, caseNo);
        if (!tried.add(task)) {
            return;
        }
        Set<String> roles = models.rolesFor(task);
        assertThat(roles).as("roles of " + task).isNotEmpty();
        String id = open.get("id").asText();
        Intrusion intrusion = new Intrusion(tasks, runtime, id, decision, everybody);
        List<String> others =
                BUREAU_ROLES.stream().filter(role -> !roles.contains(role)).toList();
        // Whoever is nearest to the task is never left out.
        List<Http> insiders = Stream.concat(
                        Stream.of(person(others.get(0), tenant)),
                        some(
                                Stream.concat(
                                                others.stream().skip(1).map(role -> person(role, tenant)),
                                                CENTRAL.stream())
                                        .toList(),
                                task)
                                .stream())
                .map(this::as)
                .toList();
        List<Http> strangers = some(
                Stream.of(CHANGNING, SUQIAN, YUHANG)
                        .filter(bureau -> !bureau.equals(tenant))
                        .limit(2)
                        .flatMap(elsewhere -> roles.stream().map(role -> as(person(role, elsewhere))))
                        .toList(),
                task);
        intrusion.leavesNoTrace(() -> sideBySide(Stream.concat(
                Stream.concat(
                        insiders.stream()
                                .limit(1)
                                .map(nearest -> () -> intrusion.refusesEverythingTo(nearest, rightful)),
                        insiders.stream().skip(1).map(insider -> () -> intrusion.refuses(insider, rightful))),
                strangers.stream().map(stranger -> () -> {
                    intrusion.isHiddenFrom(stranger);
                    intrusion.refuses(stranger, rightful);
                }))));
        if (open.get("assignee").isNull()) {
            assertThat(as(rightful)
                            .post("/engine-rest/task/" + id + "/claim", Map.of("userId", rightful))
                            .status())
                    .isEqualTo(204);
        }
        List<Http> colleagues = roles.stream()
                .map(role -> as(people.hire("second" + role.toLowerCase() + tenant, role, tenant)))
                .toList();
        intrusion.leavesNoTrace(() -> sideBySide(Stream.concat(
                colleagues.stream().map(colleague -> () -> intrusion.refuses(colleague, rightful)),
                Stream.of(() -> intrusion.refusesSideDoorsTo(as(rightful))))));
    }

    private void sideBySide(Stream<Runnable> attempts) {
        List<CompletableFuture<Void>> all = attempts.map(attempt -> CompletableFuture.runAsync(attempt, intruders))
                .toList();
        all.forEach(CompletableFuture::join);
    }

    /** The author also holds the approver's role, takes the task and is told that he may not approve his own. */
    final void notByAuthor(String task, String author, String code, Map<String, Object> fields) {
        String role = models.rolesFor(task).iterator().next();
        identity.createMembership(author, role);
        try {
            JsonNode open = waitingTask(author, task, caseNo);
            String path = "/engine-rest/task/" + open.get("id").asText();
            assertThat(as(author)
                            .post(path + "/claim", Map.of("userId", author))
                            .status())
                    .isEqualTo(204);
            isRefused(author, task, caseNo, fields, new Refusal(code).getMessage());
            assertThat(tasks.createTaskQuery()
                            .taskId(open.get("id").asText())
                            .singleResult()
                            .getAssignee())
                    .as("who may not decide %s does not keep it", task)
                    .isNull();
        } finally {
            identity.deleteMembership(author, role);
        }
    }

    /** Of the two officers each has his own part, even if the task should fall to the other. */
    final void notByOtherOfficer(String task, String other, String code, Map<String, Object> fields) {
        JsonNode open = waitingTask(other, task, caseNo);
        String id = open.get("id").asText();
        assertThat(as(other)
                        .post("/engine-rest/task/" + id + "/submit-form", Map.of("variables", variables(fields)))
                        .json()
                        .get("message")
                        .asText())
                .isEqualTo(new Refusal("engine.not-assignee").getMessage());
        tasks.setAssignee(id, other);
        isRefused(other, task, caseNo, fields, new Refusal(code).getMessage());
        tasks.setAssignee(id, open.get("assignee").asText());
    }

    /** The demo user of that role and organisation; one that the demo does not have is hired for this test. */
    private String person(String role, String tenant) {
        String id = role.toLowerCase() + tenant;
        return people.hire(id, role, tenant);
    }
}
