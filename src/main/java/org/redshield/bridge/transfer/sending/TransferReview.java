package org.redshield.bridge.transfer.sending;

import static org.redshield.bridge.transfer.correspondence.TransferFacts.CHOICE_REASON;
import static org.redshield.bridge.transfer.correspondence.TransferFacts.RECEIVER;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.order.Order;
import org.redshield.bridge.cases.order.OrderKind;
import org.redshield.bridge.cases.order.Orders;
import org.redshield.bridge.casework.SubjectClocks;
import org.redshield.bridge.transfer.correspondence.TransferAct;
import org.redshield.bridge.transfer.correspondence.TransferFacts;
import org.redshield.bridge.transfer.correspondence.TransferWay;
import org.redshield.bridge.transfer.jurisdiction.JurisdictionFinding;
import org.redshield.bridge.transfer.jurisdiction.Jurisdictions;
import org.redshield.bridge.transfer.jurisdiction.StatedFacts;
import org.springframework.stereotype.Component;

/** 管辖研判: who is competent for what is to be handed over, and whether he could begin with it. */
@Component
record TransferReview(
        TransferStore store,
        TransferRecord record,
        Receivers receivers,
        EarlierAnswers earlier,
        Jurisdictions jurisdictions,
        StatedFacts stated,
        Organisations organisations,
        Orders orders,
        SubjectClocks clocks,
        InstantSource time) {

    /** @throws Refusal when such an order may not begin */
    void checkOrder(Order order) {
        TransferDraft draft = TransferDraft.ordered(order.facts());
        draft.checkOrdered(clocks.today());
        receivers.checkGiver(order.caseNo(), order.tenant(), draft.find(RECEIVER));
        draft.find(RECEIVER).ifPresent(receiver -> receivers.check(receiver, order.tenant(), clocks.today()));
    }

    /** What the other side could not begin with is not sent, and refused in the words in which it would say so. */
    private void checkUsable(Transfer transfer, TransferDraft draft, String user) {
        orders.check(
                OrderKind.CLUE_VERIFICATION,
                new Order(
                        transfer.caseNo(),
                        transfer.tenant(),
                        transfer.id(),
                        user,
                        Optional.empty(),
                        Optional.empty(),
                        TransferFacts.verified(draft.facts(), draft.way(), time.instant())));
    }

    /** 管辖研判, kept with the case. The receiver stays open as long as a fact is missing. */
    Transfer reviewed(Transfer transfer, TransferDraft draft, String user) {
        checkUsable(transfer, draft, user);
        JurisdictionFinding finding = jurisdictions.find(stated.read(TransferFacts.stated(draft.facts())));
        Optional<String> receiver = receiver(transfer, draft, finding);
        receiver.ifPresent(bureau -> earlier.check(transfer, draft, bureau));
        store.draft(transfer, draft, user, finding, receiver);
        record.event(
                transfer,
                user,
                TransferAct.JURISDICTION_FOUND,
                finding.tableVersion().map(version -> Map.of("table", version)).orElse(Map.of()),
                Optional.of(finding.reasoning()));
        return store.locked(transfer.id(), transfer.tenant());
    }

    /**
     * The proposed bureau, or another competent one that the officer chose and says why.
     *
     * @throws Refusal {@code transfer.not-competent}, or of {@link Receivers}
     */
    private Optional<String> receiver(Transfer transfer, TransferDraft draft, JurisdictionFinding finding) {
        Optional<String> chosen = draft.find(RECEIVER);
        chosen.ifPresent(bureau -> receivers.check(bureau, transfer.tenant(), clocks.today()));
        if (draft.way() == TransferWay.DOWN) {
            receivers.checkBelow(chosen.orElseThrow(), transfer.tenant());
            return chosen;
        }
        if (draft.way() == TransferWay.UP) {
            return Optional.of(receivers.above(chosen, transfer.tenant(), clocks.today()));
        }
        receivers.checkGiver(transfer.caseNo(), transfer.tenant(), chosen);
        Optional<String> proposed = transfer.named().or(finding::bureau);
        if (proposed.isEmpty()) {
            return proposed;
        }
        if (chosen.isEmpty()) {
            receivers.check(proposed.get(), transfer.tenant(), clocks.today());
            receivers.checkGiver(transfer.caseNo(), transfer.tenant(), proposed);
            return proposed;
        }
        if (!chosen.equals(proposed)) {
            if (Stream.concat(finding.bureau().stream(), finding.alsoCompetent().stream())
                    .noneMatch(chosen.get()::equals)) {
                throw new Refusal(
                        "transfer.not-competent",
                        organisations.get(chosen.get()).name(),
                        organisations.get(proposed.get()).name());
            }
            TransferDraft.ENTRIES.reason(draft.find(CHOICE_REASON), "选择其他局的理由");
        }
        return chosen;
    }
}
