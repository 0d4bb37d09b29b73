package org.redshield.bridge.deadline.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.deadline.calendar.Calendars;
import org.redshield.bridge.deadline.calendar.DeadlineSettings;
import org.redshield.bridge.deadline.calendar.WorkingCalendar;
import org.redshield.bridge.deadline.rule.DeadlineCalculator;
import org.redshield.bridge.deadline.rule.DeadlineRule;
import org.redshield.bridge.deadline.rule.Period;
import org.redshield.bridge.work.Work;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionOperations;

class DeadlineConfigurationTest {

    @EnableConfigurationProperties(DeadlineSettings.class)
    static class Settings {}

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withUserConfiguration(Settings.class, DeadlineConfiguration.class, DeadlineSweeper.class)
            .withBean(ClockService.class, () -> mock(ClockService.class))
            .withBean(MissedClocks.class, () -> mock(MissedClocks.class))
            .withBean(Calendars.class, () -> {
                Calendars calendars = mock(Calendars.class);
                when(calendars.current()).thenReturn(WorkingCalendar.packaged());
                return calendars;
            })
            .withBean(InstantSource.class, InstantSource::system)
            .withBean(TransactionOperations.class, TransactionOperations::withoutTransaction);

    @Test
    void sweepsEveryFiveSecondsUnlessToldOtherwise() {
        runner.run(context -> assertThat(sweepInterval(context)).isEqualTo(Duration.ofSeconds(5)));
        runner.withPropertyValues("bridge.deadline.sweep-interval=2s")
                .run(context -> assertThat(sweepInterval(context)).isEqualTo(Duration.ofSeconds(2)));
    }

    @Test
    void theCutOffIsASetting() {
        Instant received = OffsetDateTime.parse("2026-07-06T14:00:00+08:00").toInstant();
        DeadlineRule sameDay = DeadlineRule.of(Period.sameDay(), "");
        runner.run(context -> assertThat(context.getBean(DeadlineCalculator.class)
                        .due(received, sameDay)
                        .dueDate())
                .isEqualTo(LocalDate.parse("2026-07-06")));
        runner.withPropertyValues("bridge.deadline.same-day-cut-off=13:30")
                .run(context -> assertThat(context.getBean(DeadlineCalculator.class)
                                .due(received, sameDay)
                                .dueDate())
                        .isEqualTo(LocalDate.parse("2026-07-07")));
    }

    private static Duration sweepInterval(ApplicationContext context) {
        return context.getBean(DeadlineSweeper.class).work().stream()
                .filter(work -> work.kind().equals("sweeper"))
                .map(Work::pause)
                .findFirst()
                .orElseThrow();
    }
}
