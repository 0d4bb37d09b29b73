package org.redshield.bridge.clues;

import org.redshield.bridge.deadline.rule.ClockKey;

/**
 * The clocks of a clue. Keys of their own: those by which an officer registers the same periods for a case that is kept
 * elsewhere follow other processes.
 */
public enum ClueClock implements ClockKey {
    /** From the receipt of the clue to the decision on filing (程序规定 art. 18). */
    CLUE_VERIFICATION,
    /** From the filing to the decision (程序规定 art. 64). */
    CASE_HANDLING,
    /** From what makes the case ripe for its closing to the application for that (程序规定 art. 77). */
    CASE_CLOSURE
}
