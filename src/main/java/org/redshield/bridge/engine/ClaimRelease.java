package org.redshield.bridge.engine;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.task.TaskQuery;
import org.redshield.bridge.OthersMustDecide;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.engine.account.LostRoles;
import org.redshield.bridge.engine.account.RoleLock;
import org.redshield.bridge.engine.duty.Duties;
import org.redshield.bridge.engine.duty.Head;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Gives claimed tasks back to their groups, or on to another of them: nothing but a claim stands in the way of whoever may do them. */
@Component
public class ClaimRelease implements LostRoles {

    private final TaskService tasks;
    private final AsSystem system;
    private final ObjectProvider<EndedClaim.Recorder> records;
    private final ObjectProvider<Duties> duties;
    private final ObjectProvider<FormIntake> intakes;
    private final IdentityService identity;
    private final JdbcClient database;
    private final RoleLock roles;

    ClaimRelease(
            @Lazy TaskService tasks,
            @Lazy IdentityService identity,
            AsSystem system,
            ObjectProvider<EndedClaim.Recorder> records,
            ObjectProvider<Duties> duties,
            ObjectProvider<FormIntake> intakes,
            JdbcClient database) {
        this.tasks = tasks;
        this.identity = identity;
        this.intakes = intakes;
        this.system = system;
        this.records = records;
        this.duties = duties;
        this.database = database;
        this.roles = new RoleLock(database);
    }

    /** Ends the claim of {@code holder} as a person asked. @return whether it still was his */
    @Transactional
    public boolean end(String taskId, String holder, EndedClaim.Why why, String by, String reason) {
        return end(held(taskId, holder), why, Optional.of(by), Optional.of(reason), Optional.empty());
    }

    private Supplier<TaskQuery> held(String taskId, String holder) {
        return () -> tasks.createTaskQuery().taskId(taskId).taskAssignee(holder);
    }

    /**
     * Accounts of those who may do the task in place of whoever holds it: of its organisation, in one of its roles, and without
     * a hand in what it decides. Nobody where it is not for this head to say who decides.
     *
     * @param by who would hand it on, {@code offices} the groups that he is in
     */
    public Set<String> others(String taskId, String by, Collection<String> offices) {
        return system.get(
                () -> Optional.ofNullable(tasks.createTaskQuery().taskId(taskId).singleResult())
                        .filter(task -> mayChoose(task, by, offices))
                        .map(this::others)
                        .orElse(Set.of()));
    }

    /** Who prepared what is decided, or could not decide it himself, does not choose who does. */
    private boolean mayChoose(Task task, String by, Collection<String> offices) {
        return !hands(task).contains(by)
                && Head.lowest(groups(task.getId()))
                        .map(least -> Head.among(offices)
                                .filter(own -> own.isAtLeast(least))
                                .isPresent())
                        .orElse(true);
    }

