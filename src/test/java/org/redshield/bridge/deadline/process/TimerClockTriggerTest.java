package org.redshield.bridge.deadline.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.deadline.clock.Clock;
import org.redshield.bridge.deadline.clock.ClockService;
import org.redshield.bridge.deadline.clock.ClockState;
import org.redshield.bridge.deadline.clock.MissedClocks.Unfired;
import org.redshield.bridge.deadline.rule.Deadline;
import org.redshield.bridge.deadline.rule.DeadlineRule;
import org.redshield.bridge.deadline.rule.Period;
import org.redshield.bridge.deadline.rule.ReminderPoints;
import org.redshield.bridge.deadline.rule.ReminderRule;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.engine.job.ClockTimers;
import org.redshield.bridge.model.Contracts;

/** What follows a clock and what fires it is what the contracts of all processes say. */
class TimerClockTriggerTest {

    private static final Instant SOON = Instant.parse("2026-11-30T15:59:59Z");
    private static final Instant LATER = Instant.parse("2026-12-16T15:59:59Z");

    private final Map<String, Optional<Instant>> followed = new TreeMap<>();
    private final Set<String> renewed = new TreeSet<>();
    private final Map<String, Set<String>> fired = new HashMap<>();
    private final ClockService clocks = mock(ClockService.class);
    private final TimerClockTrigger trigger =
            new TimerClockTrigger(new Timers(), Contracts.read(), clocks, InstantSource.fixed(SOON));

    private final class Timers implements ClockTimers {
        @Override
        public void follow(String tenant, String subjectId, Map<Variable<Instant>, Optional<Instant>> dates) {
            dates.forEach((variable, at) -> followed.put(variable.name(), at));
        }

        @Override
        public void renew(String tenant, String subjectId, Set<Variable<Instant>> dates) {
            dates.forEach(variable -> renewed.add(variable.name()));
        }

        @Override
        public Set<Wanted> inHand(Collection<Wanted> timers) {
            return Set.of();
        }

        @Override
        public Fired fire(Wanted timer) {
            fired.put(timer.subjectId(), timer.timerElementIds());
            return Fired.EXECUTED;
        }
    }

    @Test
    void theAgreedDateAndItsRemindersMoveWithTheAgreementsClockAlone() {
        moved(clock("AGREEMENT_REPLY", SOON), clock("STATUTORY_REPLY", LATER));

        assertThat(followed)
                .containsEntry("agreementDueAt", Optional.of(SOON))
                .containsEntry("halfAt", Optional.of(half(SOON)))
                .containsEntry("fourFifthsAt", Optional.of(fourFifths(SOON)))
                .containsEntry("replyDueAt", Optional.of(LATER))
                .hasSize(4);
    }

    @Test
    void theAgreedDateStaysWhereTheStatutoryClockMoves() {
        moved(clock("STATUTORY_REPLY", LATER), clock("AGREEMENT_REPLY", SOON));

        assertThat(followed)
                .containsEntry("agreementDueAt", Optional.of(SOON))
                .containsEntry("halfAt", Optional.of(half(SOON)))
                .containsEntry("replyDueAt", Optional.of(LATER));
    }

    @Test
    void withoutAnAgreementAllDatesAreThoseOfTheStatutoryClock() {
        moved(clock("STATUTORY_REPLY", LATER));

        assertThat(followed)
                .containsEntry("agreementDueAt", Optional.of(LATER))
                .containsEntry("halfAt", Optional.of(half(LATER)))
                .containsEntry("fourFifthsAt", Optional.of(fourFifths(LATER)))
                .containsEntry("replyDueAt", Optional.of(LATER));
    }

    @Test
    void aSupplementUnderAnAgreementHasNoOtherClock() {
        moved(clock("AGREEMENT_REPLY", SOON));

        assertThat(followed)
                .containsEntry("agreementDueAt", Optional.of(SOON))
                .containsEntry("replyDueAt", Optional.of(SOON));
    }

