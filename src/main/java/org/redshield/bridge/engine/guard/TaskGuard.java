package org.redshield.bridge.engine.guard;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.engine.account.SignedIn;

/**
 * Makes a task's candidate group binding. Grants stand on definitions, so without this every granted group could claim
 * and complete every task; the engine treats a candidate group as a mere filter.
 *
 * <p>The groups are taken from the model, not from the task's identity links, which a grant may change.
 */
public final class TaskGuard {

    /**
     * Claiming: only for oneself, and only with a candidate group's role; claiming for nobody would take a task from its
     * assignee. The model itself may assign anybody.
     */
    public TaskListener atAssignment() {
        return task -> {
            Authentication person = SignedIn.person().orElse(null);
            if (person == null || isBeingCreated(task)) {
                return;
            }
            requireRole(task, person);
            if (!person.getUserId().equals(task.getAssignee())) {
                throw new Refusal("engine.claim-for-another");
            }
        };
    }

    /** Whom the model names has the task only if he can do it; who has left or lost the role leaves it to the candidates. */
    public TaskListener atCreation() {
        return task -> {
            if (task.getAssignee() != null && !canDo(task.getAssignee(), task)) {
                task.setAssignee(null);
            }
        };
    }

    private static boolean canDo(String user, DelegateTask task) {
        CommandContext command = Context.getCommandContext();
        return command.runWithoutAuthorization(() -> candidateGroups(task).stream()
                .anyMatch(group -> command.getReadOnlyIdentityProvider()
                                .createUserQuery(command)
                                .userId(user)
                                .memberOfGroup(group)
                                .memberOfTenant(task.getTenantId())
                                .count()
                        > 0));
    }

    /** Completing, submitting, resolving: only the assignee, and only while the role lasts. */
    public TaskListener atCompletion() {
        return task -> {
            Authentication person = SignedIn.person().orElse(null);
            if (person == null) {
                return;
            }
            requireRole(task, person);
            if (!person.getUserId().equals(task.getAssignee())) {
                throw new Refusal("engine.not-assignee");
            }
        };
    }

    private static boolean isBeingCreated(DelegateTask task) {
        return Context.getCommandContext()
                .getDbEntityManager()
                .getDbEntityCache()
                .isTransient((TaskEntity) task);
    }

    private static void requireRole(DelegateTask task, Authentication person) {
        Set<String> allowed = candidateGroups(task);
        Collection<String> mine = person.getGroupIds() == null ? List.of() : person.getGroupIds();
        if (mine.stream().noneMatch(allowed::contains)) {
            throw new Refusal("engine.wrong-role", task.getName());
        }
        if (person.getTenantIds() == null || !person.getTenantIds().contains(task.getTenantId())) {
            throw new Refusal("engine.other-organisation");
        }
    }

    static Set<String> candidateGroups(DelegateTask task) {
        return ((TaskEntity) task)
                .getTaskDefinition().getCandidateGroupIdExpressions().stream()
                        .map(group -> String.valueOf(group.getValue(task)))
                        .collect(Collectors.toSet());
    }
}
