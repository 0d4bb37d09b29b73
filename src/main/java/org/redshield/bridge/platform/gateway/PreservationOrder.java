package org.redshield.bridge.platform.gateway;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.TargetType;

/**
 * What a platform is asked to keep, before a letter asks for it.
 *
 * @param holdNo our number, the idempotency key
 * @param caseNo the case, which the platform repeats in its records
 * @param tenant code of the bureau that asks
 * @param basis the articles, in Chinese; at least one
 * @param until when the platform may forget again
 */
public record PreservationOrder(
        String holdNo,
        String caseNo,
        String tenant,
        String bureauName,
        DataRequestOrder.Officer officer,
        Dataset dataset,
        TargetType targetType,
        String targetId,
        Optional<LocalDate> from,
        Optional<LocalDate> to,
        List<String> basis,
        String reason,
        Instant until) {

    public PreservationOrder {
        basis = List.copyOf(basis);
    }
}
