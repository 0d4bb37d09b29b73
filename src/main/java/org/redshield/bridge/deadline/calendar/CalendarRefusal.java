package org.redshield.bridge.deadline.calendar;

import java.util.List;
import org.redshield.bridge.Refusal;

/** An arrangement that is not loaded. */
public final class CalendarRefusal extends Refusal {

    private final List<String> faults;

    CalendarRefusal(String code, Object... args) {
        super(code, args);
        this.faults = List.of();
    }

    /** @param faults everything that is wrong with it, in Chinese */
    CalendarRefusal(String code, List<String> faults) {
        super(code, faults.size(), String.join("；", faults));
        this.faults = List.copyOf(faults);
    }

    List<String> faults() {
        return faults;
    }
}
