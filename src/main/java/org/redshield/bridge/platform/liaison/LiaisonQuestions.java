package org.redshield.bridge.platform.liaison;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.exchange.Envelope;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.platform.gateway.DataRequestOrder;
import org.redshield.bridge.platform.gateway.Dialogue;
import org.redshield.bridge.platform.request.DataGrounds;
import org.redshield.bridge.platform.request.DataRequest;
import org.redshield.bridge.platform.request.DataRequest.Status;
import org.redshield.bridge.platform.request.DataRequests;
import org.redshield.bridge.platform.request.LiaisonLetter;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the platform's interface cannot answer, the bureau asks of its liaison (政企协查专员) by letter, and takes back when the
 * request is withdrawn. What becomes of it there, {@link Liaison} knows.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class LiaisonQuestions {

    private final DataRequests requests;
    private final DataGrounds grounds;
    private final Correspondence correspondence;
    private final Dialogues dialogues;

    /**
     * The bureau asks the liaison, with a numbered letter. Asking twice is asking once.
     *
     * @throws org.redshield.bridge.Refusal as {@link DataGrounds#requireApproved}: a person is asked no more than the interface
     */
    public void ask(String requestNo) {
        DataRequest request = requests.get(requestNo);
        DataRequestOrder order = requests.order(requestNo);
        grounds.requireApproved(request, order);
        correspondence.send(new LetterDraft(
                        LiaisonLetter.LIAISON_REQUEST,
                        requestNo + "/" + LiaisonLetter.LIAISON_REQUEST,
                        request.caseNo(),
                        requestNo,
                        request.tenant(),
                        request.platform())
                .by(
                        order.handlers().stream().findFirst().orElse("platform"),
                        request.permission().approvedBy())
                .fact("requestNo", requestNo)
                .fact("dataset", request.dataset())
                .fact("targetType", request.scope().targetType())
                .fact("targetId", request.scope().targetId())
                .fact("letterNo", order.letterNo())
                .fact("bureauName", order.bureauName())
                .fact("periodFrom", request.scope().from())
                .fact("periodTo", request.scope().to())
                .fact("dueAt", request.times().dueAt())
                .fact("explanation", request.said().explanation())
                .word("datasetTitle", request.dataset().title())
                .word("targetTypeTitle", request.scope().targetType().title())
                .word("basisText", String.join("、", order.basis()))
                .word("originalLetterNo", order.originalLetter().map(DataRequestOrder.OriginalLetter::letterNo))
                .word("purpose", order.purpose())
                .rows(
                        "answered",
                        dialogues.of(requestNo).stream()
                                .filter(one -> one.kind() == Dialogue.Kind.QUESTION
                                        && one.answer().isPresent())
                                .toList(),
                        one -> LetterDraft.row("question", one.text(), "answer", one.answer()))
                .rows(
                        "officers",
                        order.officers(),
                        officer -> LetterDraft.row(
                                "name", officer.name(),
                                "certificateNo", officer.certificateNo(),
                                "phone", officer.phone()))
                .word("dueText", request.times().dueAt().map(Liaison.MOMENT::format)));
        requests.askedLiaison(requestNo);
    }

    /** A request that is withdrawn while the liaison has it is told to the liaison. */
    @EventListener
    void onWithdrawn(DataRequests.Withdrawn withdrawn) {
        DataRequest request = withdrawn.request();
        if (request.status() == Status.LIAISON) {
            correspondence.tell(new Envelope(
                    UUID.nameUUIDFromBytes(("withdrawal:" + request.requestNo()).getBytes(StandardCharsets.UTF_8)),
                    request.tenant(),
                    request.platform(),
                    LiaisonLetter.LIAISON_WITHDRAWAL,
                    request.requestNo(),
                    request.caseNo(),
                    Map.of()));
        }
    }
}
