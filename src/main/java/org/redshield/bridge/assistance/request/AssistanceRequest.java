package org.redshield.bridge.assistance.request;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.assistance.correspondence.AssistanceFacts;
import org.redshield.bridge.cases.Approval;
import org.redshield.bridge.casework.LetterFacts;
import org.redshield.bridge.casework.Subject;
import org.redshield.bridge.casework.WorkItem;

/**
 * A co-investigation as its asking bureau keeps it.
 *
 * @param requestId {@code <caseNo>-R1}
 * @param tenant the asking bureau
 * @param raisedBy user id, as all persons here
 * @param editedBy who touched the draft last; neither of the two may approve it
 * @param unsigned whether it began on a version in which nobody signs a supplement or a withdrawal
 */
public record AssistanceRequest(
        String requestId,
        String caseNo,
        String tenant,
        RequestState state,
        RequestDraft draft,
        String raisedBy,
        String editedBy,
        Optional<String> approvedBy,
        Optional<Instant> approvedAt,
        boolean unsigned,
        Exchange exchange,
        Ending ending)
        implements WorkItem<RequestState> {

    @Override
    public String id() {
        return requestId;
    }

    /**
     * What went to and fro.
     *
     * @param letterId the request letter in force, the corrected one after a return
     * @param returns how often the other side has returned it for correction: at most once
     * @param supplements how many supplements were asked for
     * @param supplementText the last of them
     * @param supplementBy user id of who asked for it; empty where it was before this was kept
     * @param supplementHead user id of who signed it; empty while nobody has
     * @param confirmedBy user id of who held that the reply is enough
     */
    public record Exchange(
            Optional<UUID> letterId,
            int returns,
            int supplements,
            Optional<String> supplementText,
            Optional<String> supplementBy,
            Optional<String> supplementHead,
            Optional<String> confirmedBy) {

        /** A supplement that was asked for and that nobody has signed: it waits for that, or came back. */
        public Optional<String> unsignedSupplement() {
            return supplementBy.isPresent() && supplementHead.isEmpty() ? supplementText : Optional.empty();
        }
    }

    /**
     * What follows from it.
     *
     * @param withdrawalReason why its officer wants it back
     * @param withdrawalHead user id of who signed the letter that says so; empty while nobody has
     * @param outcome how it was closed, an {@link Outcome} name
     * @param measures codes of the measures asked for against the shop
     * @param objects against what else they are asked, by {@link AssistanceFacts#OBJECTS}
     * @param by user id of who asked for them
     * @param at when; empty where it was before this was kept
     */
    public record Ending(
            Optional<String> withdrawalReason,
            Optional<String> withdrawalHead,
            Optional<String> outcome,
            List<String> measures,
            Map<String, String> objects,
            Optional<String> legalHook,
            Optional<String> by,
            Optional<Instant> at,
            Optional<String> note,
            Optional<String> dispositionId) {}

    /** How a request ended without being withdrawn. */
    public enum Outcome {
        ABANDONED,
        REJECTED,
        DECLINED,
        FINISHED,
        DISPOSITION
    }

    static String numbered(String caseNo, int number) {
        return caseNo + "-R" + number;
    }

    /** For the clocks; of the direct way the other side is the platform. */
    public Subject subject() {
        return new Subject(caseNo, requestId, tenant, draft.requestedBureau().orElse(draft.platform()), true);
    }

    /** The decision whether the request is made. */
    Approval approval() {
        return decision(editedBy);
    }

    /** The decision whether measures are asked for. */
    Approval dispositionApproval() {
        return decision(decider());
    }

    /** The decision whether the other side is asked to add to its reply. */
    Approval supplementApproval() {
        return decision(supplementer());
    }

    /** Who answers for the supplement. */
    String supplementer() {
        return exchange.supplementBy().orElse(raisedBy);
    }

    /** The decision whether the other side is told that it is withdrawn. */
    Approval withdrawalApproval() {
        return decision(raisedBy);
    }

    /** Who answers for the measures. */
    String decider() {
        return ending.by().orElse(raisedBy);
    }

    /** What is listed in its letter came by then; empty while nobody has approved it. */
    Optional<Instant> evidenceUntil() {
        return approvedBy.flatMap(head -> approvedAt);
    }

    private Approval decision(String drafter) {
        return new Approval(caseNo, tenant, requestId, List.of(raisedBy, drafter), "assistance.own-approval");
    }

    /** What its letters say to the receiver's programs. */
    Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(AssistanceFacts.REQUEST_ID, requestId);
        facts.put(AssistanceFacts.CAUSE, draft.cause());
        draft.sourceNo().ifPresent(no -> facts.put(AssistanceFacts.SOURCE_NO, no));
        facts.put(AssistanceFacts.PLATFORM, draft.platform());
        facts.put(AssistanceFacts.TARGET_TYPE, RequestDraft.TARGET_TYPE.name());
        facts.put(AssistanceFacts.TARGET_ID, draft.targetId());
        draft.creditCode().ifPresent(code -> facts.put(AssistanceFacts.CREDIT_CODE, code));
        facts.put(AssistanceFacts.DATASETS, String.join(",", draft.datasets()));
        draft.period().ifPresent(period -> {
            facts.put(AssistanceFacts.PERIOD_FROM, period.from().toString());
            facts.put(AssistanceFacts.PERIOD_TO, period.to().toString());
        });
        facts.put(AssistanceFacts.PURPOSE, draft.purpose());
        facts.put(AssistanceFacts.BASIS, draft.basis());
        draft.questions().ifPresent(questions -> facts.put(AssistanceFacts.QUESTIONS, questions));
        facts.put(AssistanceFacts.CONTACT_PHONE, draft.contactPhone());
        return facts;
    }

    /** What it wants done about the shop. */
    public Map<String, String> measureFacts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(AssistanceFacts.MEASURES, String.join(",", ending.measures()));
        facts.putAll(ending.objects());
        ending.legalHook().ifPresent(hook -> facts.put(AssistanceFacts.LEGAL_HOOK, hook));
        ending.note().ifPresent(note -> facts.put(LetterFacts.NOTE, note));
        return facts;
    }

    /** Whether a letter of ours is with the other side, so that it must hear of a withdrawal. */
    boolean withOtherSide() {
        return state.withOtherSide();
    }
}
