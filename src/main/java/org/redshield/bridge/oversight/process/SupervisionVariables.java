package org.redshield.bridge.oversight.process;

import java.time.Instant;
import java.util.Set;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.engine.VariableCatalog;
import org.redshield.bridge.oversight.Reminders;
import org.springframework.stereotype.Component;

/** The variables of {@code supervisionOrder}. */
@Component
public final class SupervisionVariables implements VariableCatalog {

    /** Id of the reminder; what it says stands in our table. */
    public static final Variable<String> REMINDER_ID = Reminders.REMINDER_ID;
    /** When the answer is due. */
    public static final Variable<Instant> REMINDER_DUE_AT = Reminders.REMINDER_DUE_AT;

    @Override
    public Set<Variable<?>> variables() {
        return Set.of(REMINDER_ID, REMINDER_DUE_AT);
    }
}