    @Test
    void anyOfThreeClocksMovesThePlatformsAnswer() {
        moved(clock("SHOP_IDENTITY", SOON));

        assertThat(followed).isEqualTo(Map.of("answerDueAt", Optional.of(SOON)));
    }

    @Test
    void aKindThatNoProcessNamesIsOneThatAnOfficerRegistered() {
        moved(clock("CASE_DECISION", SOON));

        assertThat(followed)
                .isEqualTo(Map.of(
                        "caseHalfAt", Optional.of(half(SOON)),
                        "caseFourFifthsAt", Optional.of(fourFifths(SOON)),
                        "caseDueAt", Optional.of(SOON)));
    }

    @Test
    void nothingMayHappenWhileAClockStandsStill() {
        moved(clock("CASE_DECISION", SOON, ClockState.PAUSED));

        assertThat(followed.values()).hasSize(3).containsOnly(Optional.empty());
    }

    @Test
    void aDateThatHadPassedAndLiesAheadAgainGetsItsTimerBack() {
        Clock first = clock("CLUE_VERIFICATION", SOON);
        trigger.moved(first, first);
        trigger.moved(clock("CLUE_VERIFICATION", LATER), clock("CLUE_VERIFICATION", LATER.plusSeconds(1)));
        assertThat(renewed).isEmpty();
        trigger.moved(clock("CLUE_VERIFICATION", SOON.plusSeconds(60)), clock("CLUE_VERIFICATION", LATER));
        assertThat(renewed).containsExactly("verifyFourFifthsAt", "verifyHalfAt");
        trigger.moved(first, clock("CLUE_VERIFICATION", LATER));
        assertThat(renewed).containsExactly("verifyDueAt", "verifyFourFifthsAt", "verifyHalfAt");
        assertThat(followed).containsEntry("verifyDueAt", Optional.of(LATER));
    }

    @Test
    void whatRanOutIsActedUponByItsOwnTimersOnly() {
        fire("AGREEMENT_REPLY");
        fire("STATUTORY_REPLY");
        fire("TRADE_RECORDS");
        fire("SEIZURE");

        assertThat(fired)
                .isEqualTo(Map.of(
                        "AGREEMENT_REPLY", Set.of("agreementOverdue", "handlingAgreementOverdue"),
                        "STATUTORY_REPLY", Set.of("replyOverdue", "handlingOverdue"),
                        "TRADE_RECORDS", Set.of("answerOverdue", "liaisonOverdue"),
                        "SEIZURE", Set.of("caseDeadlineOverdue")));
    }

    private void fire(String kind) {
        trigger.fire(new Unfired(UUID.randomUUID(), SOON, "310105-2026-000001", "310105", kind, kind));
    }

    private void moved(Clock clock, Clock... beside) {
        when(clocks.byCase(clock.caseNo(), clock.tenant()))
                .thenReturn(Stream.concat(Stream.of(clock), List.of(beside).stream())
                        .toList());
        trigger.moved(clock, clock);
    }

    private static Instant half(Instant dueAt) {
        return dueAt.minus(Duration.ofHours(5));
    }

    private static Instant fourFifths(Instant dueAt) {
        return dueAt.minus(Duration.ofHours(2));
    }

    private static Clock clock(String kind, Instant dueAt) {
        return clock(kind, dueAt, ClockState.RUNNING);
    }

    private static Clock clock(String kind, Instant dueAt, ClockState state) {
        return new Clock(
                UUID.randomUUID(),
                "310105-2026-000001",
                "310105-2026-000001-R1",
                "310105",
                kind,
                "期限",
                1,
                new Clock.Law(
                        DeadlineRule.of(Period.workingDays(3), "依据"),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        false,
                        ReminderRule.parse("50,80")),
                dueAt.minus(Duration.ofDays(3)),
                Optional.empty(),
                new Deadline(ChinaTime.day(dueAt), dueAt, false, "2026", ""),
                new ReminderPoints(half(dueAt), fourFifths(dueAt)),
                state,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
