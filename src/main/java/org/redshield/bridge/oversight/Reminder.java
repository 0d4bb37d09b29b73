package org.redshield.bridge.oversight;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A reminder 催办 and its answer.
 *
 * @param id {@code <caseNo>-U1}, then {@code -U2}, …
 * @param tenant the bureau whose deadline it is
 * @param orderedBy account of the supervisor; {@code orderedByName} as it is shown
 * @param dueAt when the answer is due
 * @param state OPEN, LATE (not answered in time) or ANSWERED
 */
public record Reminder(
        String id,
        String caseNo,
        UUID clockId,
        String kind,
        String kindTitle,
        Instant clockDueAt,
        String citation,
        String tenant,
        String tenantName,
        String text,
        String orderedBy,
        String orderedByName,
        Instant orderedAt,
        Instant dueAt,
        String state,
        Optional<String> answer,
        Optional<String> answeredByName,
        Optional<Instant> answeredAt) {

    /** With names in place of the codes and accounts that have one. */
    Reminder named(Map<String, String> organisations, Map<String, String> people) {
        return new Reminder(
                id,
                caseNo,
                clockId,
                kind,
                kindTitle,
                clockDueAt,
                citation,
                tenant,
                organisations.getOrDefault(tenant, tenant),
                text,
                orderedBy,
                people.getOrDefault(orderedBy, orderedBy),
                orderedAt,
                dueAt,
                state,
                answer,
                answeredByName.map(user -> people.getOrDefault(user, user)),
                answeredAt);
    }
}
