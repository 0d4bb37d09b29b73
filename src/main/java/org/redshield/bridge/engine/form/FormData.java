package org.redshield.bridge.engine.form;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.Variable;

/**
 * What a form shows but the engine does not hold: options of a drop-down, a summary line. Merged into the form's
 * variables when Tasklist or a REST client asks for them, never stored in the engine.
 */
public abstract class FormData {

    private final Set<String> forms;

    /** Of all forms that these take. */
    protected FormData(FormIntake... intakes) {
        this(Stream.of(intakes).flatMap(intake -> intake.forms().stream()).collect(Collectors.toUnmodifiableSet()));
    }

    protected FormData(Set<String> forms) {
        this.forms = forms;
    }

    /**
     * Which form is shown, and to whom.
     *
     * @param tenant the task's organisation; for a start form the organisation of the signed-in person
     * @param caseNo the business key, null for a start form
     * @param variables the declared variables of the instance, empty for a start form
     */
    public record Asked(String form, String tenant, String caseNo, Map<String, Object> variables) {

        public boolean isFor(String... forms) {
            return Set.of(forms).contains(form);
        }

        /** What the instance is about. */
        public Optional<String> id(Variable<String> variable) {
            return variables.get(variable.name()) instanceof String id ? Optional.of(id) : Optional.empty();
        }
    }

    /** The forms it knows, see {@link FormIntake#forms()}. */
    protected Set<String> forms() {
        return forms;
    }

    /** What it shows, by field. */
    public final Map<String, Object> of(Asked asked) {
        Shown shown = new Shown();
        show(asked, shown);
        return shown.values();
    }

    protected abstract void show(Asked asked, Shown shown);
}
