package org.redshield.bridge.oversight;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Service;

/** The numbers of each day, from those that are kept: what is open now, and back from there what began and ended. */
@Service
@RequiredArgsConstructor
class DeadlineStatistics {

    private static final int LONGEST = 366;

    private final CountedDeadlines counted;
    private final Watches watches;
    private final Names names;
    private final InstantSource time;

    /** By what the numbers are grouped. */
    enum By {
        BUREAU,
        KIND;

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

    /** @param day empty for what is open now */
    private record Change(String key, Optional<LocalDate> day, long open, long due, long missed) {}

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
        Map<String, String> titles = by == By.BUREAU ? names.ofOrganisations(byKey.keySet()) : counted.titles();
        List<Series> series = byKey.entrySet().stream()
                .map(own -> new Series(
                        own.getKey(), titles.getOrDefault(own.getKey(), own.getKey()), days(own.getValue(), from, to)))
                .filter(one -> one.days().stream().anyMatch(day -> day.open() != 0 || day.due() != 0))
                .sorted((one, other) -> {
                    int missed = Long.compare(other.allMissed(), one.allMissed());
                    return missed != 0 ? missed : one.key().compareTo(other.key());
                })
                .toList();
        return new Statistics(from, to, by.name().toLowerCase(java.util.Locale.ROOT), series);
    }

    private List<Change> changes(
            Watch seen, Watches.Parts parts, LocalDate from, LocalDate to, By by, Optional<String> kind) {
        Optional<List<Watches.Node>> nodes =
                seen.tenants().map(all -> by == By.BUREAU ? watches.nodes(parts) : watches.whole(parts));
        List<Change> changes = new ArrayList<>((by == By.BUREAU && kind.isEmpty() && nodes.isPresent()
                        ? ofAllKinds(nodes.get(), from)
                        : ofKinds(nodes, from, by, kind))
                .query((row, n) -> new Change(
                        row.getString("key"),
                        Optional.ofNullable(row.getObject("at", LocalDate.class)),
                        row.getLong("open"),
                        row.getLong("due"),
                        row.getLong("missed")))
                .list());
        counted.unnoticedLate(seen.codes(), time.instant()).stream()
                .filter(late -> kind.isEmpty() || kind.get().equals(late.kind()))
                .map(late -> new Change(
                        by == By.BUREAU ? parts.of().getOrDefault(late.tenant(), late.tenant()) : late.kind(),
                        Optional.of(late.day()),
                        0,
                        0,
                        late.n()))
                .forEach(changes::add);
        return changes;
    }

    private StatementSpec ofAllKinds(List<Watches.Node> nodes, LocalDate from) {
        return counted.askTotals("""
                select part as key, nullif(day, 'infinity') as at,
                       sum(case when day = 'infinity' then clocks_open else clocks_begun - clocks_ended end) as open,
                       sum(clocks_due) as due, sum(clocks_missed) as missed
                  from totals t group by 1, 2
                """, nodes, from);
    }

    private StatementSpec ofKinds(Optional<List<Watches.Node>> nodes, LocalDate from, By by, Optional<String> kind) {
        return counted.ask(
                        """
                        select %1$s as key, case when measure in (%2$s) then null else day end as at,
                               coalesce(sum(case measure when 'CLOCK_ENDED' then -n else n end)
                                          filter (where measure not in ('CLOCK_DUE', 'CLOCK_MISSED')), 0) as open,
                               coalesce(sum(n) filter (where measure = 'CLOCK_DUE'), 0) as due,
                               coalesce(sum(n) filter (where measure = 'CLOCK_MISSED'), 0) as missed
                          from (select * from counted now where measure in (%2$s)
                                union all
                                select * from counted changes
                                 where measure in ('CLOCK_BEGUN', 'CLOCK_ENDED', 'CLOCK_DUE', 'CLOCK_MISSED') and day >= :from) c
                         where cast(:kind as text) is null or kind = :kind
                         group by 1, 2
                        """.formatted(
                                by == By.BUREAU ? "part" : "kind", "'CLOCK_RUNNING', 'CLOCK_PAUSED', 'CLOCK_LATE'"),
                        nodes)
                .param("from", from)
                .param("kind", kind.orElse(null));
    }

    /** Back from now: what began after a day was not open then, and what ended after it was. */
    private static List<Day> days(List<Change> changes, LocalDate from, LocalDate to) {
        Map<LocalDate, List<Change>> byDay = new HashMap<>();
        long open = 0;
        for (Change change : changes) {
            if (change.day().isEmpty()) {
                open += change.open();
            } else if (change.day().get().isAfter(to)) {
                open -= change.open();
            } else {
                byDay.computeIfAbsent(change.day().get(), day -> new ArrayList<>())
                        .add(change);
            }
        }
        LinkedList<Day> days = new LinkedList<>();
        for (LocalDate day = to; !day.isBefore(from); day = day.minusDays(1)) {
            List<Change> of = byDay.getOrDefault(day, List.of());
            days.addFirst(new Day(
                    day,
                    open,
                    of.stream().mapToLong(Change::due).sum(),
                    of.stream().mapToLong(Change::missed).sum()));
            open -= of.stream().mapToLong(Change::open).sum();
        }
        return days;
    }
}
