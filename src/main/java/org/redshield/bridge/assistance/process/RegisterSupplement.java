package org.redshield.bridge.assistance.process;

import static org.redshield.bridge.assistance.process.AssistanceVariables.LETTER_ID;
import static org.redshield.bridge.assistance.process.AssistanceVariables.REQUEST_ID;
import static org.redshield.bridge.assistance.process.AssistanceVariables.SUPPLEMENT;

import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.assistance.AssistanceHandlings;
import org.springframework.stereotype.Component;

/** Files the supplementary letter and starts its clock. */
@Component("registerSupplement")
class RegisterSupplement implements JavaDelegate {

    private final AssistanceHandlings handlings;

    RegisterSupplement(AssistanceHandlings handlings) {
        this.handlings = handlings;
    }

    @Override
    public void execute(DelegateExecution execution) {
        ReplyDates.set(
                execution,
                handlings.registerSupplement(
                        REQUEST_ID.in(execution), execution.getTenantId(), UUID.fromString(LETTER_ID.in(execution))));
        SUPPLEMENT.set(execution, true);
    }
}
