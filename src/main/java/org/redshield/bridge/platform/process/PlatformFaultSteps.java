package org.redshield.bridge.platform.process;

import static org.redshield.bridge.platform.process.PlatformFaultProcess.PLATFORM_CALL_ID;

import org.redshield.bridge.engine.ProcessSteps;
import org.redshield.bridge.engine.Steps;
import org.redshield.bridge.platform.retryqueue.PlatformCalls;
import org.springframework.stereotype.Component;

/** The step of {@code platformFault}. */
@Component
record PlatformFaultSteps(PlatformCalls calls) implements ProcessSteps {

    @Override
    public Steps steps() {
        return Steps.about(PLATFORM_CALL_ID)
                // Lets a call go again that had been given up.
                .step("releasePlatformCall", calls::resume);
    }
}
