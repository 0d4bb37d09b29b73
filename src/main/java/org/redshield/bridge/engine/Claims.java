package org.redshield.bridge.engine;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.task.TaskQuery;
import org.redshield.bridge.OthersMustDecide;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.engine.account.LostRoles;
import org.redshield.bridge.engine.duty.Duties;
import org.redshield.bridge.engine.duty.Head;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Gives claimed tasks back to their groups: nothing but a claim stands in the way of whoever may do them. */
@Component
public class Claims implements LostRoles {

    private final TaskService tasks;
    private final AsSystem system;
    private final ObjectProvider<EndedClaim.Recorder> records;
    private final ObjectProvider<Duties> duties;

    Claims(
            @Lazy TaskService tasks,
            AsSystem system,
            ObjectProvider<EndedClaim.Recorder> records,
            ObjectProvider<Duties> duties) {
        this.tasks = tasks;
        this.system = system;
        this.records = records;
        this.duties = duties;
    }

    /** Ends the claim as a person asked. */
    @Transactional
    public void end(String taskId, EndedClaim.Why why, String by, String reason) {
        end(() -> tasks.createTaskQuery().taskId(taskId), why, Optional.of(by), Optional.of(reason));
    }

    /**
     * Whoever holds the task may not decide it. Where nobody of his rank is left who may, it is offered to the next level, and
     * the refusal says so.
     */
    @Transactional
    public void endForOthers(String taskId, OthersMustDecide refusal) {
        Optional<Head> next = system.get(() -> next(taskId, refusal));
        next.ifPresent(head -> {
            system.get(() -> {
                tasks.addCandidateGroup(taskId, head.group());
                return head;
            });
            refusal.goesOn(new Refusal("engine.next-level-decides", head.title()));
        });
        end(
                () -> tasks.createTaskQuery().taskId(taskId),
                next.isPresent() ? EndedClaim.Why.NEXT_LEVEL_DECIDES : EndedClaim.Why.MAY_NOT_DECIDE,
                Optional.empty(),
                next.map(Head::title));
    }

    private Optional<Head> next(String taskId, OthersMustDecide refusal) {
        Task task = tasks.createTaskQuery().taskId(taskId).singleResult();
        if (task == null || refusal.hands().isEmpty()) {
            return Optional.empty();
        }
        Set<String> groups = tasks.getIdentityLinksForTask(taskId).stream()
                .map(IdentityLink::getGroupId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        // Of several ranks the highest: whether anybody of the lower ones is left was asked before it came to that.
        return Head.lowest(groups).flatMap(lowest -> Head.among(groups)).flatMap(office -> duties.stream()
                .findFirst()
                .flatMap(table ->
                        table.raised(task.getTaskDefinitionKey(), task.getTenantId(), office, refusal.hands())));
    }

    @Override
    public void account(String userId) {
        lost(() -> tasks.createTaskQuery().taskAssignee(userId));
    }

    @Override
    public void role(String userId, String group) {
        lost(() -> tasks.createTaskQuery()
                .taskAssignee(userId)
                .taskCandidateGroup(group)
                .includeAssignedTasks());
    }

    @Override
    public void organisation(String userId, String tenant) {
        lost(() -> tasks.createTaskQuery().taskAssignee(userId).tenantIdIn(tenant));
    }

    private void lost(Supplier<TaskQuery> held) {
        end(held, EndedClaim.Why.ROLE_LOST, Optional.empty(), Optional.empty());
    }

    private void end(Supplier<TaskQuery> held, EndedClaim.Why why, Optional<String> by, Optional<String> reason) {
        system.get(() -> {
            List<Task> open = held.get().taskAssigned().list();
            for (Task task : open) {
                String holder = task.getAssignee();
                tasks.setAssignee(task.getId(), null);
                records.forEach(record -> record.record(new EndedClaim(task, holder, why, by, reason)));
            }
            return open;
        });
    }
}
