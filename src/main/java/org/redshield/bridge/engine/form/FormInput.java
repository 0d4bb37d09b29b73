package org.redshield.bridge.engine.form;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.form.CamundaFormRef;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.db.entitymanager.cache.CachedDbEntity;
import org.camunda.bpm.engine.impl.db.entitymanager.cache.DbEntityCache;
import org.camunda.bpm.engine.impl.db.entitymanager.cache.DbEntityState;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.persistence.entity.VariableInstanceEntity;
import org.camunda.bpm.engine.variable.value.FileValue;
import org.redshield.bridge.OthersMustDecide;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.engine.DeclaredVariables;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.Outgoing;
import org.redshield.bridge.engine.UseCases;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.engine.account.CommandGiver;
import org.redshield.bridge.engine.duty.InsteadOf;
import org.redshield.bridge.engine.form.FormFiles.Field;
import org.redshield.bridge.engine.form.FormFiles.FormFile;
import org.redshield.bridge.engine.form.FurtherInput.Entry;
import org.redshield.bridge.engine.form.KeptOut.Told;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.function.SingletonSupplier;

/**
 * Hands what a person submitted to the use case that the form and its decision name, and takes it out of the engine again,
 * in the submitting transaction. What Tasklist submits are process variables; none but the declared ones may stay. What no
 * code asked for is kept as further input.
 */
public final class FormInput {

    private static final String DECISION = DeclaredVariables.DECISION.name();
    /** The value of that by which a head lets go out what lies before him. */
    private static final String APPROVES = "approve";

    private final Supplier<Map<String, UseCases>> tables;
    private final ObjectProvider<FurtherInput> further;
    private final Supplier<List<KeptOut>> keptOut;
    private final Supplier<List<Legibility>> legibility;
    private final Supplier<List<SentForms>> sent;
    private final Supplier<List<DecidedUpon>> decidedUpon;
    private final AddedSteps added;
    private final DeclaredVariables declared;
    private final FormFiles files;

    public FormInput(
            ObjectProvider<FormIntake> intakes,
            ObjectProvider<FurtherInput> further,
            ObjectProvider<KeptOut> keptOut,
            ObjectProvider<Legibility> legibility,
            ObjectProvider<SentForms> sent,
            ObjectProvider<DecidedUpon> decidedUpon,
            AddedSteps added,
            DeclaredVariables declared,
            FormFiles files) {
        this.tables = SingletonSupplier.of(() -> UseCases.byForm(intakes.stream()));
        this.added = added;
        this.further = further;
        this.keptOut = SingletonSupplier.of(() -> keptOut.stream().toList());
        this.legibility = SingletonSupplier.of(() -> legibility.stream().toList());
        this.sent = SingletonSupplier.of(() -> sent.stream().toList());
        this.decidedUpon = SingletonSupplier.of(() -> decidedUpon.stream().toList());
        this.declared = declared;
        this.files = files;
    }

    public ExecutionListener atStart() {
        return execution -> {
            ExecutionEntity instance = (ExecutionEntity) execution;
            // A letter or a call activity starts an instance with declared variables; only people fill in forms.
            Optional<Authentication> person = CommandGiver.person();
            if (person.isEmpty() || instance.getSuperExecution() != null) {
                return;
            }
            ProcessDefinitionEntity process = instance.getProcessDefinition();
            String name = process.getName() == null ? process.getKey() : process.getName();
            requireNewest(process, name);
            String form = process.getInitial().getActivityId();
            if (!tables.get().containsKey(form)) {
                // Only code opens a case: without one there would be nothing that the input belongs to.
                throw new Refusal("engine.start-without-owner", name);
            }
            CamundaFormRef shown =
                    process.getStartFormHandler().createStartFormData(process).getCamundaFormRef();
            FormFile file = file(form, shown, process, name);
            accept(new SubmittedForm(form, file, subject(form, process), person.get(), instance), name);
        };
    }

    /** Running instances finish on their version; nobody begins on one that was replaced. */
    private static void requireNewest(ProcessDefinitionEntity process, String name) {
        ProcessDefinitionEntity newest = Context.getCommandContext()
                .getProcessDefinitionManager()
                .findLatestProcessDefinitionByKey(process.getKey());
        if (newest != null && newest.getVersion() > process.getVersion()) {
            throw new Refusal("engine.superseded", name);
        }
    }

    public TaskListener atCompletion() {
        return task -> {
            // A job completes no task; without a person nothing was submitted.
            Optional<Authentication> person = CommandGiver.person();
            if (person.isEmpty()) {
                return;
            }
            TaskEntity entity = (TaskEntity) task;
            ProcessDefinitionEntity process = entity.getExecution().getProcessDefinition();
            String form = task.getTaskDefinitionKey();
            entity.initializeFormKey();
            FormFile file = file(form, entity.getCamundaFormRef(), process, task.getName());
            accept(new SubmittedForm(form, file, subject(form, process), person.get(), entity), task.getName());
        };
    }

