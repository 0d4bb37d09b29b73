package org.redshield.bridge.engine.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.form.CamundaFormRef;
import org.camunda.bpm.engine.impl.cmd.GetCamundaFormDefinitionCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.form.handler.DefaultFormHandler;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.ResourceEntity;
import org.camunda.bpm.engine.repository.CamundaFormDefinition;

/** What deployed forms ask for: their fields, with what stands beside them and the options that they offer. */
public final class FormFiles {

    /**
     * A field that a person fills in.
     *
     * @param options by value, what the person reads; empty for a field without options and for options that are supplied
     * @param mask the form's own property of that name
     */
    public record Field(String key, String label, Map<String, String> options, Optional<String> mask) {}

    /**
     * @param fields by key, in the form's order
     * @param shown names of values that the form shows and nobody fills in
     */
    public record FormFile(Map<String, Field> fields, Set<String> shown) {

        static final FormFile NONE = new FormFile(Map.of(), Set.of());

        /** The field as the person knows it. */
        public String label(String field) {
            Field known = fields.get(field);
            return known == null ? field : known.label();
        }

        /** The keys of the fields that are called so: by their key, by their label, or by its end where no label is that. */
        List<String> keys(List<String> names) {
            return names.stream()
                    .flatMap(name -> Stream.<Predicate<Field>>of(
                            field -> name.equals(field.key()) || name.equals(field.label()),
                            field -> field.label().endsWith(name))
                            .map(isCalled -> fields.values().stream()
                                    .filter(isCalled)
                                    .map(Field::key)
                                    .toList())
                            .filter(found -> !found.isEmpty())
                            .findFirst()
                            .stream())
                    .flatMap(List::stream)
                    .distinct()
                    .toList();
        }
    }

    /** What a text of a form puts in: {@code {{summary}}}. */
    private static final Pattern SHOWN = Pattern.compile("\\{\\{\\s*([A-Za-z]\\w*)");

    private final ObjectMapper json = new ObjectMapper();
    /** Deployments never change, so what was read once stays true. */
    private final Map<Entry<String, String>, FormFile> read = new ConcurrentHashMap<>();

    /**
     * The form as Tasklist shows it: of the process's own deployment, or wherever the model says. An empty one when it is
     * not there.
     */
    FormFile of(CamundaFormRef form, String deploymentId) {
        if (!DefaultFormHandler.FORM_REF_BINDING_DEPLOYMENT.equals(form.getBinding())) {
            return load(form, deploymentId);
        }
        Entry<String, String> key = Map.entry(deploymentId, form.getKey());
        FormFile known = read.get(key);
        if (known == null) {
            known = load(form, deploymentId);
            read.put(key, known);
        }
        return known;
    }

    private FormFile load(CamundaFormRef form, String deploymentId) {
        CamundaFormDefinition found = Context.getCommandContext()
                .runWithoutAuthorization(new GetCamundaFormDefinitionCmd(form, deploymentId));
        return found == null ? FormFile.NONE : load(found);
    }

    private FormFile load(CamundaFormDefinition form) {
        CommandContext context = Context.getCommandContext();
        ResourceEntity resource = context.getResourceManager()
                .findResourceByDeploymentIdAndResourceName(form.getDeploymentId(), form.getResourceName());
        try {
            return of(json.readTree(new ByteArrayInputStream(resource.getBytes())));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Form " + form.getKey() + " of deployment " + form.getDeploymentId() + " is not JSON", e);
        }
    }

    static FormFile of(JsonNode schema) {
        List<JsonNode> components = components(schema);
        Map<String, Field> fields = new LinkedHashMap<>();
        for (JsonNode component : components) {
            String key = key(component);
            // A disabled field only shows something: Tasklist does not submit it.
            if (!key.isEmpty() && !component.path("disabled").asBoolean()) {
                fields.put(key, field(component, key));
            }
        }
        Set<String> shown = components.stream()
                .flatMap(component -> Stream.concat(
                        Stream.of(key(component), component.path("valuesKey").asText("")),
                        SHOWN.matcher(component.path("text").asText(""))
                                .results()
                                .map(found -> found.group(1))))
                .filter(name -> !name.isEmpty() && !fields.containsKey(name))
                .collect(Collectors.toUnmodifiableSet());
        return new FormFile(Collections.unmodifiableMap(fields), shown);
    }

    private static String key(JsonNode component) {
        return component.path("key").asText(component.path("path").asText(""));
    }

    private static Field field(JsonNode component, String key) {
        Map<String, String> options = new LinkedHashMap<>();
        component
                .path("values")
                .forEach(option -> options.put(
                        option.path("value").asText(),
                        option.path("label").asText(option.path("value").asText())));
        String mask = component.path("properties").path("mask").asText("");
        return new Field(
                key,
                label(component, key),
                Map.copyOf(options),
                Optional.of(mask).filter(given -> !given.isBlank()));
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
