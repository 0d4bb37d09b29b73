package org.redshield.bridge.platform.process;

import static org.redshield.bridge.platform.process.PlatformVariables.DATA_REQUEST_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.platform.Liaison;
import org.springframework.stereotype.Component;

/** Sends the bureau the liaison's question or proposed date. */
@Component("askBureau")
final class AskBureau implements JavaDelegate {

    private final Liaison liaison;

    AskBureau(Liaison liaison) {
        this.liaison = liaison;
    }

    @Override
    public void execute(DelegateExecution execution) {
        liaison.sendMessage(DATA_REQUEST_ID.in(execution), execution.getTenantId());
    }
}
