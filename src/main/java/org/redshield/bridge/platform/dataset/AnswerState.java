package org.redshield.bridge.platform.dataset;

/** How a data request ended or goes on; the process variable {@code answerState}. */
public enum AnswerState {
    ANSWERED,
    PARTIAL,
    NO_RECORD,
    REFUSED,
    /** The interface cannot answer it: the platform's liaison is asked by letter. */
    LIAISON,
    WITHDRAWN
}
