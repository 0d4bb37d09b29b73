package org.redshield.bridge.casework.process;

import java.time.Instant;
import org.redshield.bridge.engine.Variable;

/** What a process that starts with a letter knows of it. What sets it, each process says by {@link Variable#setBy}. */
public final class IncomingVariables {

    /** The letter that started or woke the instance last. */
    public static final Variable<String> LETTER_ID = Variable.text("letterId");
    /** RETURN, DECLINE, or what else the cooperation answers. */
    public static final Variable<String> OUTCOME = Variable.choice("outcome");

    public static final Variable<String> LEAD_OFFICER = Variable.text("leadOfficer");
    public static final Variable<String> SECOND_OFFICER = Variable.text("secondOfficer");
    public static final Variable<Instant> ACKNOWLEDGE_DUE_AT = Variable.instant("acknowledgeDueAt");

    private IncomingVariables() {}
}
