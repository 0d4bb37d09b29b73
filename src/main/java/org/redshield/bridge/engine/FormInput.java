package org.redshield.bridge.engine;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.delegate.VariableScope;
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
import org.redshield.bridge.Refusal;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.function.SingletonSupplier;

/**
 * Hands what a person submitted to the feature that owns the form and takes it out of the engine again, in the
 * submitting transaction. What Tasklist submits are process variables; none but the declared ones may stay.
 */
final class FormInput {

    private final Supplier<Map<String, FormIntake>> intakes;
    private final Supplier<Set<String>> formsWithData;
    private final DeclaredVariables declared;
    private final FormFiles files;

    FormInput(
            ObjectProvider<FormIntake> intakes,
            ObjectProvider<FormData> data,
            DeclaredVariables declared,
            FormFiles files) {
        this.intakes = SingletonSupplier.of(() -> intakes.stream()
                .flatMap(intake -> intake.forms().stream().map(form -> Map.entry(form, intake)))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue)));
        this.formsWithData = SingletonSupplier.of(
                () -> data.stream().flatMap(d -> d.forms().stream()).collect(Collectors.toUnmodifiableSet()));
        this.declared = declared;
        this.files = files;
    }

    ExecutionListener atStart() {
        return execution -> {
            ExecutionEntity instance = (ExecutionEntity) execution;
            // A letter or a call activity starts an instance with declared variables; only people fill in forms.
            if (person() == null || instance.getSuperExecution() != null) {
                return;
            }
            ProcessDefinitionEntity process = instance.getProcessDefinition();
            String form = process.getInitial().getActivityId();
            FormFiles.FormFile file = files.of(process.getDeploymentId(), form);
            accept(new SubmittedForm(form, file, person(), instance), null);
        };
    }

    TaskListener atCompletion() {
        return task -> {
            // A job completes no task; without a person nothing was submitted.
            if (person() == null) {
                return;
            }
            TaskEntity entity = (TaskEntity) task;
            String deployment = entity.getExecution().getProcessDefinition().getDeploymentId();
            String form = task.getTaskDefinitionKey();
            FormFiles.FormFile file = files.of(deployment, form);
            accept(new SubmittedForm(form, file, person(), entity), task.getName());
        };
    }

    private void accept(SubmittedForm submission, String taskName) {
        VariableScope scope = submission.scope();
        FormFiles.FormFile file = submission.file();
        Set<String> undeclared = new HashSet<>();
        for (String name : scope.getVariableNames()) {
            if (declared.contains(name)) {
                requireUntouched(scope, name, file);
            } else {
                undeclared.add(name);
            }
        }
        requireKnown(undeclared, file, submission);
        requireOfferedDecision(scope, file, taskName);
        FormIntake intake = intakes.get().get(submission.form());
        if (intake == null) {
            throw new Refusal("engine.form-without-owner", submission.form());
        }
        intake.accept(submission);
        undeclared.forEach(scope::removeVariable);
    }

    /** A person sets declared variables only where the form has a field of that name; else dates and ids could be forged. */
    private static void requireUntouched(VariableScope scope, String name, FormFiles.FormFile file) {
        if (file.fields().contains(name)) {
            return;
        }
        DbEntityCache cache = Context.getCommandContext().getDbEntityManager().getDbEntityCache();
        for (VariableInstanceEntity variable : cache.getEntitiesByType(VariableInstanceEntity.class)) {
            CachedDbEntity cached = cache.getCachedEntity(variable);
            boolean changed = cached.getEntityState() == DbEntityState.TRANSIENT || cached.isDirty();
            if (variable.getName().equals(name) && changed && belongsTo(variable, scope)) {
                throw new Refusal("engine.unknown-field", name);
            }
        }
    }

    private static boolean belongsTo(VariableInstanceEntity variable, VariableScope scope) {
        String instance = scope instanceof TaskEntity task
                ? task.getProcessInstanceId()
                : ((ExecutionEntity) scope).getProcessInstanceId();
        return instance.equals(variable.getProcessInstanceId());
    }

    private void requireKnown(Set<String> undeclared, FormFiles.FormFile file, SubmittedForm submission) {
        for (String name : undeclared) {
            // What FormData showed may come back with the form; it is dropped.
            boolean shown = formsWithData.get().contains(submission.form());
            if (!file.fields().contains(name) && !shown) {
                throw new Refusal("engine.unknown-field", name);
            }
            if (submission.scope().getVariableTyped(name, false) instanceof FileValue) {
                throw new Refusal("engine.file-in-form");
            }
        }
    }

    private static void requireOfferedDecision(VariableScope scope, FormFiles.FormFile file, String taskName) {
        if (file.decisions().isEmpty()) {
            return;
        }
        Object decision = scope.getVariable(DeclaredVariables.DECISION.name());
        if (!(decision instanceof String text) || !file.decisions().contains(text)) {
            throw new Refusal("engine.decision-missing", taskName == null ? "" : taskName);
        }
    }

    private static Authentication person() {
        Authentication authentication = Context.getCommandContext().getAuthentication();
        return authentication == null || authentication.getUserId() == null ? null : authentication;
    }
}
