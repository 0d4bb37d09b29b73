package org.redshield.bridge.deadline.clock;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import org.redshield.bridge.deadline.clock.MissedClocks.Unfired;

/** The engine's side of the sweeper: runs what a clock's timer would have run. */
public interface ClockTrigger {

    /** What became of an attempt. */
    enum Outcome {
        /** The timer was executed. */
        EXECUTED,
        /** The job executor has taken the timer in the meantime, or will. */
        IN_HAND,
        /** There is no timer; that has been raised as an incident, once. */
        NO_TIMER
    }

    /**
     * Which of these clocks the job executor will fire without help: their timers are due and wait for their turn, or are
     * being executed. Two triggers on one timer would only stand in each other's way.
     *
     * @return ids of clocks
     */
    Set<UUID> inHand(Collection<Unfired> clocks);

    /**
     * Executes the timer job of an overdue clock. Called in a transaction that holds the clock's row, which the engine's
     * work must join; may be called again for the same clock every sweep until something has acted on it.
     */
    Outcome fire(Unfired clock);
}
