package org.redshield.bridge;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.BeanUtils;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.util.ReflectionUtils;
import org.springframework.util.StringUtils;

/**
 * Rows as records, each component from the column of its name; of a record in a record from the column with that one's name before its
 * own, else from that of its own. What is kept as JSON comes from {@code <name>_json}. Spring's mapper knows no record in a record and
 * no arrays, and asks PostgreSQL for an {@link Optional}, which answers with an exception for each cell.
 */
final class RecordMapper<R> implements RowMapper<R> {

    private interface Reader {
        Object read(ResultSet row) throws SQLException;
    }

    private final Class<R> type;
    private final Map<String, ?> given;
    private Reader reader;

    /** @param given values by component, of which there is no column */
    RecordMapper(Class<R> type, Map<String, ?> given) {
        this.type = type;
        this.given = given;
    }

    @Override
    public R mapRow(ResultSet row, int index) throws SQLException {
        if (index == 0) {
            reader = record(type, "", Set.of(), columns(row.getMetaData()));
        }
        return type.cast(reader.read(row));
    }

    /** Positions by name. */
    private static Map<String, Integer> columns(ResultSetMetaData all) throws SQLException {
        Map<String, Integer> columns = new HashMap<>();
        for (int column = 1; column <= all.getColumnCount(); column++) {
            columns.putIfAbsent(all.getColumnLabel(column), column);
        }
        return columns;
    }

    /** @param outer what the components around it are called: their columns are not those of its own */
    private Reader record(Class<?> type, String prefix, Set<String> outer, Map<String, Integer> columns) {
        RecordComponent[] components = type.getRecordComponents();
        Set<String> taken = new HashSet<>(outer);
        Stream.of(components).map(RecordComponent::getName).forEach(taken::add);
        Reader[] readers = Stream.of(components)
                .map(component -> component(component, prefix, outer, taken, columns))
                .toArray(Reader[]::new);
        Constructor<?> constructor = BeanUtils.getResolvableConstructor(type);
        return row -> {
            Object[] values = new Object[readers.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = readers[i].read(row);
            }
            return BeanUtils.instantiateClass(constructor, values);
        };
    }

    /** @see Rows#params(Record) */
    static Map<String, Object> params(Record row) {
        Map<String, Object> params = new HashMap<>();
        params(params, row.getClass(), row, "");
        return params;
    }

    /** @param row null where an inner record is absent */
    private static void params(Map<String, Object> params, Class<?> type, Object row, String prefix) {
        Map<Boolean, List<RecordComponent>> isRecord = Stream.of(type.getRecordComponents())
                .collect(Collectors.partitioningBy(component -> inner(component).isPresent()));
        for (RecordComponent component : isRecord.get(false)) {
            String name = component.getName();
            Object value = Rows.kept(value(component, row));
            if (!params.containsKey(name)) {
                params.put(name, value);
            }
            if (!prefix.isEmpty()) {
                params.put(prefix + StringUtils.capitalize(name), value);
            }
        }
        for (RecordComponent component : isRecord.get(true)) {
            Object value = value(component, row);
            params(
                    params,
                    inner(component).orElseThrow(),
                    value instanceof Optional<?> any ? any.orElse(null) : value,
                    component.getName());
        }
    }

    private static Object value(RecordComponent component, Object row) {
        Method accessor = component.getAccessor();
        ReflectionUtils.makeAccessible(accessor);
        return row == null ? null : ReflectionUtils.invokeMethod(accessor, row);
    }

    /** What is there of it where it is there. */
    private static Type type(RecordComponent component) {
        return component.getType() == Optional.class
                ? ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0]
                : component.getGenericType();
    }

    private static Optional<Class<?>> inner(RecordComponent component) {
        return type(component) instanceof Class<?> type && type.isRecord() ? Optional.of(type) : Optional.empty();
    }

    private Reader component(
            RecordComponent component,
            String prefix,
            Set<String> outer,
            Set<String> taken,
            Map<String, Integer> columns) {
        if (prefix.isEmpty() && given.containsKey(component.getName())) {
            return row -> given.get(component.getName());
        }
        String own = JdbcUtils.convertPropertyNameToUnderscoreName(component.getName());
        boolean optional = component.getType() == Optional.class;
        Integer json = columns.get(own + "_json");
        Optional<Class<?>> inner = inner(component);
        if (json == null && inner.isPresent()) {
            String before = own + "_";
            Reader all = record(inner.get(), before, taken, columns);
            RecordComponent first = inner.get().getRecordComponents()[0];
            return optional ? orEmpty(component(first, before, taken, taken, columns), all) : all;
        }
        Integer column = columns.get(prefix + own);
        if (column == null && !outer.contains(component.getName())) {
            column = columns.get(own);
        }
        if (json == null && column == null) {
            throw new IllegalStateException("No column is called " + prefix + own);
        }
        Reader cell = json == null ? cell(type(component), column) : json(type(component), json);
        if (optional) {
            return row -> Optional.ofNullable(cell.read(row));
        }
        return component.getType() == List.class ? row -> Objects.requireNonNullElse(cell.read(row), List.of()) : cell;
    }

    /** A record that is absent where its first component is. */
    private static Reader orEmpty(Reader first, Reader all) {
        return row -> first.read(row) == null ? Optional.empty() : Optional.of(all.read(row));
    }

    private static Reader json(Type type, int column) {
        return row -> {
            String json = row.getString(column);
            return json == null ? null : Json.read(json, type);
        };
    }

    private static Reader cell(Type type, int column) {
        if (type == Instant.class) {
            return row -> Rows.instantOrNull(row, column);
        }
        if (type instanceof Class<?> constants && constants.isEnum()) {
            return row -> constant(constants, row.getString(column));
        }
        if (type instanceof ParameterizedType many) {
            Class<?> each = (Class<?>) many.getActualTypeArguments()[0];
            return many.getRawType() == List.class
                    ? row -> list(row.getArray(column), each)
                    : row -> new LinkedHashSet<>(list(row.getArray(column), each));
        }
        // Also numbers and truth values, whose absence is 0 and false.
        return row -> JdbcUtils.getResultSetValue(row, column, (Class<?>) type);
    }

    private static List<?> list(Array array, Class<?> type) throws SQLException {
        if (array == null) {
            return null;
        }
        Stream<?> all = Stream.of((Object[]) array.getArray());
        return type.isEnum() ? all.map(name -> constant(type, (String) name)).toList() : all.toList();
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Object constant(Class<?> type, String name) {
        return name == null ? null : Enum.valueOf((Class<Enum>) type, name);
    }
}
