package org.redshield.bridge.engine;

import java.time.LocalDate;
import java.util.List;
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

    /** Sets a declared variable of this instance. */
    <T> void set(Variable<T> variable, T value);

    /** Gives a new instance its business key. Start forms only. */
    void open(String caseNo);
}
