package org.redshield.bridge.disposition.plan;

import java.util.List;
import java.util.Optional;

/**
 * One measure against one target, as drafted.
 *
 * @param value a shop, item, order or account id or a keyword; for {@link Measure#SALES_RESET} the order ids, comma-separated
 * @param about what a {@link Measure#KEYWORD_SWEEP} is to find; empty for all others
 */
public record PlannedTarget(
        Measure measure, DisposeType type, String value, Optional<String> term, Optional<String> about) {

    /** Of any measure but a {@link Measure#KEYWORD_SWEEP}. */
    public PlannedTarget(Measure measure, DisposeType type, String value, Optional<String> term) {
        this(measure, type, value, term, Optional.empty());
    }

    /** The objects one by one: more than one of a list of orders only. */
    public List<String> objects() {
        return measure == Measure.SALES_RESET ? List.of(value.split(",")) : List.of(value);
    }

    /** As a letter or a list names it. */
    public String describe() {
        return measure.title() + "：" + type.title() + " " + value
                + term.map(t -> "，期限" + t).orElse("")
                + about.map(text -> "，所指：" + text).orElse("");
    }
}
