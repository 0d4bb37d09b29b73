package org.redshield.bridge.disposition.order;

import java.time.Instant;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.disposition.file.DispositionLetter;
import org.redshield.bridge.disposition.file.DispositionStore;
import org.redshield.bridge.exchange.ArrivalRule;
import org.redshield.bridge.exchange.Envelope;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterKind;
import org.redshield.bridge.letter.Letters;
import org.springframework.stereotype.Component;

/** A letter about a disposition goes to a process as long as one waits for it; else it belongs to the file only. */
@Component
@RequiredArgsConstructor
class DispositionArrivals implements ArrivalRule {

    private final DispositionStore dispositions;
    private final Letters letters;

    @Override
    public Set<? extends LetterKind> kinds() {
        return Set.of(DispositionLetter.DISPOSITION_REQUEST, DispositionLetter.DISPOSITION_REPORT);
    }

    @Override
    public Arrival arrive(Envelope envelope, Instant receivedAt) {
        boolean awaited = envelope.kind() == DispositionLetter.DISPOSITION_REQUEST
                ? dispositions.find(envelope.subjectId()).isEmpty()
                : isAwaited(letters.get(envelope.letterId().orElseThrow()));
        return awaited ? Arrival.CORRELATE : Arrival.FILE;
    }

    /** What ordered the measures waits for the report on them, if it said so; never for what is said later of lifts and appeals. */
    private boolean isAwaited(Letter report) {
        String outcome = report.content().facts().get("outcome");
        return !"LIFT".equals(outcome)
                && !"UPHELD".equals(outcome)
                && report.inReplyTo()
                        .flatMap(letters::find)
                        .map(request -> request.content().facts().get("awaitReport"))
                        .filter("false"::equals)
                        .isEmpty();
    }
}
