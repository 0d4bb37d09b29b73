package org.redshield.bridge.disposition;

import java.time.Instant;
import org.redshield.bridge.engine.Variable;

/** What the process {@code merchantDisposition} knows. */
public final class DispositionVariables {

    public static final Variable<String> DISPOSITION_ID = Variable.text("dispositionId");
    public static final Variable<String> REQUEST_ID = Variable.text("requestId");

    /** One target of the parallel work, in the scope of its own loop. */
    public static final Variable<String> TARGET_ID = Variable.text("targetId");

    public static final Variable<String> DRAFTED_BY = Variable.text("draftedBy");

    /** Whether the draft in approval is the answer that nothing will be asked of the platform. */
    public static final Variable<Boolean> DECLINED = Variable.flag("declined");

    public static final Variable<Instant> ACCEPTANCE_DUE_AT = Variable.instant("acceptanceDueAt");
    public static final Variable<Instant> EXECUTION_DUE_AT = Variable.instant("executionDueAt");
    public static final Variable<Instant> PUBLICITY_DUE_AT = Variable.instant("publicityDueAt");
    public static final Variable<Instant> APPEAL_WINDOW_ENDS_AT = Variable.instant("appealWindowEndsAt");

    /** Whether a measure is against the operator of a shop, so that the platform must publish it. */
    public static final Variable<Boolean> OPERATOR_MEASURE = Variable.flag("operatorMeasure");

    /** Whether everything that must be published is. */
    public static final Variable<Boolean> PUBLISHED = Variable.flag("published");

    /** Whether the lift in approval answers an appeal. */
    public static final Variable<Boolean> APPEALED = Variable.flag("appealed");

    /** Whether any measure is still in force after a lift. */
    public static final Variable<Boolean> ANYTHING_LEFT = Variable.flag("anythingLeft");

    private DispositionVariables() {}
}
