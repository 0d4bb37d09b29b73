package org.redshield.bridge.platform.liaison;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.exchange.ArrivalRule;
import org.redshield.bridge.exchange.Envelope;
import org.redshield.bridge.letter.LetterKind;
import org.redshield.bridge.platform.answer.LiaisonAnswers;
import org.redshield.bridge.platform.request.AwaitingProcess;
import org.redshield.bridge.platform.request.DataRequest;
import org.redshield.bridge.platform.request.DataRequests;
import org.redshield.bridge.platform.request.LiaisonLetter;
import org.springframework.stereotype.Component;

/**
 * What bureau and liaison send each other. What they say meanwhile finds its process waiting or has come too late: a
 * question leaves in the transaction in which the liaison begins to wait. A liaison's answer is brought in like one of
 * the interface, files first and then the process; one to a request that has been withdrawn belongs to the file only:
 * nobody will ever wait for it.
 */
@Component
@RequiredArgsConstructor
final class LiaisonArrivals implements ArrivalRule {

    private final DataRequests requests;
    private final Dialogues dialogues;
    private final Liaison liaison;
    private final LiaisonAnswers answers;
    private final AwaitingProcess process;

    @Override
    public Set<? extends LetterKind> kinds() {
        return Set.of(
                LiaisonLetter.LIAISON_ANSWER,
                LiaisonLetter.LIAISON_QUESTION,
                LiaisonLetter.LIAISON_NEW_DATE,
                LiaisonLetter.BUREAU_ANSWER,
                LiaisonLetter.LIAISON_WITHDRAWAL);
    }

    @Override
    public Arrival arrive(Envelope envelope, Instant receivedAt) {
        return switch ((LiaisonLetter) envelope.kind()) {
            case LIAISON_WITHDRAWAL ->
                liaison.withdrawn(envelope.subjectId(), envelope.receiver()) ? Arrival.CORRELATE : Arrival.FILE;
            case BUREAU_ANSWER -> {
                boolean last = liaison.heardFromBureau(envelope);
                liaison.due(envelope)
                        .ifPresent(due -> process.liaisonDueAt(envelope.subjectId(), envelope.receiver(), due));
                if (last) {
                    process.wakeLiaison(envelope.subjectId(), envelope.receiver());
                }
                yield Arrival.FILE;
            }
            case LIAISON_ANSWER -> {
                waiting(envelope).ifPresent(request -> answers.arrived(request, envelope));
                yield Arrival.FILE;
            }
            default -> {
                waiting(envelope).ifPresent(request -> dialogues.heardFromLiaison(request, envelope));
                yield Arrival.FILE;
            }
        };
    }

    private Optional<DataRequest> waiting(Envelope envelope) {
        return requests.find(envelope.subjectId())
                .filter(request -> request.tenant().equals(envelope.receiver()))
                .filter(request -> !request.status().ended());
    }
}