    /** The form that the person saw. Only the element's own is taken: another one's fields mean something else. */
    private FormFile file(String form, CamundaFormRef shown, ProcessDefinitionEntity process, String step) {
        if (shown == null) {
            return FormFile.NONE;
        }
        if (!form.equals(shown.getKey())) {
            throw new Refusal("engine.other-form", step);
        }
        return files.of(shown, process.getDeploymentId());
    }

    /** A review is about what its approval is about, another step without code about what the process's other forms are. */
    private Optional<Variable<String>> subject(String form, ProcessDefinitionEntity process) {
        UseCases own = tables.get().get(added.shownAs(process, form));
        return own != null
                ? Optional.of(own.subject())
                : process.getTaskDefinitions().keySet().stream()
                        .filter(tables.get()::containsKey)
                        .sorted()
                        .map(other -> tables.get().get(other).subject())
                        .findFirst();
    }

    private void accept(SubmittedForm submission, String step) {
        try {
            take(submission, step);
        } catch (Refusal refusal) {
            throw refusal.of(meant(refusal, submission));
        }
    }

    /** Of several fields of one kind the one in which stands what the sentence repeats. */
    private static List<String> meant(Refusal refusal, SubmittedForm submission) {
        List<String> named = submission.file().keys(refusal.about());
        List<String> repeated = named.stream()
                .filter(field -> refusal.repeats(submission.asEntered(field)))
                .toList();
        return repeated.isEmpty() ? named : repeated;
    }

    private void take(SubmittedForm submission, String step) {
        VariableScope scope = submission.scope();
        FormFile file = submission.file();
        Set<String> input = new HashSet<>();
        String process = submission.instance().getProcessDefinition().getKey();
        for (String name : scope.getVariableNames()) {
            if (declared.contains(name) && !isField(name, process, file)) {
                requireUntouched(scope, name, file);
            } else if (file.shown().contains(name)) {
                scope.removeVariable(name);
            } else {
                requireField(name, submission);
                input.add(name);
            }
        }
        List<String> texts = input.stream().map(submission::asEntered).toList();
        List<Told> told = told(input, submission);
        UseCases own = tables.get().get(submission.form());
        boolean isOfCase = submission.caseNo().isPresent();
        Optional<String> decision = decision(scope, file, step);
        keepOut(told, submission, own, decision);
        List<Entry> entries = new ArrayList<>();
        Optional<Collection<String>> review = Optional.empty();
        if (own == null) {
            review = review(submission, offered(file));
            review.ifPresent(hands -> requireOthers(hands, submission));
            entries.add(decided(file, decision, step));
            isSent(submission, decision, step);
        } else {
            requireGroup(own.of(submission.form()).groups(), step);
            requireNoReviewer(submission, own);
            UseCases.UseCase useCase = useCase(own.of(submission.form()), decision, file, step);
            if (scope instanceof TaskEntity) {
                // Not in a process where there is nothing that it could be about.
                submission.subject();
                isSent(submission, decision, step);
            }
            Optional<? extends Outgoing> shown = agreed(submission, own, decision);
            useCase.accept(submission);
            // What the form itself says is in the letter only now.
            Optional<? extends Outgoing> agreed = shown.isPresent() ? shown : agreed(submission, own, decision);
            UseCases.Form form = own.of(submission.form());
            boolean byHead = !form.groups().isEmpty()
                    && decision.filter(form.agreements()::contains).isPresent();
            if (agreed.isPresent() || byHead) {
                decidedUpon.get().forEach(keeper -> keeper.agreed(submission, agreed));
            }
            decision.ifPresent(chosen -> own.of(submission.form()).told(chosen).stream()
                    .filter(input::contains)
                    .forEach(field -> legibility
                            .get()
                            .forEach(rule ->
                                    rule.check(file.fields().get(field).label(), submission.asEntered(field)))));
            requireLegible(texts, submission, own);
            if (!(scope instanceof TaskEntity)) {
                isSent(submission, decision, step);
            }
            if (!isOfCase) {
                // A start form says only now which case it is about.
                keepOut(told, submission, own, decision);
            }
        }
        file.fields().values().stream()
                .filter(field -> input.contains(field.key()))
                .forEach(field -> submission
                        .unread(field.key())
                        .ifPresent(value -> entries.add(new Entry(field.key(), field.label(), value, field.mask()))));
        if (own == null) {
            further.getObject().decide(submission, submission.findSubject(), step, entries, review);
        } else if (!entries.isEmpty()) {
            further.getObject().keep(submission, submission.findSubject(), step, entries);
        }
        input.forEach(scope::removeVariable);
    }

