package org.redshield.bridge.engine.form;

import java.lang.reflect.RecordComponent;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.util.ReflectionUtils;

/** What stands in a form before anybody has filled in anything. */
public final class Shown {

    /** The name of the line above a form's fields; it is shown as plain text, whatever it holds. */
    static final String SUMMARY = "summary";

    private final Map<String, Object> values = new HashMap<>();

    Map<String, Object> values() {
        return values;
    }

    public void summary(String line) {
        values.put(SUMMARY, line);
    }

    /** One sentence of its parts, in their order; what has nothing to say is left out. */
    public void summary(Stream<String> parts) {
        summary(sentence(parts));
    }

    /** A part may end like a sentence of its own. */
    static String sentence(Stream<String> parts) {
        return parts.map(part -> part.strip().replaceFirst("。+$", ""))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("；", "", "。"));
    }

    /** @param value String, Number, Boolean or a list of texts or maps, for tables; of what may be absent nothing is shown then */
    public void put(String field, Object value) {
        if (value instanceof Optional<?> any) {
            any.ifPresent(there -> values.put(field, there));
        } else {
            values.put(field, value);
        }
    }

    public void putAll(Map<String, ?> fields) {
        values.putAll(fields);
    }

    /** Each component in the field of its name; a date or a constant as its text. What is absent is not shown. */
    public void putAll(Record fields) {
        for (RecordComponent component : fields.getClass().getRecordComponents()) {
            ReflectionUtils.makeAccessible(component.getAccessor());
            Object value = ReflectionUtils.invokeMethod(component.getAccessor(), fields);
            Object there = value instanceof Optional<?> any ? any.orElse(null) : value;
            if (there != null) {
                put(
                        component.getName(),
                        there instanceof LocalDate || there instanceof Enum ? there.toString() : there);
            }
        }
    }

    /** What there is to choose from, under {@code valuesKey}. */
    public <T> void options(
            String field, Collection<T> all, Function<? super T, String> value, Function<? super T, String> label) {
        values.put(
                field,
                all.stream()
                        .map(one -> Map.of("value", value.apply(one), "label", label.apply(one)))
                        .toList());
    }
}
