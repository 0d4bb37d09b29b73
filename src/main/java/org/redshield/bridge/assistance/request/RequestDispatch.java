package org.redshield.bridge.assistance.request;

import static org.redshield.bridge.assistance.request.RequestState.CONFIRMED;
import static org.redshield.bridge.assistance.request.RequestState.IN_PROGRESS;
import static org.redshield.bridge.assistance.request.RequestState.ISSUED;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.assistance.correspondence.AssistanceFacts;
import org.redshield.bridge.assistance.correspondence.AssistanceLetter;
import org.redshield.bridge.assistance.correspondence.CaseAct;
import org.redshield.bridge.assistance.correspondence.DataPeriod;
import org.redshield.bridge.assistance.correspondence.Questions;
import org.redshield.bridge.bureau.Officer;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.evidence.Evidence;
import org.redshield.bridge.evidence.Evidences;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.exchange.Envelope;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.letter.LetterKind;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.gateway.DataRequestOrder;
import org.redshield.bridge.platform.request.DataRequests;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 发函: the letter that asks, as it would go and as it goes, and the receipt for what it brought. */
@Service
@Transactional
@RequiredArgsConstructor
public class RequestDispatch {

    private final RequestStore store;
    private final RequestRecord record;
    private final Correspondence correspondence;
    private final Letters letters;
    private final Organisations organisations;
    private final Evidences evidences;
    private final DataRequests dataRequests;

    /** Issues the request letter; after a return, the corrected one with a number of its own. */
    public UUID issueLetter(String requestId, String tenant) {
        AssistanceRequest request = store.locked(requestId, tenant);
        Letter letter = correspondence.issue(requestLetter(request));
        store.letter(request, letter.id());
        record.move(request, ISSUED);
        record.event(request, CaseEvents.SYSTEM, CaseAct.LETTER_ISSUED, letter);
        return letter.id();
    }

    /** As it would be issued now; empty while it lacks something. */
    @Transactional(readOnly = true)
    public Optional<LetterDraft> pendingLetter(String requestId, String tenant) {
        return store.find(requestId, tenant)
                .filter(request -> request.draft().missing().isEmpty())
                .map(this::requestLetter);
    }

    /** 协助调查函 to the bureau that is asked, or 限期提供材料通知书 on the direct way to the platform. */
    private LetterDraft requestLetter(AssistanceRequest request) {
        RequestDraft draft = request.draft();
        Officer.Named contact = record.contact(request);
        boolean direct = draft.requestedBureau().isEmpty();
        LetterDraft letter = request.subject()
                .letter(
                        direct ? AssistanceLetter.DATA_NOTICE : AssistanceLetter.REQUEST,
                        "REQUEST/" + (request.exchange().returns() + 1))
                .by(request.raisedBy(), request.approvedBy())
                .evidence(evidences.ofSubject(request.requestId(), request.tenant()).stream()
                        // What came after the head had decided he has not seen.
                        .filter(evidence -> request.evidenceUntil()
                                .filter(evidence.receivedAt()::isAfter)
                                .isEmpty())
                        .map(Evidence::id)
                        .toList())
                .facts(request.facts())
                .current(AssistanceFacts.lead(contact))
                .word("basisText", draft.basisText())
                .word("platformName", platformName(request))
                .word("period", draft.period().map(DataPeriod::text));
        if (direct) {
            return letter.word(
                    "asked", dataRequests.asked(request.tenant(), draft.platform(), draft.platformDatasets()));
        }
        return letter.word(
                        "datasetTitles",
                        draft.datasets().stream()
                                .map(RequestDraft::datasetTitle)
                                .toList())
                .word("questionList", Questions.of(draft.questions()))
                .word("toBureau", draft.requestedBureau());
    }

    public void dispatchLetter(String requestId, String tenant) {
        AssistanceRequest request = store.locked(requestId, tenant);
        correspondence.dispatch(letters.get(request.exchange().letterId().orElseThrow()));
    }

    /** The direct way: a numbered letter to the platform, and one data request per dataset. */
    public void orderDirectData(String requestId, String tenant) {
        AssistanceRequest request = store.locked(requestId, tenant);
        RequestDraft draft = request.draft();
        Letter letter = correspondence.send(requestLetter(request));
        store.letter(request, letter.id());
        Officer.Named contact = record.contact(request);
        for (Dataset dataset : draft.platformDatasets()) {
            dataRequests.create(new DataRequestOrder(
                    requestId,
                    request.caseNo(),
                    tenant,
                    draft.platform(),
                    dataset,
                    RequestDraft.TARGET_TYPE,
                    draft.targetId(),
                    draft.period().map(DataPeriod::from),
                    draft.period().map(DataPeriod::to),
                    letter.number(),
                    organisations.get(tenant).name(),
                    List.of(DataRequestOrder.Officer.of(contact)),
                    Optional.empty(),
                    List.of(draft.basisText()),
                    draft.purpose(),
                    Optional.empty(),
                    Stream.of(request.raisedBy(), request.editedBy()).distinct().toList(),
                    Optional.of(letter.id())));
        }
        record.move(request, IN_PROGRESS);
        record.event(request, CaseEvents.SYSTEM, CaseAct.DIRECT_DATA_ORDERED, letter);
    }

    /** The reply is confirmed, and the other side told so by a receipt: there is no more to say. */
    public void tellConfirmed(String requestId, String tenant) {
        AssistanceRequest request = store.locked(requestId, tenant);
        record.move(request, CONFIRMED);
        if (request.exchange().confirmedBy().isEmpty()) {
            // It was decided in a version that did not keep by whom.
            record.event(request, CaseEvents.SYSTEM, CaseAct.CONFIRMED);
        }
        LetterKind receipt = AssistanceLetter.REPLY_CONFIRMED;
        String once =
                requestId + "/" + receipt.name() + "/" + request.exchange().supplements();
        correspondence.tell(new Envelope(
                UUID.nameUUIDFromBytes(once.getBytes(StandardCharsets.UTF_8)),
                tenant,
                request.draft().requestedBureau().orElseThrow(),
                receipt,
                requestId,
                request.caseNo(),
                Optional.empty(),
                receipt.carriage().says()));
    }

    /** A letter that rests on an earlier one. */
    static LetterDraft answer(AssistanceRequest request, LetterKind kind, String key, Letter earlier) {
        return request.subject()
                .letter(kind, key)
                .inReplyTo(Optional.of(earlier.id()))
                .by(request.raisedBy(), Optional.empty())
                .facts(AssistanceFacts.basics(request.requestId(), earlier));
    }

    private String platformName(AssistanceRequest request) {
        return organisations.get(request.draft().platform()).name();
    }
}
