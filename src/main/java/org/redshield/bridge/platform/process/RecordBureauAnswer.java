package org.redshield.bridge.platform.process;

import static org.redshield.bridge.platform.process.PlatformVariables.DATA_REQUEST_ID;
import static org.redshield.bridge.platform.process.PlatformVariables.LIAISON_DUE_AT;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.platform.Liaison;
import org.springframework.stereotype.Component;

/** The bureau has answered: an accepted date is when the liaison's answer is due. */
@Component("recordBureauAnswer")
final class RecordBureauAnswer implements JavaDelegate {

    private final Liaison liaison;

    RecordBureauAnswer(Liaison liaison) {
        this.liaison = liaison;
    }

    @Override
    public void execute(DelegateExecution execution) {
        liaison.dueAt(DATA_REQUEST_ID.in(execution), execution.getTenantId())
                .ifPresent(due -> LIAISON_DUE_AT.set(execution, due));
    }
}
