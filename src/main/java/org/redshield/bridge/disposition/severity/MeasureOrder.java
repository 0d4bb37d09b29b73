package org.redshield.bridge.disposition.severity;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.disposition.plan.Measure;
import org.redshield.bridge.engine.model.PlainTable;
import org.redshield.bridge.engine.model.TableProblems;

/**
 * One version of {@code processes/measure-order.dmn}: at which {@link Degree} each measure stands.
 *
 * @param degrees of every measure there is
 */
public record MeasureOrder(Map<Measure, Degree> degrees) {

    /** Id of the decision. */
    public static final String KEY = "measureOrder";

    /** Only these take nothing from a merchant; a table that calls another a warning would leave it to a unit head. */
    private static final Set<Measure> WARNINGS = EnumSet.of(Measure.WARNING, Measure.INFO_UPDATE_REMINDER);

    private static final PlainTable.Columns COLUMNS =
            new PlainTable.Columns(List.of("measure"), List.of("title", "degree"), Set.of(), "title");

    /** @throws Refusal {@code disposition.table-refused} */
    public static MeasureOrder read(byte[] content) {
        TableProblems problems = new TableProblems("disposition");
        Optional<PlainTable> plain = check(content, problems);
        if (!problems.isEmpty()) {
            throw new Refusal("disposition.table-refused", problems.count(), problems.joined());
        }
        Map<Measure, Degree> degrees = new EnumMap<>(Measure.class);
        for (PlainTable.Row row : plain.orElseThrow().rows()) {
            Degree degree = row.cell("degree").flatMap(Degree::of).orElseThrow();
            measures(row).forEach(code -> degrees.put(Measure.valueOf(code), degree));
        }
        return new MeasureOrder(degrees);
    }

    /** Reads it, and tells what is wrong with it: every measure stands in it once. */
    static Optional<PlainTable> check(byte[] content, TableProblems problems) {
        Optional<PlainTable> plain = PlainTable.read(KEY, content, COLUMNS, problems);
        plain.ifPresent(table -> {
            table.rows().forEach(row -> checkRow(table, row, problems));
            for (Measure measure : Measure.values()) {
                List<PlainTable.Row> places = table.rows().stream()
                        .filter(row -> measures(row).contains(measure.name()))
                        .toList();
                if (places.isEmpty()) {
                    problems.at(KEY).add("measure-missing", measure.name(), measure.title());
                } else if (places.size() > 1) {
                    problems.at(places.get(1).id())
                            .add(
                                    "measure-doubled",
                                    table.where(places.get(1)),
                                    measure.name(),
                                    measure.title(),
                                    table.where(places.get(0)));
                }
            }
        });
        return plain;
    }

    private static void checkRow(PlainTable table, PlainTable.Row row, TableProblems problems) {
        table.require(row, List.of("title", "degree"));
        table.requireOneOf(row, "degree", Degree.titles());
        List<String> known = Arrays.stream(Measure.values()).map(Enum::name).toList();
        if (measures(row).isEmpty()) {
            problems.at(row.id()).add("missing", table.where(row), table.label("measure"));
        }
        for (String code : measures(row).stream().sorted().toList()) {
            if (!known.contains(code)) {
                table.unknown(row, "measure", code, known);
            } else if (isTooLow(row, Measure.valueOf(code))) {
                problems.at(row.id())
                        .add(
                                "no-warning",
                                table.where(row),
                                table.label("degree"),
                                Measure.valueOf(code).title());
            }
        }
    }

    private static boolean isTooLow(PlainTable.Row row, Measure measure) {
        return row.cell("degree")
                        .flatMap(Degree::of)
                        .filter(Degree.WARNING::equals)
                        .isPresent()
                && !WARNINGS.contains(measure);
    }

    private static Set<String> measures(PlainTable.Row row) {
        return row.conditions().get("measure");
    }

    public Degree of(Measure measure) {
        return degrees.get(measure);
    }

    /** The harshest of them; empty where there is none. */
    public Optional<Degree> highest(Collection<Measure> measures) {
        return measures.stream().map(this::of).max(Degree::compareTo);
    }
}
