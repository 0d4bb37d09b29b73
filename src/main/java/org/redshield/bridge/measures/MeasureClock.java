package org.redshield.bridge.measures;

import org.redshield.bridge.deadline.rule.ClockKey;

/** For how long the two bureaus wait for each other. */
public enum MeasureClock implements ClockKey {
    /** The superior's, from the arrival of the letter. */
    MEASURE_DECISION,
    /** The asking bureau's, from its letter. */
    MEASURE_ANSWER
}
