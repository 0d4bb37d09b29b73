package org.redshield.bridge.engine;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A clock that a process waits for, with the variables that carry its dates. Timers and due dates of tasks name such a
 * variable in the model, and move with the clock.
 *
 * @param kinds keys of the table of deadlines; the clock is of one of these
 * @param standIns keys of those that give the dates while none of {@code kinds} runs
 * @param dates what of the clock is where
 */
public record ProcessClock(Source source, Set<String> kinds, Set<String> standIns, List<Date> dates) {

    /** What gives the dates. */
    public enum Source {
        /** Clocks of the kinds that are named. */
        KINDS,
        /** The clock of whichever kind an officer registers for a case: all kinds that no process names. */
        REGISTERED,
        /** No clock: no period of the law. A step sets the date, and nothing moves it. */
        NONE
    }

    /** What of a clock a variable carries. */
    public enum Point {
        HALF,
        FOUR_FIFTHS,
        /** The clock has run out; its timers are what acts on that. */
        DUE
    }

    /** @param timers ids of the timer events that wait for it */
    public record Date(Point point, Variable<Instant> variable, Set<String> timers) {}

    /** The clock of one of these kinds. */
    public static ProcessClock of(Enum<?>... kinds) {
        return new ProcessClock(Source.KINDS, keys(kinds), Set.of(), List.of());
    }

    /** The clock that an officer registered. */
    public static ProcessClock registered() {
        return new ProcessClock(Source.REGISTERED, Set.of(), Set.of(), List.of());
    }

    /** A date that no clock measures, perhaps counted by a row of the table. */
    public static ProcessClock none(Enum<?>... kinds) {
        return new ProcessClock(Source.NONE, keys(kinds), Set.of(), List.of());
    }

    public ProcessClock orElse(Enum<?>... kinds) {
        return new ProcessClock(source, this.kinds, keys(kinds), dates);
    }

    public ProcessClock half(Variable<Instant> variable, String... timers) {
        return with(new Date(Point.HALF, variable, Set.of(timers)));
    }

    public ProcessClock fourFifths(Variable<Instant> variable, String... timers) {
        return with(new Date(Point.FOUR_FIFTHS, variable, Set.of(timers)));
    }

    public ProcessClock due(Variable<Instant> variable, String... timers) {
        return with(new Date(Point.DUE, variable, Set.of(timers)));
    }

    /** Whether a clock of that kind gives the dates, or would in place of another. */
    public boolean follows(String kind) {
        return source == Source.KINDS && (kinds.contains(kind) || standIns.contains(kind));
    }

    /** What acts when the clock has run out. */
    public Stream<String> timers() {
        return dates.stream()
                .filter(date -> date.point() == Point.DUE)
                .map(Date::timers)
                .flatMap(Collection::stream);
    }

    private ProcessClock with(Date date) {
        return new ProcessClock(
                source,
                kinds,
                standIns,
                Stream.concat(dates.stream(), Stream.of(date)).toList());
    }

    private static Set<String> keys(Enum<?>... kinds) {
        return Stream.of(kinds).map(Enum::name).collect(Collectors.toUnmodifiableSet());
    }
}