    private Set<String> others(Task task) {
        Collection<String> hands = hands(task);
        return groups(task.getId()).stream()
                .flatMap(group ->
                        identity
                                .createUserQuery()
                                .memberOfTenant(task.getTenantId())
                                .memberOfGroup(group)
                                .list()
                                .stream())
                .map(User::getId)
                .filter(user -> !user.equals(task.getAssignee()) && !hands.contains(user))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Collection<String> hands(Task task) {
        return asked(task, (form, subject) -> form.hands().of(subject, task.getTenantId()));
    }

    private Collection<String> asked(Task task, BiFunction<UseCases.Form, String, Collection<String>> what) {
        String form = task.getTaskDefinitionKey();
        return intakes.stream()
                .map(FormIntake::useCases)
                .filter(table -> table.forms().contains(form))
                .findFirst()
                .flatMap(table -> Optional.ofNullable(
                                tasks.getVariable(task.getId(), table.subject().name()))
                        .map(subject -> what.apply(table.of(form), String.valueOf(subject))))
                .orElse(List.of());
    }

    /**
     * Gives the task of {@code holder} to another, who is told.
     *
     * @param by as for {@link #others(String, String, Collection)}, and {@code offices}
     * @return whether it still was his; else nothing is done
     * @throws Refusal engine.may-not-choose where nobody is his to choose; engine.cannot-have-task unless {@code to} is one of
     *     the others
     */
    @Transactional
    public boolean handOn(
            String taskId, String holder, String to, String by, Collection<String> offices, String reason) {
        Supplier<TaskQuery> held = held(taskId, holder);
        system.get(() -> {
            lock(List.of(taskId));
            Task task = held.get().singleResult();
            if (task != null && !mayChoose(task, by, offices)) {
                throw new Refusal("engine.may-not-choose");
            }
            if (task != null && !others(task).contains(to)) {
                throw new Refusal("engine.cannot-have-task");
            }
            return task;
        });
        return end(held, EndedClaim.Why.HANDED_ON, Optional.of(by), Optional.of(reason), Optional.of(to));
    }

    /**
     * Whoever holds the task, or would, may not decide it. Where nobody of his rank is left who may, it is offered to the next
     * level, and the refusal says so. Where its content takes a higher head than those who have it in their lists, it is offered to
     * him.
     */
    @Transactional
    public void endForOthers(String taskId, OthersMustDecide refusal) {
        // First of all: else its groups would be written under somebody who is just ending it.
        lock(List.of(taskId));
        Optional<Head> next = system.get(() -> next(taskId, refusal));
        next.ifPresent(head -> {
            system.get(() -> {
                tasks.addCandidateGroup(taskId, head.group());
                return head;
            });
            refusal.goesOn(new Refusal(
                    refusal.hands().isEmpty() ? "engine.offered-to-head" : "engine.next-level-decides", head.title()));
        });
        end(
                () -> tasks.createTaskQuery().taskId(taskId),
                next.isPresent() ? EndedClaim.Why.NEXT_LEVEL_DECIDES : EndedClaim.Why.MAY_NOT_DECIDE,
                Optional.empty(),
                next.map(Head::title));
    }

    private Optional<Head> next(String taskId, OthersMustDecide refusal) {
        Task task = tasks.createTaskQuery().taskId(taskId).singleResult();
        Optional<Duties> table = duties.stream().findFirst();
        if (task == null || table.isEmpty()) {
            return Optional.empty();
        }
        Set<String> groups = groups(taskId);
        // Of several ranks the highest: whether anybody of the lower ones is left was asked before it came to that.
        return Head.lowest(groups).flatMap(lowest -> Head.among(groups)).flatMap(office -> {
            String act = table.get()
                    .strictest(
                            task.getTaskDefinitionKey(),
                            asked(task, (form, subject) -> form.weights().of(subject, task.getTenantId())),
                            task.getTenantId());
            Head least = table.get().least(act, task.getTenantId(), office);
            if (least != office) {
                return Optional.of(least);
            }
            return refusal.hands().isEmpty()
                    ? Optional.empty()
                    : table.get().raised(act, task.getTenantId(), office, refusal.hands());
        });
    }

    private Set<String> groups(String taskId) {
        return tasks.getIdentityLinksForTask(taskId).stream()
                .map(IdentityLink::getGroupId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    @Override
    public void account(String userId) {
        lost(userId, () -> tasks.createTaskQuery().taskAssignee(userId));
    }

    @Override
    public void role(String userId, String group) {
        lost(userId, () -> tasks.createTaskQuery()
                .taskAssignee(userId)
                .taskCandidateGroup(group)
                .includeAssignedTasks());
    }

    @Override
    public void organisation(String userId, String tenant) {
        lost(userId, () -> tasks.createTaskQuery().taskAssignee(userId).tenantIdIn(tenant));
    }

    private void lost(String userId, Supplier<TaskQuery> held) {
        roles.loses(userId);
        end(held, EndedClaim.Why.ROLE_LOST, Optional.empty(), Optional.empty());
    }

    private void end(Supplier<TaskQuery> held, EndedClaim.Why why, Optional<String> by, Optional<String> reason) {
        end(held, why, by, reason, Optional.empty());
    }

    private boolean end(
            Supplier<TaskQuery> held,
            EndedClaim.Why why,
            Optional<String> by,
            Optional<String> reason,
            Optional<String> to) {
        return system.get(() -> {
            lock(held.get().taskAssigned().list().stream().map(Task::getId).toList());
            // Asked once more: whoever came first may have ended it.
            List<Task> open = held.get().taskAssigned().list();
            for (Task task : open) {
                String holder = task.getAssignee();
                tasks.setAssignee(task.getId(), to.orElse(null));
                records.forEach(record -> record.record(new EndedClaim(task, holder, why, by, reason, to)));
            }
            return !open.isEmpty();
        });
    }

    /** Whoever comes second waits until the first is done; in one order, so that two never wait for each other. */
    private void lock(List<String> held) {
        if (!held.isEmpty()) {
            database.sql("select id_ from act_ru_task where id_ in (:tasks) order by id_ for no key update")
                    .param("tasks", held)
                    .query(String.class)
                    .list();
        }
    }
}
