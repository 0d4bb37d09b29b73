package org.redshield.bridge.exchange;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.redshield.bridge.LogContext;
import org.redshield.bridge.engine.job.Onward;
import org.redshield.bridge.operations.trace.Traced;
import org.redshield.bridge.work.BackgroundWork;
import org.redshield.bridge.work.Crew;
import org.redshield.bridge.work.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Carries envelopes from outbox to inbox and from inbox to the process that waits: in one transaction where nothing hinders it,
 * else in one for each step. Whatever a crash undoes is done again.
 */
@Component
class Delivery implements BackgroundWork {

    /** As signals call it. */
    static final String KIND = "delivery";

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    /** So many are under way at once beside the first, each in a transaction that begins or wakes a process. */
    private static final int HANDS = 3;

    private final Envelopes envelopes;
    private final Postman postman;
    private final TransactionTemplate transaction;
    private final Onward onward;
    private final InstantSource time;
    private final Duration net;

    Delivery(
            Envelopes envelopes,
            Postman postman,
            TransactionTemplate transaction,
            Onward onward,
            InstantSource time,
            @Value("${bridge.exchange.interval:PT10S}") Duration net) {
        this.envelopes = envelopes;
        this.postman = postman;
        this.transaction = transaction;
        this.onward = onward;
        this.time = time;
        this.net = net;
    }

    @Override
    public List<Work> work() {
        return List.of(new Work(KIND, net, Duration.ZERO, envelopes::nextDue, this::run));
    }

    /** Does all that is due now; where there is more than one thing to do, others do the next at the same time. */
    private void run(Crew crew) {
        repeat(this::deliverNext, crew);
        repeat(this::handOverNext, crew);
    }

    private void repeat(BooleanSupplier step, Crew crew) {
        while (!Thread.currentThread().isInterrupted() && step.getAsBoolean()) {
            if (crew.underWay() < HANDS) {
                crew.start(() -> run(crew));
            }
        }
    }

    /**
     * Delivers the next envelope, hands it over with its receipt, and goes on in both processes as far as the steps behind, all
     * in one transaction. When that fails it is only delivered: a fault of the receiver is none of the sender's.
     *
     * @return whether there may be another one
     */
    private boolean deliverNext() {
        var taken = new Envelopes.Waiting[1];
        try {
            transaction.executeWithoutResult(
                    status -> envelopes.nextUndelivered().ifPresent(waiting -> {
                        taken[0] = waiting;
                        deliver(waiting.envelope()).forEach(arrived -> onward.inOneGo(() -> handOver(arrived)));
                    }));
        } catch (RuntimeException e) {
            if (taken[0] == null) {
                throw e;
            }
            LOG.debug(
                    "Envelope {} is delivered without being handed over",
                    taken[0].envelope().id(),
                    e);
            transaction.executeWithoutResult(status -> deliver(taken[0].envelope()));
        }
        return taken[0] != null && !taken[0].last();
    }

    private List<Envelopes.Arrived> deliver(Envelope envelope) {
        try (LogContext context = of(envelope)) {
            return Traced.done("deliver " + envelope.kind(), () -> postman.deliver(envelope));
        }
    }

    private void handOver(Envelopes.Arrived arrived) {
        try (LogContext context = of(arrived.envelope())) {
            Traced.done("hand over " + arrived.envelope().kind(), () -> {
                postman.handOver(arrived);
                return null;
            });
        }
    }

    /** @return whether there may be another one to hand over */
    private boolean handOverNext() {
        var taken = new Envelopes.Arrived[1];
        try {
            transaction.executeWithoutResult(
                    status -> envelopes.nextArrived(time.instant()).ifPresent(arrived -> {
                        taken[0] = arrived;
                        handOver(arrived);
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
