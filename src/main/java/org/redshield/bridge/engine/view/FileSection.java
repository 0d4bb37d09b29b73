package org.redshield.bridge.engine.view;

/** The parts of a case's file, as far as they can lie open beside a task's form. The names are fields of the API. */
public enum FileSection {
    /** What the case is about: shop, counterpart, purpose, basis, questions. */
    SUMMARY,
    /** The letter that the task decides about, as it will be sent. */
    DRAFT,
    /** Letters sent and received; the newest lies open. */
    LETTERS,
    /** What officers found out. */
    FINDINGS,
    /** What platforms were asked for, and what came back. */
    ANSWERS,
    EVIDENCE,
    CLOCKS,
    /** What people wrote to their decisions. */
    OPINIONS,
    CLUES,
    TRANSFERS,
    DISPOSITIONS,
    /** What was entered into fields that a modeler added. */
    FURTHER,
    /** What happened, with who did it. */
    RECORD
}
