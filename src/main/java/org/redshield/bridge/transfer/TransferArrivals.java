package org.redshield.bridge.transfer;

import java.time.Instant;
import java.util.Set;
import org.redshield.bridge.casework.IncomingLetters;
import org.redshield.bridge.exchange.ArrivalRule;
import org.redshield.bridge.exchange.Envelope;
import org.redshield.bridge.letter.LetterKind;
import org.redshield.bridge.transfer.between.TransferLetter;
import org.redshield.bridge.transfer.sending.Transfers;
import org.springframework.stereotype.Component;

/** Letters cross each other: what arrives for a transfer that is over belongs to the file and to nobody's task. */
@Component
class TransferArrivals implements ArrivalRule {

    private final Transfers transfers;
    private final IncomingLetters incoming;

    TransferArrivals(Transfers transfers, IncomingLetters incoming) {
        this.transfers = transfers;
        this.incoming = incoming;
    }

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
            case TRANSFER, HAND_DOWN, DESIGNATION_REQUEST -> true;
            case TRANSFER_REMINDER, TRANSFER_KEPT -> incoming.awaits(envelope.subjectId(), envelope.receiver());
            case DESIGNATION ->
                incoming.find(envelope.subjectId(), envelope.receiver())
                                .filter(letter -> !letter.state().over())
                                .isPresent()
                        || isOpen(envelope);
            default -> isOpen(envelope);
        };
    }

    private boolean isOpen(Envelope envelope) {
        return transfers
                .find(envelope.subjectId(), envelope.receiver())
                .filter(transfer -> !transfer.state().over())
                .isPresent();
    }
}
