package org.redshield.bridge.platform.gateway;

import java.time.Instant;
import java.util.Optional;
import org.redshield.bridge.platform.dataset.RefusalReason;

/**
 * What a platform says of a hold.
 *
 * @param status in the platform's words; known ones are {@code HELD, RELEASED, EXPIRED, REFUSED}
 * @param until to when it holds
 * @param reason of a refusal, in the platform's words, see {@link RefusalReason}
 */
public record PreservationStatus(
        String holdNo, String status, Optional<Instant> until, Optional<String> reason, Optional<String> text) {}
