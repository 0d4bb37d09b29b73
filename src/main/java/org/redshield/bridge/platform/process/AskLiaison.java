package org.redshield.bridge.platform.process;

import static org.redshield.bridge.platform.process.PlatformVariables.DATA_REQUEST_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.platform.Liaison;
import org.springframework.stereotype.Component;

/** Sends the platform's liaison a numbered letter. */
@Component("askLiaison")
final class AskLiaison implements JavaDelegate {

    private final Liaison liaison;

    AskLiaison(Liaison liaison) {
        this.liaison = liaison;
    }

    @Override
    public void execute(DelegateExecution execution) {
        liaison.ask(DATA_REQUEST_ID.in(execution));
    }
}
