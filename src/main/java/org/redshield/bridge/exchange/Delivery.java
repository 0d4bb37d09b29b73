package org.redshield.bridge.exchange;

import jakarta.annotation.PreDestroy;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.redshield.bridge.LogContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Carries envelopes from outbox to inbox and from inbox to the process that waits. Each step is a transaction of its own
 * and can be repeated after a crash between any two lines. Runs right after a commit that wrote something, and every
 * half second for what another node left behind.
 */
@Component
class Delivery {

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final int BATCH = 50;

    private final Envelopes envelopes;
    private final Postman postman;
    private final TransactionTemplate transaction;
    private final InstantSource time;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "delivery");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicBoolean asked = new AtomicBoolean();

    Delivery(Envelopes envelopes, Postman postman, TransactionTemplate transaction, InstantSource time) {
        this.envelopes = envelopes;
        this.postman = postman;
        this.transaction = transaction;
        this.time = time;
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void onWritten(JdbcOutbox.Written written) {
        ask();
    }

    @Scheduled(fixedDelayString = "${bridge.exchange.interval:PT0.5S}")
    void ask() {
        if (asked.compareAndSet(false, true)) {
            worker.execute(() -> {
                asked.set(false);
                run();
            });
        }
    }

    @PreDestroy
    void stop() {
        worker.shutdown();
    }

    /** Delivers all that is due now. */
    void run() {
        try {
            repeat(this::deliverBatch);
            repeat(this::handOverNext);
        } catch (RuntimeException e) {
            // The rows are still there; the next round takes them up again.
            LOG.warn("Delivery round failed", e);
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
            return !waiting.isEmpty();
        }));
    }

    /** @return whether there was an arrived envelope to look at */
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
                    envelope.id(), time.instant(), BackOff.after(taken[0].attempts()), String.valueOf(e.getMessage())));
        }
        return taken[0] != null;
    }

    /** The organisation at whose door it stands, and what it carries. */
    private static LogContext of(Envelope envelope) {
        return new LogContext()
                .with(LogContext.CASE_NO, envelope.caseNo())
                .with(LogContext.TENANT, envelope.receiver())
                .with(LogContext.LETTER_ID, envelope.letterId().orElse(null));
    }
}
