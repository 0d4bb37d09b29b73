package org.redshield.bridge.transfer.sending;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.CaseRegister;
import org.redshield.bridge.cases.order.OrderKind;
import org.redshield.bridge.cases.order.Orders;
import org.redshield.bridge.cases.order.Progress;
import org.redshield.bridge.evidence.Evidence;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.transfer.correspondence.TransferAct;
import org.redshield.bridge.transfer.correspondence.TransferFacts;
import org.redshield.bridge.transfer.correspondence.TransferLetter;
import org.springframework.stereotype.Component;

/** What every step of a transfer leaves behind: events of the case, letters about it, and word to who ordered it. */
@Component
record TransferRecord(CaseEvents events, CaseRegister register, Letters letters, Orders orders, InstantSource time) {

    void event(Transfer transfer, String actor, TransferAct act) {
        events.append(transfer.caseNo(), transfer.tenant(), actor, act, transfer.id());
    }

    void event(Transfer transfer, String actor, TransferAct act, Letter letter) {
        event(transfer, actor, act, Map.of("letterId", letter.id().toString()), Optional.empty());
    }

    /** @param words what the person wrote to it */
    void event(Transfer transfer, String actor, TransferAct act, Map<String, String> detail, Optional<String> words) {
        events.append(transfer.caseNo(), transfer.tenant(), actor, act, transfer.id(), detail, words);
    }

    /** The letter in force. */
    Letter original(Transfer transfer) {
        return letters.get(transfer.letterId().orElseThrow());
    }

    static LetterDraft draft(Transfer transfer, TransferLetter kind, String key) {
        return draft(transfer, kind, key, transfer.receiver().orElseThrow());
    }

    /** @param key once for each such letter of the transfer, so that a step that runs twice sends it once */
    static LetterDraft draft(Transfer transfer, TransferLetter kind, String key, String addressee) {
        return transfer.subject()
                .letter(kind, transfer.tenant() + "/" + key, addressee)
                .fact(TransferFacts.TRANSFER_ID, transfer.id());
    }

    /** Of the case's evidence what the head knew of who approved what goes out next; all of it until somebody has. */
    static List<Evidence> known(Transfer transfer, List<Evidence> all) {
        return transfer.evidence()
                .map(known ->
                        all.stream().filter(one -> known.contains(one.id())).toList())
                .orElse(all);
    }

    /** Who ordered it, if anybody did, hears how far it has come. */
    void report(Transfer transfer, Progress.Step step, Instant at, Map<String, String> facts) {
        transfer.about()
                .ifPresent(about -> orders.report(new Progress(
                        OrderKind.CASE_TRANSFER,
                        transfer.caseNo(),
                        transfer.tenant(),
                        about,
                        transfer.id(),
                        step,
                        at,
                        facts)));
    }

    /** It did not come to a transfer; whoever ordered it goes on itself. */
    void end(Transfer transfer, TransferState how) {
        report(transfer, Progress.Step.CLOSED, time.instant(), Map.of("outcome", how.name()));
        closeCase(transfer);
    }

    /** One that was opened for the transfer alone; else it belongs to what ordered it. */
    void closeCase(Transfer transfer) {
        if (transfer.about().isEmpty()) {
            register.close(transfer.caseNo(), transfer.tenant());
        }
    }
}
