package org.redshield.bridge.oversight;

import static org.redshield.bridge.Rows.instant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.bureau.BureauTree.Branch;
import org.redshield.bridge.cases.Involvements;
import org.springframework.stereotype.Service;

/** What the page {@code /oversight} tells of a bureau and of each part of it, in three statements. */
@Service
@RequiredArgsConstructor
class BureauNumbers {

    private static final int DAYS = 30;
    /** All parts of a bureau together. */
    private static final String WHOLE = "";

    /** The longest of the ages: since so many days, and longer. */
    private static final int OLD = 91;

    /** Of the way of a request, by kind of deadline, in their order. */
    private static final Map<String, String> LEGS = legs();

    private static final Part NOTHING = new Part(
            WHOLE, "合计", false, 0, 0, 0, List.of(0L, 0L, 0L, 0L, 0L), 0, 0, 0, 0, new Term(0, 0), new Term(0, 0));

    private final CountedDeadlines counted;
    private final ReportDatabase reports;
    private final Watches watches;
    private final Names names;
    private final Involvements involvements;
    private final InstantSource time;

    /**
     * @param from first of the days, of which {@code to} is today
     * @param path where one stands, after what stands above it as far as the caller sees it
     * @param whole all parts together, from a number of its own
     * @param parts the bureau itself, where its numbers are told apart from those below it, and those on the next level
     * @param legs of the way of a request, in their order
     * @param wrong of the last night; absent where all numbers were right
     */
    record Told(
            Instant at,
            LocalDate from,
            LocalDate to,
            List<Branch> path,
            Part whole,
            List<Part> parts,
            List<Kind> kinds,
            List<Platform> platforms,
            List<Leg> legs,
            List<Day> days,
            Optional<Wrong> wrong) {}

    /**
     * @param divided whether one can go down to it
     * @param open worked on now; {@code ages}: of these, since at most 7, 15, 30, 90 days, and longer
     * @param late deadlines that ran out and are not done
     * @param termOfDays deadlines of three working days, {@code termOfMinutes} of fifteen minutes
     */
    record Part(
            String code,
            String name,
            boolean divided,
            long in,
            long done,
            long open,
            List<Long> ages,
            long late,
            long returned,
            long declined,
            long supplemented,
            Term termOfDays,
            Term termOfMinutes) {}

    /** Deadlines whose last day was among the days and that ended or ran out, and how many of these were missed. */
    record Term(long due, long missed) {}

    record Kind(String code, String title, long in, long done, long open) {}

    /**
     * @param inTime answers that were in the case within the days and by their last moment; {@code late} after it, or withdrawn
     *     after it without one; neither where the platform was asked only when the time was up; {@code refused} at any time
     * @param awaited what lies with the platform now; {@code overdue}: of it, what should have been answered by now
     * @param kept what it answered or should have, in time or not; of this missed what came late or is overdue
     */
    record Platform(
            String code,
            String title,
            long in,
            long done,
            long open,
            long inTime,
            long late,
            long refused,
            long awaited,
            long overdue,
            Term kept) {}

    /** Of what was over within the days. @param median and {@code most} (nine in ten): by the clock, as people read it */
    record Leg(String title, long count, Optional<String> median, Optional<String> most) {}

    /** @param open at the end of the day */
    record Day(LocalDate day, long in, long done, long open) {}

    /** Numbers that were wrong, and have been made anew since. */
    record Wrong(Instant foundAt, long differences) {}

    /** @param at which of the days, or 1 of what is overdue; 0 where none counts */
    private record Cell(String measure, String kind, int at, long n) {}

