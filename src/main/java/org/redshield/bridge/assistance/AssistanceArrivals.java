package org.redshield.bridge.assistance;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.redshield.bridge.assistance.correspondence.AssistanceLetter;
import org.redshield.bridge.assistance.request.AssistanceRequest;
import org.redshield.bridge.assistance.request.RequestState;
import org.redshield.bridge.assistance.request.RequestStore;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.casework.IncomingLetters;
import org.redshield.bridge.exchange.ArrivalRule;
import org.redshield.bridge.exchange.Envelope;
import org.redshield.bridge.letter.LetterKind;
import org.springframework.stereotype.Component;

/** Letters cross each other: what arrives for a co-investigation that is over belongs to the file and to nobody's task. */
@Component
record AssistanceArrivals(RequestStore requests, IncomingLetters incoming, Organisations organisations)
        implements ArrivalRule {

    @Override
    public Set<? extends LetterKind> kinds() {
        return Set.of(AssistanceLetter.values());
    }

    @Override
    public Arrival arrive(Envelope envelope, Instant receivedAt) {
        return awaited(envelope) ? Arrival.CORRELATE : Arrival.FILE;
    }

    private boolean awaited(Envelope envelope) {
        Optional<RequestState> asking =
                requests.find(envelope.subjectId(), envelope.receiver()).map(AssistanceRequest::state);
        return switch ((AssistanceLetter) envelope.kind()) {
            // Of the direct way: a platform has no process for it, its interface or liaison is asked for each dataset.
            case REQUEST -> organisations.get(envelope.receiver()).kind() == Organisation.Kind.BUREAU;
            case DELIVERY_RECEIPT ->
                asking.filter(state -> state == RequestState.ISSUED).isPresent();
            case CONFIRMATION_REMINDER ->
                asking.filter(AssistanceArrivals::unconfirmed).isPresent();
            case SUPPLEMENT, CONFIRMATION, REPLY_CONFIRMED, WITHDRAWAL ->
                incoming.awaits(envelope.subjectId(), envelope.receiver());
            default -> asking.filter(state -> !state.over()).isPresent();
        };
    }

    /** Also while the reply itself is still on its way into the case. */
    private static boolean unconfirmed(RequestState state) {
        return switch (state) {
            case RECEIVED, EXTENSION_NOTIFIED, SUPPLEMENT_REQUESTED, REPLIED -> true;
            default -> false;
        };
    }
}
