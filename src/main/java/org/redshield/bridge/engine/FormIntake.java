package org.redshield.bridge.engine;

import java.util.Set;

/**
 * Takes what a person submitted with a form, validates it and stores it in the feature's own tables, in the submitting
 * transaction. Nothing of it stays in the engine but the declared variables.
 */
public interface FormIntake {

    /** The forms this intake owns; a form has the name of its user task or start event. */
    Set<String> forms();

    /**
     * @throws org.redshield.bridge.Refusal when it cannot be accepted: everything is rolled back and the officer keeps
     *     the filled form
     */
    void accept(FormSubmission submission);
}
