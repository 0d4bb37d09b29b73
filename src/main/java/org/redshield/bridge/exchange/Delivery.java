package org.redshield.bridge.exchange;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.redshield.bridge.LogContext;
import org.redshield.bridge.work.BackgroundWork;
import org.redshield.bridge.work.Crew;
import org.redshield.bridge.work.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Carries envelopes from outbox to inbox and from inbox to the process that waits. Each step is a transaction of its own
 * and can be repeated after a crash between any two lines.
 */
@Component
class Delivery implements BackgroundWork {

    /** As signals call it. */
    static final String KIND = "delivery";

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final int BATCH = 50;

    /** So many are handed over at once beside the first, each in a transaction that begins or wakes a process. */
    private static final int HANDS = 3;

    private final Envelopes envelopes;
    private final Postman postman;
    private final TransactionTemplate transaction;
    private final InstantSource time;
    private final Duration net;

    Delivery(
            Envelopes envelopes,
            Postman postman,
            TransactionTemplate transaction,
            InstantSource time,
            @Value("${bridge.exchange.interval:PT10S}") Duration net) {
        this.envelopes = envelopes;
        this.postman = postman;
        this.transaction = transaction;
        this.time = time;
        this.net = net;
    }

    @Override
    public List<Work> work() {
        return List.of(new Work(KIND, net, Duration.ZERO, envelopes::nextDue, this::run));
    }

    /** Delivers all that is due now; where more than one is to be handed over, others do it and the next can be delivered. */
    private void run(Crew crew) {
        repeat(this::deliverBatch);
        if (handOverNext()) {
            takeOn(crew);
        }
    }

    /** Another hand, which takes on another one when there is still more than one. */
    private void takeOn(Crew crew) {
        if (crew.underWay() < HANDS) {
            crew.start(() -> repeat(() -> {
                boolean more = handOverNext();
                if (more) {
                    takeOn(crew);
                }
                return more;
            }));
        }
    }

    private void repeat(BooleanSupplier step) {
        while (!Thread.currentThread().isInterrupted() && step.getAsBoolean()) {
            LOG.trace("another delivery step");
        }
    }

    private boolean deliverBatch() {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            List<Envelope> waiting = envelopes.undelivered(BATCH);
            waiting.forEach(envelope -> {
                try (LogContext context = of(envelope)) {
                    postman.deliver(envelope);
                }
            });
            return waiting.size() == BATCH;
        }));
    }

    /** @return whether there may be another one to hand over */
    private boolean handOverNext() {
        var taken = new Envelopes.Arrived[1];
        try {
            transaction.executeWithoutResult(
                    status -> envelopes.nextArrived(time.instant()).ifPresent(arrived -> {
                        taken[0] = arrived;
                        try (LogContext context = of(arrived.envelope())) {
                            postman.handOver(arrived);
                        }
                    }));
        } catch (RuntimeException e) {
            if (taken[0] == null) {
                throw e;
            }
            Envelope envelope = taken[0].envelope();
            try (LogContext context = of(envelope)) {
                LOG.warn("Envelope {} ({}) could not be handed over", envelope.id(), envelope.kind(), e);
            }
            transaction.executeWithoutResult(status -> envelopes.tryAgain(
                    envelope.id(),
                    time.instant(),
                    Postman.NOT_THERE_YET.after(taken[0].attempts()),
                    String.valueOf(e.getMessage())));
        }
        return taken[0] != null && !taken[0].last();
    }

    /** The organisation at whose door it stands, and what it carries. */
    private static LogContext of(Envelope envelope) {
        return new LogContext()
                .with(LogContext.CASE_NO, envelope.caseNo())
                .with(LogContext.TENANT, envelope.receiver())
                .with(LogContext.LETTER_ID, envelope.letterId().orElse(null));
    }
}
