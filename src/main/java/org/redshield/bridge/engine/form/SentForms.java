package org.redshield.bridge.engine.form;

import java.util.Optional;

/** Is told of each form that is sent, in the submitting transaction. */
public interface SentForms {

    /**
     * @param id of the task, or of the instance that was started
     * @param root the outermost instance, whose way on it is
     * @param process the process's name
     * @param step the task's name, or for a start form the process's
     * @param decision what was decided, in the words of the form
     * @param subject what it is about
     */
    record Sent(
            String id,
            String root,
            String process,
            String step,
            Optional<String> decision,
            String user,
            String tenant,
            String caseNo,
            Optional<String> subject) {}

    /**
     * Before the form of a task does anything, and after a start form has opened its case.
     *
     * @throws org.redshield.bridge.Refusal when the task was done in the meantime
     */
    void sent(Sent form);
}
