package org.redshield.bridge.deadline.clock;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.redshield.bridge.deadline.calendar.CalendarStore;
import org.redshield.bridge.deadline.calendar.Calendars;
import org.redshield.bridge.deadline.calendar.DeadlineSettings;
import org.redshield.bridge.deadline.clock.RecountStore.Changed;
import org.redshield.bridge.deadline.rule.ClockTerms;
import org.redshield.bridge.deadline.rule.DeadlineCalculator;
import org.redshield.bridge.work.BackgroundWork;
import org.redshield.bridge.work.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Counts open clocks again when an arrangement of days off was loaded. One transaction does a batch of clocks, in order of
 * id, and writes down how far it has come; its lock on the pass keeps other nodes away, and ends with the node that holds
 * it. So a pass that is broken off goes on from there, on whichever node. A clock that cannot be recomputed is recorded and
 * does not hold up the others.
 */
@Component
class Recomputation implements BackgroundWork {

    private static final Logger LOG = LoggerFactory.getLogger(Recomputation.class);
    private static final int TRIES = 3;

    private final CalendarStore calendars;
    private final RecountStore clocks;
    private final ClockStore rows;
    private final DeadlineCalculator calculator;
    private final ObjectProvider<ClockMoves> followers;
    private final TransactionOperations transactions;
    private final DeadlineSettings settings;
    private final InstantSource time;

    Recomputation(
            CalendarStore calendars,
            RecountStore clocks,
            ClockStore rows,
            DeadlineCalculator calculator,
            ObjectProvider<ClockMoves> followers,
            TransactionOperations transactions,
            DeadlineSettings settings,
            InstantSource time) {
        this.calendars = calendars;
        this.clocks = clocks;
        this.rows = rows;
        this.calculator = calculator;
        this.followers = followers;
        this.transactions = transactions;
        this.settings = settings;
        this.time = time;
    }

    /** One clock could not be recomputed. */
    private static final class ClockFailed extends RuntimeException {
        private final String version;
        private final UUID clock;

        ClockFailed(String version, UUID clock, RuntimeException cause) {
            super("Clock " + clock + " cannot be recomputed by " + version, cause);
            this.version = version;
            this.clock = clock;
        }
    }

    @Override
    public List<Work> work() {
        return List.of(Work.of(
                Calendars.KIND,
                settings.calendarInterval(),
                () -> calendars.openPass().map(CalendarStore.Pass::openedAt),
                this::recount));
    }

    /** Works on open passes until none is left, or another node has them. */
    void recount() {
        int oneByOne = 0;
        int tries = 0;
        boolean more = true;
        while (more && !Thread.currentThread().isInterrupted()) {
            int size = oneByOne > 0 ? 1 : settings.calendarBatch();
            try {
                more = Boolean.TRUE.equals(transactions.execute(status -> step(size)));
                oneByOne = Math.max(0, oneByOne - 1);
                tries = 0;
            } catch (ClockFailed e) {
                if (size > 1) {
                    LOG.warn("A batch of clocks cannot be recomputed, going on one by one", e);
                    oneByOne = size;
                } else if (++tries == TRIES) {
                    LOG.error("Clock {} is left as it was", e.clock, e);
                    Throwable cause = Optional.ofNullable(e.getCause()).orElse(e);
                    transactions.executeWithoutResult(
                            status -> calendars.fail(e.version, e.clock, time.instant(), cause.toString()));
                    tries = 0;
                }
            }
        }
    }

    /** @return whether there may be more to do */
    private boolean step(int size) {
        Optional<CalendarStore.Pass> claimed = calendars.claimPass();
        if (claimed.isEmpty()) {
            return false;
        }
        CalendarStore.Pass pass = claimed.get();
        DeadlineCalculator by = calculator.forStoring();
        List<Clock> touched = clocks.touched(pass, size);
        if (touched.isEmpty()) {
            calendars.finish(pass.version(), time.instant());
            LOG.info(
                    "Arrangement {}: {} open clocks recomputed, {} changed, {} failed",
                    pass.version(),
                    pass.examined(),
                    pass.changed(),
                    pass.failed());
            return true;
        }
        try {
            int changed = recount(pass.version(), touched, by);
            calendars.advance(pass.version(), touched.get(touched.size() - 1).id(), touched.size(), changed);
        } catch (RuntimeException e) {
            throw new ClockFailed(pass.version(), touched.get(0).id(), e);
        }
        return true;
    }

    private int recount(String version, List<Clock> touched, DeadlineCalculator by) {
        List<Changed> changes = counted(touched, by);
        // When these move, those inside them follow; nothing starts a clock inside one that is itself inside.
        List<Clock> inside = new ArrayList<>();
        for (Changed change : changes) {
            if (!change.before().dueAt().equals(change.after().dueAt())) {
                inside.addAll(clocks.inside(change.after(), change.before().dueAt()));
            }
        }
        // Such a one may be among these too, counted by an end of the outer clock that holds no longer.
        Set<UUID> again = inside.stream().map(Clock::id).collect(Collectors.toSet());
        List<Changed> own = changes.stream()
                .filter(change -> !again.contains(change.after().id()))
                .toList();
        return write(version, own) + write(version, counted(inside, by));
    }

    /** Those that come out otherwise than they stand. */
    private List<Changed> counted(List<Clock> open, DeadlineCalculator by) {
        Map<UUID, ClockTerms> terms = rows.terms(open);
        return open.stream()
                .map(clock -> new Changed(clock, counted(clock, terms.get(clock.id()), by)))
                .filter(Changed::differs)
                .toList();
    }

    /** Marked as missed, but no process has acted upon it: by the new calendar it may run on. */
    private Clock counted(Clock clock, ClockTerms terms, DeadlineCalculator by) {
        Clock counted = ClockChanges.counted(clock, clock.state(), terms, by);
        boolean runsOn = clock.state() == ClockState.MISSED && counted.dueAt().isAfter(time.instant());
        return runsOn ? ClockChanges.counted(clock, ClockState.RUNNING, terms, by) : counted;
    }

    private int write(String version, List<Changed> changes) {
        if (changes.isEmpty()) {
            return 0;
        }
        Instant now = time.instant();
        clocks.write(version, changes, now);
        List<ClockMoves> all = followers.orderedStream().toList();
        for (Changed change : changes) {
            if (ClockChanges.bindsOtherwise(change.before(), change.after())) {
                all.forEach(follower -> follower.moved(change.before(), change.after()));
            }
        }
        return changes.size();
    }
}