    /** The numbers of the last 30 days. @param under a bureau that he sees; where he begins if empty */
    Told of(Watch watch, Optional<String> under) {
        Watch seen = watches.only(watch, under, true);
        Watches.Parts parts = watches.parts(watch, under);
        Instant now = time.instant();
        LocalDate to = ChinaTime.day(now);
        LocalDate from = to.minusDays(DAYS - 1);
        List<Watches.Node> all = watches.whole(parts);
        List<Cell> whole = cells(all, from, to);
        Map<String, Map<String, Long>> unnoticed = counted.unnoticed(seen.codes(), now).stream()
                .filter(one -> one.measure().equals("CLOCK_LATE")
                        || !one.day().isBefore(from) && !one.day().isAfter(to))
                .flatMap(one -> Stream.of(WHOLE, parts.of().getOrDefault(one.tenant(), one.tenant()))
                        .map(part -> Map.entry(part, one)))
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey,
                        Collectors.groupingBy(
                                one -> lacking(one.getValue()),
                                Collectors.summingLong(one -> one.getValue().n()))));
        Map<String, String> called =
                new HashMap<>(names.ofOrganisations(Set.copyOf(parts.of().values())));
        called.put(WHOLE, "合计");
        parts.top().ifPresent(top -> called.put(top, "本级"));
        Map<Boolean, List<Part>> told = parts(
                        Stream.concat(all.stream(), watches.nodes(parts).stream())
                                .toList(),
                        from,
                        to,
                        (row, code) -> part(
                                row,
                                code,
                                called.getOrDefault(code, code),
                                !code.equals(WHOLE)
                                        && parts.top().filter(code::equals).isEmpty(),
                                unnoticed.getOrDefault(code, Map.of())))
                .stream()
                .collect(Collectors.partitioningBy(part -> part.code().equals(WHOLE)));
        return new Told(
                now,
                from,
                to,
                parts.path(),
                told.get(true).stream().findFirst().orElse(NOTHING),
                told.get(false),
                kinds(whole, involvements.titles()),
                platforms(whole),
                legs(whole),
                days(whole, from),
                wrong(seen));
    }

    private List<Cell> cells(List<Watches.Node> all, LocalDate from, LocalDate to) {
        return counted.ask("""
                        select measure, kind,
                               case when measure in ('ANSWER_AWAITED', 'ANSWER_OVERDUE') then (day < :to)::int
                                    when measure in ('IN', 'DONE') then day - :from else 0 end as at,
                               sum(n) as n
                          from (select * from counted now where measure in ('OPEN', 'PLATFORM_OPEN', 'ANSWER_AWAITED', 'ANSWER_OVERDUE')
                                union all
                                select * from counted those
                                 where day between :from and :to
                                   and measure in ('IN', 'DONE', 'PLATFORM_IN', 'PLATFORM_DONE', 'ANSWER_IN_TIME',
                                                   'ANSWER_LATE', 'ANSWER_REFUSED')
                                union all
                                select * from counted lengths
                                 where day between :from and :to and measure = any(:lengths) and kind = any(:legs)) c
                         group by 1, 2, 3 having sum(n) <> 0
                        """, Optional.of(all))
                .param("from", from)
                .param("to", to)
                .param(
                        "lengths",
                        IntStream.range(0, Durations.LENGTHS)
                                .mapToObj("TOOK_%02d"::formatted)
                                .toArray(String[]::new))
                .param("legs", LEGS.keySet().toArray(String[]::new))
                .query((row, n) ->
                        new Cell(row.getString("measure"), row.getString("kind"), row.getInt("at"), row.getLong("n")))
                .list();
    }

    private static Map<String, String> legs() {
        Map<String, String> legs = new LinkedHashMap<>();
        legs.put("DELIVERY", "送达");
        legs.put("ACKNOWLEDGEMENT", "签收");
        legs.put("STATUTORY_REPLY", "答复");
        legs.put("CONFIRMATION_CLOSE", "确认");
        return legs;
    }

    /** All together and each part, by their codes. */
    private List<Part> parts(List<Watches.Node> nodes, LocalDate from, LocalDate to, RowOfPart part) {
        return counted.askTotals("""
                        select part,
                               sum(came_in) filter (where day between :from and :to) as came_in,
                               sum(done) filter (where day between :from and :to) as done,
                               sum(open) filter (where day = 'infinity') as open,
                               array[sum(open) filter (where day > :to - 8 and day < 'infinity'),
                                     sum(open) filter (where day between :to - 15 and :to - 8),
                                     sum(open) filter (where day between :to - 30 and :to - 16),
                                     sum(open) filter (where day between :to - 90 and :to - 31)]::bigint[] as ages,
                               sum(late) filter (where day = 'infinity') as late,
                               sum(returned) filter (where day between :from and :to) as returned,
                               sum(declined) filter (where day between :from and :to) as declined,
                               sum(supplemented) filter (where day between :from and :to) as supplemented,
                               sum(days_due) filter (where day between :from and :to) as days_due,
                               sum(days_missed) filter (where day between :from and :to) as days_missed,
                               sum(minutes_due) filter (where day between :from and :to) as minutes_due,
                               sum(minutes_missed) filter (where day between :from and :to) as minutes_missed
                          from totals t group by part order by part
                        """, nodes, to.minusDays(OLD - 1))
                .param("from", from)
                .param("to", to)
                .query((row, n) -> part.of(row, row.getString("part")))
                .list();
    }

    private interface RowOfPart {
        Part of(ResultSet row, String code) throws SQLException;
    }

    private static Part part(ResultSet row, String code, String name, boolean divided, Map<String, Long> unnoticed)
            throws SQLException {
        long open = row.getLong("open");
        List<Long> ages = Arrays.stream((Long[]) row.getArray("ages").getArray())
                .map(age -> age == null ? 0 : age)
                .collect(Collectors.toCollection(ArrayList::new));
        ages.add(open - ages.stream().mapToLong(Long::longValue).sum());
        return new Part(
                code,
                name,
                divided,
                row.getLong("came_in"),
                row.getLong("done"),
                open,
                ages,
                row.getLong("late") + unnoticed.getOrDefault("late", 0L),
                row.getLong("returned"),
                row.getLong("declined"),
                row.getLong("supplemented"),
                term(row, "days", unnoticed),
                term(row, "minutes", unnoticed));
    }

    /** As the column is called that it is added to. */
    private static String lacking(CountedDeadlines.Unnoticed one) {
        String unit = one.kind().equals("MINUTES") ? "minutes" : "days";
        return switch (one.measure()) {
            case "TERM_DUE" -> unit + "_due";
            case "TERM_MISSED" -> unit + "_missed";
            default -> "late";
        };
    }

    private static Term term(ResultSet row, String unit, Map<String, Long> unnoticed) throws SQLException {
        String due = unit + "_due";
        String missed = unit + "_missed";
        return new Term(
                row.getLong(due) + unnoticed.getOrDefault(due, 0L),
                row.getLong(missed) + unnoticed.getOrDefault(missed, 0L));
    }

    private static long sum(List<Cell> cells, Predicate<Cell> which) {
        return cells.stream().filter(which).mapToLong(Cell::n).sum();
    }

    private static long sum(List<Cell> cells, String measure) {
        return sum(cells, cell -> cell.measure().equals(measure));
    }

    private static long sum(List<Cell> cells, String measure, String kind) {
        return sum(cells, cell -> cell.measure().equals(measure) && cell.kind().equals(kind));
    }

    private List<Platform> platforms(List<Cell> whole) {
        Map<String, List<Cell>> cells = whole.stream()
                .filter(cell ->
                        cell.measure().startsWith("PLATFORM_") || cell.measure().startsWith("ANSWER_"))
                .collect(Collectors.groupingBy(Cell::kind));
        Map<String, String> called = names.ofOrganisations(cells.keySet());
        return cells.entrySet().stream()
                .map(of -> platform(of.getKey(), called.getOrDefault(of.getKey(), of.getKey()), of.getValue()))
                .sorted(Comparator.comparingLong(Platform::open).reversed().thenComparing(Platform::code))
                .toList();
    }

    private static Platform platform(String code, String title, List<Cell> cells) {
        long inTime = sum(cells, "ANSWER_IN_TIME");
        long late = sum(cells, "ANSWER_LATE");
        // What ran out before today, noticed or not, and what was noticed today.
        long overdue = sum(cells, cell -> cell.measure().equals("ANSWER_AWAITED") && cell.at() == 1)
                + sum(cells, cell -> cell.measure().equals("ANSWER_OVERDUE") && cell.at() == 0);
        return new Platform(
                code,
                title,
                sum(cells, "PLATFORM_IN"),
                sum(cells, "PLATFORM_DONE"),
                sum(cells, "PLATFORM_OPEN"),
                inTime,
                late,
                sum(cells, "ANSWER_REFUSED"),
                sum(cells, "ANSWER_AWAITED"),
                overdue,
                new Term(inTime + late + overdue, late + overdue));
    }

    private static List<Kind> kinds(List<Cell> whole, Map<String, String> titles) {
        Set<String> measures = Set.of("IN", "DONE", "OPEN");
        return whole.stream()
                .filter(cell -> measures.contains(cell.measure()))
                .map(Cell::kind)
                .distinct()
                .map(kind -> new Kind(
                        kind,
                        titles.getOrDefault(kind, kind),
                        sum(whole, "IN", kind),
                        sum(whole, "DONE", kind),
                        sum(whole, "OPEN", kind)))
                .sorted(Comparator.comparingLong(Kind::open).reversed().thenComparing(Kind::code))
                .toList();
    }

    private static List<Leg> legs(List<Cell> whole) {
        return LEGS.entrySet().stream()
                .map(leg -> leg(leg.getValue(), leg.getKey(), whole))
                .toList();
    }

    private static Leg leg(String title, String kind, List<Cell> whole) {
        Durations took = new Durations();
        whole.stream()
                .filter(cell -> cell.kind().equals(kind) && cell.measure().startsWith("TOOK_"))
                .forEach(cell -> took.add(Integer.parseInt(cell.measure().substring("TOOK_".length())), cell.n()));
        return new Leg(title, took.count(), took.within(0.5), took.within(0.9));
    }

    /** Back from what is open now. */
    private static List<Day> days(List<Cell> whole, LocalDate from) {
        long[] in = new long[DAYS];
        long[] done = new long[DAYS];
        whole.stream().filter(cell -> cell.measure().equals("IN")).forEach(cell -> in[cell.at()] += cell.n());
        whole.stream().filter(cell -> cell.measure().equals("DONE")).forEach(cell -> done[cell.at()] += cell.n());
        long[] open = new long[DAYS];
        long left = sum(whole, "OPEN");
        for (int day = DAYS - 1; day >= 0; day--) {
            open[day] = left;
            left -= in[day] - done[day];
        }
        return IntStream.range(0, DAYS)
                .mapToObj(day -> new Day(from.plusDays(day), in[day], done[day], open[day]))
                .toList();
    }

    private Optional<Wrong> wrong(Watch seen) {
        return reports.client()
                .sql("""
                        select max(found_at) as found_at, sum(differences) as differences from supervision_check
                         where tenant = any(:seen) and found_at > now() - interval '1 day' having max(found_at) is not null
                        """)
                .param("seen", seen.codes().orElseGet(() -> new String[0]))
                .query((row, n) -> new Wrong(instant(row, "found_at"), row.getLong("differences")))
                .optional();
    }
}
