package org.redshield.bridge.assistance.request;

import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.assistance.correspondence.AssistanceFacts;
import org.redshield.bridge.assistance.correspondence.CaseAct;
import org.redshield.bridge.bureau.Officer;
import org.redshield.bridge.cases.Approvals;
import org.redshield.bridge.cases.order.Order;
import org.redshield.bridge.cases.order.OrderKind;
import org.redshield.bridge.cases.order.Orders;
import org.redshield.bridge.casework.Entries;
import org.redshield.bridge.casework.LetterFacts;
import org.redshield.bridge.engine.Outgoing;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.Letters;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Measures against the shop, which the asking bureau decides after the reply and orders from who accepts such orders. */
@Service
@Transactional
@RequiredArgsConstructor
public class RequestedMeasures {

    private static final Entries ENTRIES = new Entries(CaseAct.FEATURE);

    private final RequestStore store;
    private final RequestRecord record;
    private final Approvals approvals;
    private final Letters letters;
    private final Orders orders;
    private final InstantSource time;

    /**
     * The officer wants measures against the shop.
     *
     * @param measures codes, at least one
     * @param objects against what else than the shop, by {@link AssistanceFacts#OBJECTS}
     * @param hook law and article
     * @throws Refusal {@code assistance.measures-missing}, or of who accepts such orders
     */
    public void decide(
            String requestId,
            String tenant,
            String user,
            List<String> measures,
            Map<String, String> objects,
            Optional<String> hook,
            Optional<String> note) {
        if (measures.isEmpty()) {
            throw new Refusal("assistance.measures-missing");
        }
        String ground = ENTRIES.reason(hook, "处置的法律依据");
        AssistanceRequest request = store.locked(requestId, tenant);
        store.disposition(
                request, List.copyOf(new LinkedHashSet<>(measures)), objects, ground, note, user, time.instant());
        orders.check(OrderKind.MERCHANT_DISPOSITION, order(store.locked(requestId, tenant), Optional.empty(), false));
        record.event(request, user, CaseAct.OUTCOME_DECIDED);
    }

    /**
     * @throws Refusal {@code assistance.own-approval} for who raised the request or decided the measures, or of who accepts such
     *     orders
     */
    public void approve(String requestId, String tenant, String user, Optional<String> opinion) {
        AssistanceRequest request = store.locked(requestId, tenant);
        approvals.decide(request.dispositionApproval(), user, CaseAct.DISPOSITION_APPROVED, opinion);
        orders.check(OrderKind.MERCHANT_DISPOSITION, order(request, Optional.empty(), false));
    }

    public void sendBack(String requestId, String tenant, String user, Optional<String> reason) {
        String opinion = ENTRIES.reason(reason, "审批意见");
        AssistanceRequest request = store.locked(requestId, tenant);
        approvals.decide(request.dispositionApproval(), user, CaseAct.DISPOSITION_SENT_BACK, Optional.of(opinion));
    }

    /** User ids of all who had a hand in what is asked for. */
    @Transactional(readOnly = true)
    public List<String> hands(String requestId, String tenant) {
        return store.hands(requestId, tenant, AssistanceRequest::dispositionApproval);
    }

    /** The letter that {@link #place} would send now. */
    @Transactional(readOnly = true)
    public Optional<? extends Outgoing> pendingLetter(String requestId, String tenant) {
        return store.find(requestId, tenant)
                .filter(request ->
                        request.decider() != null && !request.measureFacts().isEmpty())
                .flatMap(request ->
                        orders.letter(OrderKind.MERCHANT_DISPOSITION, order(request, Optional.empty(), false)));
    }

    /** Orders the measures. @param approvedBy nobody where the step was reached past him: the door says so */
    public String place(String requestId, String tenant, Optional<String> approvedBy, boolean reportAwaited) {
        AssistanceRequest request = store.locked(requestId, tenant);
        String dispositionId = orders.place(
                OrderKind.MERCHANT_DISPOSITION,
                order(request, approvedBy, reportAwaited),
                CaseAct.DISPOSITION_REQUESTED);
        store.update(
                request, Map.of("disposition_id", dispositionId, "outcome", AssistanceRequest.Outcome.DISPOSITION));
        return dispositionId;
    }

    private Order order(AssistanceRequest request, Optional<String> approvedBy, boolean reportAwaited) {
        Optional<Letter> original = request.exchange().letterId().flatMap(letters::find);
        Officer.Named contact = record.contact(request);
        Map<String, String> facts = request.facts();
        facts.putAll(request.measureFacts());
        facts.putAll(AssistanceFacts.lead(contact));
        facts.put(AssistanceFacts.CONTACT_NAME, contact.name());
        facts.put(AssistanceFacts.AWAIT_REPORT, Boolean.toString(reportAwaited));
        request.ending().at().ifPresent(at -> facts.put("proposedAt", at.toString()));
        original.ifPresent(letter -> facts.put(LetterFacts.ORIGINAL_LETTER, letter.number()));
        return new Order(
                request.caseNo(),
                request.tenant(),
                request.requestId(),
                request.decider(),
                approvedBy,
                original.map(Letter::id),
                facts);
    }

    public void reviewReport(String requestId, String tenant, String user) {
        record.event(store.locked(requestId, tenant), user, CaseAct.DISPOSITION_REVIEWED);
    }
}
