package org.redshield.bridge.assistance.process;

import static org.redshield.bridge.assistance.process.AssistanceVariables.ACKNOWLEDGE_DUE_AT;
import static org.redshield.bridge.assistance.process.AssistanceVariables.LETTER_ID;
import static org.redshield.bridge.assistance.process.AssistanceVariables.REQUEST_ID;
import static org.redshield.bridge.assistance.process.AssistanceVariables.SUPPLEMENT;

import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.assistance.AssistanceHandlings;
import org.redshield.bridge.assistance.AssistanceHandlings.Arrival;
import org.springframework.stereotype.Component;

/** Files the letter and starts the clocks at its delivery receipt. */
@Component("registerArrival")
class RegisterArrival implements JavaDelegate {

    private final AssistanceHandlings handlings;

    RegisterArrival(AssistanceHandlings handlings) {
        this.handlings = handlings;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Arrival arrival = handlings.registerArrival(
                REQUEST_ID.in(execution), execution.getTenantId(), UUID.fromString(LETTER_ID.in(execution)));
        ReplyDates.set(execution, arrival.reply());
        ACKNOWLEDGE_DUE_AT.set(execution, arrival.acknowledgeDueAt());
        SUPPLEMENT.set(execution, false);
    }
}
