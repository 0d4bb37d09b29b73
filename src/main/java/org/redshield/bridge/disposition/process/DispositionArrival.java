package org.redshield.bridge.disposition.process;

import java.time.Instant;
import java.util.Set;
import org.redshield.bridge.disposition.DispositionLetter;
import org.redshield.bridge.disposition.Dispositions;
import org.redshield.bridge.exchange.ArrivalRule;
import org.redshield.bridge.exchange.Envelope;
import org.redshield.bridge.letter.LetterKind;
import org.springframework.stereotype.Component;

/** One disposition is one process: a request for one that is already worked on is only filed. */
@Component
final class DispositionArrival implements ArrivalRule {

    private final Dispositions dispositions;

    DispositionArrival(Dispositions dispositions) {
        this.dispositions = dispositions;
    }

    @Override
    public Set<? extends LetterKind> kinds() {
        return Set.of(DispositionLetter.DISPOSITION_REQUEST);
    }

    @Override
    public Arrival arrive(Envelope envelope, Instant receivedAt) {
        return dispositions.find(envelope.subjectId()).isPresent() ? Arrival.FILE : Arrival.CORRELATE;
    }
}
