package org.redshield.bridge.disposition.process;

import static org.redshield.bridge.disposition.DispositionVariables.DISPOSITION_ID;
import static org.redshield.bridge.engine.Step.on;

import lombok.RequiredArgsConstructor;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.disposition.FoundDispositions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps of {@code foundDisposition}, in the order of its diagram. */
@Configuration(proxyBeanMethods = false)
@RequiredArgsConstructor
class RestoredDispositionSteps {

    private final FoundDispositions found;

    /** From here on the adopted disposition is followed as any other. */
    @Bean
    JavaDelegate followFound() {
        return on(DISPOSITION_ID, found::follow);
    }

    /** Has the drafted lift approved, as any other. */
    @Bean
    JavaDelegate proposeFoundLift() {
        return on(DISPOSITION_ID, found::proposeLift);
    }
}
