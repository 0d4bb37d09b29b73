package org.redshield.bridge.disposition;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.Refusal;

/**
 * One disposition of one bureau.
 *
 * @param tenant division code of the bureau that faces the platform
 * @param requester division code of the bureau that asked
 * @param requestLetterId the original letter; everything known of the request comes from it
 * @param publicityNote why the publicity was given up
 */
public record Disposition(
        String id,
        String caseNo,
        String tenant,
        String requestId,
        String requester,
        String platform,
        UUID requestLetterId,
        Optional<String> shopId,
        Optional<String> requestedMeasures,
        Optional<String> requestedHook,
        Stage stage,
        Optional<String> legalHook,
        Optional<String> facts,
        Optional<String> evidenceNote,
        Optional<String> declineReason,
        Optional<String> draftedBy,
        Optional<String> approvedBy,
        Optional<UUID> letterId,
        Optional<String> letterNo,
        Optional<Instant> issuedAt,
        Optional<String> publicityNote,
        Optional<Instant> appealWindowEndsAt) {

    Disposition require(Stage... allowed) {
        for (Stage each : allowed) {
            if (stage == each) {
                return this;
            }
        }
        throw new Refusal("disposition.wrong-stage", stage.title());
    }
}
