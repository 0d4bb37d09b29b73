package org.redshield.bridge.engine.rule;

import static org.redshield.bridge.engine.rule.Elements.chinese;
import static org.redshield.bridge.engine.rule.Elements.listed;
import static org.redshield.bridge.engine.rule.Elements.minus;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.feel.FeelEngine;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.engine.rule.words.OptionWords;

/** The rules for forms, and whether one fits the code that takes it in. */
final class FormRules {

    private static final Pattern KEY = Pattern.compile("[a-z][A-Za-z0-9]*");
    /** Nothing that shows what lies elsewhere, or runs. */
    private static final Set<String> TYPES = Set.of(
            "text",
            "textfield",
            "textarea",
            "number",
            "checkbox",
            "checklist",
            "radio",
            "select",
            "taglist",
            "datetime",
            "group",
            "dynamiclist",
            "spacer",
            "separator");

    private static final FeelEngine FEEL = new FeelEngine.Builder().build();
    private static final Set<String> CHOICES = Set.of("radio", "select", "checklist", "taglist");
    private static final int COLUMNS = 16;
    /** Versions of form-js that draw our kinds of field alike: the one of the task list, and the newest that editors write. */
    private static final int OLDEST_SCHEMA = 16;

    private static final int NEWEST_SCHEMA = 19;
    private static final int LONGEST_FORMULA = 500;
    private static final int DEEPEST_FORMULA = 4;
    private static final Pattern NESTING_WORD = Pattern.compile("\\b(if|for|some|every|function)\\b");

    private final Bundle bundle;
    private final Vocabulary house;
    private final Findings findings;
    /** What the engine's expressions or our own services call so. */
    private static final Set<String> RESERVED = Set.of(
            "execution",
            "task",
            "taskId",
            "letterId",
            "caseNo",
            "businessKey",
            "tenantId",
            "summary",
            "processInstanceId",
            "processDefinitionId",
            "nrOfInstances",
            "nrOfCompletedInstances",
            "nrOfActiveInstances",
            "loopCounter");

    private final Set<String> tasks;
    private final Set<String> starts;

    FormRules(Bundle bundle, Vocabulary house, Findings findings) {
        this.bundle = bundle;
        this.house = house;
        this.findings = findings;
        this.tasks = bundle.models().values().stream()
                .flatMap(model -> Elements.all(model, UserTask.class).stream())
                .map(UserTask::getId)
                .collect(Collectors.toSet());
        this.starts = bundle.models().values().stream()
                .flatMap(model -> Elements.all(model, StartEvent.class).stream())
                .filter(start -> Elements.camunda(start, "formRef") != null)
                .map(StartEvent::getId)
                .collect(Collectors.toSet());
    }

    /**
     * The values of the field {@code decision}, empty without such a field. What code chooses from at run time is at most what
     * it knows.
     */
    static Set<String> decisions(JsonNode form, Vocabulary house) {
        Set<String> values = new TreeSet<>();
        for (JsonNode field : fields(form)) {
            if (field.path("key").asText().equals("decision")) {
                if (field.has("valuesKey")) {
                    house.decisions(form.path("id").asText()).ifPresent(values::addAll);
                }
                field.path("values")
                        .forEach(value -> values.add(value.path("value").asText()));
            }
        }
        return values;
    }

    void check() {
        bundle.forms().forEach(this::check);
    }

    private void check(String file, JsonNode form) {
        String id = form.path("id").asText();
        String plain = file.substring(file.lastIndexOf('/') + 1);
        if (!(id + ".form").equals(plain)) {
            findings.hint(file, id, "form-file-name", id);
        }
        int schema = form.path("schemaVersion").asInt();
        if (schema < OLDEST_SCHEMA || schema > NEWEST_SCHEMA) {
            findings.error(file, id, "form-schema", form.path("schemaVersion").asText(), OLDEST_SCHEMA, NEWEST_SCHEMA);
        }
        if (!form.path("executionPlatform").asText().equals("Camunda Platform")) {
            findings.error(file, id, "form-platform");
        }
        if (!tasks.contains(id) && !starts.contains(id)) {
            findings.error(file, id, "form-without-task", id);
        }
        List<JsonNode> fields = fields(form);
        if (tasks.contains(id)) {
            ofTask(file, id, form, fields);
        }
        code(file, id, form);
        fields.forEach(field -> options(file, id, field));
        Set<String> ids = new HashSet<>();
        for (JsonNode field : fields) {
            String name = name(field);
            if (!ids.add(field.path("id").asText())) {
                findings.error(file, name, "field-twice", name);
            }
            if (field.has("key") && !KEY.matcher(field.path("key").asText()).matches()) {
                findings.error(file, name, "field-key", field.path("key").asText());
            }
            label(file, name, field);
            if (field.path("layout").path("columns").asInt(COLUMNS) > COLUMNS) {
                findings.hint(file, name, "field-wide", name, COLUMNS);
            }
        }
        keys(file, id, fields);
        hidden(file, form.path("components"), false);
        rows(file, id, form.path("components"));
    }

