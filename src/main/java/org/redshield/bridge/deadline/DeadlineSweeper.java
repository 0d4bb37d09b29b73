package org.redshield.bridge.deadline;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.redshield.bridge.deadline.ClockService.OverduePosition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The second trigger of every deadline: finds clocks that are overdue and still running, because their timer was lost or
 * is late, and has the engine execute it. Each clock gets a transaction of its own, so that one that cannot be fired does
 * not hold up the others. Safe on many nodes at once.
 */
@Component
class DeadlineSweeper {

    private static final Logger log = LoggerFactory.getLogger(DeadlineSweeper.class);
    private static final int BATCH = 200;

    private final ClockService clocks;
    private final ObjectProvider<ClockTrigger> trigger;
    private final TransactionOperations transactions;
    private final DeadlineSettings settings;
    private final InstantSource time;

    DeadlineSweeper(
            ClockService clocks,
            ObjectProvider<ClockTrigger> trigger,
            TransactionOperations transactions,
            DeadlineSettings settings,
            InstantSource time) {
        this.clocks = clocks;
        this.trigger = trigger;
        this.transactions = transactions;
        this.settings = settings;
        this.time = time;
    }

    /** One pass over all overdue clocks, the longest overdue first. */
    @Scheduled(fixedDelayString = "${bridge.deadline.sweep-interval:30s}")
    void sweep() {
        trigger.ifAvailable(this::sweep);
    }

    private void sweep(ClockTrigger engine) {
        Instant dueBy = time.instant().minus(settings.sweepGrace());
        OverduePosition position = OverduePosition.START;
        List<OverduePosition> batch;
        do {
            batch = clocks.overdue(dueBy, position, BATCH);
            for (OverduePosition overdue : batch) {
                fire(engine, overdue, dueBy);
                position = overdue;
            }
        } while (batch.size() == BATCH);
    }

    private void fire(ClockTrigger engine, OverduePosition overdue, Instant dueBy) {
        try {
            transactions.executeWithoutResult(
                    status -> clocks.lockOverdue(overdue.id(), dueBy).ifPresent(clock -> {
                        boolean fired = engine.fire(clock);
                        log.warn(
                                "Clock {} {} of case {} was due at {}: {}",
                                clock.id(),
                                clock.kind(),
                                clock.caseNo(),
                                clock.dueAt(),
                                fired ? "timer executed by the sweeper" : "no timer found, incident raised");
                    }));
        } catch (RuntimeException e) {
            // Kept running and tried again by the next sweep; the other overdue clocks must not wait for it.
            log.error("Clock {} is overdue and could not be fired", overdue.id(), e);
        }
    }
}
