package org.redshield.bridge.cases;

import org.redshield.bridge.access.Caller;

/** A feature's contribution: whether a case was put at the disposal of a supervisor of a superior bureau, as it is. */
public interface OpenedAbove {

    /** @param caller who looks on through the eyes of the bureau below ({@link Caller#looksOn}) */
    boolean opened(Caller caller, String caseNo);
}
