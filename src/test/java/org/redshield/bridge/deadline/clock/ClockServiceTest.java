package org.redshield.bridge.deadline.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redshield.bridge.deadline.ClockDatabase;
import org.redshield.bridge.deadline.rule.ClockKind;
import org.redshield.bridge.deadline.rule.CountingExplanation;
import org.redshield.bridge.deadline.rule.DeadlineCalculator;
import org.redshield.bridge.deadline.rule.DeadlineRefusal;
import org.redshield.bridge.deadline.rule.DeadlineRules;
import org.redshield.bridge.deadline.rule.DeadlineUnit;
import org.redshield.bridge.deadline.rule.Period;
import org.redshield.bridge.deadline.rule.StopEvent;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;
import org.springframework.transaction.support.TransactionTemplate;

@SpringJUnitConfig(ClockDatabase.class)
class ClockServiceTest {

    private static final String CASE = "310105-2026-000123";
    private static final String REQUEST = CASE + "-R1";
    private static final String CHANGNING = "310105";
    private static final String YUHANG = "330110";
    private static final Instant RECEIVED = instant("2026-09-18T10:00:00+08:00");

    @Autowired
    ClockService clocks;

    @Autowired
    ClockChanges changes;

    @Autowired
    ClockDatabase.SettableTime time;

    @Autowired
    DeadlineCalculator calculator;

    @Autowired
    MissedClocks marks;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transactions;

