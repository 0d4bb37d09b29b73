package org.redshield.bridge.deadline.rule;

import java.util.Objects;

/**
 * A length of time as a law or an agreement states it, e.g. 15 working days.
 *
 * @param amount at least 1; negative only for working days, which can be counted backwards
 * @throws DeadlineRefusal {@code deadline.amount-*} when the amount makes no sense in its unit
 */
public record Period(int amount, DeadlineUnit unit) {

    public Period {
        Objects.requireNonNull(unit, "unit");
        if (amount == 0) {
            throw new DeadlineRefusal("deadline.amount-zero");
        }
        if (amount < 0 && unit != DeadlineUnit.WORKING_DAYS) {
            throw new DeadlineRefusal("deadline.amount-negative");
        }
        if (amount > unit.max() || amount < -unit.max()) {
            throw new DeadlineRefusal("deadline.amount-too-large", amount, unit.max(), unit.label());
        }
    }

    public static Period workingDays(int amount) {
        return new Period(amount, DeadlineUnit.WORKING_DAYS);
    }

    public static Period calendarDays(int amount) {
        return new Period(amount, DeadlineUnit.CALENDAR_DAYS);
    }

    public static Period minutes(int amount) {
        return new Period(amount, DeadlineUnit.MINUTES);
    }

    public static Period sameDay() {
        return new Period(1, DeadlineUnit.SAME_DAY);
    }

    /** As an officer reads it: 15 个工作日. */
    public String label() {
        return unit == DeadlineUnit.SAME_DAY ? unit.label() : Math.abs(amount) + " " + unit.label();
    }
}
