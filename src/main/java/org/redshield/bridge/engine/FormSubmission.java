package org.redshield.bridge.engine;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One submitted form: who, where, and the fields. Blank text counts as absent; text is stripped. A field that is never asked
 * for is kept as further information of the case.
 */
public interface FormSubmission {

    /** The form, which is the id of the user task or start event. */
    String form();

    /** The signed-in person. */
    String user();

    /** The groups of that person, which are offices and roles. */
    Set<String> groups();

    /** The organisation in which the process runs. */
    String tenant();

    /** The business key; absent at a start form until {@link #open(String)} was called. */
    Optional<String> caseNo();

    /**
     * The id of what the form is about, see {@link UseCases#about}.
     *
     * @throws org.redshield.bridge.Refusal when the instance has none: the form stands in a process where it does not belong
     */
    String subject();

    /** Whether the form, as it was deployed, has the field at all: running instances keep the one that they began with. */
    boolean asks(String field);

    Optional<String> text(String field);

    /** A field with a whole number. */
    Optional<Long> number(String field);

    /** A date field (ISO 8601). */
    Optional<LocalDate> date(String field);

    /** A check box; absent is false. */
    boolean flag(String field);

    /** A check list or tag list; empty when absent. */
    List<String> choices(String field);

    /**
     * The fields that a record names: of a component {@code Optional<String>} the text, {@code Optional<LocalDate>} the date,
     * {@code Optional<Long>} the number, {@code List<String>} the choices, {@code boolean} whether it is ticked, {@code String} the text
     * or null where there is none; of a record in a record the same.
     */
    default <R extends Record> R as(Class<R> type) {
        return as(type, Map.of());
    }

    /** @param given values by component that are more than a field */
    default <R extends Record> R as(Class<R> type, Map<String, ?> given) {
        return new FormRecord(this, "", given).read(type);
    }

    /** The fields of one of several alike, which are called as the components with its number behind. */
    default <R extends Record> R as(Class<R> type, int number) {
        return new FormRecord(this, Integer.toString(number), Map.of()).read(type);
    }

    /** Sets a declared variable of this instance. */
    <T> void set(Variable<T> variable, T value);

    /** Gives a new instance its business key. Start forms only. */
    void open(String caseNo);
}
