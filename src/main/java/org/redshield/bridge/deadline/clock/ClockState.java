package org.redshield.bridge.deadline.clock;

/**
 * A clock is MET when what it measures happened in time, MISSED when it did not, and stays so when it happens late. While
 * PAUSED it is neither due nor late.
 */
public enum ClockState {
    RUNNING,
    PAUSED,
    MET,
    MISSED,
    CANCELLED
}
