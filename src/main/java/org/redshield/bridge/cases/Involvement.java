package org.redshield.bridge.cases;

import java.time.Instant;
import java.util.Optional;

/**
 * One thing that an organisation does in a case; a row of the case list.
 *
 * @param subjectId id of the request, disposition, data request, registered deadline …
 * @param platform code of the platform; empty for an own case
 * @param counterpart code of the other organisation; empty for a direct request to a platform and for an own case
 */
public record Involvement(
        String caseNo,
        String subjectId,
        Standing standing,
        Standing.State state,
        Optional<String> platform,
        Optional<String> counterpart,
        Optional<String> shopId,
        Optional<String> cause,
        Optional<String> sourceNo,
        Instant since,
        Instant changedAt) {

    /** Whether the organisation still works on it. */
    public boolean open() {
        return state.open();
    }

    /** Whether it stands for itself alone, and not for the case. */
    public boolean single() {
        return standing.single();
    }
}
