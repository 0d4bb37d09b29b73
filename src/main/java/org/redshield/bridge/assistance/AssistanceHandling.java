package org.redshield.bridge.assistance;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.cases.Approval;

/**
 * A co-investigation as the asked bureau keeps it. What the other side wants comes from its letter alone.
 *
 * @param tenant the asked bureau
 * @param requester the asking bureau
 * @param letterId the request letter in force
 * @param receivedAt its delivery receipt, where all clocks begin
 * @param returns how often it was returned for correction: at most once
 * @param supplements 0 for the first reply, then the number of the supplement
 * @param leadUser user id of the lead officer, who investigates
 * @param secondUser user id of the second officer, who confirms
 */
public record AssistanceHandling(
        String tenant,
        String requestId,
        String caseNo,
        String requester,
        HandlingState state,
        UUID letterId,
        Instant receivedAt,
        RequestedFacts asked,
        int returns,
        int supplements,
        Optional<String> supplementText,
        Optional<Rejection> rejection,
        Optional<String> leadCertificate,
        Optional<String> leadUser,
        Optional<String> secondCertificate,
        Optional<String> secondUser,
        Optional<LocalDate> delayUntil,
        Optional<String> delayReason,
        int delays,
        Optional<String> replyApprovedBy,
        Optional<UUID> replyLetterId) {

    /** How an answer without an investigation is called, also in the process variable {@code outcome}. */
    public enum RejectionKind {
        RETURN,
        DECLINE
    }

    /**
     * A drafted return or decline.
     *
     * @param code a {@link DeclineReason} name for a decline
     * @param text the missing items of a return, the reason of a decline
     * @param draftedBy user id; may not approve it
     */
    public record Rejection(
            RejectionKind kind, Optional<String> code, String text, String draftedBy, Optional<String> approvedBy) {}

    /**
     * What the request letter says, by its facts.
     *
     * @param datasets codes as in {@link Draft#datasets}
     */
    public record RequestedFacts(
            String cause,
            Optional<String> sourceNo,
            String platform,
            String targetType,
            String targetId,
            Optional<String> creditCode,
            Set<String> datasets,
            Optional<DataPeriod> period,
            String purpose,
            String basis,
            Optional<String> questions) {}

    /**
     * @throws Refusal {@code assistance.returned-once} when the letter was returned before
     */
    void checkReturnable() {
        if (returns > 0) {
            throw new Refusal("assistance.returned-once");
        }
    }

    /** The decision whether the letter is rejected. */
    Approval rejectionApproval() {
        return decision(rejection.map(Rejection::draftedBy).stream(), "assistance.own-approval");
    }

    /** The decision whether the reply is sent. */
    Approval replyApproval() {
        return decision(Stream.concat(leadUser.stream(), secondUser.stream()), "assistance.investigator-approves");
    }

    private Approval decision(Stream<String> hands, String refusal) {
        return new Approval(caseNo, tenant, requestId, hands.toList(), refusal);
    }

    /**
     * @throws Refusal {@code assistance.lead-only}
     */
    void checkLead(String user) {
        if (leadUser.filter(user::equals).isEmpty()) {
            throw new Refusal("assistance.lead-only");
        }
    }

    /**
     * @throws Refusal {@code assistance.second-only}
     */
    void checkSecond(String user) {
        if (secondUser.filter(user::equals).isEmpty()
                || leadUser.filter(user::equals).isPresent()) {
            throw new Refusal("assistance.second-only");
        }
    }
}
