package org.redshield.bridge.deadline.calendar;

import static org.redshield.bridge.deadline.calendar.DeadlineMessages.text;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Whether a written arrangement can be one of the State Council: finds every fault, not only the first. */
final class CalendarCheck {

    private static final int MOST_DAYS = 120;
    private static final int LONGEST_FESTIVAL = 20;
    private static final int LONGEST_DOCUMENT = 100;

    private final int year;
    private final CalendarDraft draft;
    private final WorkingCalendar current;
    private final LocalDate today;
    private final List<String> faults = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<LocalDate, CalendarDay> days = new TreeMap<>();

    private CalendarCheck(int year, CalendarDraft draft, WorkingCalendar current, LocalDate today) {
        this.year = year;
        this.draft = draft;
        this.current = current;
        this.today = today;
    }

    /**
     * An arrangement that can be loaded.
     *
     * @param notes what was understood otherwise than written
     */
    record Checked(Arrangement arrangement, List<String> notes) {}

    /**
     * @param current the calendar so far
     * @throws CalendarRefusal {@code deadline.calendar-refused} with all faults
     */
    static Checked check(int year, CalendarDraft draft, WorkingCalendar current, LocalDate today) {
        return new CalendarCheck(year, draft, current, today).check();
    }

    /**
     * The draft as it would be read where nothing but its form counts, to be compared with the version of that name.
     *
     * @throws CalendarRefusal {@code deadline.calendar-refused} where its form alone is at fault
     */
    static Checked reread(CalendarDraft draft, Arrangement loaded) {
        CalendarCheck check = new CalendarCheck(loaded.year(), draft, new WorkingCalendar(List.of()), LocalDate.MAX);
        return check.check();
    }

    private Checked check() {
        Optional<Arrangement> previous = current.inForce(year);
        if (draft.year().isPresent() && !draft.year().get().equals(String.valueOf(year))) {
            fault("other-year", draft.year().get(), year);
        }
        String version = version(previous);
        LocalDate published = published(previous);
        if (draft.document().length() > LONGEST_DOCUMENT || isUnprintable(draft.document())) {
            fault("document", LONGEST_DOCUMENT);
        }
        if (draft.days().isEmpty()) {
            fault("no-days");
        } else if (draft.days().size() > MOST_DAYS) {
            fault("too-many-days", draft.days().size(), MOST_DAYS);
        }
        draft.days().forEach(this::day);
        days.values().forEach(this::weekday);
        days.values().forEach(this::neighbour);
        statutory();
        if (!faults.isEmpty()) {
            throw new CalendarRefusal("deadline.calendar-refused", faults);
        }
        leaveOutPlainDays();
        return new Checked(
                new Arrangement(version, year, published, draft.document(), List.copyOf(days.values())),
                List.copyOf(notes));
    }

    private String version(Optional<Arrangement> previous) {
        int last = previous.map(Arrangement::revision).orElse(0);
        String next = year + "-" + (last + 1);
        String version = draft.version().orElse(next);
        if (!version.matches(year + "-[1-9]\\d{0,2}")) {
            fault("version", version, next);
        } else if (Integer.parseInt(version.substring(version.indexOf('-') + 1)) <= last) {
            fault("version-old", version, previous.orElseThrow().version(), next);
        }
        return version;
    }

    private LocalDate published(Optional<Arrangement> previous) {
        Optional<LocalDate> date = date(draft.published());
        if (date.isEmpty()) {
            fault("published", draft.published());
            return today;
        }
        LocalDate published = date.get();
        if (published.isAfter(today)) {
            fault("published-future", published);
        }
        if (published.isBefore(LocalDate.of(year - 1, 1, 1)) || published.isAfter(LocalDate.of(year, 12, 31))) {
            fault("published-far", published, year);
        }
        previous.filter(last -> published.isBefore(last.published()))
                .ifPresent(last -> fault("published-before", published, last.version(), last.published()));
        return published;
    }

    private void day(CalendarDraft.Day written) {
        Optional<LocalDate> parsed = date(written.date());
        if (parsed.isEmpty()) {
            fault("date", written.date());
            return;
        }
        LocalDate date = parsed.get();
        if (date.isBefore(Arrangement.firstDay(year)) || date.isAfter(Arrangement.lastDay(year))) {
            fault("outside", date, Arrangement.firstDay(year), Arrangement.lastDay(year));
        }
        boolean off = written.kind().equals("OFF");
        if (!off && !written.kind().equals("WORK")) {
            fault("kind", date, written.kind());
            return;
        }
        String festival = written.festival().strip();
        if (festival.isEmpty() || festival.length() > LONGEST_FESTIVAL || isUnprintable(festival)) {
            fault("festival", date, LONGEST_FESTIVAL);
        }
        CalendarDay.Kind kind = off ? CalendarDay.Kind.OFF : CalendarDay.Kind.WORK;
        CalendarDay before = days.putIfAbsent(date, new CalendarDay(date, kind, festival));
        if (before != null) {
            fault(before.kind() == kind ? "twice" : "contradiction", date);
        }
    }

    /** A weekday is a working day anyway: most likely the date of the make-up weekend day is mistyped. */
    private void weekday(CalendarDay day) {
        if (!day.off() && !isWeekend(day.date()) && !endsAHoliday(day)) {
            fault("work-on-weekday", day.date(), weekdayName(day.date()));
        }
    }

    /** Some notices say that work begins again on the Monday after; that is true and no exception. */
    private boolean endsAHoliday(CalendarDay day) {
        return Optional.ofNullable(days.get(day.date().minusDays(1)))
                .filter(CalendarDay::off)
                .isPresent();
    }

    /** December can be ruled by its own year and by the next one. */
    private void neighbour(CalendarDay day) {
        int other = day.date().getYear() < year ? year - 1 : year + 1;
        current.inForce(other)
                .flatMap(arrangement -> arrangement.days().stream()
                        .filter(entry -> entry.date().equals(day.date()) && entry.kind() != day.kind())
                        .findFirst()
                        .map(entry -> arrangement.version()))
                .ifPresent(version -> fault("neighbour", day.date(), version));
    }

    private void statutory() {
        StatutoryDays.of(year).forEach((date, festival) -> {
            CalendarDay entry = days.get(date);
            boolean off = entry == null ? isWeekend(date) : entry.off();
            if (!off) {
                fault("statutory", date, festival);
            }
        });
    }

    private void leaveOutPlainDays() {
        days.values().removeIf(day -> {
            boolean plain = !day.off() && !isWeekend(day.date());
            if (plain) {
                notes.add(text("deadline.explain.calendar.plain-day", day.date(), weekdayName(day.date())));
            }
            return plain;
        });
    }

    private void fault(String what, Object... args) {
        faults.add(text("deadline.explain.calendar." + what, args));
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static boolean isWeekend(LocalDate date) {
        return date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    private static String weekdayName(LocalDate date) {
        return "周" + "一二三四五六日".charAt(date.getDayOfWeek().getValue() - 1);
    }

    private static boolean isUnprintable(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }
}
