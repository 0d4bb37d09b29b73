package org.redshield.bridge.measures.process;

import static org.redshield.bridge.casework.process.IncomingVariables.LETTER_ID;
import static org.redshield.bridge.engine.Step.on;
import static org.redshield.bridge.measures.process.MeasureVariables.ANSWER_DUE_AT;
import static org.redshield.bridge.measures.process.MeasureVariables.ASKS_SUPERIOR;
import static org.redshield.bridge.measures.process.MeasureVariables.MEASURE_ID;
import static org.redshield.bridge.measures.process.MeasureVariables.OWN_HEAD;

import java.util.UUID;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.measures.InvestigativeMeasure;
import org.redshield.bridge.measures.Measures;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps of {@code investigativeMeasure}, in the order of its diagram. */
@Configuration(proxyBeanMethods = false)
record InvestigativeMeasureSteps(Measures measures) {

    /** Says who has to approve it, as the table of approvals had it when it was asked for. */
    @Bean
    JavaDelegate prepareMeasure() {
        return e -> {
            InvestigativeMeasure measure =
                    measures.find(MEASURE_ID.in(e), e.getTenantId()).orElseThrow();
            OWN_HEAD.set(e, measure.ownHead());
            ASKS_SUPERIOR.set(e, measure.superior().isPresent());
        };
    }

    /** Sends the letter up and starts the clock of the answer. */
    @Bean
    JavaDelegate askMeasureSuperior() {
        return e -> ANSWER_DUE_AT.set(e, measures.askSuperior(MEASURE_ID.in(e), e.getTenantId()));
    }

    /** Notes that the answer is late; the supervisor's task follows. */
    @Bean
    JavaDelegate escalateMeasureAnswer() {
        return on(MEASURE_ID, measures::escalateAnswer);
    }

    /** Files the answer. */
    @Bean
    JavaDelegate recordMeasureAnswer() {
        return e -> measures.recordAnswer(MEASURE_ID.in(e), e.getTenantId(), UUID.fromString(LETTER_ID.in(e)));
    }

    /** It may be taken; refused unless all have approved it who have to. */
    @Bean
    JavaDelegate permitMeasure() {
        return on(MEASURE_ID, measures::permit);
    }

    /** It must not be taken. */
    @Bean
    JavaDelegate barMeasure() {
        return on(MEASURE_ID, measures::bar);
    }
}
