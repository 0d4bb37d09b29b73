package org.redshield.bridge.casework.process;

import java.time.Instant;
import org.redshield.bridge.engine.Variable;

/** What a process that starts with a letter knows of it. */
public final class IncomingVariables {

    /** The letter that started or woke the instance last. */
    public static final Variable<String> LETTER_ID = Variable.text("letterId");
    /** RETURN, DECLINE, or what else the cooperation answers. */
    public static final Variable<String> OUTCOME = Variable.choice("outcome").setBy("approveRejection", "approveReply");

    public static final Variable<String> LEAD_OFFICER =
            Variable.text("leadOfficer").setBy("assignOfficers");
    public static final Variable<String> SECOND_OFFICER =
            Variable.text("secondOfficer").setBy("assignOfficers");
    public static final Variable<Instant> ACKNOWLEDGE_DUE_AT =
            Variable.instant("acknowledgeDueAt").setBy("registerArrival");

    private IncomingVariables() {}
}
