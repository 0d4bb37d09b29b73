package org.redshield.bridge.deadline;

/** The engine's side of the sweeper: runs what a clock's timer would have run. */
public interface ClockTrigger {

    /**
     * Executes the timer job of an overdue clock. Called in a transaction that holds the clock's row, which the engine's
     * work must join; may be called again for the same clock every sweep until the clock is no longer running.
     *
     * @return true when the timer job was executed; false when there is none, which has then been raised as an incident
     *     (once)
     */
    boolean fire(Clock clock);
}
