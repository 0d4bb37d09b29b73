package org.redshield.bridge.engine;

import java.time.Instant;
import java.util.Collection;
import java.util.Set;

/** The timers behind clocks: moves those that run, and fires one that should have fired. */
public interface ClockTimers {

    /** What became of an attempt to fire. */
    enum Fired {
        /** The job was executed. */
        EXECUTED,
        /** The job executor will execute the job, or does so now. */
        IN_HAND,
        /** No such timer; an incident stands on the process. */
        NONE
    }

    /**
     * The timers that one clock may wait for.
     *
     * @param tenant the organisation whose process holds the timer
     * @param subjectId what the clock measures; the process instance is found by it
     * @param timerElementIds the ids that the timer may have in the model
     */
    record Wanted(String tenant, String subjectId, Set<String> timerElementIds) {}

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

    /** Those whose timer the job executor will execute by itself or is executing, found in one statement for all. */
    Set<Wanted> inHand(Collection<Wanted> timers);

    /**
     * Executes the timer's job now, in the caller's transaction. Where the subject's process holds no such timer an
     * incident is raised on it, once.
     */
    Fired fire(Wanted timer);
}
