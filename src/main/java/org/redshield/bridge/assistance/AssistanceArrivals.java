package org.redshield.bridge.assistance;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.redshield.bridge.exchange.ArrivalRule;
import org.redshield.bridge.exchange.Envelope;
import org.redshield.bridge.exchange.MessageKind;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterType;
import org.redshield.bridge.letter.Letters;
import org.springframework.stereotype.Component;

/** Letters cross each other: what arrives for a co-investigation that is over belongs to the file and to nobody's task. */
@Component
class AssistanceArrivals implements ArrivalRule {

    private final RequestStore requests;
    private final HandlingStore handlings;
    private final Letters letters;

    AssistanceArrivals(RequestStore requests, HandlingStore handlings, Letters letters) {
        this.requests = requests;
        this.handlings = handlings;
        this.letters = letters;
    }

    @Override
    public Set<MessageKind> kinds() {
        return EnumSet.of(
                MessageKind.ANSWER_LETTER,
                MessageKind.DELIVERY_RECEIPT,
                MessageKind.CONFIRMATION_REMINDER,
                MessageKind.DISPOSITION_REPORT,
                MessageKind.REQUESTER_ANSWER,
                MessageKind.WITHDRAWAL_LETTER);
    }

    @Override
    public Arrival arrive(Envelope envelope, Instant receivedAt) {
        return awaited(envelope) ? Arrival.CORRELATE : Arrival.FILE;
    }

    private boolean awaited(Envelope envelope) {
        Optional<RequestState> asking =
                requests.find(envelope.subjectId(), envelope.receiver()).map(AssistanceRequest::state);
        return switch (envelope.kind()) {
            case ANSWER_LETTER, DISPOSITION_REPORT ->
                asking.filter(state -> !state.over()).isPresent();
            case DELIVERY_RECEIPT ->
                asking.filter(state -> state == RequestState.ISSUED).isPresent();
            case CONFIRMATION_REMINDER ->
                asking.filter(AssistanceArrivals::unconfirmed).isPresent();
            default -> handled(envelope);
        };
    }

    /** Also while the reply itself is still on its way into the case. */
    private static boolean unconfirmed(RequestState state) {
        return switch (state) {
            case RECEIVED, EXTENSION_NOTIFIED, SUPPLEMENT_REQUESTED, REPLIED -> true;
            default -> false;
        };
    }

    private boolean handled(Envelope envelope) {
        Optional<AssistanceHandling> handling = handlings.find(envelope.subjectId(), envelope.receiver());
        // Not registered yet, or a corrected letter is about to be: its process is on the way and will wait.
        return handling.isEmpty() || !handling.get().state().over() || !newestLetter(handling.get());
    }

    private boolean newestLetter(AssistanceHandling handling) {
        return letters.latest(handling.requestId(), LetterType.REQUEST)
                .map(Letter::id)
                .filter(handling.letterId()::equals)
                .isPresent();
    }
}
