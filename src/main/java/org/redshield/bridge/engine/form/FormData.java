package org.redshield.bridge.engine.form;

import java.util.Map;
import java.util.Set;
import org.redshield.bridge.engine.FormIntake;

/**
 * What a form shows but the engine does not hold: options of a drop-down, a summary line. Merged into the form's
 * variables when Tasklist or a REST client asks for them, never stored in the engine.
 */
public interface FormData {

    /** The name of the line above a form's fields; it is shown as plain text, whatever it holds. */
    String SUMMARY = "summary";

    /** The forms it knows, see {@link FormIntake#forms()}. */
    Set<String> forms();

    /**
     * @param tenant the task's organisation; for a start form the organisation of the signed-in person
     * @param caseNo the business key, null for a start form
     * @param variables the declared variables of the instance, empty for a start form
     * @return name → String, Number, Boolean, or a list of maps (for {@code valuesKey} and tables)
     */
    Map<String, Object> of(String form, String user, String tenant, String caseNo, Map<String, Object> variables);
}
