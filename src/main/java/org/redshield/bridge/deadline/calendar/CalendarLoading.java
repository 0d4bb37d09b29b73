package org.redshield.bridge.deadline.calendar;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.deadline.calendar.CalendarStore.Origin;
import org.redshield.bridge.deadline.calendar.CalendarStore.Outcome;
import org.redshield.bridge.keys.Hashes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Loads an arrangement that somebody hands in: read, checked against the rules and the calendar so far, stored as a version
 * of its own with who brought it, in force on every node within a second, and followed by the recomputation of the clocks
 * that it touches. What is refused is recorded too and changes nothing.
 */
@Service
@RequiredArgsConstructor
public class CalendarLoading {

    private static final Logger LOG = LoggerFactory.getLogger(CalendarLoading.class);

    private final CalendarStore store;
    private final Calendars calendars;
    private final TransactionOperations transactions;
    private final InstantSource time;

    /**
     * What came of it.
     *
     * @param changed false when the same content is loaded already
     * @param movedDays days that became working days or ceased to be
     * @param notes what was understood otherwise than written
     */
    public record Result(
            String version, int year, String sha256, boolean changed, List<LocalDate> movedDays, List<String> notes) {}

    /** @throws CalendarRefusal with every fault; nothing is changed */
    public Result load(int year, byte[] content, Origin origin) {
        String sha256 = Hashes.sha256(content);
        try {
            Result result = transactions.execute(status -> loadLocked(year, content, sha256, origin));
            calendars.refresh();
            LOG.info(
                    "Arrangement {} {} by {} from {}, SHA-256 {}: {} days move",
                    result.version(),
                    result.changed() ? "loaded" : "was loaded already, seen again",
                    origin.user(),
                    origin.from(),
                    sha256,
                    result.movedDays().size());
            return result;
        } catch (CalendarRefusal refusal) {
            if (refusal.code().equals("deadline.calendar-pass-open")) {
                // Nothing is wrong with it: it may come again.
                throw refusal;
            }
            List<String> faults = refusal.faults().isEmpty() ? List.of(refusal.getMessage()) : refusal.faults();
            transactions.executeWithoutResult(status -> store.log(
                    origin, time.instant(), year, Optional.empty(), sha256, content.length, Outcome.REFUSED, faults));
            LOG.warn("Arrangement of {} from {} refused, {}, SHA-256 {}", year, origin.from(), refusal.code(), sha256);
            throw refusal;
        }
    }

    private Result loadLocked(int year, byte[] content, String sha256, Origin origin) {
        CalendarDraft draft = CalendarReader.read(content);
        store.lockForLoading();
        WorkingCalendar current = new WorkingCalendar(store.arrangements());
        Instant now = time.instant();
        Optional<Result> known = known(year, draft, current, sha256);
        if (known.isPresent()) {
            store.log(
                    origin,
                    now,
                    year,
                    Optional.of(known.get().version()),
                    sha256,
                    content.length,
                    Outcome.UNCHANGED,
                    List.of());
            return known.get();
        }
        store.openPass().ifPresent(pass -> {
            throw new CalendarRefusal("deadline.calendar-pass-open", pass.version());
        });
        CalendarCheck.Checked checked = CalendarCheck.check(year, draft, current, ChinaTime.day(now));
        Arrangement arrangement = checked.arrangement();
        List<LocalDate> moved = calendars.add(arrangement, origin, sha256, content.length, now);
        return new Result(arrangement.version(), year, sha256, true, moved, checked.notes());
    }

    /** Handing in the same again is no fault, whoever lost the answer; another content under its name is. */
    private Optional<Result> known(int year, CalendarDraft draft, WorkingCalendar current, String sha256) {
        if (draft.version().isEmpty()) {
            return current.inForce(year)
                    .filter(standing -> says(draft, standing))
                    .map(standing -> {
                        List<String> notes = CalendarCheck.reread(draft.named(standing.version()), standing)
                                .notes();
                        return new Result(standing.version(), year, sha256, false, List.of(), notes);
                    });
        }
        Optional<Arrangement> same = draft.version().flatMap(current::version);
        if (same.isEmpty() || same.get().year() != year) {
            return Optional.empty();
        }
        Arrangement loaded = same.get();
        CalendarCheck.Checked written = CalendarCheck.reread(draft, loaded);
        if (!written.arrangement().equals(loaded)) {
            int next = current.inForce(year).map(Arrangement::revision).orElse(0) + 1;
            throw new CalendarRefusal("deadline.calendar-other-content", loaded.version(), year + "-" + next);
        }
        return Optional.of(new Result(loaded.version(), year, sha256, false, List.of(), written.notes()));
    }

    /** Whether content without a version is what is in force. */
    private static boolean says(CalendarDraft draft, Arrangement standing) {
        try {
            return CalendarCheck.reread(draft.named(standing.version()), standing)
                    .arrangement()
                    .equals(standing);
        } catch (CalendarRefusal faulty) {
            return false;
        }
    }
}
