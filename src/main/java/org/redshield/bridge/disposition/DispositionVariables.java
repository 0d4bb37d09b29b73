package org.redshield.bridge.disposition;

import java.time.Instant;
import org.redshield.bridge.engine.Variable;

/** What the process {@code merchantDisposition} knows. */
public final class DispositionVariables {

    public static final Variable<String> DISPOSITION_ID = Variable.text("dispositionId");
    public static final Variable<String> REQUEST_ID = Variable.text("requestId").setBy("takeOverRequest");

    /** One target of the parallel work, in the scope of its own loop. */
    public static final Variable<String> TARGET_ID = Variable.text("targetId");

    public static final Variable<String> DRAFTED_BY = Variable.text("draftedBy").setBy("draftDisposition");

    /** Whether the draft in approval is the answer that nothing will be asked of the platform. */
    public static final Variable<Boolean> DECLINED = Variable.flag("declined").setBy("draftDisposition");

    public static final Variable<Instant> ACCEPTANCE_DUE_AT =
            Variable.instant("acceptanceDueAt").setBy("issueDispositionLetter");
    public static final Variable<Instant> EXECUTION_DUE_AT =
            Variable.instant("executionDueAt").setBy("issueDispositionLetter");
    public static final Variable<Instant> PUBLICITY_DUE_AT =
            Variable.instant("publicityDueAt").setBy("checkPublicity");
    public static final Variable<Instant> APPEAL_WINDOW_ENDS_AT =
            Variable.instant("appealWindowEndsAt").setBy("reportDisposition");

    /** Whether a measure is against the operator of a shop, so that the platform must publish it. */
    public static final Variable<Boolean> OPERATOR_MEASURE =
            Variable.flag("operatorMeasure").setBy("issueDispositionLetter");

    /** Whether everything that must be published is. */
    public static final Variable<Boolean> PUBLISHED = Variable.flag("published").setBy("checkPublicity");

    /** Whether the lift in approval answers an appeal. */
    public static final Variable<Boolean> APPEALED =
            Variable.flag("appealed").setBy("decideAppeal", "followDisposition");

    /** Whether any measure is still in force after a lift. */
    public static final Variable<Boolean> ANYTHING_LEFT =
            Variable.flag("anythingLeft").setBy("reportLift");

    private DispositionVariables() {}
}
