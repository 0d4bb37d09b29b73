package org.redshield.bridge.engine;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.task.TaskQuery;
import org.redshield.bridge.engine.account.LostRoles;
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

    Claims(@Lazy TaskService tasks, AsSystem system, ObjectProvider<EndedClaim.Recorder> records) {
        this.tasks = tasks;
        this.system = system;
        this.records = records;
    }

    /** Ends the claim as a person asked. */
    @Transactional
    public void end(String taskId, EndedClaim.Why why, String by, String reason) {
        end(() -> tasks.createTaskQuery().taskId(taskId), why, Optional.of(by), Optional.of(reason));
    }

    /** Whoever holds the task may not decide it. */
    @Transactional
    public void endForOthers(String taskId) {
        end(
                () -> tasks.createTaskQuery().taskId(taskId),
                EndedClaim.Why.MAY_NOT_DECIDE,
                Optional.empty(),
                Optional.empty());
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
