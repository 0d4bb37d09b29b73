package org.redshield.bridge.paper;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.casework.Subject;
import org.redshield.bridge.casework.WorkItem;

/**
 * A letter of ours on its way on paper.
 *
 * @param id {@code <what the letter is about>-P1}
 * @param receiver the bureau that is not on the system
 * @param dispatched empty as long as nobody has registered it
 * @param delivered the same
 */
public record PaperLetter(
        String id,
        String tenant,
        String caseNo,
        UUID letterId,
        String receiver,
        PaperState state,
        Optional<Dispatch> dispatched,
        Optional<Delivery> delivered)
        implements WorkItem<PaperState> {

    /**
     * 寄送.
     *
     * @param trackingNo of the mail
     * @param by user id of who registered it
     */
    public record Dispatch(LocalDate on, PaperWay way, Optional<String> trackingNo, Optional<UUID> scan, String by) {

        /** As people read it. */
        public String how() {
            return way.title() + trackingNo.map(number -> " " + number).orElse("");
        }
    }

    /**
     * 送达, as the slip says.
     *
     * @param signedBy who signed it there
     * @param slip scan of the signed slip
     * @param by user id of who registered it
     */
    public record Delivery(LocalDate on, String signedBy, UUID slip, String by) {}

    Subject subject() {
        return new Subject(caseNo, id, tenant, receiver, true);
    }
}
