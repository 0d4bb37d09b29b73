package org.redshield.bridge.engine;

import java.time.Instant;
import java.util.Collection;

/** The timers behind clocks: moves those that run, and fires one that should have fired. */
public interface ClockTimers {

    /**
     * Sets a running timer to another instant, in the caller's transaction. Does nothing when there is no such timer any
     * more: it has fired, or its activity was left.
     *
     * @param tenant the organisation whose process holds the timer
     * @param subjectId what the clock measures; the process instance is found by it
     * @param timerElementId the id of the timer event in the model, e.g. {@code handlingOverdue}
     * @param to when it shall fire
     */
    void move(String tenant, String subjectId, String timerElementId, Instant to);

    /**
     * Executes the timer's job now, in the caller's transaction. Where the subject's process holds no such timer an
     * incident is raised on it, once.
     *
     * @param timerElementIds the ids that the timer may have in the model
     * @return whether a job was executed
     */
    boolean fire(String tenant, String subjectId, Collection<String> timerElementIds);
}
