package org.redshield.bridge.platform.request;

/** What became of a submission. */
public sealed interface SubmitOutcome {

    /** The platform has it, or its liaison will: an answer will come. */
    record Submitted() implements SubmitOutcome {}

    /** The platform will not take it; recorded in the request. */
    record Refused(String code, String text) implements SubmitOutcome {}
}
