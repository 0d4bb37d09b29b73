package org.redshield.bridge.clues.intake;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.clues.Report;
import org.redshield.bridge.engine.model.PlainTable;
import org.redshield.bridge.engine.model.PlainTable.Row;
import org.redshield.bridge.engine.model.TableProblems;
import org.redshield.bridge.engine.rule.TableCheck;
import org.redshield.bridge.engine.rule.Vocabulary;
import org.springframework.stereotype.Component;

/** One version of the table of triage, read and checked: it answers for every clue, and sends none where the law does not. */
final class TriageTable {

    /** Id of the decision in {@code processes/clue-triage.dmn}. */
    static final String KEY = "clueTriage";

    /** Where the act happened, seen from the bureau that imports. */
    enum Place {
        OWN,
        /** A bureau below works there (投诉举报处理办法 art. 41: 分送). */
        BELOW,
        ELSEWHERE,
        UNKNOWN
    }

    private static final String AT_PLACE = "PLACE";
    private static final List<String> BUREAUS = List.of("OWN", AT_PLACE);
    private static final List<String> URGENCIES = List.of("URGENT", "NORMAL", "LOW");
    private static final PlainTable.Columns COLUMNS = new PlainTable.Columns(
            List.of("place", "channel", "realName"),
            List.of("title", "bureau", "unit", "urgency", "reason"),
            Set.of(),
            "title");

    private final List<Row> rows;

    private TriageTable(List<Row> rows) {
        this.rows = rows;
    }

    /** @throws Refusal {@code clues.triage-refused} */
    static TriageTable read(byte[] content) {
        TableProblems problems = new TableProblems("clues");
        Optional<PlainTable> plain = check(content, problems);
        if (!problems.isEmpty()) {
            throw new Refusal("clues.triage-refused", problems.count(), problems.joined());
        }
        return new TriageTable(plain.orElseThrow().rows());
    }

    /** Reads it, and tells what is wrong with it. */
    static Optional<PlainTable> check(byte[] content, TableProblems problems) {
        Optional<PlainTable> plain = PlainTable.read(KEY, content, COLUMNS, problems);
        plain.ifPresent(table -> {
            table.rows().forEach(row -> check(table, row, problems));
            table.refuseCovered();
            if (table.rows().stream()
                    .noneMatch(row -> row.conditions().values().stream().allMatch(Set::isEmpty))) {
                problems.at(KEY).add("no-row-for-the-rest");
            }
        });
        return plain;
    }

    private static void check(PlainTable table, Row row, TableProblems problems) {
        table.require(row, List.of("title", "bureau", "urgency", "reason"));
        table.requireOneOf(row, "bureau", BUREAUS);
        table.requireOneOf(row, "urgency", URGENCIES);
        known(table, row, "place", Stream.of(Place.values()).map(Enum::name).toList());
        known(
                table,
                row,
                "channel",
                Stream.of(Report.Channel.values()).map(Enum::name).toList());
        known(table, row, "realName", List.of("true", "false"));
        if (row.cell("bureau").filter(AT_PLACE::equals).isPresent()
                && !row.conditions().get("place").equals(Set.of(Place.BELOW.name()))) {
            problems.at(row.id()).add("not-below", table.where(row), table.label("bureau"), table.label("place"));
        }
    }

    private static void known(PlainTable table, Row row, String input, List<String> allowed) {
        row.conditions().get(input).stream()
                .filter(value -> !allowed.contains(value))
                .sorted()
                .forEach(value -> table.unknown(row, input, value, allowed));
    }

    /**
     * @param atPlace whether it goes to the bureau of the place
     * @param reason with {@code {bureau}} for that bureau's name
     */
    record Answer(boolean atPlace, Optional<String> unit, String urgency, String reason) {}

    /** By the first row that fits. */
    Answer decide(Place place, Report.Channel channel, boolean realName) {
        return rows.stream()
                .filter(row -> row.accepts("place", Optional.of(place.name()))
                        && row.accepts("channel", Optional.of(channel.name()))
                        && row.accepts("realName", Optional.of(Boolean.toString(realName))))
                .findFirst()
                .map(row -> new Answer(
                        row.cell("bureau").filter(AT_PLACE::equals).isPresent(),
                        row.cell("unit"),
                        row.cell("urgency").orElseThrow(),
                        row.cell("reason").orElseThrow()))
                .orElseThrow();
    }

    /** No broken table of triage is ever deployed. */
    @Component
    static final class Check implements TableCheck {

        @Override
        public String decision() {
            return KEY;
        }

        @Override
        public TableProblems problems(byte[] content, Vocabulary house, boolean released) {
            TableProblems problems = new TableProblems("clues");
            TriageTable.check(content, problems);
            return problems;
        }
    }
}
