package org.redshield.bridge.transfer.jurisdiction;

import java.util.List;
import java.util.Optional;

/**
 * What came out.
 *
 * @param bureau the competent bureau; empty exactly when a fact is missing
 * @param alsoCompetent others that are, in the order of the table
 * @param articles every article it rests on
 * @param reasoning in Chinese, for the officer and the file
 * @param missing the facts of which one at least must be found out, in the order of the request
 * @param tableVersion the engine's id of the table's version, to be kept with the finding
 */
public record JurisdictionFinding(
        Optional<String> bureau,
        List<String> alsoCompetent,
        List<String> articles,
        String reasoning,
        List<Fact> missing,
        Optional<String> tableVersion) {

    JurisdictionFinding ofVersion(String version) {
        return new JurisdictionFinding(bureau, alsoCompetent, articles, reasoning, missing, Optional.of(version));
    }
}
