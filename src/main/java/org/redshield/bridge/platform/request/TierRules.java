package org.redshield.bridge.platform.request;

import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.LegalGround;

/** The table of data tiers: the one place that says who approves which data, and on what ground. */
public interface TierRules {

    /** By the first row that fits, in the newest version of the table; every question has one. */
    TierDecision decide(Dataset dataset, Organisation.Level level, LegalGround ground);
}
