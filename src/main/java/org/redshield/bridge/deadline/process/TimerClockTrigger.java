package org.redshield.bridge.deadline.process;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.deadline.clock.Clock;
import org.redshield.bridge.deadline.clock.ClockMoves;
import org.redshield.bridge.deadline.clock.ClockService;
import org.redshield.bridge.deadline.clock.ClockTrigger;
import org.redshield.bridge.deadline.clock.MissedClocks.Unfired;
import org.redshield.bridge.engine.ProcessClock;
import org.redshield.bridge.engine.ProcessClock.Point;
import org.redshield.bridge.engine.ProcessContracts;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.engine.job.ClockTimers;
import org.redshield.bridge.engine.job.ClockTimers.Wanted;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** Fires the timer that a clock waits for, and has everything follow a clock that moves, wherever in the models that is. */
@Component
@RequiredArgsConstructor
class TimerClockTrigger implements ClockTrigger, ClockMoves {

    private final ClockTimers timers;
    private final ProcessContracts contracts;
    private final ClockService clocks;
    private final InstantSource time;

    @Override
    public Set<UUID> inHand(Collection<Unfired> clocks) {
        Set<Wanted> inHand = timers.inHand(clocks.stream().map(this::wanted).toList());
        return clocks.stream()
                .filter(clock -> inHand.contains(wanted(clock)))
                .map(Unfired::id)
                .collect(Collectors.toSet());
    }

    @Override
    public Outcome fire(Unfired clock) {
        return switch (timers.fire(wanted(clock))) {
            case EXECUTED -> Outcome.EXECUTED;
            case IN_HAND -> Outcome.IN_HAND;
            case NONE -> Outcome.NO_TIMER;
        };
    }

    private Wanted wanted(Unfired clock) {
        return new Wanted(clock.tenant(), clock.subjectId(), contracts.timers(clock.kind()));
    }

    @Override
    public void moved(Clock before, Clock after) {
        Map<Variable<Instant>, Optional<Instant>> dates = new HashMap<>();
        Set<Variable<Instant>> toComeAgain = new HashSet<>();
        Instant now = time.instant();
        Supplier<List<Clock>> open = SingletonSupplier.of(() -> open(after));
        for (ProcessClock waiting : contracts.following(after.kind())) {
            // A date stays where it is while the clock moves that would give it only in place of another.
            Clock giving = !waiting.standIns().contains(after.kind())
                    ? after
                    : open.get().stream()
                            .filter(clock -> waiting.kinds().contains(clock.kind()))
                            .findFirst()
                            .orElse(after);
            for (ProcessClock.Date date : waiting.dates()) {
                Optional<Instant> next = at(date.point(), giving);
                dates.put(date.variable(), next);
                if (next.filter(now::isBefore).isPresent()
                        && !stated(date.point(), before).isAfter(now)) {
                    toComeAgain.add(date.variable());
                }
            }
        }
        if (!dates.isEmpty()) {
            timers.follow(after.tenant(), after.subjectId(), dates);
        }
        if (!toComeAgain.isEmpty()) {
            timers.renew(after.tenant(), after.subjectId(), toComeAgain);
        }
    }

    private List<Clock> open(Clock moved) {
        return clocks.byCase(moved.caseNo(), moved.tenant()).stream()
                .filter(clock -> clock.subjectId().equals(moved.subjectId())
                        && clock.endedAt().isEmpty())
                .toList();
    }

    private static Optional<Instant> at(Point point, Clock clock) {
        return switch (point) {
            case HALF -> clock.bindingHalfAt();
            case FOUR_FIFTHS -> clock.bindingFourFifthsAt();
            case DUE -> clock.bindingDueAt();
        };
    }

    private static Instant stated(Point point, Clock clock) {
        return switch (point) {
            case HALF -> clock.halfAt();
            case FOUR_FIFTHS -> clock.fourFifthsAt();
            case DUE -> clock.dueAt();
        };
    }
}
