package org.redshield.bridge.assistance.correspondence;

import java.time.LocalDate;
import java.util.Optional;
import org.redshield.bridge.Refusal;

/** The days, both included, whose records are asked for. */
public record DataPeriod(LocalDate from, LocalDate to) {

    /** Platforms must keep trade records for at least three years (电子商务法 art. 31); older ones may be gone. */
    static final int RETENTION_YEARS = 3;

    /**
     * @throws Refusal {@code assistance.period-incomplete} when only one end is given
     */
    public static Optional<DataPeriod> of(Optional<LocalDate> from, Optional<LocalDate> to) {
        if (from.isPresent() != to.isPresent()) {
            throw new Refusal("assistance.period-incomplete");
        }
        return from.map(start -> new DataPeriod(start, to.get()));
    }

    /**
     * @throws Refusal {@code assistance.period-reversed}, {@code assistance.period-in-future}, {@code
     *     assistance.period-beyond-retention}
     */
    public void check(LocalDate today) {
        if (from.isAfter(to)) {
            throw new Refusal("assistance.period-reversed", from.toString(), to.toString());
        }
        if (to.isAfter(today)) {
            throw new Refusal("assistance.period-in-future", to.toString(), today.toString());
        }
        LocalDate oldest = today.minusYears(RETENTION_YEARS);
        if (from.isBefore(oldest)) {
            throw new Refusal("assistance.period-beyond-retention", from.toString(), oldest.toString());
        }
    }

    /** As a letter says it. */
    public String text() {
        return from + " 至 " + to;
    }
}
