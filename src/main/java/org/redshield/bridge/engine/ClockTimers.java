package org.redshield.bridge.engine;

import java.time.Instant;

/** Moves timers that already run, when the clock behind them was moved. */
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
}
