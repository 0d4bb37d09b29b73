package org.redshield.bridge.exchange;

import java.time.InstantSource;
import org.redshield.bridge.work.Signals;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The outbox as rows, written in the transaction that decides to send. */
@Component
class JdbcOutbox implements Outbox {

    private final Envelopes envelopes;
    private final Signals signals;
    private final InstantSource time;

    JdbcOutbox(Envelopes envelopes, Signals signals, InstantSource time) {
        this.envelopes = envelopes;
        this.signals = signals;
        this.time = time;
    }

    @Override
    @Transactional
    public void send(Envelope envelope) {
        envelopes.write(envelope, time.instant());
        signals.send(Delivery.KIND);
    }
}
