package org.redshield.bridge.deadline.calendar;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.deadline.calendar.CalendarStore.Origin;
import org.redshield.bridge.deadline.calendar.CalendarStore.Outcome;
import org.redshield.bridge.keys.Hashes;
import org.redshield.bridge.work.BackgroundWork;
import org.redshield.bridge.work.Signals;
import org.redshield.bridge.work.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The working-day calendar of this node: every arrangement in the database, as an immutable snapshot that is replaced when
 * another one was loaded, on whichever node. The packaged arrangements are brought into the database at the start.
 */
@Component
@DependsOnDatabaseInitialization
@RequiredArgsConstructor
public class Calendars implements CurrentCalendar, InitializingBean, BackgroundWork {

    private static final Logger LOG = LoggerFactory.getLogger(Calendars.class);
    /** As signals call it that another arrangement was loaded. */
    public static final String KIND = "calendar";

    private static final Origin PACKAGE = new Origin("bridge", "package");

    private record Snapshot(long newest, WorkingCalendar calendar) {}

    private final CalendarStore store;
    private final TransactionOperations transactions;
    private final Signals signals;
    private final DeadlineSettings settings;
    private final InstantSource time;
    private final AtomicReference<Snapshot> snapshot =
            new AtomicReference<>(new Snapshot(-1, new WorkingCalendar(List.of())));

    @Override
    public void afterPropertiesSet() {
        transactions.executeWithoutResult(status -> loadPackaged());
        refresh();
    }

    @Override
    public List<Work> work() {
        return List.of(Work.of(
                KIND,
                settings.calendarInterval(),
                () -> store.newest() > snapshot.get().newest() ? Optional.of(Instant.EPOCH) : Optional.empty(),
                this::refresh));
    }

    /** The calendar as this node knows it; another node's arrangement comes with its signal. */
    @Override
    public WorkingCalendar current() {
        return snapshot.get().calendar();
    }

    @Override
    public void holdStill() {
        store.lockAgainstLoading();
        refresh();
    }

    /** Looks whether another arrangement was loaded, here or on another node. */
    void refresh() {
        long newest = store.newest();
        if (newest > snapshot.get().newest()) {
            Snapshot fresh = new Snapshot(newest, new WorkingCalendar(store.arrangements()));
            // Read in two statements, it may hold more than the number says, which only means another look later.
            snapshot.accumulateAndGet(fresh, (one, other) -> one.newest() > other.newest() ? one : other);
        }
    }

    /**
     * Stores an arrangement and opens the recomputation that it brings. In the caller's transaction, which holds
     * {@link CalendarStore#lockForLoading}.
     *
     * @return days that it turns into or out of working days
     */
    List<LocalDate> add(Arrangement arrangement, Origin origin, String sha256, long bytes, Instant at) {
        WorkingCalendar before = new WorkingCalendar(store.arrangements());
        WorkingCalendar after = before.with(arrangement);
        int year = arrangement.year();
        List<LocalDate> moved = before.daysOtherwise(after, year);
        boolean settled = before.inForce(year).isEmpty();
        long seq = store.insert(arrangement, at);
        store.log(origin, at, year, Optional.of(arrangement.version()), sha256, bytes, Outcome.LOADED, List.of());
        store.openPass(seq, arrangement.version(), moved, settled, at);
        signals.send(KIND);
        return moved;
    }

    private void loadPackaged() {
        store.lockForLoading();
        Set<String> known = new HashSet<>();
        store.arrangements().forEach(arrangement -> known.add(arrangement.version()));
        Instant now = time.instant();
        for (Arrangement arrangement : PackagedCalendar.arrangements()) {
            if (!known.contains(arrangement.version())) {
                byte[] content = PackagedCalendar.bytes(arrangement.version());
                String sha256 = Hashes.sha256(content);
                if (known.isEmpty()) {
                    // A new database, or one from before calendars had versions: these are what its clocks were
                    // computed by.
                    store.insert(arrangement, now);
                    store.log(
                            PACKAGE,
                            now,
                            arrangement.year(),
                            Optional.of(arrangement.version()),
                            sha256,
                            content.length,
                            Outcome.LOADED,
                            List.of());
                } else {
                    add(arrangement, PACKAGE, sha256, content.length, now);
                }
                LOG.info("Loaded the packaged arrangement {}", arrangement.version());
            }
        }
    }
}
