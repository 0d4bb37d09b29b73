package org.redshield.bridge.deadline.rule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.redshield.bridge.ChinaTime;

/** The pauses of a clock that have ended, as time that does not count. */
public record PausedTime(List<Pause> pauses) {

    static final PausedTime NONE = new PausedTime(List.of());

    public PausedTime {
        pauses = pauses.stream()
                .filter(pause -> pause.until().isPresent())
                .sorted(Comparator.comparing(Pause::from))
                .toList();
    }

    /** What of them lies after that instant. */
    PausedTime since(Instant at) {
        return new PausedTime(pauses.stream()
                .filter(pause -> pause.until().orElseThrow().isAfter(at))
                .map(pause -> pause.from().isBefore(at) ? pause.beginning(at) : pause)
                .toList());
    }

    boolean excludes(LocalDate day) {
        return pauses.stream().anyMatch(pause -> !day.isBefore(firstDay(pause)) && day.isBefore(counting(pause)));
    }

    /** The first day that a pause takes out. */
    public static LocalDate firstDay(Pause pause) {
        return day(pause.from());
    }

    /** The day on which the clock runs again. */
    static LocalDate counting(Pause pause) {
        return day(pause.until().orElseThrow());
    }

    /** The instant so much running time after the start. */
    Instant after(Instant start, Duration length) {
        Instant at = start.plus(length);
        Instant covered = start;
        for (Pause pause : pauses) {
            Instant from = pause.from().isAfter(covered) ? pause.from() : covered;
            Instant until = pause.until().orElseThrow();
            if (from.isBefore(at) && until.isAfter(from)) {
                at = at.plus(Duration.between(from, until));
                covered = until;
            }
        }
        return at;
    }

    /** Paused time between the two. */
    Duration within(Instant from, Instant to) {
        Duration sum = Duration.ZERO;
        Instant covered = from;
        for (Pause pause : pauses) {
            Instant begin = pause.from().isAfter(covered) ? pause.from() : covered;
            Instant until = pause.until().orElseThrow();
            Instant end = until.isBefore(to) ? until : to;
            if (end.isAfter(begin)) {
                sum = sum.plus(Duration.between(begin, end));
                covered = end;
            }
        }
        return sum;
    }

    private static LocalDate day(Instant at) {
        return ChinaTime.day(at);
    }
}
