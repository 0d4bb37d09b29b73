package org.redshield.bridge.indicators;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.engine.model.PlainTable;
import org.redshield.bridge.engine.model.TableProblems;
import org.redshield.bridge.indicators.ring.Criteria;

/**
 * One version of {@code processes/brushing.dmn}: from which values on an order shows something, and how much that weighs.
 *
 * @param values by the names of the thresholds, as are the titles
 */
record Thresholds(Map<String, String> values, Map<String, String> titles) {

    /** Id of the decision. */
    static final String KEY = "brushingThresholds";

    private static final String WORDS = "B7.words";
    static final List<String> NAMES = List.of(
            ("suspicious.points B1.points B1.light B1.heavy B2.points B2.orders B2.days B3.points B3.least B3.most B3.days B4.points "
                            + "B4.window B4.buyers B4.orders B4.shopBuyers B4.shops B4.lift B5.points B5.hours B5.minutes B5.deviation B5.same "
                            + "B6.points B6.similarity B6.length B6.reviews B7.points B7.words B8.points B8.orders B9.points B9.share "
                            + "B9.refunds B10.points B10.deviation B10.reviews")
                    .split(" "));
    private static final PlainTable.Columns COLUMNS =
            new PlainTable.Columns(List.of("threshold"), List.of("title", "value"), Set.of("value"), "title");

    /** @throws Refusal {@code indicators.table-refused} */
    static Thresholds read(byte[] content) {
        TableProblems problems = new TableProblems("indicators");
        Optional<PlainTable> plain = check(content, problems);
        if (!problems.isEmpty()) {
            throw new Refusal("indicators.table-refused", problems.count(), problems.joined());
        }
        Map<String, String> values = new TreeMap<>();
        Map<String, String> titles = new TreeMap<>();
        plain.orElseThrow()
                .rows()
                .forEach(row -> row.conditions().get("threshold").forEach(name -> {
                    values.put(name, row.cell("value").orElseThrow());
                    titles.put(name, row.cell("title").orElseThrow());
                }));
        return new Thresholds(values, titles);
    }

    /** Reads it, and tells what is wrong with it: every threshold has one row. */
    static Optional<PlainTable> check(byte[] content, TableProblems problems) {
        Optional<PlainTable> plain = PlainTable.read(KEY, content, COLUMNS, problems);
        plain.ifPresent(table -> {
            table.refuseCovered();
            table.rows().forEach(row -> {
                table.require(row, List.of("title", "value"));
                row.conditions().get("threshold").stream()
                        .filter(name -> !NAMES.contains(name))
                        .forEach(name -> table.unknown(row, "threshold", name, NAMES));
                if (!row.conditions().get("threshold").contains(WORDS)
                        && row.cell("value")
                                .filter(value -> !value.matches("\\d{1,6}(\\.\\d{1,3})?"))
                                .isPresent()) {
                    problems.at(row.id())
                            .add(
                                    "not-a-number",
                                    table.where(row),
                                    row.cell("value").orElseThrow());
                }
            });
            NAMES.stream()
                    .filter(name -> table.rows().stream()
                            .noneMatch(row -> row.conditions().get("threshold").contains(name)))
                    .forEach(name -> problems.at(KEY).add("row-missing", name));
        });
        return plain;
    }

    BigDecimal number(String name) {
        return new BigDecimal(values.get(name));
    }

    int whole(String name) {
        return number(name).intValue();
    }

    int points(Indicator indicator) {
        return whole(indicator + ".points");
    }

    /** By which an indicator goes, as the table calls them, beside its points. */
    Map<String, String> of(Indicator indicator) {
        Map<String, String> own = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (name.startsWith(indicator + ".") && !name.endsWith(".points")) {
                own.put(titles.get(name), value);
            }
        });
        return own;
    }

    /** Accounts that have receivers in common. */
    Criteria sameReceivers() {
        return new Criteria(whole("B4.window"), whole("B4.buyers"), 1, whole("B4.orders"), 0);
    }

    /** Accounts that have shops in common. */
    Criteria sameShops() {
        return new Criteria(
                whole("B4.window"), whole("B4.shopBuyers"), whole("B4.shops"), whole("B4.shops"), whole("B4.lift"));
    }

    String[] words() {
        return values.get(WORDS).split(" +");
    }
}
