package org.redshield.bridge.engine.form;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.RepositoryServiceImpl;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.PvmTransition;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.redshield.bridge.engine.AsSystem;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.UseCases;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.function.SingletonSupplier;

/**
 * Where the steps that a modeler added, which no code knows, stand among those that code knows: as a review 审核 when an approval is
 * the next of these on one of their ways. It is read off each version of a process, so an instance obeys that by which it runs.
 */
public final class AddedSteps {

    private final Supplier<Map<String, UseCases>> tables;
    private final ObjectProvider<RepositoryService> models;
    private final ObjectProvider<AsSystem> system;

    /** By definition: each added step with the approvals that it stands before. */
    private final Map<String, Map<String, Set<String>>> known = new ConcurrentHashMap<>();

    public AddedSteps(
            ObjectProvider<FormIntake> intakes,
            ObjectProvider<RepositoryService> models,
            ObjectProvider<AsSystem> system) {
        this.tables = SingletonSupplier.of(() -> UseCases.byForm(intakes.stream()));
        this.models = models;
        this.system = system;
    }

    /** The form as which a task's matter is shown: of a review that of the approval behind it, else its own. */
    public String shownAs(String definitionId, String task) {
        if (tables.get().containsKey(task)) {
            return task;
        }
        Map<String, Set<String>> steps = known.get(definitionId);
        return shownAs(steps == null ? read(definitionId) : steps, task);
    }

    String shownAs(ProcessDefinitionEntity process, String task) {
        return shownAs(of(process), task);
    }

    private static String shownAs(Map<String, Set<String>> steps, String task) {
        return steps.getOrDefault(task, Set.of()).stream().sorted().findFirst().orElse(task);
    }

    private Map<String, Set<String>> read(String definitionId) {
        return system.getObject()
                .get(() -> of((ProcessDefinitionEntity)
                        ((RepositoryServiceImpl) models.getObject()).getDeployedProcessDefinition(definitionId)));
    }

    /** Names of the approvals that come next behind that step; none where it is no review. */
    Set<String> approvalsBehind(ProcessDefinitionEntity process, String step) {
        return of(process).getOrDefault(step, Set.of());
    }

    /** Whether a review can come before that approval. */
    boolean isReviewed(ProcessDefinitionEntity process, String approval) {
        return of(process).values().stream().anyMatch(behind -> behind.contains(approval));
    }

    private Map<String, Set<String>> of(ProcessDefinitionEntity process) {
        return known.computeIfAbsent(process.getId(), id -> process.getTaskDefinitions().keySet().stream()
                .filter(task -> !tables.get().containsKey(task))
                .collect(Collectors.toUnmodifiableMap(task -> task, task -> behind(process, task))));
    }

    private Set<String> behind(ProcessDefinitionEntity process, String step) {
        Set<String> found = new LinkedHashSet<>();
        Set<String> seen = new HashSet<>();
        Deque<ActivityImpl> next = new ArrayDeque<>(onwards(process.findActivity(step)));
        while (!next.isEmpty()) {
            ActivityImpl one = next.pop();
            if (!seen.add(one.getId())) {
                continue;
            }
            UseCases table = tables.get().get(one.getId());
            if (table == null || !process.getTaskDefinitions().containsKey(one.getId())) {
                next.addAll(inside(one));
                next.addAll(onwards(one));
            } else if (!table.of(one.getId()).groups().isEmpty()) {
                found.add(one.getId());
            }
        }
        return Set.copyOf(found);
    }

    /** What is behind the node; behind the last of a scope what is behind the scope. */
    private static List<ActivityImpl> onwards(ActivityImpl node) {
        List<PvmTransition> out = node.getOutgoingTransitions();
        if (!out.isEmpty()) {
            return out.stream().map(way -> (ActivityImpl) way.getDestination()).toList();
        }
        ScopeImpl scope = node.getFlowScope();
        return scope instanceof ActivityImpl outer ? onwards(outer) : List.of();
    }

    /** Where a scope begins. */
    private static Collection<ActivityImpl> inside(ActivityImpl scope) {
        return scope.getActivities().stream()
                .filter(inner -> inner.getIncomingTransitions().isEmpty())
                .toList();
    }
}
