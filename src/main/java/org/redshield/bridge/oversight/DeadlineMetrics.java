package org.redshield.bridge.oversight;

import static org.redshield.bridge.Rows.timestamp;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Open deadlines for the operators' monitoring, by kind, with what it is called, and bureau. Counted by one statement at an interval and kept: a
 * scrape reads the database never.
 */
@Component
class DeadlineMetrics {

    private static final Logger LOG = LoggerFactory.getLogger(DeadlineMetrics.class);
    private static final Duration SOON = Duration.ofDays(1);

    private record Count(String bureau, String kind, long open, long dueWithinDay, long missed) {}

    private final ReportDatabase reports;
    private final CountedDeadlines kinds;
    private final InstantSource time;
    private final MultiGauge open;
    private final MultiGauge dueWithinDay;
    private final MultiGauge missed;

    DeadlineMetrics(ReportDatabase reports, CountedDeadlines kinds, InstantSource time, MeterRegistry registry) {
        this.reports = reports;
        this.kinds = kinds;
        this.time = time;
        this.open = MultiGauge.builder("bridge.deadlines.open")
                .description("Deadlines that are not over yet, late ones among them")
                .register(registry);
        this.dueWithinDay = MultiGauge.builder("bridge.deadlines.due.within.day")
                .description("Running deadlines that end within the next 24 hours")
                .register(registry);
        this.missed = MultiGauge.builder("bridge.deadlines.missed")
                .description("Deadlines that ran out and are still not done")
                .register(registry);
    }

    /** Counts anew; a database that is away leaves the last numbers. */
    @Scheduled(fixedDelayString = "${bridge.oversight.metrics-interval:30s}")
    void refresh() {
        try {
            List<Count> counts = count(time.instant());
            Map<String, String> titles = kinds.titles();
            show(open, counts, titles, Count::open);
            show(dueWithinDay, counts, titles, Count::dueWithinDay);
            show(missed, counts, titles, Count::missed);
        } catch (DataAccessException e) {
            LOG.warn("Deadlines could not be counted for the metrics: {}", e.getMessage());
        }
    }

    private static void show(
            MultiGauge gauge, List<Count> counts, Map<String, String> titles, ToLongFunction<Count> number) {
        gauge.register(
                counts.stream()
                        .map(count -> MultiGauge.Row.of(
                                Tags.of(
                                        "bureau",
                                        count.bureau(),
                                        "kind",
                                        count.kind(),
                                        "title",
                                        titles.getOrDefault(count.kind(), count.kind())),
                                number.applyAsLong(count)))
                        .toList(),
                true);
    }

    private List<Count> count(Instant now) {
        return reports.client()
                .sql("""
                        select c.tenant, c.kind, count(*) as open, count(*) filter (where %s) as due_soon,
                               count(*) filter (where %s) as late
                          from clock c where c.ended_at is null group by c.tenant, c.kind
                        """.formatted(DeadlineList.DUE_SOON, DeadlineList.LATE))
                .param("now", timestamp(now))
                .param("soon", timestamp(now.plus(SOON)))
                .query((row, n) -> new Count(
                        row.getString("tenant"),
                        row.getString("kind"),
                        row.getLong("open"),
                        row.getLong("due_soon"),
                        row.getLong("late")))
                .list();
    }
}
