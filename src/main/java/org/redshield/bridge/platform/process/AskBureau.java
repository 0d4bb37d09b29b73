package org.redshield.bridge.platform.process;

import static org.redshield.bridge.platform.process.PlatformVariables.BUREAU_DUE_AT;
import static org.redshield.bridge.platform.process.PlatformVariables.DATA_REQUEST_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.deadline.process.TaskDue;
import org.redshield.bridge.platform.Liaison;
import org.springframework.stereotype.Component;

/** Sends the bureau the liaison's question or proposed date, which the liaison waits for no longer than a working day. */
@Component("askBureau")
final class AskBureau implements JavaDelegate {

    private final Liaison liaison;
    private final TaskDue due;

    AskBureau(Liaison liaison, TaskDue due) {
        this.liaison = liaison;
        this.due = due;
    }

    @Override
    public void execute(DelegateExecution execution) {
        liaison.sendMessage(DATA_REQUEST_ID.in(execution), execution.getTenantId());
        BUREAU_DUE_AT.set(execution, due.inWorkingDays(1).toInstant());
    }
}
