package org.redshield.bridge.platform.process;

import static org.redshield.bridge.platform.process.PlatformVariables.DATA_REQUEST_ID;
import static org.redshield.bridge.platform.process.PlatformVariables.LIAISON_DUE_AT;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.deadline.process.TaskDue;
import org.redshield.bridge.platform.Liaison;
import org.springframework.stereotype.Component;

/** Opens the platform's own file of the letter that has arrived. */
@Component("registerLiaisonRequest")
final class RegisterLiaisonRequest implements JavaDelegate {

    private final Liaison liaison;
    private final TaskDue due;

    RegisterLiaisonRequest(Liaison liaison, TaskDue due) {
        this.liaison = liaison;
        this.due = due;
    }

    @Override
    public void execute(DelegateExecution execution) {
        LIAISON_DUE_AT.set(
                execution,
                liaison.register(DATA_REQUEST_ID.in(execution), execution.getTenantId())
                        // A letter that names no day.
                        .orElseGet(() -> due.inWorkingDays(1).toInstant()));
    }
}
