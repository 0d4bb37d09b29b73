package org.redshield.bridge.deadline.rule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.deadline.calendar.CalendarDay;
import org.redshield.bridge.deadline.calendar.DeadlineMessages;
import org.redshield.bridge.deadline.calendar.RollOver;
import org.redshield.bridge.deadline.calendar.WorkingCalendar;

/** Says in Chinese how a deadline was counted, and names every day that differs from the plain week. */
public final class CountingExplanation {

    private static final DateTimeFormatter MOMENT = ChinaTime.like("uuuu-MM-dd HH:mm:ss");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

    private CountingExplanation() {}

    public static String moment(Instant at) {
        return MOMENT.format(at);
    }

    static String time(LocalTime time) {
        return TIME.format(time);
    }

    public static String citation(String citation) {
        return citation.isBlank() ? "" : DeadlineMessages.text("deadline.explain.citation", citation);
    }

    /** Make-up days counted in and days off left out, within {@code [first; last]}. */
    static String exceptions(WorkingCalendar calendar, LocalDate first, LocalDate last) {
        return exceptions(calendar, first, last, PausedTime.NONE);
    }

    /** The same where a make-up day that was paused is not counted in. */
    static String exceptions(WorkingCalendar calendar, LocalDate first, LocalDate last, PausedTime paused) {
        List<CalendarDay> days = first.datesUntil(last.plusDays(1))
                .flatMap(date -> calendar.exception(date).stream())
                .toList();
        List<String> parts = new ArrayList<>();
        List<CalendarDay> work = days.stream()
                .filter(day -> !day.off() && !paused.excludes(day.date()))
                .toList();
        if (!work.isEmpty()) {
            parts.add(DeadlineMessages.text("deadline.explain.counted-in", runs(work, first.getYear(), false)));
        }
        List<CalendarDay> off = days.stream().filter(CalendarDay::off).toList();
        if (!off.isEmpty()) {
            parts.add(DeadlineMessages.text("deadline.explain.left-out", runs(off, first.getYear(), true)));
        }
        return parts.isEmpty() ? DeadlineMessages.text("deadline.explain.plain-week") : String.join("，", parts);
    }

    /** The times that were taken out; empty when there were none. */
    static String paused(PausedTime paused) {
        return paused.pauses().stream().map(CountingExplanation::paused).collect(Collectors.joining());
    }

    private static String paused(Pause pause) {
        LocalDate first = PausedTime.firstDay(pause);
        LocalDate counting = PausedTime.counting(pause);
        String citation = citation(pause.citation());
        return first.equals(counting)
                ? DeadlineMessages.text(
                        "deadline.explain.paused-within-day", pause.event().label(), first, citation)
                : DeadlineMessages.text("deadline.explain.paused", pause.event().label(), first, counting, citation);
    }

    /** Why the days in {@code [first; due)} cannot be the last day: their festivals, or the weekend. */
    static String obstacles(WorkingCalendar calendar, LocalDate first, LocalDate due, RollOver rollOver) {
        List<CalendarDay> named = first.datesUntil(due)
                .flatMap(date -> rollOver == RollOver.STRICT
                        ? calendar.statutoryHoliday(date).stream()
                        : calendar.exception(date).stream())
                .toList();
        String text = runs(named, first.getYear(), true);
        boolean weekend = named.size() < first.datesUntil(due).count();
        if (!weekend) {
            return text;
        }
        String plain = DeadlineMessages.text("deadline.explain.weekend");
        return named.isEmpty() ? plain : text + "、" + plain;
    }

    /** What is still uncertain; empty when nothing is. */
    static String provisional(SortedSet<Integer> missingYears) {
        return missingYears.isEmpty() ? "" : DeadlineMessages.text("deadline.explain.provisional", years(missingYears));
    }

    private static String years(Iterable<Integer> years) {
        List<String> texts = new ArrayList<>();
        years.forEach(year -> texts.add(String.valueOf(year)));
        return texts.size() <= 3 ? String.join("、", texts) : texts.get(0) + "–" + texts.get(texts.size() - 1);
    }

    /** Consecutive days as one range: 中秋 9 月 25–27 日、国庆 10 月 1–7 日. */
    private static String runs(List<CalendarDay> days, int year, boolean withFestival) {
        List<List<CalendarDay>> runs = new ArrayList<>();
        for (CalendarDay day : days) {
            List<CalendarDay> run = runs.isEmpty() ? List.of() : runs.get(runs.size() - 1);
            if (run.isEmpty() || !run.get(run.size() - 1).date().plusDays(1).equals(day.date())) {
                run = new ArrayList<>();
                runs.add(run);
            }
            run.add(day);
        }
        return runs.stream().map(run -> run(run, year, withFestival)).collect(Collectors.joining("、"));
    }

    private static String run(List<CalendarDay> run, int year, boolean withFestival) {
        LocalDate first = run.get(0).date();
        LocalDate last = run.get(run.size() - 1).date();
        String text = day(first, year);
        if (!first.equals(last)) {
            text = first.getMonth() == last.getMonth()
                    ? text.replace(" 日", "–" + last.getDayOfMonth() + " 日")
                    : text + "–" + day(last, first.getYear());
        }
        if (!withFestival) {
            return text;
        }
        Set<String> festivals =
                run.stream().map(CalendarDay::festival).collect(Collectors.toCollection(LinkedHashSet::new));
        return String.join("、", festivals) + " " + text;
    }

    private static String day(LocalDate date, int year) {
        String text = date.getMonthValue() + " 月 " + date.getDayOfMonth() + " 日";
        return date.getYear() == year ? text : date.getYear() + " 年 " + text;
    }
}
