package org.redshield.bridge.transfer;

import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;
import org.redshield.bridge.casework.IncomingLetters;
import org.redshield.bridge.exchange.ArrivalRule;
import org.redshield.bridge.exchange.Envelope;
import org.redshield.bridge.letter.LetterKind;
import org.redshield.bridge.transfer.correspondence.TransferLetter;
import org.redshield.bridge.transfer.handling.TransferHandlingState;
import org.redshield.bridge.transfer.sending.TransferState;
import org.redshield.bridge.transfer.sending.Transfers;
import org.springframework.stereotype.Component;

/** Letters cross each other: what arrives for a transfer that is over belongs to the file and to nobody's task. */
@Component
record TransferArrivals(Transfers transfers, IncomingLetters incoming) implements ArrivalRule {

    @Override
    public Set<? extends LetterKind> kinds() {
        return Set.of(TransferLetter.values());
    }

    @Override
    public Arrival arrive(Envelope envelope, Instant receivedAt) {
        return awaited(envelope) ? Arrival.CORRELATE : Arrival.FILE;
    }

    private boolean awaited(Envelope envelope) {
        return switch ((TransferLetter) envelope.kind()) {
            case TRANSFER, HAND_DOWN, REPORT_UP, DESIGNATION_REQUEST -> true;
            case TRANSFER_REMINDER -> incoming.awaits(envelope.subjectId(), envelope.receiver());
            // Who has it is settled once: what the two wrote each other meanwhile is filed.
            case TRANSFER_AGREED -> stands(envelope, state -> state == TransferState.DISPUTED);
            case TRANSFER_KEPT, TRANSFER_CONFIRMED -> isInDispute(envelope);
            case DESIGNATION -> isInDispute(envelope) || stands(envelope, state -> state == TransferState.REPORTED);
            default -> stands(envelope, state -> !state.over());
        };
    }

    private boolean isInDispute(Envelope envelope) {
        return incoming.find(envelope.subjectId(), envelope.receiver())
                .filter(letter -> letter.state() == TransferHandlingState.DISPUTED
                        || letter.state() == TransferHandlingState.AGREED)
                .isPresent();
    }

    private boolean stands(Envelope envelope, Predicate<TransferState> awaited) {
        return transfers
                .find(envelope.subjectId(), envelope.receiver())
                .filter(transfer -> awaited.test(transfer.state()))
                .isPresent();
    }
}
