package org.redshield.bridge.platform;

import java.time.Instant;
import java.util.Optional;

/**
 * What a platform says of a data request.
 *
 * @param platformRequestId the platform's id
 * @param status in the platform's words; known ones are {@code ACCEPTED, PROCESSING, ANSWERED, PARTIAL, NO_RECORD,
 *     REFUSED, NEW_DATE, CLARIFICATION, WITHDRAWN}
 * @param reason of a refusal, in the platform's words, see {@link RefusalReason}
 * @param text of a refusal, or the question of a clarification
 */
public record RequestStatus(
        String platformRequestId,
        String status,
        Optional<String> reason,
        Optional<String> text,
        Optional<Instant> newDueAt) {}
