package org.redshield.bridge.platform;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.redshield.bridge.exchange.ArrivalRule;
import org.redshield.bridge.exchange.Envelope;
import org.redshield.bridge.exchange.MessageKind;
import org.springframework.stereotype.Component;

/**
 * What bureau and liaison send each other. A liaison's answer is brought in like one of the interface, files first and
 * then the process; one to a request that has been withdrawn belongs to the file only: nobody will ever wait for it.
 */
@Component
final class LiaisonArrivals implements ArrivalRule {

    private final DataRequests requests;
    private final Dialogues dialogues;
    private final Liaison liaison;
    private final LiaisonAnswers answers;

    LiaisonArrivals(DataRequests requests, Dialogues dialogues, Liaison liaison, LiaisonAnswers answers) {
        this.requests = requests;
        this.dialogues = dialogues;
        this.liaison = liaison;
        this.answers = answers;
    }

    @Override
    public Set<MessageKind> kinds() {
        return Set.of(
                MessageKind.LIAISON_ANSWER,
                MessageKind.LIAISON_QUESTION,
                MessageKind.LIAISON_NEW_DATE,
                MessageKind.BUREAU_ANSWER,
                MessageKind.LIAISON_WITHDRAWAL);
    }

    @Override
    public Arrival arrive(Envelope envelope, Instant receivedAt) {
        return switch (envelope.kind()) {
            case BUREAU_ANSWER -> correlated(liaison.heardFromBureau(envelope));
            case LIAISON_WITHDRAWAL -> correlated(liaison.withdrawn(envelope.subjectId(), envelope.receiver()));
            case LIAISON_ANSWER -> {
                waiting(envelope).ifPresent(request -> answers.arrived(request, envelope));
                yield Arrival.FILE;
            }
            default -> correlated(waiting(envelope).isPresent() && dialogues.heardFromLiaison(envelope));
        };
    }

    private Optional<DataRequest> waiting(Envelope envelope) {
        return requests.find(envelope.subjectId())
                .filter(request -> request.tenant().equals(envelope.receiver()))
                .filter(request -> !request.status().ended());
    }

    private static Arrival correlated(boolean awaited) {
        return awaited ? Arrival.CORRELATE : Arrival.FILE;
    }
}
