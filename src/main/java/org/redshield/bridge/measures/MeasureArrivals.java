package org.redshield.bridge.measures;

import java.time.Instant;
import java.util.Set;
import org.redshield.bridge.exchange.ArrivalRule;
import org.redshield.bridge.exchange.Envelope;
import org.redshield.bridge.letter.LetterKind;
import org.springframework.stereotype.Component;

/** An answer to what nobody asked, or what is over, belongs to the file only. */
@Component
record MeasureArrivals(Measures measures) implements ArrivalRule {

    @Override
    public Set<? extends LetterKind> kinds() {
        return Set.of(MeasureLetter.values());
    }

    @Override
    public Arrival arrive(Envelope envelope, Instant receivedAt) {
        boolean awaited = envelope.kind() == MeasureLetter.MEASURE_REQUEST
                || measures.find(envelope.subjectId(), envelope.receiver())
                        .filter(measure -> measure.state() == MeasureState.AT_SUPERIOR)
                        .filter(measure -> measure.superior()
                                .filter(envelope.sender()::equals)
                                .isPresent())
                        .isPresent();
        return awaited ? Arrival.CORRELATE : Arrival.FILE;
    }
}
