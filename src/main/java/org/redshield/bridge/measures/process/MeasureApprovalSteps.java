package org.redshield.bridge.measures.process;

import static org.redshield.bridge.casework.process.IncomingVariables.LETTER_ID;
import static org.redshield.bridge.engine.Step.on;
import static org.redshield.bridge.measures.process.MeasureVariables.DECISION_DUE_AT;
import static org.redshield.bridge.measures.process.MeasureVariables.MEASURE_ID;

import java.util.UUID;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.measures.AskedMeasures;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps of {@code measureApproval}, in the order of its diagram. */
@Configuration(proxyBeanMethods = false)
record MeasureApprovalSteps(AskedMeasures asked) {

    /** Files the letter and starts the clock at its arrival. */
    @Bean
    JavaDelegate registerMeasureRequest() {
        return e -> DECISION_DUE_AT.set(
                e, asked.register(MEASURE_ID.in(e), e.getTenantId(), UUID.fromString(LETTER_ID.in(e))));
    }

    /** Notes that nobody decided in time; the supervisor's task follows. */
    @Bean
    JavaDelegate escalateMeasureDecision() {
        return on(MEASURE_ID, asked::escalate);
    }

    /** Sends the approval or the refusal. */
    @Bean
    JavaDelegate answerMeasureRequest() {
        return on(MEASURE_ID, asked::answer);
    }
}
