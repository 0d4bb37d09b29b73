package org.redshield.bridge.deadline.clock;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.deadline.calendar.DeadlineSettings;
import org.redshield.bridge.deadline.clock.MissedClocks.Unfired;
import org.redshield.bridge.work.BackgroundWork;
import org.redshield.bridge.work.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What happens to a clock that has run out, beside its timer: it is marked at once, so that everybody sees it however
 * long the engine takes; and it is fired from here where its timer was lost, moved away, has failed, or is held by a node
 * that is no more. Each clock is fired in a transaction of its own, so that one that cannot be does not hold up the
 * others. Safe on many nodes at once.
 */
@Component
@RequiredArgsConstructor
class DeadlineSweeper implements BackgroundWork {

    private static final Logger log = LoggerFactory.getLogger(DeadlineSweeper.class);
    private static final int BATCH = 200;
    private static final int MARK_BATCH = 1_000;

    private final MissedClocks clocks;
    private final ObjectProvider<ClockTrigger> trigger;
    private final TransactionOperations transactions;
    private final DeadlineSettings settings;
    private final InstantSource time;

    @Override
    public List<Work> work() {
        return List.of(
                Work.of(ClockService.CLOCKS, settings.markInterval(), clocks::nextDue, this::mark),
                Work.of("sweeper", settings.sweepInterval(), this::nextSweep, this::sweep)
                        .atMostEvery(settings.sweepInterval()));
    }

    private Optional<Instant> nextSweep() {
        return clocks.nextUnfired().map(due -> due.plus(settings.sweepGrace()));
    }

    /** Marks what has run out. */
    void mark() {
        Instant now = time.instant();
        int marked;
        do {
            marked = clocks.mark(now, MARK_BATCH);
        } while (marked == MARK_BATCH);
    }

    /** One pass over all overdue clocks that nothing has acted upon, the longest overdue first. */
    void sweep() {
        trigger.ifAvailable(this::sweep);
    }

    private void sweep(ClockTrigger engine) {
        Instant dueBy = time.instant().minus(settings.sweepGrace());
        Unfired position = Unfired.NONE;
        List<Unfired> batch;
        do {
            batch = clocks.unfired(dueBy, position, BATCH);
            Set<UUID> inHand = engine.inHand(batch);
            for (Unfired overdue : batch) {
                if (!inHand.contains(overdue.id())) {
                    fire(engine, overdue);
                }
                position = overdue;
            }
        } while (batch.size() == BATCH);
    }

    private void fire(ClockTrigger engine, Unfired overdue) {
        try {
            transactions.executeWithoutResult(status -> {
                if (clocks.lock(overdue)) {
                    log(overdue, engine.fire(overdue));
                }
            });
        } catch (RuntimeException e) {
            // Tried again by the next sweep; the other overdue clocks must not wait for it.
            log.error("Clock {} is overdue and could not be fired", overdue.id(), e);
        }
    }

    private static void log(Unfired clock, ClockTrigger.Outcome outcome) {
        switch (outcome) {
            case EXECUTED ->
                log.warn(
                        "Clock {} {} of case {} was due at {}: timer executed by the sweeper",
                        clock.id(),
                        clock.kind(),
                        clock.caseNo(),
                        clock.dueAt());
            case NO_TIMER ->
                log.warn(
                        "Clock {} {} of case {} was due at {}: no timer found, incident raised",
                        clock.id(),
                        clock.kind(),
                        clock.caseNo(),
                        clock.dueAt());
            case IN_HAND -> log.debug("Clock {} is in hand", clock.id());
        }
    }
}
