package org.redshield.bridge.casework;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.cases.Approval;

/**
 * 来函: what another organisation asked for by a letter, and how far the bureau is with it.
 *
 * @param subject with the sender as the other side
 * @param letterId the letter in force, the corrected one after a return
 * @param receivedAt its delivery receipt, where all clocks begin
 * @param returns how often it was returned for correction: at most once
 * @param rejection as drafted last
 * @param officers once they are assigned
 */
public record IncomingLetter(
        IncomingKind kind,
        Subject subject,
        UUID letterId,
        Instant receivedAt,
        IncomingKind.About about,
        WorkState state,
        int returns,
        Optional<Rejection> rejection,
        Optional<Assignment> officers) {

    public String id() {
        return subject.id();
    }

    public String caseNo() {
        return subject.caseNo();
    }

    public String tenant() {
        return subject.tenant();
    }

    public String sender() {
        return subject.counterpart();
    }

    public Assignment assigned() {
        return officers.orElseThrow();
    }

    /** @throws Refusal {@code <feature>.lead-only} */
    public void checkLead(String user) {
        if (officers.filter(two -> two.isLead(user)).isEmpty()) {
            throw kind.othersMust("lead-only");
        }
    }

    /** @throws Refusal {@code <feature>.second-only} */
    public void checkSecond(String user) {
        if (officers.filter(two -> two.isSecond(user)).isEmpty()) {
            throw kind.othersMust("second-only");
        }
    }

    /** The decision about what its two officers have prepared. @param refusal what is said to one of them */
    public Approval approvalOfWork(String refusal) {
        return approval(officers.map(Assignment::users).orElse(List.of()), refusal);
    }

    /** The decision whether it is rejected. */
    Approval approvalOfRejection() {
        return approval(rejection.map(Rejection::draftedBy).stream().toList(), kind.feature() + ".own-approval");
    }

    private Approval approval(List<String> hands, String refusal) {
        return new Approval(caseNo(), tenant(), id(), hands, refusal);
    }

    /** @throws Refusal {@code <feature>.returned-once} */
    void checkReturnable() {
        if (returns > 0) {
            throw kind.refusal("returned-once");
        }
    }
}
