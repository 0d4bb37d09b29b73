package org.redshield.bridge.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.impl.cmd.GetStartFormVariablesCmd;
import org.camunda.bpm.engine.impl.cmd.GetTaskFormVariablesCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.spin.plugin.variable.SpinValues;
import org.springframework.beans.factory.ObjectProvider;

/** Adds to a form's variables what features show in it; Tasklist and REST ask through the same two commands. */
final class FormDataSupply extends CommandInterceptor {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectProvider<FormData> data;
    private final DeclaredVariables declared;

    FormDataSupply(ObjectProvider<FormData> data, DeclaredVariables declared) {
        this.data = data;
        this.declared = declared;
    }

    @Override
    public <T> T execute(Command<T> command) {
        T result = next.execute(command);
        if (command instanceof GetTaskFormVariablesCmd ofTask && result instanceof VariableMap variables) {
            // The outcome of an earlier task must not stand preselected in the next one's form.
            variables.remove(DeclaredVariables.DECISION.name());
            addToTask(ofTask.resourceId, variables);
        } else if (command instanceof GetStartFormVariablesCmd ofStart && result instanceof VariableMap variables) {
            addToStart(ofStart.resourceId, variables);
        }
        return result;
    }

    private void addToTask(String taskId, VariableMap variables) {
        TaskEntity task = Context.getCommandContext().getTaskManager().findTaskById(taskId);
        // Only what the processes declare: a form's own fields are never looked at here.
        Map<String, Object> known = new HashMap<>();
        task.getVariables().forEach((name, value) -> {
            if (declared.contains(name)) {
                known.put(name, value);
            }
        });
        String caseNo = task.getExecution().getProcessInstance().getBusinessKey();
        add(variables, task.getTaskDefinitionKey(), task.getTenantId(), caseNo, known);
    }

    private void addToStart(String definitionId, VariableMap variables) {
        CommandContext context = Context.getCommandContext();
        ProcessDefinitionEntity process = context.getProcessEngineConfiguration()
                .getDeploymentCache()
                .findDeployedProcessDefinitionById(definitionId);
        Authentication person = context.getAuthentication();
        boolean ofOneOrganisation = person != null
                && person.getTenantIds() != null
                && person.getTenantIds().size() == 1;
        String tenant = ofOneOrganisation ? person.getTenantIds().get(0) : null;
        add(variables, process.getInitial().getActivityId(), tenant, null, Map.of());
    }

    private void add(VariableMap variables, String form, String tenant, String caseNo, Map<String, Object> known) {
        String user = Optional.ofNullable(Context.getCommandContext().getAuthentication())
                .map(Authentication::getUserId)
                .orElse(null);
        if (user == null || tenant == null) {
            return;
        }
        data.stream()
                .filter(source -> source.forms().contains(form))
                .flatMap(source -> source.of(form, user, tenant, caseNo, known).entrySet().stream())
                .forEach(shown -> put(variables, shown.getKey(), shown.getValue()));
    }

    private static void put(VariableMap variables, String name, Object value) {
        if (value instanceof Iterable<?> || value instanceof Map<?, ?>) {
            try {
                variables.putValueTyped(
                        name,
                        SpinValues.jsonValue(JSON.writeValueAsString(value)).create());
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException("Form data " + name + " is not JSON", e);
            }
        } else {
            variables.putValue(name, value);
        }
    }
}
