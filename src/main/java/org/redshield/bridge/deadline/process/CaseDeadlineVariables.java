package org.redshield.bridge.deadline.process;

import java.time.Instant;
import org.redshield.bridge.engine.Variable;

/** The variables of {@code case-deadline.bpmn}. */
public final class CaseDeadlineVariables {

    /** {@code <caseNo>-D7}: what the clock measures. */
    public static final Variable<String> DEADLINE_ID = Variable.text("deadlineId");

    public static final Variable<Instant> CASE_DUE_AT =
            Variable.instant("caseDueAt").setBy("registerDeadline");
    public static final Variable<Instant> CASE_HALF_AT =
            Variable.instant("caseHalfAt").setBy("registerDeadline");
    public static final Variable<Instant> CASE_FOUR_FIFTHS_AT =
            Variable.instant("caseFourFifthsAt").setBy("registerDeadline");

    private CaseDeadlineVariables() {}
}
