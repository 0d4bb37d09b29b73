package org.redshield.bridge.engine.form;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.redshield.bridge.engine.FormSubmission;

/**
 * Keeps what people entered that no code reads: fields that a modeler added to a form, and whole steps that he added to a
 * process. Called in the submitting transaction.
 */
public interface FurtherInput {

    /**
     * One field as the person saw it.
     *
     * @param label what the form says beside it
     * @param value in words: an option's label, 是 or 否
     * @param mask how it is masked where it is shown, the form's own property {@code mask}; absent when it has none
     */
    record Entry(String key, String label, String value, Optional<String> mask) {}

    /**
     * @param subject what the task is about, as far as its process tells
     * @param step the task's name, or for a start form the process's
     * @param entries in the form's order; of a step without code the first one is its decision
     */
    void keep(FormSubmission submission, Optional<String> subject, String step, List<Entry> entries);

    /**
     * Keeps what was decided in a step without code, and puts it on record in the person's name.
     *
     * @param entries as for {@link #keep}; the first one is the decision
     * @param review of a review 审核, user ids of all who had a hand in what was reviewed; empty for a step that is none
     */
    void decide(
            FormSubmission submission,
            Optional<String> subject,
            String step,
            List<Entry> entries,
            Optional<Collection<String>> review);

    /** User ids of all who reviewed that. */
    List<String> reviewers(String caseNo, String tenant, String subject);
}
