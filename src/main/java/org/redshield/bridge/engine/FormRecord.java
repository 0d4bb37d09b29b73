package org.redshield.bridge.engine;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.beans.BeanUtils;

/** @see FormSubmission#as(Class) */
record FormRecord(FormSubmission form, String suffix, Map<String, ?> given) {

    <R extends Record> R read(Class<R> type) {
        Object[] values =
                Stream.of(type.getRecordComponents()).map(this::component).toArray();
        return BeanUtils.instantiateClass(BeanUtils.getResolvableConstructor(type), values);
    }

    private Object component(RecordComponent component) {
        if (given.containsKey(component.getName())) {
            return given.get(component.getName());
        }
        String field = component.getName() + suffix;
        Class<?> type = component.getType();
        if (type == Optional.class) {
            return optional(field, ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0]);
        }
        if (type == String.class) {
            return form.text(field).orElse(null);
        }
        if (type == boolean.class) {
            return form.flag(field);
        }
        if (type == List.class) {
            return form.choices(field);
        }
        if (type.isRecord()) {
            return read(type.asSubclass(Record.class));
        }
        throw new IllegalStateException("No form has a field of " + component);
    }

    private Optional<?> optional(String field, Type type) {
        if (type == LocalDate.class) {
            return form.date(field);
        }
        return type == Long.class ? form.number(field) : form.text(field);
    }
}
