package org.redshield.bridge.engine.job;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.bpmn.delegate.JavaDelegateInvocation;
import org.camunda.bpm.engine.impl.delegate.DefaultDelegateInterceptor;
import org.camunda.bpm.engine.impl.delegate.DelegateInvocation;
import org.redshield.bridge.LogContext;
import org.redshield.bridge.operations.trace.Traced;

/** Each step that calls Java is a stretch of the trace, by its name in the model. */
public final class StepsTraced extends DefaultDelegateInterceptor {

    @Override
    public void handleInvocation(DelegateInvocation invocation) throws Exception {
        // The number of the case may be a statement, which is for those alone who want to know.
        if (!Traced.isTold()
                || !(invocation instanceof JavaDelegateInvocation)
                || !(invocation.getContextExecution() instanceof DelegateExecution execution)) {
            super.handleInvocation(invocation);
            return;
        }
        try (LogContext context = new LogContext()) {
            context.with(LogContext.CASE_NO, execution.getProcessBusinessKey())
                    .with(LogContext.TENANT, execution.getTenantId());
            Traced.done("step " + execution.getCurrentActivityId(), () -> {
                super.handleInvocation(invocation);
                return null;
            });
        }
    }
}
