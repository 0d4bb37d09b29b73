package org.redshield.bridge.deadline.clock;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.redshield.bridge.deadline.rule.ClockKey;
import org.redshield.bridge.deadline.rule.DeadlineRule;
import org.redshield.bridge.deadline.rule.DeadlineRules.Query;
import org.redshield.bridge.deadline.rule.Period;

/**
 * A request to start a clock.
 *
 * @param query the kind, and whose agreements to look at
 * @param subjectId what the clock measures, see {@link Clock#subjectId}
 * @param tenant organisation whose clock it is
 * @param startedAt when the measured event happened, e.g. the delivery receipt; not the time of the call
 * @param stated the length that a notice states, in place of the table's
 * @param outerDueAt end of the clock around this one, which this one must precede by a working day
 */
public record ClockStart(
        Query query,
        String caseNo,
        String subjectId,
        String tenant,
        Instant startedAt,
        Optional<DeadlineRule> stated,
        Optional<Instant> outerDueAt) {

    public ClockStart {
        Objects.requireNonNull(query, "query");
        Objects.requireNonNull(caseNo, "caseNo");
        Objects.requireNonNull(subjectId, "subjectId");
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(stated, "stated");
        Objects.requireNonNull(outerDueAt, "outerDueAt");
    }

    /** By the kind's general rule in the table, with no clock around it. */
    public static ClockStart of(ClockKey kind, String caseNo, String subjectId, String tenant, Instant startedAt) {
        return of(Query.of(kind), caseNo, subjectId, tenant, startedAt);
    }

    /** By the row of the table that answers the query. */
    public static ClockStart of(Query query, String caseNo, String subjectId, String tenant, Instant startedAt) {
        return new ClockStart(query, caseNo, subjectId, tenant, startedAt, Optional.empty(), Optional.empty());
    }

    /** With the length that a notice states. */
    public ClockStart stated(Period period, String citation) {
        return new ClockStart(
                query,
                caseNo,
                subjectId,
                tenant,
                startedAt,
                Optional.of(DeadlineRule.of(period, citation)),
                outerDueAt);
    }

    /** Inside a clock that ends then. */
    public ClockStart within(Instant outerDueAt) {
        return new ClockStart(query, caseNo, subjectId, tenant, startedAt, stated, Optional.of(outerDueAt));
    }

    /** Key of the table. */
    public String kind() {
        return query.kind();
    }
}
