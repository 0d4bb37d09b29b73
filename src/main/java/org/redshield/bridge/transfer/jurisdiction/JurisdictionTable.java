package org.redshield.bridge.transfer.jurisdiction;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.engine.model.PlainTable;
import org.redshield.bridge.engine.model.PlainTable.Row;
import org.redshield.bridge.engine.model.TableProblems;
import org.redshield.bridge.transfer.jurisdiction.Rule.Reach;
import org.redshield.bridge.transfer.jurisdiction.Rule.When;
import org.redshield.bridge.transfer.jurisdiction.Situation.Answer;

/**
 * One version of the table of jurisdiction, read and checked: every situation has a rule, and no row makes a bureau
 * competent that law does not. Rows that name a bureau of several that are competent come in the order in which they are
 * proposed.
 */
final class JurisdictionTable {

    /** Id of the decision in {@code processes/jurisdiction.dmn}. */
    static final String KEY = "jurisdiction";

    private static final Set<Fact> PLACES = Set.of(
            Fact.ACTUAL_PLACE,
            Fact.DOMICILE,
            Fact.PLATFORM,
            Fact.HARM_PLACE,
            Fact.PUBLISHER_PLACE,
            Fact.ADVERTISER_PLACE,
            Fact.AGENT_PLACE);
    private static final List<String> STATED = List.of("YES", "NO");
    private static final List<String> ANSWERS = names(Answer.values());
    private static final Map<String, List<String>> INPUTS = Map.of(
            "act", names(Conduct.values()),
            "subject", names(LiableSubject.values()),
            "selfPublished", ANSWERS,
            "registered", ANSWERS,
            "actualPlaceKnown", STATED,
            "concentrated", STATED);
    private static final PlainTable.Columns COLUMNS = new PlainTable.Columns(
            List.copyOf(INPUTS.keySet()),
            List.of("title", "place", "when", "reach", "ask", "from", "citation", "reason"),
            Set.of(),
            "title",
            true);

    private final List<Row> rows;

    private JurisdictionTable(List<Row> rows) {
        this.rows = rows;
    }

    /**
     * Reads and checks it.
     *
     * @throws Refusal {@code transfer.table-refused}, which names every row and what is wrong with it
     */
    static JurisdictionTable read(byte[] content) {
        TableProblems problems = new TableProblems("transfer");
        Optional<PlainTable> plain = check(content, problems);
        if (!problems.isEmpty()) {
            throw new Refusal("transfer.table-refused", problems.count(), problems.joined());
        }
        return new JurisdictionTable(plain.orElseThrow().rows());
    }

    /** Reads it, and tells what is wrong with it. */
    static Optional<PlainTable> check(byte[] content, TableProblems problems) {
        Optional<PlainTable> plain = PlainTable.read(KEY, content, COLUMNS, problems);
        plain.ifPresent(table -> new Check(table, problems).run());
        return plain;
    }

    /** The rules for a situation that hold on that day, in order. */
    List<Rule> rules(Situation situation, LocalDate on) {
        return fitting(rows, situation)
                .map(JurisdictionTable::rule)
                .filter(rule -> rule.holdsOn(on))
                .toList();
    }

    /** The one row about a filing. */
    Rule about(When filing) {
        return rows.stream()
                .filter(row -> when(row) == filing)
                .map(JurisdictionTable::rule)
                .findFirst()
                .orElseThrow();
    }

    private static Stream<Row> fitting(List<Row> rows, Situation situation) {
        Map<String, Optional<String>> inputs = situation.inputs();
        return rows.stream().filter(row -> !when(row).standsAlone()).filter(row -> inputs.entrySet().stream()
                .allMatch(in -> row.accepts(in.getKey(), in.getValue())));
    }

    private static When when(Row row) {
        return When.valueOf(row.cell("when").orElseThrow());
    }

    private static Rule rule(Row row) {
        return new Rule(
                row.cell("title").orElseThrow(),
                when(row),
                row.cell("reach").map(Reach::valueOf).orElse(Reach.LOCAL),
                row.cell("place").flatMap(Fact::of),
                row.cell("ask").flatMap(Fact::of),
                row.cell("from").map(LocalDate::parse),
                List.of(row.cell("citation").orElseThrow().split("、")),
                row.cell("reason").orElseThrow());
    }

