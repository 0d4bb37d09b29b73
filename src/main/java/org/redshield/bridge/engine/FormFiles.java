package org.redshield.bridge.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.ResourceEntity;
import org.camunda.bpm.engine.repository.CamundaFormDefinition;

/** What deployed forms offer: their fields with what stands beside them, and the options of the field {@code decision}. */
final class FormFiles {

    /**
     * @param labels by field, what the person reads beside it
     * @param decisions empty when the form has no decision
     */
    record FormFile(Map<String, String> labels, Set<String> decisions) {

        Set<String> fields() {
            return labels.keySet();
        }

        /** The field as the person knows it. */
        String label(String field) {
            return labels.getOrDefault(field, field);
        }
    }

    private final ObjectMapper json = new ObjectMapper();
    /** Deployments never change, so what was read once stays true. */
    private final Map<String, FormFile> read = new ConcurrentHashMap<>();

    /** The form of that id in that deployment; an empty one when the deployment has none. */
    FormFile of(String deploymentId, String form) {
        String key = deploymentId + "/" + form;
        FormFile known = read.get(key);
        if (known == null) {
            known = load(deploymentId, form);
            read.put(key, known);
        }
        return known;
    }

    private FormFile load(String deploymentId, String form) {
        CommandContext context = Context.getCommandContext();
        CamundaFormDefinition definition =
                context.getCamundaFormDefinitionManager().findDefinitionByDeploymentAndKey(deploymentId, form);
        if (definition == null) {
            return new FormFile(Map.of(), Set.of());
        }
        ResourceEntity resource = context.getResourceManager()
                .findResourceByDeploymentIdAndResourceName(deploymentId, definition.getResourceName());
        try {
            JsonNode schema = json.readTree(new ByteArrayInputStream(resource.getBytes()));
            Map<String, String> labels = new LinkedHashMap<>();
            Set<String> decisions = new LinkedHashSet<>();
            for (JsonNode component : components(schema)) {
                String key = component.path("key").asText(component.path("path").asText(""));
                if (!key.isEmpty()) {
                    labels.put(key, label(component, key));
                }
                if (key.equals(DeclaredVariables.DECISION.name())) {
                    component
                            .path("values")
                            .forEach(
                                    option -> decisions.add(option.path("value").asText()));
                }
            }
            return new FormFile(Map.copyOf(labels), Set.copyOf(decisions));
        } catch (IOException e) {
            throw new UncheckedIOException("Form " + form + " of deployment " + deploymentId + " is not JSON", e);
        }
    }

    /** A date's label has a name of its own in the form's file. */
    private static String label(JsonNode component, String key) {
        return component
                .path("label")
                .asText(component
                        .path("dateLabel")
                        .asText(component.path("timeLabel").asText(key)));
    }

    private static List<JsonNode> components(JsonNode parent) {
        List<JsonNode> all = new ArrayList<>();
        for (JsonNode component : parent.path("components")) {
            all.add(component);
            all.addAll(components(component));
        }
        return all;
    }
}
