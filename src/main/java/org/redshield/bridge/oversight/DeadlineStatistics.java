package org.redshield.bridge.oversight;

import static org.redshield.bridge.Rows.timestamp;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redshield.bridge.ChinaTime;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Service;

/** The numbers of each day, computed from the clocks themselves: there is no second book that could disagree. */
@Service
class DeadlineStatistics {

    private static final int LONGEST = 366;

    /** Clocks and to which of a few bureaus they are reckoned. */
    static final String WITH_PARTS = "clock c join unnest(:tenants, :parts) p(tenant, part) on p.tenant = c.tenant";

    static final String EACH_BY_ITSELF =
            "(select c.tenant as part, c.* from clock c) c cross join lateral (select c.part) p";

    private final ReportDatabase reports;
    private final Watches watches;
    private final Names names;
    private final InstantSource time;

    DeadlineStatistics(ReportDatabase reports, Watches watches, Names names, InstantSource time) {
        this.reports = reports;
        this.watches = watches;
        this.names = names;
        this.time = time;
    }

    /** By what the numbers are grouped. */
    enum By {
        BUREAU("p.part", "k.key"),
        KIND("c.kind", "max(k.title)");

        private final String key;
        private final String title;

        By(String key, String title) {
            this.key = key;
            this.title = title;
        }

        /** @throws BadQuestion {@code oversight.by-unknown} */
        static By of(String text) {
            return switch (text) {
                case "bureau" -> BUREAU;
                case "kind" -> KIND;
                default -> throw new BadQuestion("oversight.by-unknown", text);
            };
        }
    }

    /** @param series one per bureau or kind, the one with the most missed first */
    record Statistics(LocalDate from, LocalDate to, String by, List<Series> series) {}

    record Series(String key, String title, List<Day> days) {

        long allMissed() {
            return days.stream().mapToLong(Day::missed).sum();
        }
    }

    /**
     * One day in China.
     *
     * @param open not over at the end of the day
     * @param due whose last day it was, without cancelled ones
     * @param missed of these, the ones not done by then
     */
    record Day(LocalDate day, long open, long due, long missed) {}

    private record Change(String key, String title, LocalDate day, long open, long due, long missed) {}

    /** @throws BadQuestion {@code oversight.period-invalid} */
    Statistics of(Watch watch, LocalDate from, LocalDate to, By by, Optional<String> tenant, Optional<String> kind) {
        if (to.isBefore(from) || ChronoUnit.DAYS.between(from, to) >= LONGEST) {
            throw new BadQuestion("oversight.period-invalid", LONGEST);
        }
        Watch seen = watches.only(watch, tenant, true);
        List<Change> changes =
                seen.isEmpty() ? List.of() : changes(seen, watches.parts(watch, tenant), from, to, by, kind);
        Map<String, List<Change>> byKey = new LinkedHashMap<>();
        changes.forEach(change ->
                byKey.computeIfAbsent(change.key(), key -> new ArrayList<>()).add(change));
        Map<String, String> organisations = by == By.BUREAU ? names.ofOrganisations(byKey.keySet()) : Map.of();
        List<Series> series = byKey.entrySet().stream()
                .map(own -> new Series(
                        own.getKey(),
                        organisations.getOrDefault(
                                own.getKey(), own.getValue().get(0).title()),
                        days(own.getValue(), from, to)))
                .sorted((one, other) -> {
                    int missed = Long.compare(other.allMissed(), one.allMissed());
                    return missed != 0 ? missed : one.key().compareTo(other.key());
                })
                .toList();
        return new Statistics(from, to, by.name().toLowerCase(java.util.Locale.ROOT), series);
    }

    /** What began or ended before the first day counts on the first day, so that running sums are the open ones. */
    private List<Change> changes(
            Watch seen, Watches.Parts parts, LocalDate from, LocalDate to, By by, Optional<String> kind) {
        boolean limited = seen.tenants().isPresent();
        // Said beside the join too: of a join's tenants the database does not know how few they are.
        String mine =
                (limited ? " and c.tenant = any(:tenants)" : "") + (kind.isPresent() ? " and c.kind = :kind" : "");
        Instant now = time.instant();
        StatementSpec statement = reports.client()
                .sql("""
                        with k as (
                            select %1$s as key, c.title,
                                   greatest((c.started_at at time zone 'Asia/Shanghai')::date, :from) as day,
                                   count(*) as open, 0 as due, 0 as missed
                              from %4$s
                             where c.ended_at is null and c.started_at < :end%2$s
                             group by 1, 2, 3
                            union all
                            select %1$s, c.title, greatest((c.started_at at time zone 'Asia/Shanghai')::date, :from),
                                   count(*), 0, 0
                              from %4$s
                             where c.ended_at >= :start and c.started_at < :end%2$s
                             group by 1, 2, 3
                            union all
                            select %1$s, c.title, (c.ended_at at time zone 'Asia/Shanghai')::date, -count(*), 0, 0
                              from %4$s
                             where c.ended_at >= :start and c.ended_at < :end and c.started_at < :end%2$s
                             group by 1, 2, 3
                            union all
                            select %1$s, c.title, (c.due_at at time zone 'Asia/Shanghai')::date, 0, count(*),
                                   count(*) filter (where c.state = 'MISSED'
                                                       or (c.ended_at is null and c.state = 'RUNNING' and c.due_at < :now))
                              from %4$s
                             where c.due_at >= :start and c.due_at < :end and c.state <> 'CANCELLED'%2$s
                             group by 1, 2, 3
                        )
                        select k.key, %3$s as title, k.day, sum(k.open) as open, sum(k.due) as due,
                               sum(k.missed) as missed
                          from k
                         group by k.key, k.day
                         order by k.key, k.day
                        """.formatted(by.key, mine, by.title, limited ? WITH_PARTS : EACH_BY_ITSELF))
                .param("from", from)
                .param("start", timestamp(ChinaTime.startOf(from)))
                .param("end", timestamp(ChinaTime.startOf(to.plusDays(1))))
                .param("now", timestamp(now));
        if (limited) {
            statement = statement.param("tenants", parts.tenants()).param("parts", parts.parts());
        }
        if (kind.isPresent()) {
            statement = statement.param("kind", kind.get());
        }
        return statement
                .query((row, n) -> new Change(
                        row.getString("key"),
                        row.getString("title"),
                        row.getObject("day", LocalDate.class),
                        row.getLong("open"),
                        row.getLong("due"),
                        row.getLong("missed")))
                .list();
    }

    private static List<Day> days(List<Change> changes, LocalDate from, LocalDate to) {
        Map<LocalDate, Change> byDay = new HashMap<>();
        changes.forEach(change -> byDay.put(change.day(), change));
        List<Day> days = new ArrayList<>();
        long open = 0;
        for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
            Change change = byDay.get(day);
            open += change == null ? 0 : change.open();
            days.add(new Day(day, open, change == null ? 0 : change.due(), change == null ? 0 : change.missed()));
        }
        return days;
    }
}