    /** Who had a hand in what a step without code decides about; empty where it only asks, or no approval follows. */
    private Optional<Collection<String>> review(SubmittedForm submission, Map<String, String> offered) {
        Set<String> approvals = added.approvalsBehind(submission.process(), submission.form());
        return approvals.isEmpty() || offered.size() < 2
                ? Optional.empty()
                : Optional.of(approvals.stream()
                        .flatMap(approval -> hands(approval, submission).stream())
                        .distinct()
                        .toList());
    }

    private Collection<String> hands(String form, SubmittedForm submission) {
        UseCases table = tables.get().get(form);
        return table.subject()
                .find(submission.scope())
                .map(subject -> table.of(form).hands().of(subject, submission.tenant()))
                .orElse(List.of());
    }

    /** Whoever reviewed it does not approve it as well. */
    private void requireNoReviewer(SubmittedForm submission, UseCases own) {
        if (!own.of(submission.form()).groups().isEmpty()
                && added.isReviewed(submission.process(), submission.form())) {
            List<String> reviewers = further.getObject()
                    .reviewers(submission.caseNo().orElseThrow(), submission.tenant(), submission.subject());
            if (isAmong(reviewers, submission)) {
                // Who prepared it does not decide either: only of the others somebody may be left.
                throw new OthersMustDecide(
                        "engine.reviewed-before",
                        Stream.concat(reviewers.stream(), hands(submission.form(), submission).stream())
                                .distinct()
                                .toList());
            }
        }
    }

    private static void requireOthers(Collection<String> hands, SubmittedForm submission) {
        if (isAmong(hands, submission)) {
            throw new OthersMustDecide("engine.own-review", List.copyOf(hands));
        }
    }

    /** The person, or the head in whose place he decides. */
    private static boolean isAmong(Collection<String> people, SubmittedForm submission) {
        return people.contains(submission.user())
                || InsteadOf.head().filter(people::contains).isPresent();
    }

    List<Told> told(Set<String> input, SubmittedForm submission) {
        return input.stream()
                .filter(field -> keptOut.get().stream().noneMatch(one -> one.isPlaceFor(submission.form(), field)))
                .map(field -> new Told(submission.file().label(field), submission.asTyped(field)))
                .toList();
    }

    /** What is typed, and the letter to which a head agrees, as it would go out: he gives it back, and it is mended. */
    private void keepOut(List<Told> told, SubmittedForm submission, UseCases own, Optional<String> decision) {
        submission.caseNo().ifPresent(caseNo -> {
            KeptOut.Writer writer = new KeptOut.Writer(submission.user(), submission.groups(), submission.tenant());
            boolean sends = own != null && decision.filter(APPROVES::equals).isPresent();
            for (KeptOut secret : keptOut.get()) {
                secret.check(writer, caseNo, told);
                if (sends && secret.guards(writer, caseNo)) {
                    submission.findSubject().stream()
                            .flatMap(subject ->
                                    own.of(submission.form()).pending().of(subject, submission.tenant()).stream())
                            .forEach(letter -> secret.check(
                                    writer,
                                    caseNo,
                                    letter.texts()
                                            .map(text -> new Told(letter.title(), text))
                                            .toList()));
                }
            }
        });
    }

    /** Nobody agrees to what could not go out as things are now: whoever drafts it refuses, and it has no number yet. */
    private static Optional<? extends Outgoing> agreed(
            SubmittedForm submission, UseCases own, Optional<String> decision) {
        UseCases.Form form = own.of(submission.form());
        return decision.filter(form.agreements()::contains)
                .flatMap(approves -> submission.findSubject())
                .flatMap(subject -> either(form.pending().of(subject, submission.tenant()), () -> form.content()
                        .of(subject, submission.tenant())));
    }

    private static Optional<? extends Outgoing> either(
            Optional<? extends Outgoing> letter, Supplier<Optional<? extends Outgoing>> content) {
        return letter.isPresent() ? letter : content.get();
    }

    /** Whoever writes what cannot be read in a letter is told at once, and not the head who would send it. */
    private void requireLegible(List<String> texts, SubmittedForm submission, UseCases own) {
        legibility.get().stream()
                .filter(rule -> rule.doubts(texts))
                .forEach(rule -> submission.findSubject().ifPresent(subject -> own.forms().stream()
                        .flatMap(form -> own.of(form).pending().of(subject, submission.tenant()).stream())
                        .forEach(rule::check)));
    }

