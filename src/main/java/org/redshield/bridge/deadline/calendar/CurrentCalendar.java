package org.redshield.bridge.deadline.calendar;

/** The calendar by which is counted now: the calculator asks for it anew each time. */
public interface CurrentCalendar {

    /** The calendar of this moment; what was given is never changed by a later arrangement. */
    WorkingCalendar current();

    /**
     * For a transaction that stores what it computes: no arrangement is loaded until it ends, and {@link #current} gives the
     * newest.
     */
    void holdStill();

    /** A calendar that does not change any more. */
    record Fixed(WorkingCalendar current) implements CurrentCalendar {
        @Override
        public void holdStill() {
            // Nothing can move.
        }
    }
}
