package org.redshield.bridge.platform.request;

import java.util.Optional;
import org.redshield.bridge.platform.dataset.Dataset;

/**
 * What the table of data tiers decides about a dataset.
 *
 * @param approver who must approve; {@link Approver#NONE} also where nobody may
 * @param citation law and article
 * @param barred why this bureau may not ask for it at all, in Chinese; empty when it may
 * @param version the engine's id of the version of the table that decided
 */
public record TierDecision(
        Dataset.Tier tier, Approver approver, String citation, Optional<String> barred, Optional<String> version) {

    /** The same with the version that it comes from. */
    public TierDecision ofVersion(String id) {
        return new TierDecision(tier, approver, citation, barred, Optional.of(id));
    }

    /** The version as people count it, e.g. {@code 3} of {@code dataTiers:3:4711}. */
    public Optional<String> versionNumber() {
        return version.map(id -> id.split(":"))
                .filter(parts -> parts.length > 1)
                .map(parts -> parts[1]);
    }
}
