package org.redshield.bridge.disposition.plan;

import java.util.Optional;

/**
 * One measure against one target, as drafted.
 *
 * @param value a shop, item or order id or a keyword; for {@link Measure#SALES_RESET} the order ids, comma-separated
 */
public record PlannedTarget(Measure measure, TargetType type, String value, Optional<Term> term) {

    /** As a letter or a list names it. */
    public String describe() {
        return measure.title() + "：" + type.title() + " " + value
                + term.map(t -> "，期限" + t).orElse("");
    }
}
