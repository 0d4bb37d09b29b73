package org.redshield.bridge.clues.api;

import java.util.Collection;
import java.util.List;
import org.redshield.bridge.cases.order.Progress;

/** How far clues and the cases that they became are by their rows, whoever heard of it or did not. */
public interface StepsReached {

    /** A case of one organisation. */
    record Of(String tenant, String caseNo) {}

    /** What is true of them now, by one statement; steps that are over and left nothing are not among them. */
    List<Progress> reached(Collection<Of> cases);
}
