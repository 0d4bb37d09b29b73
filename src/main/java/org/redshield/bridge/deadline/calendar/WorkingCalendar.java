package org.redshield.bridge.deadline.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which days are working days. Immutable: a day is what the arrangement in force says, else what the statutory holidays
 * say where no arrangement is published yet, else what the weekday says.
 */
public final class WorkingCalendar {

    private final List<Arrangement> published;
    private final Map<Integer, Arrangement> inForce = new TreeMap<>();
    private final Map<LocalDate, CalendarDay> entries = new HashMap<>();

    WorkingCalendar(Collection<Arrangement> arrangements) {
        published = arrangements.stream()
                .sorted(Comparator.comparing(Arrangement::published).thenComparing(Arrangement::revision))
                .toList();
        published.forEach(arrangement -> inForce.put(arrangement.year(), arrangement));
        inForce.values().forEach(arrangement -> arrangement.days().forEach(day -> entries.put(day.date(), day)));
    }

    /** The calendar with every arrangement that is packaged with the product. */
    public static WorkingCalendar packaged() {
        return new WorkingCalendar(PackagedCalendar.arrangements());
    }

    /** The calendar as it was published by the end of that day. */
    public WorkingCalendar asOf(LocalDate day) {
        return new WorkingCalendar(published.stream()
                .filter(arrangement -> !arrangement.published().isAfter(day))
                .toList());
    }

    /** Whether bureaus work on that day; see {@link #isProvisional} for how sure that is. */
    public boolean isWorking(LocalDate date) {
        return exception(date)
                .map(day -> !day.off())
                .orElseGet(() -> date.getDayOfWeek() != DayOfWeek.SATURDAY && date.getDayOfWeek() != DayOfWeek.SUNDAY);
    }

    /** Whether that day is a holiday of the 放假办法 in force in its year (not a mere rest day). */
    public boolean isStatutoryHoliday(LocalDate date) {
        return statutoryHoliday(date).isPresent();
    }

    public Optional<CalendarDay> statutoryHoliday(LocalDate date) {
        return StatutoryDays.festival(date).map(festival -> new CalendarDay(date, CalendarDay.Kind.OFF, festival));
    }

    /** What makes that day differ from the plain week, if anything does. */
    public Optional<CalendarDay> exception(LocalDate date) {
        CalendarDay entry = entries.get(date);
        if (entry != null) {
            return Optional.of(entry);
        }
        if (inForce.containsKey(date.getYear())) {
            return Optional.empty();
        }
        return statutoryHoliday(date);
    }

    /**
     * Whether that day may still change: no arrangement for its year is published, or it is a December day and next
     * year's arrangement, which may reach back into it, is not.
     */
    public boolean isProvisional(LocalDate date) {
        return !missingYears(date, date).isEmpty();
    }

    /** Years without a published arrangement that days in {@code [first; last]} depend on. */
    public SortedSet<Integer> missingYears(LocalDate first, LocalDate last) {
        SortedSet<Integer> missing = yearsFor(first, last);
        missing.removeAll(inForce.keySet());
        return missing;
    }

    /** Versions of the arrangements that days in {@code [first; last]} depend on. */
    public String versions(LocalDate first, LocalDate last) {
        List<String> versions = new ArrayList<>();
        for (int year : yearsFor(first, last)) {
            Arrangement arrangement = inForce.get(year);
            versions.add(arrangement == null ? year + "-0" : arrangement.version());
        }
        return String.join("+", versions);
    }

    /** The arrangement of that year that is in force here. */
    public Optional<Arrangement> inForce(int year) {
        return Optional.ofNullable(inForce.get(year));
    }

    /** The arrangement of that name, in force or replaced. */
    Optional<Arrangement> version(String version) {
        return published.stream()
                .filter(arrangement -> arrangement.version().equals(version))
                .findFirst();
    }

    /** This calendar with one more arrangement. */
    public WorkingCalendar with(Arrangement arrangement) {
        List<Arrangement> all = new ArrayList<>(published);
        all.add(arrangement);
        return new WorkingCalendar(all);
    }

    /** Days that an arrangement of that year can rule and on which the other calendar says otherwise than this one. */
    List<LocalDate> daysOtherwise(WorkingCalendar other, int year) {
        return Arrangement.firstDay(year)
                .datesUntil(Arrangement.lastDay(year).plusDays(1))
                .filter(date -> isWorking(date) != other.isWorking(date))
                .toList();
    }

    private static SortedSet<Integer> yearsFor(LocalDate first, LocalDate last) {
        SortedSet<Integer> years = new TreeSet<>();
        for (int year = first.getYear(); year <= last.getYear(); year++) {
            years.add(year);
        }
        if (last.getMonth() == Month.DECEMBER) {
            years.add(last.getYear() + 1);
        }
        return years;
    }
}
