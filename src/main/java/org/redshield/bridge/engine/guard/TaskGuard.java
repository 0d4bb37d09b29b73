package org.redshield.bridge.engine.guard;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.IdentityLinkEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.task.IdentityLink;
import org.redshield.bridge.OthersMustDecide;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.UseCases;
import org.redshield.bridge.engine.account.CommandGiver;
import org.redshield.bridge.engine.account.PeopleOfEngine;
import org.redshield.bridge.engine.account.Person;
import org.redshield.bridge.engine.account.RoleLock;
import org.redshield.bridge.engine.duty.Duties;
import org.redshield.bridge.engine.duty.Head;
import org.redshield.bridge.engine.duty.InsteadOf;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.function.SingletonSupplier;

/**
 * Makes a task's candidate group binding. Grants stand on definitions, so without this every granted group could claim
 * and complete every task; the engine treats a candidate group as a mere filter.
 *
 * <p>The groups are taken from the model, not from the task's identity links, which a grant may change.
 */
public final class TaskGuard {

    /** Looked up once: it is asked at each task. */
    private final Supplier<Optional<Duties>> duties;

    private final Supplier<Map<String, UseCases>> forms;

    private final RoleLock roles;

    /** @param intakes tell who had a hand in what heads decide about */
    public TaskGuard(ObjectProvider<Duties> duties, ObjectProvider<FormIntake> intakes, RoleLock roles) {
        this.roles = roles;
        this.duties = SingletonSupplier.of(() -> Optional.ofNullable(duties.getIfAvailable()));
        this.forms = SingletonSupplier.of(() -> UseCases.byForm(intakes.stream()));
    }

