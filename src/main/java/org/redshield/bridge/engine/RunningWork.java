package org.redshield.bridge.engine;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the process stands that works on something: what a person asks when a deadline is running out. */
public interface RunningWork {

    /** What is worked on, in one organisation: a request, a letter, a dataset, a disposition. */
    record Subject(String tenant, String subjectId) {}

    /**
     * The process instance of a subject, with what is open in it and in the processes that it called.
     *
     * @param waitsFor names of the events that the process waits for
     */
    record Standing(String processInstanceId, List<OpenTask> tasks, List<Fault> faults, List<String> waitsFor) {}

    /**
     * An open task.
     *
     * @param key the element in the model
     * @param group title of the role that may do it
     */
    record OpenTask(
            String id, String key, String name, Optional<String> group, Optional<String> assignee, Instant since) {}

    /** An incident: a step that failed after all retries, or a clock without its timer. */
    record Fault(String id, String step, Optional<String> message, Instant since) {}

    /** The standing of each subject on which a process still works, in a fixed number of statements. */
    Map<Subject, Standing> of(Collection<Subject> subjects);

    /** What a process instance may be about: its tenant with each text among its variables. */
    List<Subject> subjectsOf(String processInstanceId);
}
