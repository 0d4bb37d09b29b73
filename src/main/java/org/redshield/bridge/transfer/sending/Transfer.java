package org.redshield.bridge.transfer.sending;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.redshield.bridge.cases.Approval;
import org.redshield.bridge.casework.Subject;
import org.redshield.bridge.casework.WorkItem;
import org.redshield.bridge.transfer.jurisdiction.JurisdictionFinding;

/**
 * A transfer, for the bureau that hands over.
 *
 * @param about what ordered it; empty where an officer began it
 * @param finding who is competent, as weighed last
 * @param receiver whom the letter goes to; empty while that is open
 * @param editedBy user id of the officer who completed it last; empty where it was ordered and nobody has looked at it yet
 * @param evidence what lay in the case when the head approved what waits to go out: of what came later he knew nothing
 * @param letterId the letter in force
 * @param rounds how many letters went out
 * @param answer what the other side wrote when it sent the last one back
 * @param view what this bureau holds against an objection
 * @param settling how the dispute about it is to be ended, once an officer has said so
 * @param settlingBy user id of that officer
 * @param settledBy user id of the head who approved that
 * @param named the bureau that the other side says is competent
 * @param progress what the other side said last, in its words
 */
public record Transfer(
        String id,
        String caseNo,
        String tenant,
        Optional<String> about,
        TransferState state,
        TransferDraft draft,
        Optional<JurisdictionFinding> finding,
        Optional<String> receiver,
        String raisedBy,
        Optional<String> editedBy,
        Optional<String> approvedBy,
        Optional<List<UUID>> evidence,
        Optional<UUID> letterId,
        int rounds,
        Optional<String> answer,
        Optional<String> view,
        Optional<Settling> settling,
        Optional<String> settlingBy,
        Optional<String> settledBy,
        Optional<String> named,
        Optional<String> progress,
        Optional<Instant> progressAt)
        implements WorkItem<TransferState> {

    /** @throws java.util.NoSuchElementException while it is open to whom it goes */
    Subject subject() {
        return new Subject(caseNo, id, tenant, receiver.orElseThrow(), true);
    }

    Approval approval() {
        return new Approval(
                caseNo,
                tenant,
                id,
                Stream.concat(Stream.of(raisedBy), editedBy.stream()).toList(),
                "transfer.own-approval");
    }

    /** Of how the dispute is to be ended: whoever said so, or drafted what is disputed, does not decide. */
    Approval approvalOfSettling() {
        return new Approval(
                caseNo,
                tenant,
                id,
                Stream.concat(approval().hands().stream(), settlingBy.stream()).toList(),
                "transfer.own-approval");
    }

    /** Who answers for it. */
    String officer() {
        return editedBy.orElse(raisedBy);
    }
}
