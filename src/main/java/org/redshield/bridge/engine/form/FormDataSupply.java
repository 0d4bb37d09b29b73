package org.redshield.bridge.engine.form;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.camunda.bpm.engine.impl.GetDeployedTaskFormCmd;
import org.camunda.bpm.engine.impl.cmd.GetDeployedStartFormCmd;
import org.camunda.bpm.engine.impl.cmd.GetStartFormVariablesCmd;
import org.camunda.bpm.engine.impl.cmd.GetTaskFormVariablesCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.value.DateValue;
import org.camunda.spin.plugin.variable.SpinValues;
import org.redshield.bridge.engine.DeclaredVariables;
import org.redshield.bridge.engine.PlainText;
import org.redshield.bridge.engine.job.TimerJobs;
import org.springframework.beans.factory.ObjectProvider;

/** Adds to a form's variables what features show in it; Tasklist and REST ask through the same two commands. */
public final class FormDataSupply extends CommandInterceptor {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectProvider<FormData> data;
    private final DeclaredVariables declared;

    private final AddedSteps added;

    public FormDataSupply(ObjectProvider<FormData> data, AddedSteps added, DeclaredVariables declared) {
        this.data = data;
        this.added = added;
        this.declared = declared;
    }

    @Override
    @SuppressWarnings("unchecked") // the command that returns a form returns an InputStream
    public <T> T execute(Command<T> command) {
        T result = next.execute(command);
        if (command instanceof GetDeployedStartFormCmd && result instanceof InputStream form) {
            return (T) changed(form, this::withOptions);
        }
        if (command instanceof GetDeployedTaskFormCmd && result instanceof InputStream form) {
            return (T) changed(form, schema -> {
                FinalDecisions.addTo(schema);
                OnlyDecision.say(schema);
            });
        }
        if (command instanceof GetTaskFormVariablesCmd ofTask && result instanceof VariableMap variables) {
            // The outcome of an earlier task must not stand preselected in the next one's form.
            variables.remove(DeclaredVariables.DECISION.name());
            withoutDatesOfStoppedClocks(variables);
            addToTask(ofTask.resourceId, variables);
        } else if (command instanceof GetStartFormVariablesCmd ofStart && result instanceof VariableMap variables) {
            addToStart(ofStart.resourceId, variables);
        }
        return result;
    }

    /** While a clock stands still its variables hold a date that only keeps timers quiet: it is not for reading. */
    private static void withoutDatesOfStoppedClocks(VariableMap variables) {
        Date never = Date.from(TimerJobs.NEVER);
        for (String name : List.copyOf(variables.keySet())) {
            if (variables.getValueTyped(name) instanceof DateValue date && never.equals(date.getValue())) {
                variables.remove(name);
            }
        }
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
        String form = added.shownAs(
                task.getExecution().getProcessInstance().getProcessDefinition(), task.getTaskDefinitionKey());
        shown(form, task.getTenantId(), caseNo, known).forEach((name, value) -> put(variables, name, value));
    }

    private void addToStart(String definitionId, VariableMap variables) {
        ProcessDefinitionEntity process = Context.getCommandContext()
                .getProcessEngineConfiguration()
                .getDeploymentCache()
                .findDeployedProcessDefinitionById(definitionId);
        shown(process.getInitial().getActivityId(), ownTenant(), null, Map.of())
                .forEach((name, value) -> put(variables, name, value));
    }

    private static InputStream changed(InputStream form, Consumer<JsonNode> change) {
        try (form) {
            JsonNode schema = JSON.readTree(form);
            change.accept(schema);
            return new ByteArrayInputStream(JSON.writeValueAsBytes(schema));
        } catch (IOException e) {
            throw new UncheckedIOException("A deployed form is not JSON", e);
        }
    }

    /** Tasklist asks for a start form's variables only when it restores a draft, so its options go into the form itself. */
    private void withOptions(JsonNode schema) {
        Map<String, Object> shown = shown(schema.path("id").asText(), ownTenant(), null, Map.of());
        for (JsonNode component : schema.findParents("valuesKey")) {
            Object options = shown.get(component.path("valuesKey").asText());
            if (options != null) {
                ((ObjectNode) component).remove("valuesKey");
                ((ObjectNode) component).set("values", JSON.valueToTree(options));
            }
        }
    }

    private Map<String, Object> shown(String form, String tenant, String caseNo, Map<String, Object> known) {
        Authentication person = Context.getCommandContext().getAuthentication();
        Map<String, Object> all = new HashMap<>();
        if (person != null && tenant != null) {
            FormData.Asked asked = new FormData.Asked(form, tenant, caseNo, known);
            data.stream()
                    .filter(source -> source.forms().contains(form))
                    .forEach(source -> all.putAll(source.of(asked)));
        }
        return all;
    }

    /** The organisation for which the signed-in person starts something; null when it is not exactly one. */
    private static String ownTenant() {
        Authentication person = Context.getCommandContext().getAuthentication();
        List<String> tenants = person == null || person.getTenantIds() == null ? List.of() : person.getTenantIds();
        return tenants.size() == 1 ? tenants.get(0) : null;
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
        } else if (name.equals(Shown.SUMMARY)) {
            variables.putValue(name, PlainText.asMarkdown(value.toString()));
        } else {
            variables.putValue(name, value);
        }
    }
}
