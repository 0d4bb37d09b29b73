package org.redshield.bridge.platform.gateway;

import java.time.Instant;
import java.util.Optional;
import org.redshield.bridge.platform.dataset.RefusalReason;

/**
 * What a platform says of a data request.
 *
 * @param platformRequestId the platform's id
 * @param requestNo our number, where the platform repeats it
 * @param status in the platform's words; known ones are {@code ACCEPTED, PROCESSING, ANSWERED, PARTIAL, NO_RECORD,
 *     REFUSED, NEW_DATE, CLARIFICATION, WITHDRAWN}
 * @param reason of a refusal, in the platform's words, see {@link RefusalReason}
 * @param text of a refusal, or the question of a clarification
 */
public record RequestStatus(
        String platformRequestId,
        Optional<String> requestNo,
        String status,
        Optional<String> reason,
        Optional<String> text,
        Optional<Instant> newDueAt) {

    /** Of a platform that does not repeat our number. */
    public RequestStatus(
            String platformRequestId,
            String status,
            Optional<String> reason,
            Optional<String> text,
            Optional<Instant> newDueAt) {
        this(platformRequestId, Optional.empty(), status, reason, text, newDueAt);
    }

    /** Whether it may be what was asked about: not when it names another number. */
    public boolean isAbout(String number) {
        return requestNo.filter(named -> !named.equals(number)).isEmpty();
    }
}
