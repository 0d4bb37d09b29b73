package org.redshield.bridge.exchange;

import java.time.InstantSource;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The outbox as rows, written in the transaction that decides to send. */
@Component
class JdbcOutbox implements Outbox {

    /** Something was written; the delivery need not wait for its next round. */
    record Written() {}

    private final Envelopes envelopes;
    private final ApplicationEventPublisher events;
    private final InstantSource time;

    JdbcOutbox(Envelopes envelopes, ApplicationEventPublisher events, InstantSource time) {
        this.envelopes = envelopes;
        this.events = events;
        this.time = time;
    }

    @Override
    @Transactional
    public void send(Envelope envelope) {
        envelopes.write(envelope, time.instant());
        events.publishEvent(new Written());
    }
}
