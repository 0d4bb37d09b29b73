package org.redshield.bridge.transfer.dispute;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.cases.Approval;
import org.redshield.bridge.casework.Subject;
import org.redshield.bridge.casework.WorkItem;

/**
 * A dispute about jurisdiction, for the common superior.
 *
 * @param id of the transfer that is disputed
 * @param letterId by which it was reported, with what both sides hold
 * @param sender the bureau that hands over
 * @param receiver the bureau that disputes that it is competent
 * @param designated one of them
 */
public record Dispute(
        String id,
        String caseNo,
        String tenant,
        DisputeState state,
        UUID letterId,
        String sender,
        String receiver,
        Optional<String> designated,
        Optional<String> reason,
        Optional<String> draftedBy,
        Optional<String> approvedBy)
        implements WorkItem<DisputeState> {

    Subject subject() {
        return new Subject(caseNo, id, tenant, sender, false);
    }

    Approval approval() {
        return new Approval(caseNo, tenant, id, draftedBy.stream().toList(), "transfer.own-approval");
    }

    public List<String> sides() {
        return List.of(sender, receiver);
    }
}
