package org.redshield.bridge.assistance.process;

import static org.redshield.bridge.assistance.process.AssistanceVariables.DISPATCHED;
import static org.redshield.bridge.assistance.process.AssistanceVariables.REQUEST_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.assistance.AssistanceRequests;
import org.springframework.stereotype.Component;

/** Withdraws the request everywhere it has gone. */
@Component("withdrawRequest")
class WithdrawRequest implements JavaDelegate {

    private final AssistanceRequests requests;

    WithdrawRequest(AssistanceRequests requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        requests.withdraw(
                REQUEST_ID.in(execution),
                execution.getTenantId(),
                DISPATCHED.find(execution).orElse(false));
    }
}