    /**
     * What a person enters must not be taken as something that the process knows, such as which case is decided; and of two fields
     * of one key only the last would count.
     */
    private void keys(String file, String form, List<JsonNode> fields) {
        Set<String> variables = variables(form);
        Set<String> seen = new HashSet<>();
        for (JsonNode field : fields) {
            for (String kind : List.of("key", "path")) {
                String key = field.path(kind).asText();
                if (key.isEmpty()) {
                    continue;
                }
                if (!seen.add(key)) {
                    findings.error(file, name(field), "field-key-twice", name(field), key);
                }
                if (variables.contains(key)) {
                    findings.error(file, name(field), "field-variable", called(field), key, listed(variables));
                } else if (isReserved(form, key)) {
                    findings.error(file, name(field), "field-reserved", called(field), key);
                }
            }
        }
    }

    private static String called(JsonNode field) {
        String label = field.path("label").asText(field.path("dateLabel").asText());
        return label.isBlank() ? name(field) : "“" + label + "”（" + name(field) + "）";
    }

    private boolean isReserved(String form, String key) {
        boolean isOutcome = key.equals("decision") && tasks.contains(form);
        return !isOutcome
                && (key.equals("decision")
                        || RESERVED.contains(key)
                        || house.steps().containsKey(key)
                        || house.valueBeans().containsKey(key));
    }

