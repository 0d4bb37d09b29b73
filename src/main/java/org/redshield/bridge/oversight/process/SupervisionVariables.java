package org.redshield.bridge.oversight.process;

import java.time.Instant;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.oversight.Reminders;

/** The variables of {@code supervisionOrder}. */
public final class SupervisionVariables {

    /** Id of the reminder; what it says stands in our table. */
    public static final Variable<String> REMINDER_ID = Reminders.REMINDER_ID;
    /** When the answer is due. */
    public static final Variable<Instant> REMINDER_DUE_AT = Reminders.REMINDER_DUE_AT;

    private SupervisionVariables() {}
}
