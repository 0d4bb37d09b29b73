package org.redshield.bridge.engine.form;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.variable.value.SerializableValue;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.engine.FormSubmission;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.engine.form.FormFiles.FormFile;

/** A form as it lies in the engine's variables for the length of one transaction. */
final class SubmittedForm implements FormSubmission {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Of what no code reads nobody else says how long it may be. */
    private static final int LONGEST = 10_000;

    private final String form;
    private final FormFile file;
    private final Optional<Variable<String>> subject;
    private final Authentication person;
    private final VariableScope scope;
    private final ExecutionEntity instance;
    private final Set<String> read = new HashSet<>();

    SubmittedForm(
            String form,
            FormFile file,
            Optional<Variable<String>> subject,
            Authentication person,
            ExecutionEntity instance) {
        this(form, file, subject, person, instance, instance);
    }

    SubmittedForm(
            String form, FormFile file, Optional<Variable<String>> subject, Authentication person, TaskEntity task) {
        this(form, file, subject, person, task, task.getExecution().getProcessInstance());
    }

    private SubmittedForm(
            String form,
            FormFile file,
            Optional<Variable<String>> subject,
            Authentication person,
            VariableScope scope,
            ExecutionEntity instance) {
        this.form = form;
        this.file = file;
        this.subject = subject;
        this.person = person;
        this.scope = scope;
        this.instance = instance;
    }

    FormFile file() {
        return file;
    }

    ExecutionEntity instance() {
        return instance;
    }

    /** The version by which the instance runs. */
    ProcessDefinitionEntity process() {
        return instance.getProcessDefinition();
    }

    public VariableScope scope() {
        return scope;
    }

    @Override
    public String form() {
        return form;
    }

    @Override
    public String user() {
        return person.getUserId();
    }

    @Override
    public Set<String> groups() {
        return person.getGroupIds() == null ? Set.of() : Set.copyOf(person.getGroupIds());
    }

    @Override
    public String tenant() {
        return instance.getTenantId();
    }

    @Override
    public Optional<String> caseNo() {
        return Optional.ofNullable(instance.getBusinessKey());
    }

    @Override
    public String subject() {
        return findSubject().orElseThrow(() -> new Refusal("engine.form-elsewhere"));
    }

    public Optional<String> findSubject() {
        return subject.flatMap(variable -> variable.find(scope));
    }

    /** What the person entered there, in words, when no code has asked for the field. */
    public Optional<String> unread(String field) {
        return read.contains(field) ? Optional.empty() : inWords(field);
    }

    /** Whatever kind of field it is; nobody has asked for it by that. */
    String asEntered(String field) {
        return Objects.toString(valueUnread(field), "");
    }

    /** All that was typed there, of a list each item; nobody has asked for it by that. */
    String asTyped(String field) {
        Object value = valueUnread(field);
        if (value instanceof List<?> list) {
            return typed(JSON.<JsonNode>valueToTree(list));
        }
        if (value instanceof String text && isStructured(field)) {
            try {
                // In JSON a character can be written as its number.
                return typed(JSON.readTree(text));
            } catch (JsonProcessingException e) {
                return text;
            }
        }
        return Objects.toString(value, "");
    }

    private static String typed(JsonNode value) {
        if (!value.isContainerNode()) {
            return value.asText();
        }
        List<String> items = new ArrayList<>();
        value.fieldNames().forEachRemaining(items::add);
        value.forEach(item -> items.add(typed(item)));
        return String.join("、", items);
    }

    @Override
    public boolean asks(String field) {
        return file.fields().containsKey(field);
    }

    @Override
    public Optional<String> text(String field) {
        Object value = value(field);
        if (value == null) {
            return Optional.empty();
        }
        // A list or a number would be stored as what Java prints of it.
        if (!(value instanceof String text) || scope.getVariableTyped(field, false) instanceof SerializableValue) {
            throw new Refusal("engine.not-a-text", file.label(field));
        }
        return Optional.of(readable(field, text).strip()).filter(given -> !given.isEmpty());
    }

    @Override
    public Optional<Long> number(String field) {
        Object value = value(field);
        if (value instanceof Number number) {
            return Optional.of(number.longValue());
        }
        try {
            return text(field).map(Long::valueOf);
        } catch (NumberFormatException e) {
            throw new Refusal("engine.not-a-number", file.label(field));
        }
    }

