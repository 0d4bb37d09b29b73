package org.redshield.bridge.exchange;

import java.time.InstantSource;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.work.Signals;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The outbox as rows, written in the transaction that decides to send. */
@Component
@RequiredArgsConstructor
class JdbcOutbox implements Outbox {

    private final Envelopes envelopes;
    private final Signals signals;
    private final InstantSource time;

    @Override
    @Transactional
    public void send(Envelope envelope) {
        envelopes.write(envelope, time.instant());
        signals.send(Delivery.KIND);
    }
}
