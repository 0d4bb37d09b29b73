package org.redshield.bridge.platform;

import java.time.Instant;
import java.util.Set;
import org.redshield.bridge.exchange.ArrivalRule;
import org.redshield.bridge.exchange.Envelope;
import org.redshield.bridge.exchange.MessageKind;
import org.springframework.stereotype.Component;

/** A liaison's answer to a request that has been withdrawn belongs to the file only: nobody will ever wait for it. */
@Component
final class LiaisonArrivals implements ArrivalRule {

    private final DataRequests requests;

    LiaisonArrivals(DataRequests requests) {
        this.requests = requests;
    }

    @Override
    public Set<MessageKind> kinds() {
        return Set.of(MessageKind.LIAISON_ANSWER);
    }

    @Override
    public Arrival arrive(Envelope envelope, Instant receivedAt) {
        boolean ended = requests.find(envelope.subjectId())
                .filter(request -> request.tenant().equals(envelope.receiver()))
                .map(request -> request.status().ended())
                .orElse(true);
        return ended ? Arrival.FILE : Arrival.CORRELATE;
    }
}
