package org.redshield.bridge.deadline.process;

import java.time.Instant;
import java.util.Set;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.engine.VariableCatalog;
import org.springframework.stereotype.Component;

/** The variables of {@code case-deadline.bpmn}. */
public final class CaseDeadlineVariables {

    /** {@code <caseNo>-D7}: what the clock measures. */
    public static final Variable<String> DEADLINE_ID = Variable.text("deadlineId");

    public static final Variable<Instant> CASE_DUE_AT = Variable.instant("caseDueAt");
    public static final Variable<Instant> CASE_HALF_AT = Variable.instant("caseHalfAt");
    public static final Variable<Instant> CASE_FOUR_FIFTHS_AT = Variable.instant("caseFourFifthsAt");

    private CaseDeadlineVariables() {}

    /** Declares them to the engine. */
    @Component("caseDeadlineVariableCatalog")
    static final class Catalog implements VariableCatalog {

        @Override
        public Set<Variable<?>> variables() {
            return Set.of(DEADLINE_ID, CASE_DUE_AT, CASE_HALF_AT, CASE_FOUR_FIFTHS_AT);
        }
    }
}