    /**
     * Claiming: only for oneself, and only with a candidate group's role; claiming for nobody would take a task from its
     * assignee. Whom the bridge gives a task for somebody must have such a role, too. The model itself may assign anybody.
     */
    public TaskListener atAssignment() {
        return task -> {
            if (isBeingCreated(task)) {
                return;
            }
            Authentication person = CommandGiver.person().orElse(null);
            if (person == null) {
                if (task.getAssignee() != null && !isInOne(candidateGroups(task), task.getAssignee(), task)) {
                    throw new Refusal("engine.cannot-have-task");
                }
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
            if (task.getAssignee() != null && !isInOne(modelled(task), task.getAssignee(), task)) {
                task.setAssignee(null);
            }
            Head.lowest(modelled(task)).ifPresent(lowest -> offer(task, lowest));
        };
    }

    /** A task for heads is offered to those whom the table names, and to the next level where nobody of them is left. */
    private void offer(DelegateTask task, Head modelled) {
        duties.get().ifPresent(table -> {
            String act = act(task, table);
            Head least = table.least(act, task.getTenantId(), modelled);
            if (least != modelled) {
                // Not by the engine's own way, which looks for them in the database, where they are not yet.
                task.getCandidates().stream()
                        .filter(link ->
                                link.getGroupId() != null && !least.andHigher().contains(link.getGroupId()))
                        .forEach(link -> ((IdentityLinkEntity) link).delete());
                task.addCandidateGroup(least.group());
            }
            Collection<String> hands = hands(task);
            if (!hands.isEmpty()) {
                table.raised(act, task.getTenantId(), least, hands)
                        .map(Head::group)
                        .ifPresent(task::addCandidateGroup);
            }
        });
    }

    private Collection<String> hands(DelegateTask task) {
        return asked(task, (form, subject) -> form.hands().of(subject, task.getTenantId()));
    }

    /** As what the table knows it: by its form, or by the content that takes a higher head. */
    private String act(DelegateTask task, Duties table) {
        return table.strictest(
                task.getTaskDefinitionKey(),
                asked(task, (form, subject) -> form.weights().of(subject, task.getTenantId())),
                task.getTenantId());
    }

    private Collection<String> asked(DelegateTask task, BiFunction<UseCases.Form, String, Collection<String>> what) {
        String form = task.getTaskDefinitionKey();
        UseCases own = forms.get().get(form);
        return own == null
                ? List.of()
                : own.subject()
                        .find(task)
                        .map(subject -> what.apply(own.of(form), subject))
                        .orElse(List.of());
    }

    private boolean isInOne(Set<String> groups, String user, DelegateTask task) {
        roles.uses(user);
        CommandContext command = Context.getCommandContext();
        return command.runWithoutAuthorization(() -> groups.stream()
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
            Authentication person = CommandGiver.person().orElse(null);
            if (person == null) {
                return;
            }
            Person now = requireRole(task, person);
            if (!person.getUserId().equals(task.getAssignee())) {
                throw new Refusal("engine.not-assignee");
            }
            InsteadOf.decides(insteadOf(task, now));
        };
    }

    private static boolean isBeingCreated(DelegateTask task) {
        return Context.getCommandContext()
                .getDbEntityManager()
                .getDbEntityCache()
                .isTransient((TaskEntity) task);
    }

    /** Whom the person stands in for; nobody where an office of his own suffices. */
    private Optional<String> insteadOf(DelegateTask task, Person now) {
        Set<String> allowed = candidateGroups(task);
        if (Head.lowest(allowed).isEmpty()) {
            return Optional.empty();
        }
        if (now.groups().stream().anyMatch(allowed::contains)) {
            return Optional.empty();
        }
        String head = now.instead().entrySet().stream()
                .filter(office -> allowed.contains(office.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new Refusal("engine.role-lost", task.getName()));
        duties.get().ifPresent(table -> table.of(act(task, table), task.getTenantId())
                .map(Duties.Duty::substitute)
                .filter(least -> Head.among(now.groups())
                        .filter(own -> own.isAtLeast(least))
                        .isEmpty())
                .ifPresent(least -> {
                    throw new Refusal("engine.substitute-too-low", task.getName(), least.title());
                }));
        return Optional.of(head);
    }

    /**
     * By what he signed in with, and by what he has now: a session is asked about every few seconds, and may be older than the loss of
     * a role or the end of the period in which he stands in.
     */
    private Person requireRole(DelegateTask task, Authentication person) {
        Set<String> allowed = candidateGroups(task);
        Collection<String> mine = person.getGroupIds() == null ? List.of() : person.getGroupIds();
        if (mine.stream().noneMatch(allowed::contains)) {
            throw Head.lowest(allowed)
                    .filter(least -> modelled(task).stream().anyMatch(mine::contains))
                    .map(least -> higherHead(task, person, least))
                    .orElseGet(() -> new Refusal("engine.wrong-role", task.getName()));
        }
        roles.uses(person.getUserId());
        Person now = PeopleOfEngine.now(Context.getCommandContext(), person.getUserId())
                .filter(one -> one.acting().stream().filter(mine::contains).anyMatch(allowed::contains))
                .orElseThrow(() -> new Refusal("engine.role-lost", task.getName()));
        if (!isOf(task.getTenantId(), person, now)) {
            throw new Refusal("engine.other-organisation");
        }
        return now;
    }

    /** The model alone would let the person decide, the table does not. Whoever holds or would hold the task does so no longer. */
    private static Refusal higherHead(DelegateTask task, Authentication person, Head least) {
        String code = "engine.higher-head-decides";
        return person.getUserId().equals(task.getAssignee())
                ? new OthersMustDecide(code, List.of(), task.getName(), least.title())
                : new Refusal(code, task.getName(), least.title());
    }

    private static boolean isOf(String tenant, Authentication person, Person now) {
        return person.getTenantIds() != null
                && person.getTenantIds().contains(tenant)
                && now.tenants().contains(tenant);
    }

    /**
     * Who may have the task: the model's groups; of heads those who by the table are high enough, and those higher ones to
     * whom it was offered. A link to a higher rank gives nobody more than he has, so it may stand in the engine.
     */
    Set<String> candidateGroups(DelegateTask task) {
        Set<String> modelled = modelled(task);
        Optional<Head> lowest = Head.lowest(modelled);
        Optional<Duties> table = duties.get();
        if (lowest.isEmpty() || table.isEmpty()) {
            return modelled;
        }
        Set<String> enough = table.get()
                .least(act(task, table.get()), task.getTenantId(), lowest.get())
                .andHigher();
        Set<String> allowed = Stream.concat(
                        modelled.stream(),
                        task.getCandidates().stream()
                                .map(IdentityLink::getGroupId)
                                .filter(Objects::nonNull))
                .filter(enough::contains)
                .collect(Collectors.toSet());
        return allowed.isEmpty() ? enough : allowed;
    }

    private static Set<String> modelled(DelegateTask task) {
        return ((TaskEntity) task)
                .getTaskDefinition().getCandidateGroupIdExpressions().stream()
                        .map(group -> String.valueOf(group.getValue(task)))
                        .collect(Collectors.toSet());
    }
}
