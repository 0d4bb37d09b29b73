package org.redshield.bridge.deadline;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A request to start a clock.
 *
 * @param kind key of the table of deadlines
 * @param subjectId what the clock measures, see {@link Clock#subjectId}
 * @param tenant organisation whose clock it is
 * @param startedAt when the measured event happened, e.g. the delivery receipt; not the time of the call
 * @param agreed the rule of an agreement in place of the kind's rule in the table
 * @param outerDueAt end of the clock around this one, which this one must precede by a working day
 */
public record ClockStart(
        String kind,
        String caseNo,
        String subjectId,
        String tenant,
        Instant startedAt,
        Optional<DeadlineRule> agreed,
        Optional<Instant> outerDueAt) {

    public ClockStart {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(caseNo, "caseNo");
        Objects.requireNonNull(subjectId, "subjectId");
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(agreed, "agreed");
        Objects.requireNonNull(outerDueAt, "outerDueAt");
    }

    /** By the kind's rule in the table, with no clock around it. */
    public static ClockStart of(ClockKind kind, String caseNo, String subjectId, String tenant, Instant startedAt) {
        return of(kind.name(), caseNo, subjectId, tenant, startedAt);
    }

    /** The same for a kind that only the table knows. */
    public static ClockStart of(String kind, String caseNo, String subjectId, String tenant, Instant startedAt) {
        return new ClockStart(kind, caseNo, subjectId, tenant, startedAt, Optional.empty(), Optional.empty());
    }

    /** By the agreement instead of the general rule. */
    public ClockStart agreed(Period period, String citation) {
        return new ClockStart(
                kind, caseNo, subjectId, tenant, startedAt, Optional.of(DeadlineRule.of(period, citation)), outerDueAt);
    }

    /** Inside a clock that ends then. */
    public ClockStart within(Instant outerDueAt) {
        return new ClockStart(kind, caseNo, subjectId, tenant, startedAt, agreed, Optional.of(outerDueAt));
    }

    KindRule rule() {
        KindRule general = ClockKind.valueOf(kind).kindRule();
        return agreed.map(general::agreed).orElse(general);
    }
}
