package org.redshield.bridge.platform.gateway;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.TargetType;

/**
 * All that a data request says, complete when it is created: what is sent later is made of this alone, so that a second
 * try says exactly the same.
 *
 * @param requestId the co-investigation it serves, e.g. {@code 310105-2026-000123-R1}
 * @param tenant the bureau that asks
 * @param platform the platform's key
 * @param from first day of the period, for datasets that have one
 * @param letterNo the letter of the asking bureau on which the request rests
 * @param bureauName the asking bureau's name
 * @param officers at least one; personal data, never shown outside the request
 * @param originalLetter the letter of another bureau that the asking one acts upon
 * @param basis the articles, in Chinese; at least one
 * @param outerDueAt when the asking bureau itself must have answered
 * @param letterId that letter; its files go to the platform
 * @param handlers user ids of those who raised or handle the request; none of them may approve it
 */
public record DataRequestOrder(
        String requestId,
        String caseNo,
        String tenant,
        String platform,
        Dataset dataset,
        TargetType targetType,
        String targetId,
        Optional<LocalDate> from,
        Optional<LocalDate> to,
        String letterNo,
        String bureauName,
        List<Officer> officers,
        Optional<OriginalLetter> originalLetter,
        List<String> basis,
        String purpose,
        Optional<Instant> outerDueAt,
        List<String> handlers,
        Optional<UUID> letterId) {

    /** Who asks, as the platform must be told. */
    public record Officer(String name, String certificateNo, String phone) {

        public static Officer of(org.redshield.bridge.bureau.Officer.Named person) {
            return new Officer(person.name(), person.certificateNo(), person.phone());
        }
    }

    /** The letter of the bureau where the case is. */
    public record OriginalLetter(String bureauCode, String letterNo) {}

    public DataRequestOrder {
        officers = List.copyOf(officers);
        basis = List.copyOf(basis);
        handlers = List.copyOf(handlers);
        // Orders written before letters had files for platforms.
        letterId = letterId == null ? Optional.empty() : letterId;
        if (officers.isEmpty() || basis.isEmpty()) {
            throw new IllegalArgumentException("A data request names its officers and its legal basis");
        }
    }

    /** The number of the request: one per co-investigation and dataset, the platform's idempotency key. */
    public String requestNo() {
        return requestId + "-" + dataset.name();
    }
}
