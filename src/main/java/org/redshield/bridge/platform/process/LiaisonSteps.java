package org.redshield.bridge.platform.process;

import static org.redshield.bridge.platform.process.PlatformVariables.BUREAU_DUE_AT;
import static org.redshield.bridge.platform.process.PlatformVariables.DATA_REQUEST_ID;
import static org.redshield.bridge.platform.process.PlatformVariables.LIAISON_DUE_AT;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.redshield.bridge.deadline.process.TaskDue;
import org.redshield.bridge.engine.ProcessSteps;
import org.redshield.bridge.engine.Steps;
import org.redshield.bridge.platform.liaison.Liaison;
import org.springframework.stereotype.Component;

/** The steps of {@code liaisonHandling}, in the order of its diagram. */
@Component
record LiaisonSteps(Liaison liaison, TaskDue due) implements ProcessSteps {

    @Override
    public Steps steps() {
        return Steps.about(DATA_REQUEST_ID)
                // Opens the platform's own file of the letter that has arrived.
                .doing(
                        "registerLiaisonRequest",
                        e -> LIAISON_DUE_AT.set(
                                e,
                                liaison.register(DATA_REQUEST_ID.in(e), e.getTenantId())
                                        // A letter that names no day.
                                        .orElseGet(() -> due.inWorkingDays(1).toInstant())))
                // Sends the bureau the liaison's question or proposed date, waited for no longer than a working day.
                .doing("askBureau", this::askBureau)
                // The bureau has answered: an accepted date is when the liaison's answer is due.
                .doing("recordBureauAnswer", e -> liaison.dueAt(DATA_REQUEST_ID.in(e), e.getTenantId())
                        .ifPresent(agreed -> LIAISON_DUE_AT.set(e, agreed)))
                // Sends the bureau the liaison's answer as a numbered letter.
                .step("sendLiaisonAnswer", liaison::send);
    }

    private void askBureau(DelegateExecution e) {
        liaison.sendMessage(DATA_REQUEST_ID.in(e), e.getTenantId());
        BUREAU_DUE_AT.set(e, due.inWorkingDays(1).toInstant());
    }
}
