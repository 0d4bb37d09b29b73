package org.redshield.bridge.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The rules for forms, each returning the offenders as sentences that a modeler understands. */
final class FormRules {

    private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");
    private static final Pattern KEY = Pattern.compile("[a-z][A-Za-z0-9]*");
    private static final int COLUMNS = 16;

    private FormRules() {}

    /**
     * @param tasks ids of all user tasks
     * @param starts ids of all start events with a form
     */
    static List<String> offenders(Map<String, JsonNode> forms, Set<String> tasks, Set<String> starts) {
        List<String> offenders = new ArrayList<>();
        forms.forEach((file, form) -> check(file, form, tasks, starts, offenders));
        return offenders;
    }

    /** The values of the field {@code decision}, empty without such a field. */
    static Set<String> decisions(JsonNode form) {
        Set<String> values = new TreeSet<>();
        for (JsonNode field : fields(form)) {
            if (field.path("key").asText().equals("decision")) {
                field.path("values")
                        .forEach(value -> values.add(value.path("value").asText()));
            }
        }
        return values;
    }

    private static void check(
            String file, JsonNode form, Set<String> tasks, Set<String> starts, List<String> offenders) {
        String id = form.path("id").asText();
        if (!(id + ".form").equals(file)) {
            offenders.add(file + ": its id is " + id + "; id and file name must be the same");
        }
        if (form.path("schemaVersion").asInt() != 16) {
            offenders.add(file + ": must have schema version 16, which the engine's Tasklist knows");
        }
        if (!form.path("executionPlatform").asText().equals("Camunda Platform")) {
            offenders.add(file + ": must be a form for Camunda Platform (7)");
        }
        if (!tasks.contains(id) && !starts.contains(id)) {
            offenders.add(file + ": no user task or start event has this name");
        }
        List<JsonNode> fields = fields(form);
        if (tasks.contains(id)) {
            if (!form.path("components").path(0).path("text").asText().equals("{{summary}}")) {
                offenders.add(file + ": must begin with the text {{summary}}");
            }
            List<JsonNode> decisions = fields.stream()
                    .filter(field -> field.path("key").asText().equals("decision"))
                    .toList();
            if (decisions.size() != 1
                    || !Set.of("radio", "select")
                            .contains(decisions.get(0).path("type").asText())
                    || !decisions.get(0).path("validate").path("required").asBoolean()
                    || decisions.get(0).has("conditional")) {
                offenders.add(file + ": must have one field decision, a radio or select, required and never hidden");
            } else if (decisions(form).size() == 1
                    && !decisions
                            .get(0)
                            .path("defaultValue")
                            .asText()
                            .equals(decisions(form).iterator().next())) {
                offenders.add(file + ": its only decision must be the default value");
            }
        }
        Set<String> ids = new HashSet<>();
        for (JsonNode field : fields) {
            String name = file + ": field " + field.path("id").asText();
            if (!ids.add(field.path("id").asText())) {
                offenders.add(name + " has an id that another one has too");
            }
            if (field.has("key") && !KEY.matcher(field.path("key").asText()).matches()) {
                offenders.add(name + " needs an English lowerCamelCase key");
            }
            label(name, field, offenders);
            if (field.path("layout").path("columns").asInt(COLUMNS) > COLUMNS) {
                offenders.add(name + " is wider than the form");
            }
        }
        hidden(file, form.path("components"), false, offenders);
        rows(file, form.path("components"), offenders);
    }

    private static void label(String name, JsonNode field, List<String> offenders) {
        boolean isText = field.path("type").asText().equals("text");
        String label = field.path(isText ? "text" : field.has("dateLabel") ? "dateLabel" : "label")
                .asText();
        if (!label.equals("{{summary}}") && !CHINESE.matcher(label).find()) {
            offenders.add(name + " has no Chinese label");
        }
        if (field.has("description")
                && !CHINESE.matcher(field.path("description").asText()).find()) {
            offenders.add(name + " has a description that is not Chinese");
        }
        field.path("values").forEach(value -> {
            if (!CHINESE.matcher(value.path("label").asText()).find()) {
                offenders.add(name + " has an option " + value.path("value").asText() + " without a Chinese label");
            }
        });
        if (Set.of("radio", "select", "checklist", "taglist")
                        .contains(field.path("type").asText())
                && field.has("values") == field.has("valuesKey")) {
            offenders.add(name + " needs either fixed options or a valuesKey");
        }
        if (Set.of("textfield", "textarea").contains(field.path("type").asText())
                && !field.path("validate").has("maxLength")) {
            offenders.add(name + " needs a maximal length");
        }
    }

    /** A hidden field can never be required: the officer could not submit and would not see why. */
    private static void hidden(String file, JsonNode components, boolean hidden, List<String> offenders) {
        for (JsonNode field : components) {
            boolean mayHide = hidden || field.has("conditional");
            // Once a field inside was touched, Tasklist keeps the form's button disabled (form-js leaves its error
            // empty).
            if (field.path("type").asText().equals("dynamiclist")) {
                offenders.add(
                        file + ": " + field.path("id").asText() + " is a dynamic list, which cannot be submitted");
            }
            if (mayHide && field.path("validate").path("required").asBoolean()) {
                offenders.add(
                        file + ": field " + field.path("id").asText() + " may be hidden and must not be required");
            }
            hidden(file, field.path("components"), mayHide, offenders);
        }
    }

    /** The fields of one row share sixteen columns. */
    private static void rows(String file, JsonNode components, List<String> offenders) {
        java.util.Map<String, Integer> widths = new java.util.TreeMap<>();
        for (JsonNode field : components) {
            widths.merge(
                    field.path("layout").path("row").asText(),
                    field.path("layout").path("columns").asInt(COLUMNS),
                    Integer::sum);
            rows(file, field.path("components"), offenders);
        }
        widths.forEach((row, width) -> {
            if (width > COLUMNS) {
                offenders.add(file + ": row " + row + " is " + width + " columns wide, of " + COLUMNS);
            }
        });
    }

    static List<JsonNode> fields(JsonNode form) {
        List<JsonNode> fields = new ArrayList<>();
        for (JsonNode field : form.path("components")) {
            fields.add(field);
            fields.addAll(fields(field));
        }
        return fields;
    }
}
