package org.redshield.bridge.transfer.sending;

import static org.redshield.bridge.transfer.correspondence.TransferFacts.PLATFORM;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.Naming;
import org.redshield.bridge.bureau.Officer;
import org.redshield.bridge.bureau.OfficerDirectory;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.casework.LetterFacts;
import org.redshield.bridge.evidence.Evidence;
import org.redshield.bridge.evidence.Evidences;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.transfer.correspondence.TransferAct;
import org.redshield.bridge.transfer.correspondence.TransferClock;
import org.redshield.bridge.transfer.correspondence.TransferFacts;
import org.redshield.bridge.transfer.correspondence.TransferWay;
import org.redshield.bridge.transfer.jurisdiction.JurisdictionFinding;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 发函: the letter that hands over, as it would go and as it goes, and what comes back with it. */
@Service
@Transactional
@RequiredArgsConstructor
public class TransferDispatch {

    private final TransferStore store;
    private final TransferRecord record;
    private final TransferDates dates;
    private final Correspondence correspondence;
    private final Letters letters;
    private final Organisations organisations;
    private final OfficerDirectory officers;
    private final Evidences evidences;

    /** Issues and sends the letter with all evidence of the case. @return until when its receipts are waited for */
    public Map<TransferClock, Instant> issue(String id, String tenant) {
        Transfer transfer = store.locked(id, tenant);
        Letter letter = correspondence.send(letter(transfer));
        store.issued(transfer, letter.id());
        record.event(transfer, CaseEvents.SYSTEM, TransferAct.TRANSFER_ISSUED, letter);
        return dates.ofReceipts(
                letter.receiver(),
                letter.issuedAt(),
                TransferClock.RELAY_WARNING,
                TransferClock.RELAY_TIMEOUT,
                TransferClock.DELIVERY_WARNING,
                TransferClock.DELIVERY_TIMEOUT);
    }

    /** As {@link #issue} would issue it now; empty before it is known to whom. */
    @Transactional(readOnly = true)
    public Optional<LetterDraft> pendingLetter(String id, String tenant) {
        return store.find(id, tenant)
                .filter(transfer -> transfer.state() == TransferState.PENDING_APPROVAL)
                .map(this::letter);
    }

    private LetterDraft letter(Transfer transfer) {
        TransferDraft draft = transfer.draft();
        Officer.Named contact = contact(transfer.officer());
        List<Evidence> evidence = evidence(transfer);
        return TransferRecord.draft(transfer, draft.way().letter(), "TRANSFER/" + (transfer.rounds() + 1))
                .by(transfer.officer(), transfer.approvedBy())
                .evidence(evidence.stream().map(Evidence::id).toList())
                .facts(TransferFacts.told(draft.facts()))
                .fact(TransferFacts.ARTICLES, articles(transfer))
                .current(LetterFacts.officer("officer", contact))
                .word("whatTitle", draft.what().title())
                .word(
                        "platformName",
                        draft.find(PLATFORM).map(key -> organisations.get(key).name()))
                .word("foundOn", day(draft, TransferFacts.FIRST_FOUND_AT))
                .word("filedOn", day(draft, TransferFacts.FILED_AT))
                .word("evidenceNames", evidence.stream().map(Evidence::name).toList());
    }

    List<Evidence> evidence(Transfer transfer) {
        return TransferRecord.known(transfer, evidences.ofCase(transfer.caseNo(), transfer.tenant()));
    }

    /** Whom the receiver asks. @throws Refusal {@code transfer.no-certificate, bureau.person-lacks} */
    Officer.Named contact(String user) {
        return officers.byUser(user)
                .orElseThrow(() -> new Refusal("transfer.no-certificate"))
                .named(Naming.TRANSFER);
    }

    private static Optional<String> day(TransferDraft draft, String fact) {
        return draft.find(fact).map(TransferDraft::day).map(Object::toString);
    }

    /** Those of the finding; where it led nowhere, or elsewhere than the other side says, those that were ordered. */
    private static String articles(Transfer transfer) {
        TransferWay way = transfer.draft().way();
        if (way != TransferWay.ACROSS) {
            return way.article();
        }
        return transfer.finding()
                .map(JurisdictionFinding::articles)
                .filter(articles -> !articles.isEmpty())
                .map(articles -> String.join("、", articles))
                .or(() -> transfer.draft().find(TransferFacts.ARTICLES))
                .orElse(way.article());
    }

    /** Material is missing, or the other side is not competent; an officer completes the draft. */
    public void recordReturn(String id, String tenant, UUID letterId) {
        Transfer transfer = store.locked(id, tenant);
        Letter answer = letters.get(letterId);
        correspondence.received(answer.kind(), letterId, id, tenant);
        store.answered(
                transfer,
                TransferState.RETURNED,
                LetterFacts.find(answer, LetterFacts.MISSING_ITEMS)
                        .map(items -> "材料不全，请补正：" + items)
                        .orElseGet(() -> (transfer.draft().way() == TransferWay.UP ? "由本局继续办理：" : "不属其管辖：")
                                + LetterFacts.need(answer, LetterFacts.NOTE)),
                LetterFacts.find(answer, TransferFacts.COMPETENT));
        record.event(transfer, CaseEvents.SYSTEM, TransferAct.RETURN_RECEIVED, answer);
    }
}
