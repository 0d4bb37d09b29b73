package org.redshield.bridge.deadline.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.deadline.CaseDeadlines;
import org.springframework.stereotype.Component;

/** Notes that a case's deadline has passed; the work goes on. */
@Component("escalateOverdueCase")
class EscalateOverdueCase implements JavaDelegate {

    private final CaseDeadlines deadlines;

    EscalateOverdueCase(CaseDeadlines deadlines) {
        this.deadlines = deadlines;
    }

    @Override
    public void execute(DelegateExecution execution) {
        deadlines.overdue(CaseDeadlineVariables.DEADLINE_ID.in(execution), execution.getTenantId());
    }
}