    /** Those of the processes in which the form is filled in. */
    private Set<String> variables(String form) {
        return bundle.processes().values().stream()
                .filter(process -> Stream.concat(Elements.in(process, UserTask.class), Elements.start(process).stream())
                        .anyMatch(node -> form.equals(Elements.camunda(node, "formRef"))))
                .flatMap(process -> ContractRules.of(house, process.getId()).stream())
                .flatMap(contract -> Stream.concat(Stream.of(contract.subject()), contract.variables().stream()))
                .map(Variable::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void ofTask(String file, String id, JsonNode form, List<JsonNode> fields) {
        if (!form.path("components").path(0).path("text").asText().equals("{{summary}}")) {
            findings.error(file, id, "form-summary");
        }
        List<JsonNode> decisions = fields.stream()
                .filter(field -> field.path("key").asText().equals("decision"))
                .toList();
        Set<String> offered = decisions(form, house);
        if (decisions.size() != 1
                || offered.isEmpty()
                || !Set.of("radio", "select")
                        .contains(decisions.get(0).path("type").asText())
                || !decisions.get(0).path("validate").path("required").asBoolean()
                || decisions.get(0).has("conditional")
                || isFixed(decisions.get(0).path("disabled"))
                || isFixed(decisions.get(0).path("readonly"))) {
            findings.error(file, id, "form-decision");
        } else if (offered.size() == 1
                && !decisions
                        .get(0)
                        .path("defaultValue")
                        .asText()
                        .equals(offered.iterator().next())) {
            findings.error(file, name(decisions.get(0)), "form-only-decision");
        }
    }

    /** Whoever decides could not choose, with a default to his name. */
    private static boolean isFixed(JsonNode flag) {
        return flag.asBoolean() || flag.isTextual();
    }

    /** What a form offers, its code must know; a step that no code knows offers what it likes. */
    private void code(String file, String id, JsonNode form) {
        house.decisions(id).ifPresent(known -> minus(decisions(form, house), known)
                .forEach(value -> findings.error(file, "decision", "decision-unknown", value, listed(known))));
    }

    private void options(String file, String form, JsonNode field) {
        Set<String> values = new TreeSet<>();
        field.path("values").forEach(option -> values.add(option.path("value").asText()));
        Set<String> beside = new TreeSet<>(values);
        if (field.path("key").asText().equals("decision")) {
            house.decisions(form).ifPresent(beside::addAll);
        }
        field.path("values").forEach(option -> {
            String value = option.path("value").asText();
            String label = option.path("label").asText();
            if (chinese(label) && !OptionWords.fit(value, label, beside)) {
                List<String> words = OptionWords.of(value);
                findings.error(
                        file,
                        name(field),
                        words.isEmpty() ? "option-of-another" : "option-words",
                        name(field),
                        value,
                        Expressions.shown(label),
                        listed(words));
            }
        });
    }

    private void label(String file, String name, JsonNode field) {
        boolean isText = field.path("type").asText().equals("text");
        String label = field.path(isText ? "text" : field.has("dateLabel") ? "dateLabel" : "label")
                .asText();
        if (!label.equals("{{summary}}") && !chinese(label)) {
            findings.error(file, name, "field-label", name);
        }
        if (field.has("description") && !chinese(field.path("description").asText())) {
            findings.error(file, name, "field-description", name);
        }
        field.path("values").forEach(value -> {
            if (!chinese(value.path("label").asText())) {
                findings.error(
                        file, name, "option-label", name, value.path("value").asText());
            }
        });
        if (CHOICES.contains(field.path("type").asText()) && field.has("values") == field.has("valuesKey")) {
            findings.error(file, name, "field-options", name);
        }
        if (Set.of("textfield", "textarea").contains(field.path("type").asText())
                && !field.path("validate").has("maxLength")) {
            findings.error(file, name, "field-length", name);
        }
    }

    /** A hidden field can never be required: the officer could not submit and would not see why. */
    private void hidden(String file, JsonNode components, boolean hidden) {
        for (JsonNode field : components) {
            boolean mayHide = hidden || field.has("conditional");
            // Once a field inside was touched, Tasklist keeps the form's button disabled (form-js leaves its error
            // empty).
            if (!TYPES.contains(field.path("type").asText())) {
                findings.error(
                        file,
                        name(field),
                        "field-type",
                        name(field),
                        field.path("type").asText(),
                        listed(TYPES));
            }
            feel(file, field, field);
            if (field.path("type").asText().equals("dynamiclist")) {
                findings.error(file, name(field), "field-list", name(field));
            }
            if (mayHide && field.path("validate").path("required").asBoolean()) {
                findings.error(file, name(field), "field-hidden", name(field));
            }
            hidden(file, field.path("components"), mayHide);
        }
    }

    /** Tasklist is silent about a formula that it cannot read, and shows or hides the wrong field. */
    private void feel(String file, JsonNode field, JsonNode part) {
        part.fields().forEachRemaining(entry -> {
            String text = entry.getValue().asText();
            boolean formula = text.startsWith("=") || entry.getKey().equals("hide");
            if (entry.getValue().isTextual()
                    && formula
                    && (!text.startsWith("=")
                            || isHardToRead(text)
                            || FEEL.parseExpression(text.substring(1)).isLeft())) {
                findings.error(file, name(field), "field-feel", name(field), Expressions.shown(text));
            }
            if (entry.getValue().isObject()) {
                feel(file, field, entry.getValue());
            }
        });
    }

    /** The parser tries again at every bracket and every word: what nests takes it twice as long each time, or its stack. */
    private static boolean isHardToRead(String formula) {
        return formula.length() > LONGEST_FORMULA
                || NESTING_WORD.matcher(formula).results().count() > DEEPEST_FORMULA
                || depth(formula) > DEEPEST_FORMULA;
    }

    private static int depth(String formula) {
        int depth = 0;
        int deepest = 0;
        for (char c : formula.toCharArray()) {
            depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
            deepest = Math.max(deepest, depth);
        }
        return deepest;
    }

    /** The fields of one row share sixteen columns. */
    private void rows(String file, String form, JsonNode components) {
        Map<String, Integer> widths = new TreeMap<>();
        for (JsonNode field : components) {
            widths.merge(
                    field.path("layout").path("row").asText(),
                    field.path("layout").path("columns").asInt(COLUMNS),
                    Integer::sum);
            rows(file, form, field.path("components"));
        }
        widths.forEach((row, width) -> {
            if (width > COLUMNS && !row.isEmpty()) {
                findings.hint(file, form, "row-wide", row, width, COLUMNS);
            }
        });
    }

    private static String name(JsonNode field) {
        return field.path("id").asText(field.path("key").asText());
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