    private static List<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).toList();
    }

    /** Collects what is wrong with a table. */
    private record Check(PlainTable table, TableProblems problems) {

        void run() {
            table.rows().forEach(this::form);
            if (problems.isEmpty()) {
                Arrays.stream(When.values()).filter(When::standsAlone).forEach(this::onceAndWithoutConditions);
                law();
            }
        }

        private void form(Row row) {
            problems.at(row.id());
            table.require(row, List.of("title", "when", "citation", "reason"));
            INPUTS.forEach((input, allowed) -> row.conditions().get(input).stream()
                    .filter(value -> !allowed.contains(value))
                    .sorted()
                    .forEach(value -> table.unknown(row, input, value, allowed)));
            table.requireOneOf(row, "when", names(When.values()));
            table.requireOneOf(row, "reach", names(Reach.values()));
            table.requireOneOf(
                    row, "place", PLACES.stream().map(Fact::field).sorted().toList());
            table.requireOneOf(
                    row, "ask", Arrays.stream(Fact.values()).map(Fact::field).toList());
            row.cell("from")
                    .filter(day -> !isDay(day))
                    .ifPresent(day -> problems.add("not-a-day", table.where(row), table.label("from"), day));
            boolean alone = row.cell("when")
                    .filter(names(When.values())::contains)
                    .map(When::valueOf)
                    .filter(When::standsAlone)
                    .isPresent();
            long said = Stream.of("place", "ask")
                    .filter(name -> row.cell(name).isPresent())
                    .count();
            problems.at(row.id());
            if (said != (alone ? 0 : 1)) {
                problems.add(
                        alone ? "place-of-filing" : "place-or-question",
                        table.where(row),
                        table.label("place"),
                        table.label("ask"));
            }
        }

        private static boolean isDay(String text) {
            try {
                LocalDate.parse(text);
                return true;
            } catch (DateTimeParseException e) {
                return false;
            }
        }

        private void onceAndWithoutConditions(When filing) {
            List<Row> about =
                    table.rows().stream().filter(row -> when(row) == filing).toList();
            if (about.size() != 1
                    || about.get(0).conditions().values().stream().anyMatch(values -> !values.isEmpty())
                    || about.get(0).cell("from").isPresent()) {
                problems.at(KEY).add("filing", table.label("when"), filing);
            }
        }

        private void law() {
            for (Situation situation : situations()) {
                List<Row> fitting = fitting(table.rows(), situation).toList();
                for (Row row : fitting) {
                    Rule rule = rule(row);
                    rule.place()
                            .filter(place -> !JurisdictionFloor.opens(situation, place, rule.when(), rule.reach()))
                            .ifPresent(place -> problems.at(row.id())
                                    .add(
                                            "law-bars",
                                            table.where(row),
                                            place.title(),
                                            situation.act().orElseThrow(),
                                            situation.subject().orElseThrow()));
                }
                if (fitting.stream().map(JurisdictionTable::rule).noneMatch(Check::decides)) {
                    problems.at(KEY)
                            .add(
                                    "no-rule",
                                    situation.act().orElseThrow(),
                                    situation.subject().orElseThrow());
                }
            }
        }

        private static boolean decides(Rule rule) {
            return rule.when() == When.ALWAYS
                    && rule.reach() == Reach.LOCAL
                    && rule.place().isPresent()
                    && rule.from().isEmpty();
        }

        private static List<Situation> situations() {
            List<Situation> all = new ArrayList<>();
            for (Conduct act : Conduct.values()) {
                for (LiableSubject subject : LiableSubject.values()) {
                    for (Answer selfPublished : Answer.values()) {
                        for (Answer registered : Answer.values()) {
                            for (int bits = 0; bits < 4; bits++) {
                                all.add(new Situation(
                                        Optional.of(act),
                                        Optional.of(subject),
                                        selfPublished,
                                        registered,
                                        (bits & 1) != 0,
                                        (bits & 2) != 0));
                            }
                        }
                    }
                }
            }
            return all;
        }
    }
}
