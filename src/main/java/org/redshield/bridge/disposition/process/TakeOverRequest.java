package org.redshield.bridge.disposition.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.disposition.Disposition;
import org.redshield.bridge.disposition.DispositionDesk;
import org.redshield.bridge.disposition.DispositionVariables;
import org.springframework.stereotype.Component;

/** Opens the disposition's file from the letter that asked for it. */
@Component("takeOverRequest")
final class TakeOverRequest implements JavaDelegate {

    private final DispositionDesk desk;

    TakeOverRequest(DispositionDesk desk) {
        this.desk = desk;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Disposition disposition =
                desk.takeOver(DispositionVariables.DISPOSITION_ID.in(execution), execution.getTenantId());
        DispositionVariables.REQUEST_ID.set(execution, disposition.requestId());
    }
}
