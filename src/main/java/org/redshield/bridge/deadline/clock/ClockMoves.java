package org.redshield.bridge.deadline.clock;

/** The engine's side of a move: what waits for a clock waits for its new dates. */
public interface ClockMoves {

    /**
     * The clock has other dates now, or stands still, or runs on. Called in the transaction that changed its row: timers,
     * process variables and the due dates of tasks change with it or not at all.
     */
    void moved(Clock before, Clock after);
}
