package org.redshield.bridge.engine.progress;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ActivityInstance;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.runtime.TransitionInstance;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.redshield.bridge.engine.AsSystem;
import org.redshield.bridge.engine.ProcessClock;
import org.redshield.bridge.engine.ProcessContracts;
import org.redshield.bridge.engine.job.TimerJobs;
import org.redshield.bridge.engine.view.Awaited;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Where instances stand, whoever asks: callers know beforehand what he may see. It takes several questions, between which an
 * instance may go on: callers ask them in one transaction that sees one moment ({@code REPEATABLE_READ}).
 */
@Component
public class Whereabouts {

    private final RuntimeService runtime;
    private final TaskService tasks;
    private final RepositoryService repository;
    private final ProcessContracts contracts;
    private final AsSystem system;

    Whereabouts(
            @Lazy RuntimeService runtime,
            @Lazy TaskService tasks,
            @Lazy RepositoryService repository,
            ProcessContracts contracts,
            AsSystem system) {
        this.runtime = runtime;
        this.tasks = tasks;
        this.repository = repository;
        this.contracts = contracts;
        this.system = system;
    }

    /** Something at which an instance stands, under the name that the model gives it. */
    public sealed interface Place {

        String name();
    }

    /**
     * A user task.
     *
     * @param groups who may take it; none where it has an assignee
     * @param tracking whether somebody only follows a case with it
     */
    public record Open(
            String taskId,
            String element,
            String name,
            Optional<String> assignee,
            Set<String> groups,
            Optional<Instant> dueAt,
            boolean tracking,
            Optional<Awaited> awaited)
            implements Place {}

    /**
     * Somebody else has to do something.
     *
     * @param dueAt the first of its deadlines
     */
    public record Waiting(String element, String name, Optional<Awaited> awaited, Optional<Instant> dueAt)
            implements Place {}

    /** @param failed whether tries have failed and the next one waits, or nobody tries any more */
    public record Working(String name, boolean failed) implements Place {}

    /**
     * Everything in which the instance and those that it has called stand, but for what lies beside the way on.
     *
     * @param since what a step has opened beside it from then on is what comes next
     */
    public List<Place> of(String instanceId, Instant since) {
        return system.get(() -> places(instanceId, since).toList());
    }

    /** The organisation's open tasks of a case on the way on, the oldest first. */
    public List<Open> tasksOf(String caseNo, String tenant) {
        return system.get(() -> tasks
                .createTaskQuery()
                .processInstanceBusinessKey(caseNo)
                .tenantIdIn(tenant)
                .orderByTaskCreateTime()
                .asc()
                .list()
                .stream()
                .filter(task -> !isAside(task))
                .map(this::open)
                .toList());
    }

    private Stream<Place> places(String instanceId, Instant since) {
        ActivityInstance tree = runtime.getActivityInstance(instanceId);
        if (tree == null) {
            return Stream.empty();
        }
        Stream<Place> called = runtime.createProcessInstanceQuery().superProcessInstanceId(instanceId).list().stream()
                .map(ProcessInstance::getId)
                .flatMap(inner -> places(inner, since));
        Stream<Place> open = tasks.createTaskQuery().processInstanceId(instanceId).list().stream()
                .filter(task ->
                        !isAside(task) || !task.getCreateTime().toInstant().isBefore(since))
                .map(this::open);
        return Stream.of(open, within(tree), called).flatMap(places -> places);
    }

    private Stream<Place> within(ActivityInstance scope) {
        Stream<Place> working = Stream.of(scope.getChildTransitionInstances()).map(Whereabouts::working);
        Stream<Place> waiting = Stream.of(scope.getChildActivityInstances())
                .flatMap(child ->
                        child.getChildActivityInstances().length + child.getChildTransitionInstances().length > 0
                                ? within(child)
                                : waiting(child).stream());
        return Stream.concat(working, waiting);
    }

    private static Place working(TransitionInstance job) {
        return new Working(job.getActivityName(), job.getIncidents().length > 0);
    }

    private Optional<Place> waiting(ActivityInstance at) {
        return switch (at.getActivityType()) {
            case "receiveTask", "intermediateMessageCatch" ->
                Optional.of(new Waiting(
                        at.getActivityId(),
                        at.getActivityName(),
                        awaited(at.getProcessDefinitionId(), at.getActivityId()),
                        due(at.getProcessDefinitionId(), at.getActivityId(), at.getExecutionIds()[0])));
            default -> Optional.empty();
        };
    }

    private boolean isAside(Task task) {
        return contracts
                .ofDefinition(task.getProcessDefinitionId())
                .filter(known -> known.aside().contains(task.getTaskDefinitionKey()))
                .isPresent();
    }

    private Open open(Task task) {
        String element = task.getTaskDefinitionKey();
        boolean tracking = contracts
                .ofDefinition(task.getProcessDefinitionId())
                .filter(known -> known.tracking().contains(element))
                .isPresent();
        return new Open(
                task.getId(),
                element,
                task.getName(),
                Optional.ofNullable(task.getAssignee()),
                task.getAssignee() == null ? groups(task) : Set.of(),
                tracking
                        ? due(task.getProcessDefinitionId(), element, task.getExecutionId())
                        : Optional.ofNullable(task.getDueDate())
                                .map(Date::toInstant)
                                .filter(Whereabouts::comes),
                tracking,
                awaited(task.getProcessDefinitionId(), element));
    }

    private Set<String> groups(Task task) {
        return tasks.getIdentityLinksForTask(task.getId()).stream()
                .map(IdentityLink::getGroupId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    private Optional<Awaited> awaited(String definition, String element) {
        return contracts.ofDefinition(definition).stream()
                .flatMap(contract -> contract.awaited().stream())
                .filter(awaited -> awaited.element().equals(element))
                .findFirst();
    }

    private Optional<Instant> due(String definition, String element, String execution) {
        return contracts.ofDefinition(definition).stream()
                .flatMap(contract -> contract.clocks().stream())
                .flatMap(clock -> clock.dates().stream())
                .filter(date -> date.point() == ProcessClock.Point.DUE)
                .filter(date -> date.timers().stream().anyMatch(timer -> isOn(definition, timer, element)))
                .map(date -> runtime.getVariable(execution, date.variable().name()))
                .filter(Date.class::isInstance)
                .map(date -> ((Date) date).toInstant())
                .filter(Whereabouts::comes)
                .min(Instant::compareTo);
    }

    private boolean isOn(String definition, String timer, String element) {
        return repository.getBpmnModelInstance(definition).getModelElementById(timer) instanceof BoundaryEvent boundary
                && boundary.getAttachedTo().getId().equals(element);
    }

    /** While a clock stands still its variables hold a date that never comes. */
    private static boolean comes(Instant at) {
        return at.isBefore(TimerJobs.NEVER);
    }
}
