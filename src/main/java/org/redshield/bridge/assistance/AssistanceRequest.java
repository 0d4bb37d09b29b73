package org.redshield.bridge.assistance;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.cases.Approval;

/**
 * A co-investigation as its asking bureau keeps it.
 *
 * @param requestId {@code <caseNo>-R1}
 * @param tenant the asking bureau
 * @param raisedBy user id, as all persons here
 * @param editedBy who touched the draft last; neither of the two may approve it
 * @param letterId the request letter in force, the corrected one after a return
 * @param deliveredAt when that letter reached the other side; its clocks start then
 * @param returns how often the other side has returned it for correction: at most once
 * @param supplements how many supplements were asked for
 * @param outcome how it was closed, an {@link Outcome} name
 * @param measures codes of the measures asked for against the shop
 */
public record AssistanceRequest(
        String requestId,
        String caseNo,
        String tenant,
        RequestState state,
        Draft draft,
        String raisedBy,
        Instant raisedAt,
        String editedBy,
        Optional<String> approvedBy,
        Optional<UUID> letterId,
        Optional<Instant> deliveredAt,
        int returns,
        int supplements,
        Optional<String> supplementText,
        Optional<String> withdrawalReason,
        Optional<String> outcome,
        List<String> measures,
        Optional<String> legalHook,
        Optional<String> outcomeBy,
        Optional<String> outcomeNote,
        Optional<String> dispositionId) {

    /** How a request ended without being withdrawn. */
    public enum Outcome {
        ABANDONED("放弃"),
        REJECTED("审批未通过"),
        DECLINED("对方不予协助"),
        FINISHED("办结"),
        DISPOSITION("已请求处置");

        private final String title;

        Outcome(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    static String firstOf(String caseNo) {
        return caseNo + "-R1";
    }

    /** The decision whether the request is made. */
    Approval approval() {
        return decision(editedBy);
    }

    /** The decision whether measures are asked for. */
    Approval dispositionApproval() {
        return decision(outcomeBy.orElse(raisedBy));
    }

    private Approval decision(String drafter) {
        return new Approval(caseNo, tenant, requestId, List.of(raisedBy, drafter), "assistance.own-approval");
    }

    /** Whether a letter of ours is with the other side, so that it must hear of a withdrawal. */
    boolean withOtherSide() {
        return switch (state) {
            case ISSUED, RECEIVED, EXTENSION_NOTIFIED, SUPPLEMENT_REQUESTED -> true;
            default -> false;
        };
    }
}
