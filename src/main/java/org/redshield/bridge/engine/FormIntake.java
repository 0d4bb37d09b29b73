package org.redshield.bridge.engine;

import java.util.Set;

/**
 * Takes what people submit with a feature's forms, validates it and stores it in the feature's own tables, in the
 * submitting transaction. Nothing of it stays in the engine but the declared variables.
 */
public interface FormIntake {

    /** Every form of the feature with all its decisions. */
    UseCases useCases();

    /** The forms it owns; a form has the name of its user task or start event. */
    default Set<String> forms() {
        return useCases().forms();
    }
}
