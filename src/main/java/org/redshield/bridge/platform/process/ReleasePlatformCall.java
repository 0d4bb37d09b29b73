package org.redshield.bridge.platform.process;

import static org.redshield.bridge.platform.process.PlatformFaultVariables.PLATFORM_CALL_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.platform.PlatformCalls;
import org.springframework.stereotype.Component;

/** Lets a call go again that had been given up. */
@Component("releasePlatformCall")
final class ReleasePlatformCall implements JavaDelegate {

    private final PlatformCalls calls;

    ReleasePlatformCall(PlatformCalls calls) {
        this.calls = calls;
    }

    @Override
    public void execute(DelegateExecution execution) {
        calls.resume(PLATFORM_CALL_ID.in(execution));
    }
}
