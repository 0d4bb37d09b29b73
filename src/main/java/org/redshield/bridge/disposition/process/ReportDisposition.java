package org.redshield.bridge.disposition.process;

import java.time.Instant;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.disposition.DispositionFollowUp;
import org.redshield.bridge.disposition.DispositionVariables;
import org.springframework.stereotype.Component;

/** Reports the results to the requesting bureau and opens the time for appeals. */
@Component("reportDisposition")
final class ReportDisposition implements JavaDelegate {

    private final DispositionFollowUp followUp;

    ReportDisposition(DispositionFollowUp followUp) {
        this.followUp = followUp;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Instant endsAt = followUp.report(DispositionVariables.DISPOSITION_ID.in(execution));
        DispositionVariables.APPEAL_WINDOW_ENDS_AT.set(execution, endsAt);
    }
}