    @BeforeEach
    void emptyTable() {
        jdbc.sql("truncate clock cascade").update();
        time.set(RECEIVED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "America/New_York", "Asia/Shanghai"})
    void startsByTheLawWhereverTheMachineIs(String machine) {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone(machine));
        try {
            Clock started = clocks.start(statutory());
            assertThat(clocks.get(started.id())).isEqualTo(started);
            assertThat(started.dueAt()).isEqualTo(instant("2026-10-15T23:59:59+08:00"));
            assertThat(started.startedAt()).isEqualTo(RECEIVED);
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void aClockCarriesItsGroundAndItsExplanation() {
        Clock clock = clocks.start(statutory());
        assertThat(clock.id().version()).isEqualTo(7);
        assertThat(clock.state()).isEqualTo(ClockState.RUNNING);
        assertThat(clock.sequence()).isEqualTo(1);
        assertThat(clock.citation()).isEqualTo("程序规定第四十五条");
        assertThat(clock.law().rule().period().amount()).isEqualTo(15);
        assertThat(clock.law().rule().period().unit()).isEqualTo(DeadlineUnit.WORKING_DAYS);
        assertThat(clock.deadline().calendarVersion()).isEqualTo("2026-1");
        assertThat(clock.provisional()).isFalse();
        assertThat(clock.explanation()).startsWith("自 2026-09-18 次日起 15 个工作日（程序规定第四十五条）：");
        assertThat(clock.halfAt()).isEqualTo(instant("2026-09-30T13:00:00+08:00"));
        assertThat(clock.fourFifthsAt()).isEqualTo(instant("2026-10-13T09:00:00+08:00"));
    }

    @Test
    void anAgreementTakesThePlaceOfTheGeneralRule() {
        DeadlineRules.Query agreed =
                DeadlineRules.Query.of(ClockKind.AGREEMENT_REPLY).between(CHANGNING, YUHANG);
        Clock clock = clocks.start(ClockStart.of(agreed, CASE, REQUEST, YUHANG, RECEIVED));
        assertThat(clock.dueAt()).isEqualTo(instant("2026-09-22T23:59:59+08:00"));
        assertThat(clock.citation()).contains("网络市场监管执法协作协议").endsWith("第五条");
        assertThat(clock.law().version()).contains("deadlineRule:1:packaged");
    }

    @Test
    void aNoticeStatesItsOwnLength() {
        Clock clock = clocks.start(ClockStart.of(DeadlineRules.Query.of("MATERIALS"), CASE, REQUEST, YUHANG, RECEIVED)
                .stated(Period.calendarDays(7), "程序规定第三十条"));
        assertThat(clock.title()).isEqualTo("限期提供材料");
        assertThat(clock.dueAt()).isEqualTo(instant("2026-09-28T23:59:59+08:00"));
    }

    @Test
    void dueInstantsHaveTheResolutionOfTimers() {
        Clock clock = clocks.start(ClockStart.of(
                ClockKind.AUTOMATIC_ITEM, CASE, REQUEST, YUHANG, Instant.parse("2026-09-18T02:00:00.123456789Z")));
        assertThat(clock.dueAt()).isEqualTo(Instant.parse("2026-09-18T02:15:00.123Z"));
    }

    @Test
    void startingAgainFindsTheRunningClock() {
        Clock first = clocks.start(statutory());
        assertThat(clocks.start(statutory())).isEqualTo(first);
        assertThat(clocks.running(REQUEST, ClockKind.STATUTORY_REPLY, YUHANG)).contains(first);
        clocks.cancel(first.id(), RECEIVED, "退回补正");
        assertThat(clocks.running(REQUEST, ClockKind.STATUTORY_REPLY, YUHANG)).isEmpty();
        Clock second = clocks.start(statutory());
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(second.sequence()).isEqualTo(2);
    }

    @Test
    void theSameSubjectMayHaveAClockOfEachKindAndOrganisation() {
        Clock yuhang = clocks.start(statutory());
        Clock changning = clocks.start(ClockStart.of(ClockKind.STATUTORY_REPLY, CASE, REQUEST, CHANGNING, RECEIVED));
        Clock agreement = clocks.start(ClockStart.of(ClockKind.AGREEMENT_REPLY, CASE, REQUEST, YUHANG, RECEIVED));
        assertThat(clocks.byCase(CASE, YUHANG)).containsExactlyInAnyOrder(yuhang, agreement);
        assertThat(clocks.byCase(CASE, CHANGNING)).containsExactly(changning);
        assertThat(clocks.byCase(CASE, "321300")).isEmpty();
    }

    @Test
    void racingStartsMakeOneClock() throws Exception {
        Set<UUID> ids = new HashSet<>();
        for (Clock clock : atOnce(8, () -> clocks.start(statutory()))) {
            ids.add(clock.id());
        }
        assertThat(ids).hasSize(1);
        assertThat(clocks.byCase(CASE, YUHANG)).hasSize(1);
    }

    @Test
    void aClockSharesTheFateOfTheCallersTransaction() {
        transactions.executeWithoutResult(status -> {
            clocks.start(statutory());
            status.setRollbackOnly();
        });
        assertThat(clocks.byCase(CASE, YUHANG)).isEmpty();
    }

    @Test
    void anInnerClockEndsAWorkingDayBeforeTheOuterOne() {
        Instant start = instant("2026-09-29T10:00:00+08:00");
        Clock clock = clocks.start(ClockStart.of(ClockKind.TRADE_RECORDS, CASE, "D1", YUHANG, start)
                .within(instant("2026-10-09T23:59:59+08:00")));
        assertThat(clock.dueAt()).isEqualTo(instant("2026-10-08T23:59:59+08:00"));
        assertThat(clock.explanation()).endsWith("至迟提前一个工作日，改为 2026-10-08 23:59:59");
        Clock roomy = clocks.start(ClockStart.of(ClockKind.TRADE_RECORDS, CASE, "D2", YUHANG, start)
                .within(instant("2026-10-10T23:59:59+08:00")));
        assertThat(roomy.dueAt()).isEqualTo(instant("2026-10-09T23:59:59+08:00"));
        assertThat(roomy.explanation()).doesNotContain("外层");
    }

    @Test
    void anInnerClockNeverEndsBeforeItsOwnStart() {
        Instant start = instant("2026-10-09T10:00:00+08:00");
        Clock noRoom = clocks.start(ClockStart.of(ClockKind.TRADE_RECORDS, CASE, "D1", YUHANG, start)
                .within(instant("2026-10-09T23:59:59+08:00")));
        assertThat(noRoom.dueAt()).isEqualTo(instant("2026-10-09T23:59:59+08:00"));
        assertThat(noRoom.explanation()).contains("同时届满");
        Clock tooLate = clocks.start(ClockStart.of(ClockKind.TRADE_RECORDS, CASE, "D2", YUHANG, start)
                .within(instant("2026-10-08T23:59:59+08:00")));
        assertThat(tooLate.dueAt()).isEqualTo(instant("2026-10-13T23:59:59+08:00"));
        assertThat(tooLate.explanation()).contains("起算前已届满");
    }

    @Test
    void whatHappensInTimeIsMet() {
        Clock clock = clocks.start(statutory());
        Clock met = clocks.met(clock.id(), clock.dueAt());
        assertThat(met.state()).isEqualTo(ClockState.MET);
        assertThat(met.endedAt()).contains(clock.dueAt());
        assertThat(clocks.met(clock.id(), clock.dueAt().plusSeconds(60))).isEqualTo(met);
        assertThat(clocks.missed(clock.id(), clock.dueAt().plusSeconds(60))).isFalse();
    }

    /** The mark is set within a second; what arrived before it may be worked on after it. */
    @Test
    void whatHappenedInTimeIsMetThoughTheClockWasMarkedInTheMeantime() {
        Clock clock = clocks.start(statutory());
        Clock other = clocks.start(ClockStart.of(ClockKind.STATUTORY_REPLY, CASE, CASE + "-R2", YUHANG, RECEIVED));
        assertThat(marks.mark(clock.dueAt().plusSeconds(1), 10)).isEqualTo(2);
        Clock met = clocks.met(clock.id(), clock.dueAt());
        assertThat(met.state()).isEqualTo(ClockState.MET);
        assertThat(met.endedAt()).contains(clock.dueAt());
        Clock late = clocks.met(other.id(), other.dueAt().plusMillis(1));
        assertThat(late.state()).isEqualTo(ClockState.MISSED);
        assertThat(jdbc.sql("select missed_at from clock where id = ?")
                        .param(other.id())
                        .query(OffsetDateTime.class)
                        .single()
                        .toInstant())
                .as("when it was noticed")
                .isEqualTo(other.dueAt().plusSeconds(1));
    }

    @Test
    void whatAProcessHasActedUponStaysMissed() {
        Clock clock = clocks.start(statutory());
        clocks.missed(clock.id(), clock.dueAt());
        assertThat(clocks.met(clock.id(), clock.dueAt()).state()).isEqualTo(ClockState.MISSED);
    }

    @Test
    void aPausedClockIsNeverLate() {
        Clock clock = clocks.start(filing());
        changes.pause(clock.id(), StopEvent.TESTING, RECEIVED, "鉴定", "x");
        assertThat(clocks.met(clock.id(), clock.dueAt().plusSeconds(60)).state())
                .isEqualTo(ClockState.MET);
    }

    @Test
    void whatHappensLateIsMissedAlsoWhenNobodyNoticed() {
        Clock clock = clocks.start(statutory());
        Clock late = clocks.met(clock.id(), clock.dueAt().plusSeconds(1));
        assertThat(late.state()).isEqualTo(ClockState.MISSED);
        assertThat(late.firedAt()).isEmpty();
        assertThat(late.endedAt()).isPresent();
    }

    @Test
    void aMissedClockFiresOnceAndStaysMissedWhenAnsweredLate() {
        Clock clock = clocks.start(statutory());
        Instant after = clock.dueAt().plusSeconds(1);
        assertThat(clocks.missed(clock.id(), after)).isTrue();
        assertThat(clocks.missed(clock.id(), after.plusSeconds(1))).isFalse();
        Clock answered = clocks.met(clock.id(), after.plusSeconds(60));
        assertThat(answered.state()).isEqualTo(ClockState.MISSED);
        assertThat(answered.firedAt()).contains(after);
        assertThat(answered.endedAt()).contains(after.plusSeconds(60));
    }

    @Test
    void aClockIsNeverActedUponBeforeItWasMarked() {
        Clock clock = clocks.start(statutory());
        Instant marked = clock.dueAt().plusSeconds(2);
        marks.mark(marked, 1);
        assertThat(clocks.missed(clock.id(), marked.minusSeconds(1))).isTrue();
        assertThat(clocks.get(clock.id()).firedAt()).contains(marked);
    }

    @Test
    void racingTimersFireOnce() throws Exception {
        Clock clock = clocks.start(statutory());
        List<Boolean> fired = atOnce(8, () -> clocks.missed(clock.id(), clock.dueAt()));
        assertThat(fired).filteredOn(Boolean::booleanValue).hasSize(1);
    }

    @Test
    void aTimerThatComesTooEarlyIsRefused() {
        Clock clock = clocks.start(statutory());
        assertRefused(
                "deadline.clock-not-due",
                () -> clocks.missed(clock.id(), clock.dueAt().minusMillis(1)));
        assertThat(clocks.get(clock.id())).isEqualTo(clock);
    }

    @Test
    void cancellingASubjectEndsItsClocksInThisOrganisationOnly() {
        Clock running = clocks.start(statutory());
        Clock missed = clocks.start(ClockStart.of(ClockKind.AGREEMENT_REPLY, CASE, REQUEST, YUHANG, RECEIVED));
        clocks.missed(missed.id(), missed.dueAt());
        Clock other = clocks.start(ClockStart.of(ClockKind.STATUTORY_REPLY, CASE, REQUEST, CHANGNING, RECEIVED));
        Instant at = missed.dueAt().plusSeconds(1);
        clocks.cancelAll(REQUEST, YUHANG, at, "撤回");
        assertThat(clocks.get(running.id()))
                .returns(ClockState.CANCELLED, Clock::state)
                .returns(Optional.of(at), Clock::endedAt)
                .returns(Optional.of("撤回"), Clock::endReason);
        assertThat(clocks.get(missed.id()))
                .returns(ClockState.MISSED, Clock::state)
                .returns(Optional.of(at), Clock::endedAt);
        assertThat(clocks.get(other.id())).isEqualTo(other);
    }

    @Test
    void aDelayNoticeMovesTheStatutoryClock() {
        Clock clock = clocks.start(statutory());
        Instant later = instant("2026-10-30T23:59:59+08:00");
        time.set(clock.dueAt());
        Clock moved = changes.move(clock.id(), later, "商户尚在外地");
        assertThat(moved.dueAt()).isEqualTo(later);
        assertThat(moved.halfAt()).isAfter(clock.halfAt());
        assertThat(moved.fourFifthsAt()).isAfter(clock.fourFifthsAt());
        assertThat(moved.explanation())
                .startsWith(clock.explanation())
                .endsWith("告知延期（商户尚在外地），由 2026-10-15 23:59:59 改至 2026-10-30 23:59:59");
        assertRefused("deadline.clock-not-due", () -> clocks.missed(clock.id(), clock.dueAt()));
    }

    @Test
    void aDelayNoticeIsRefusedWhereTheLawHasNone() {
        Clock clock = clocks.start(statutory());
        Instant later = clock.dueAt().plusSeconds(86_400);
        Clock agreement = clocks.start(ClockStart.of(ClockKind.AGREEMENT_REPLY, CASE, REQUEST, YUHANG, RECEIVED));
        assertRefused("deadline.move-not-statutory", () -> changes.move(agreement.id(), later, "原因"));
        assertRefused("deadline.move-not-later", () -> changes.move(clock.id(), clock.dueAt(), "原因"));
        assertRefused("deadline.move-reason-missing", () -> changes.move(clock.id(), later, " "));
        assertRefused("deadline.clock-unknown", () -> changes.move(UUID.randomUUID(), later, "原因"));
        time.set(clock.dueAt().plusMillis(1));
        assertRefused("deadline.move-expired", () -> changes.move(clock.id(), later, "原因"));
        assertThat(clocks.get(clock.id())).isEqualTo(clock);
        clocks.met(clock.id(), RECEIVED);
        assertRefused("deadline.move-ended", () -> changes.move(clock.id(), later, "原因"));
    }

    @Test
    void countingAgainKeepsPausesAndExtensions() {
        Clock clock = clocks.start(filing());
        time.set(instant("2026-09-21T10:00:00+08:00"));
        Clock paused = changes.pause(clock.id(), StopEvent.TESTING, instant("2026-09-21T00:00:00+08:00"), "鉴定", "x");
        assertThat(paused.state()).isEqualTo(ClockState.PAUSED);
        assertThat(paused.dueAt()).isEqualTo(clock.dueAt());
        assertThat(clocks.missed(clocks.start(statutory()).id(), instant("2026-10-15T23:59:59+08:00")))
                .isTrue();
        assertRefused("deadline.clock-paused", () -> clocks.missed(clock.id(), clock.dueAt()));
        time.set(instant("2026-09-24T10:00:00+08:00"));
        Clock resumed = changes.resume(clock.id(), instant("2026-09-24T00:00:00+08:00"));
        assertThat(resumed.dueAt()).isEqualTo(instant("2026-10-20T23:59:59+08:00"));
        Clock extended = changes.extend(clock.id(), Optional.empty(), "情况特殊", "bureauhead310105");
        assertThat(extended.dueAt()).isEqualTo(instant("2026-11-10T23:59:59+08:00"));
        assertThat(changes.recount(clock.id(), calculator)).isEqualTo(extended);

        DeadlineCalculator before = calculator.asOf(java.time.LocalDate.parse("2025-01-01"));
        Clock recounted = changes.recount(clock.id(), before);
        assertThat(recounted.dueAt()).isNotEqualTo(extended.dueAt());
        assertThat(recounted.provisional()).isTrue();
        assertThat(recounted.explanation()).contains("不计", "批准延长 15 个工作日");
        assertThat(changes.recount(clock.id(), calculator)).isEqualTo(extended);
    }

    @Test
    void whatTheRuleDoesNotAllowIsRefused() {
        Clock statutory = clocks.start(statutory());
        Instant now = RECEIVED;
        for (StopEvent event : StopEvent.values()) {
            assertRefused("deadline.pause-none", () -> changes.pause(statutory.id(), event, now, "事由", "x"));
        }
        assertRefused(
                "deadline.extend-none",
                () -> changes.extend(statutory.id(), Optional.empty(), "理由", "bureauhead310105"));
        Clock filing = clocks.start(filing());
        assertRefused(
                "deadline.pause-not-allowed", () -> changes.pause(filing.id(), StopEvent.HEARING, now, "事由", "x"));
        assertRefused(
                "deadline.pause-reason-missing", () -> changes.pause(filing.id(), StopEvent.TESTING, now, " ", "x"));
        assertRefused(
                "deadline.pause-time",
                () -> changes.pause(filing.id(), StopEvent.TESTING, now.plusSeconds(1), "事由", "x"));
        assertRefused("deadline.resume-not-paused", () -> changes.resume(filing.id(), now));
        assertRefused("deadline.extend-ground-missing", () -> changes.extend(filing.id(), Optional.empty(), "", "y"));
        assertRefused(
                "deadline.extend-approval-missing", () -> changes.extend(filing.id(), Optional.empty(), "理由", null));
        assertRefused(
                "deadline.extend-too-long",
                () -> changes.extend(filing.id(), Optional.of(Period.workingDays(16)), "理由", "y"));
        assertRefused(
                "deadline.extend-no-further",
                () -> changes.extendTo(filing.id(), filing.dueAt().plusSeconds(86_400), "理由", "y"));
        assertThat(clocks.get(filing.id())).isEqualTo(filing);
        time.set(filing.dueAt().plusSeconds(1));
        assertRefused("deadline.pause-expired", () -> changes.pause(filing.id(), StopEvent.TESTING, now, "事由", "x"));
        assertRefused("deadline.extend-expired", () -> changes.extend(filing.id(), Optional.empty(), "理由", "y"));
        assertThat(clocks.get(filing.id())).isEqualTo(filing);
    }

    @Test
    void aFurtherDayIsStatedOnlyAfterTheOrdinaryExtension() {
        Clock decision =
                clocks.start(ClockStart.of(DeadlineRules.Query.of("CASE_DECISION"), CASE, REQUEST, YUHANG, RECEIVED));
        Instant later = instant("2027-03-31T23:59:59+08:00");
        assertRefused("deadline.extend-not-yet", () -> changes.extendTo(decision.id(), later, "理由", "y"));
        Clock extended = changes.extend(decision.id(), Optional.empty(), "案情复杂", "y");
        assertRefused("deadline.extend-used-up", () -> changes.extend(decision.id(), Optional.empty(), "理由", "y"));
        assertThatThrownBy(() -> changes.extendTo(decision.id(), decision.dueAt(), "理由", "y"))
                .hasMessageContaining("新的届满时间 " + CountingExplanation.moment(decision.dueAt()) + " 不晚于原届满时间 "
                        + CountingExplanation.moment(extended.dueAt()));
        Clock further = changes.extendTo(decision.id(), later, "案情特别复杂", "y");
        assertThat(further.dueAt()).isEqualTo(later);
        assertThat(further.explanation()).contains("批准延期（案情特别复杂）（案情特别复杂，部门负责人集体讨论决定");
    }

    @Test
    void aPausedClockThatEndsIsMetAndItsPauseIsClosed() {
        Clock clock = clocks.start(filing());
        changes.pause(clock.id(), StopEvent.IDENTIFICATION, RECEIVED, "权利人辨认", "x");
        assertThat(clocks.start(filing()).id()).as("still the open clock").isEqualTo(clock.id());
        Clock met = clocks.met(clock.id(), clock.dueAt().plusSeconds(86_400));
        assertThat(met.state()).isEqualTo(ClockState.MET);
        assertThat(clocks.terms(met).pauses()).allMatch(pause -> pause.until().isPresent());
        assertRefused("deadline.pause-ended", () -> changes.resume(clock.id(), clock.dueAt()));
    }

    private static ClockStart filing() {
        return ClockStart.of(DeadlineRules.Query.of("CASE_FILING"), CASE, REQUEST, YUHANG, RECEIVED);
    }

    private static ClockStart statutory() {
        return ClockStart.of(ClockKind.STATUTORY_REPLY, CASE, REQUEST, YUHANG, RECEIVED);
    }

    private static void assertRefused(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .asInstanceOf(InstanceOfAssertFactories.type(DeadlineRefusal.class))
                .returns(code, DeadlineRefusal::code);
    }

    private static <T> List<T> atOnce(int threads, Callable<T> call) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CyclicBarrier barrier = new CyclicBarrier(threads);
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                futures.add(pool.submit(() -> {
                    barrier.await();
                    return call.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }

    private static Instant instant(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }
}
