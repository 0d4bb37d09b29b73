package org.redshield.bridge.deadline.process;

import static org.redshield.bridge.deadline.process.CaseDeadlineVariables.DEADLINE_ID;

import org.redshield.bridge.deadline.registered.CaseDeadlines;
import org.redshield.bridge.engine.ProcessSteps;
import org.redshield.bridge.engine.Steps;
import org.springframework.stereotype.Component;

/** The step of {@code caseDeadline}. */
@Component
record CaseDeadlineSteps(CaseDeadlines deadlines) implements ProcessSteps {

    @Override
    public Steps steps() {
        return Steps.about(DEADLINE_ID)
                // Notes that a case's deadline has passed; the work goes on.
                .step("escalateOverdueCase", deadlines::overdue);
    }
}