    @Override
    public Optional<LocalDate> date(String field) {
        if (value(field) instanceof Date date) {
            return Optional.of(ChinaTime.day(date.toInstant()));
        }
        try {
            return text(field)
                    .map(text -> text.length() > 10
                            ? OffsetDateTime.parse(text)
                                    .atZoneSameInstant(ChinaTime.ZONE)
                                    .toLocalDate()
                            : LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            throw new Refusal("engine.not-a-date", file.label(field));
        }
    }

    @Override
    public boolean flag(String field) {
        Object value = value(field);
        return Boolean.TRUE.equals(value) || "true".equals(value);
    }

    @Override
    public List<String> choices(String field) {
        return json(field, new TypeReference<List<String>>() {});
    }

    @Override
    public <T> void set(Variable<T> variable, T value) {
        instance.setVariable(variable.name(), Variable.toEngine(value));
    }

    @Override
    public void open(String caseNo) {
        ((DelegateExecution) instance).setProcessBusinessKey(caseNo);
    }

    private Optional<String> inWords(String field) {
        Object value = value(field);
        String given =
                readable(field, value == null ? "" : inWords(field, value)).strip();
        if (given.length() > LONGEST) {
            throw new Refusal("engine.text-too-long", file.label(field), LONGEST);
        }
        return Optional.of(given).filter(text -> !text.isEmpty());
    }

    private String inWords(String field, Object value) {
        if (value instanceof Boolean flag) {
            return flag ? "是" : "否";
        }
        if (value instanceof Date date) {
            return ChinaTime.moment(date.toInstant());
        }
        if (value instanceof Number) {
            return value.toString();
        }
        if (value instanceof List<?> list) {
            return inWords(field, JSON.<JsonNode>valueToTree(list));
        }
        if (value instanceof String text) {
            return isStructured(field) ? inWords(field, structure(field, text)) : option(field, text);
        }
        throw new Refusal("engine.not-a-text", file.label(field));
    }

    private boolean isStructured(String field) {
        return scope.getVariableTyped(field, false) instanceof SerializableValue;
    }

    private JsonNode structure(String field, String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new Refusal("engine.not-a-list", file.label(field));
        }
    }

    private String inWords(String field, JsonNode value) {
        if (!value.isArray()) {
            return value.isTextual() ? option(field, value.asText()) : value.isNull() ? "" : value.toString();
        }
        List<String> words = new ArrayList<>();
        value.forEach(item -> words.add(inWords(field, item)));
        return String.join("、", words);
    }

    /** The option's label; a value that the form does not offer is refused, and one without options is what it is. */
    private String option(String field, String value) {
        Map<String, String> options = file.fields().get(field).options();
        if (options.isEmpty() || value.isBlank()) {
            return value;
        }
        if (!options.containsKey(value)) {
            throw new Refusal("engine.not-an-option", file.label(field), value);
        }
        return options.get(value);
    }

    private <T> List<T> json(String field, TypeReference<List<T>> type) {
        Object value = value(field);
        if (value == null || value.toString().isBlank()) {
            return List.of();
        }
        try {
            List<T> chosen = List.copyOf(
                    value instanceof List<?> list
                            ? JSON.convertValue(list, type)
                            : JSON.readValue(value.toString(), type));
            chosen.forEach(item -> readable(field, item.toString()));
            return chosen;
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new Refusal("engine.not-a-list", file.label(field));
        }
    }

    /** Characters that no keyboard types: the database takes no zero byte, and half a pair of surrogates is no character. */
    private String readable(String field, String text) {
        boolean odd = text.codePoints()
                .anyMatch(c -> c < ' ' && c != '\n' && c != '\r' && c != '\t' || c >= 0xD800 && c <= 0xDFFF);
        if (odd) {
            throw new Refusal("engine.unreadable-text", file.label(field));
        }
        return text;
    }

    /** JSON stays text: nothing a person sends is ever deserialised into objects of the application. */
    private Object value(String field) {
        read.add(field);
        return valueUnread(field);
    }

    private Object valueUnread(String field) {
        TypedValue typed = scope.getVariableTyped(field, false);
        if (typed instanceof SerializableValue serializable) {
            return serializable.getValueSerialized();
        }
        return typed == null ? null : typed.getValue();
    }
}
