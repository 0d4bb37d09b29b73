package org.redshield.bridge.platform.process;

import static org.redshield.bridge.engine.Step.on;
import static org.redshield.bridge.platform.process.PlatformFaultProcess.PLATFORM_CALL_ID;

import lombok.RequiredArgsConstructor;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.platform.retryqueue.PlatformCalls;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The step of {@code platformFault}. */
@Configuration(proxyBeanMethods = false)
@RequiredArgsConstructor
class PlatformFaultSteps {

    private final PlatformCalls calls;

    /** Lets a call go again that had been given up. */
    @Bean
    JavaDelegate releasePlatformCall() {
        return on(PLATFORM_CALL_ID, calls::resume);
    }
}
