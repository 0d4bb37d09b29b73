package org.redshield.bridge.campaign;

import org.redshield.bridge.Refusal;

/** Somebody else was first; answered with 409. */
public final class SubjectTaken extends Refusal {

    /** @param bureau name of whose it is */
    public SubjectTaken(String bureau) {
        super("campaign.subject-taken", bureau);
    }
}
