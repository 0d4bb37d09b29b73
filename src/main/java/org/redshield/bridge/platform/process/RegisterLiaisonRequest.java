package org.redshield.bridge.platform.process;

import static org.redshield.bridge.platform.process.PlatformVariables.DATA_REQUEST_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.platform.Liaison;
import org.springframework.stereotype.Component;

/** Opens the platform's own file of the letter that has arrived. */
@Component("registerLiaisonRequest")
final class RegisterLiaisonRequest implements JavaDelegate {

    private final Liaison liaison;

    RegisterLiaisonRequest(Liaison liaison) {
        this.liaison = liaison;
    }

    @Override
    public void execute(DelegateExecution execution) {
        liaison.register(DATA_REQUEST_ID.in(execution), execution.getTenantId());
    }
}
