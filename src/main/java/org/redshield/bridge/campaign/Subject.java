package org.redshield.bridge.campaign;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A shop that a campaign looks at.
 *
 * @param creditCode of who runs it; blank where nobody knows it yet, as the name
 * @param holder the bureau to which it belongs
 * @param ownCase the holder's clue or case about it
 * @param helpers codes of the bureaus that help (协办)
 * @param stages what the holder has reached
 */
record Subject(
        UUID id,
        String caseNo,
        String platform,
        String shopId,
        String creditCode,
        String shopName,
        Optional<String> holder,
        Optional<Instant> claimedAt,
        Optional<String> ownCase,
        List<String> helpers,
        List<Stage> stages) {

    /** What is known of a subject before anybody works on it. */
    record Named(String platform, String shopId, String creditCode, String shopName) {}
}