    private void isSent(SubmittedForm submission, Optional<String> decision, String step) {
        submission.caseNo().ifPresent(caseNo -> {
            ExecutionEntity instance = submission.instance();
            Optional<String> words =
                    decision.map(value -> offered(submission.file()).getOrDefault(value, value));
            SentForms.Sent form = new SentForms.Sent(
                    submission.scope() instanceof TaskEntity task ? task.getId() : instance.getId(),
                    instance.getRootProcessInstanceId(),
                    instance.getProcessDefinition().getName(),
                    step,
                    words,
                    submission.user(),
                    submission.tenant(),
                    caseNo,
                    submission.findSubject());
            sent.get().forEach(keeper -> keeper.sent(form));
        });
    }

    /** A model that gives an approval to somebody else than the law lets approve changes nothing. */
    private static void requireGroup(Set<String> groups, String step) {
        if (!groups.isEmpty()
                && CommandGiver.person().orElseThrow().getGroupIds().stream().noneMatch(groups::contains)) {
            throw new Refusal("engine.wrong-role", step);
        }
    }

    private static UseCases.UseCase useCase(UseCases.Form form, Optional<String> decision, FormFile file, String step) {
        return form.find(decision).orElseThrow(() -> {
            if (decision.isEmpty()) {
                return new Refusal("engine.decision-not-asked", step);
            }
            // What code offers at run time is not in the form: only the table says what it can be.
            String label = offered(file).get(decision.get());
            return label == null
                    ? new Refusal("engine.decision-missing", step)
                    : new Refusal("engine.decision-unknown", step, label);
        });
    }

    /** What the form offers is the table of a step that has no code. */
    private static Entry decided(FormFile file, Optional<String> decision, String step) {
        if (decision.isEmpty()) {
            return new Entry(DECISION, "办理结果", "已办理", Optional.empty());
        }
        String value = offered(file).get(decision.get());
        if (value == null) {
            throw new Refusal("engine.decision-unknown", step, decision.get());
        }
        return new Entry(DECISION, file.label(DECISION), value, Optional.empty());
    }

    private static Map<String, String> offered(FormFile file) {
        Field decision = file.fields().get(DECISION);
        return decision == null ? Map.of() : decision.options();
    }

    /** The decision that came with this form; absent where the form has no such field. */
    private static Optional<String> decision(VariableScope scope, FormFile file, String step) {
        if (!file.fields().containsKey(DECISION)) {
            return Optional.empty();
        }
        // The decision of an earlier task still stands in the instance: it is none of this one.
        Object given = isTouched(scope, DECISION) ? scope.getVariable(DECISION) : null;
        Map<String, String> offered = offered(file);
        if (given == null && offered.size() == 1) {
            String only = offered.keySet().iterator().next();
            scope.setVariable(DECISION, only);
            return Optional.of(only);
        }
        if (!(given instanceof String text) || !offered.isEmpty() && !offered.containsKey(text)) {
            throw new Refusal("engine.decision-missing", step);
        }
        return Optional.of(text);
    }

    /** What another process calls so is a field here like any other. */
    private boolean isField(String name, String process, FormFile file) {
        return file.fields().containsKey(name) && !declared.isOf(process, name);
    }

    /**
     * A person sets none of the process's variables but the decision, whatever fields the form has: else dates could be forged,
     * and what stands in a form would say which case is approved.
     */
    private static void requireUntouched(VariableScope scope, String name, FormFile file) {
        boolean asked = file.fields().containsKey(name);
        if (!(asked && name.equals(DECISION)) && isTouched(scope, name)) {
            throw asked
                    ? new Refusal("engine.field-is-variable", file.label(name))
                    : new Refusal("engine.unknown-field", name);
        }
    }

    private static boolean isTouched(VariableScope scope, String name) {
        DbEntityCache cache = Context.getCommandContext().getDbEntityManager().getDbEntityCache();
        for (VariableInstanceEntity variable : cache.getEntitiesByType(VariableInstanceEntity.class)) {
            CachedDbEntity cached = cache.getCachedEntity(variable);
            boolean changed = cached.getEntityState() == DbEntityState.TRANSIENT || cached.isDirty();
            if (variable.getName().equals(name) && changed && belongsTo(variable, scope)) {
                return true;
            }
        }
        return false;
    }

    private static boolean belongsTo(VariableInstanceEntity variable, VariableScope scope) {
        String instance = scope instanceof TaskEntity task
                ? task.getProcessInstanceId()
                : ((ExecutionEntity) scope).getProcessInstanceId();
        return instance.equals(variable.getProcessInstanceId());
    }

    private static void requireField(String name, SubmittedForm submission) {
        if (!submission.file().fields().containsKey(name)) {
            throw new Refusal("engine.unknown-field", name);
        }
        if (submission.scope().getVariableTyped(name, false) instanceof FileValue) {
            throw new Refusal("engine.file-in-form");
        }
    }
}
