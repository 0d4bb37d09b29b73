package org.redshield.bridge.measures;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.cases.Approval;
import org.redshield.bridge.casework.Subject;
import org.redshield.bridge.casework.WorkItem;

/**
 * A measure of a bureau below, for the superior that is asked.
 *
 * @param letterId by which it was asked
 * @param opinion of who decided
 */
public record AskedMeasure(
        String id,
        String caseNo,
        String tenant,
        String sender,
        AskedState state,
        UUID letterId,
        Optional<String> decidedBy,
        Optional<String> opinion)
        implements WorkItem<AskedState> {

    Subject subject() {
        return new Subject(caseNo, id, tenant, sender, false);
    }

    /** Nobody of this bureau wrote anything of it. */
    Approval approval() {
        return new Approval(caseNo, tenant, id, List.of(sender), "measures.own-approval");
    }
}
