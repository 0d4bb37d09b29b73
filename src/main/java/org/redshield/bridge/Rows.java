package org.redshield.bridge;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How our tables keep instants and what may be absent: the one way in which a store writes and reads them. */
public final class Rows {

    private Rows() {}

    /** Until the transaction ends nobody else holds what is called so. */
    public static void hold(JdbcClient jdbc, String what) {
        jdbc.sql("select pg_advisory_xact_lock(hashtext(?))")
                .param(what)
                .query()
                .singleRow();
    }

    /** An instant as a parameter. */
    public static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /**
     * What is kept of a value as a parameter: of what may be absent the value or null, of a constant its name, of texts and constants an
     * array. For {@code in (:list)} a list is a parameter as it is.
     */
    public static Object kept(Object value) {
        if (value instanceof Optional<?> any) {
            return any.map(Rows::kept).orElse(null);
        }
        if (value instanceof Instant instant) {
            return timestamp(instant);
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        return value instanceof Collection<?> many
                ? many.stream().map(each -> String.valueOf(kept(each))).toArray(String[]::new)
                : value;
    }

    /** Each as it is {@link #kept}, in this order. */
    public static List<Object> values(Object... values) {
        return Stream.of(values).map(Rows::kept).toList();
    }

    /** Of each row one value, as an array. */
    public static <T> String[] column(Collection<T> rows, Function<? super T, String> value) {
        return rows.stream().map(value).toArray(String[]::new);
    }

    /** The values of each name as they are {@link #kept}. */
    public static Map<String, Object> params(Map<String, ?> values) {
        Map<String, Object> kept = new HashMap<>();
        values.forEach((name, value) -> kept.put(name, kept(value)));
        return kept;
    }

    /**
     * Each component of a record by its name. Those of a record in it stand beside them, also under the names with that one's before
     * them: {@code :reason} is the record's own, {@code :wantedReason} what its {@code wanted} says.
     */
    public static Map<String, Object> params(Record row) {
        return RecordMapper.params(row);
    }

    /** Rows as records: each component from the column of its name, as {@code case_no} is that of {@code caseNo}. */
    public static <R extends Record> RowMapper<R> as(Class<R> record) {
        return as(record, Map.of());
    }

    /** @param given values by component, of which there is no column */
    public static <R extends Record> RowMapper<R> as(Class<R> record, Map<String, ?> given) {
        return new RecordMapper<>(record, given);
    }

    public static Instant instant(ResultSet row, String column) throws SQLException {
        return instantIfAny(row, column).orElseThrow(() -> new IllegalStateException(column + " is empty"));
    }

    public static Optional<Instant> instantIfAny(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(instantOrNull(row, row.findColumn(column)));
    }

    static Instant instantOrNull(ResultSet row, int column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    public static Optional<String> textIfAny(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    public static Optional<UUID> idIfAny(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, UUID.class));
    }

    public static Optional<LocalDate> dateIfAny(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, LocalDate.class));
    }

    /** What stands in an array of texts; nothing where there is no array. */
    public static List<String> texts(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }
}
