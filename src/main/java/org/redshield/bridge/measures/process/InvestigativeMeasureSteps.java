package org.redshield.bridge.measures.process;

import static org.redshield.bridge.casework.process.IncomingVariables.LETTER_ID;
import static org.redshield.bridge.measures.process.MeasureVariables.ANSWER_DUE_AT;
import static org.redshield.bridge.measures.process.MeasureVariables.ASKS_SUPERIOR;
import static org.redshield.bridge.measures.process.MeasureVariables.MEASURE_ID;
import static org.redshield.bridge.measures.process.MeasureVariables.OWN_HEAD;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.redshield.bridge.engine.ProcessSteps;
import org.redshield.bridge.engine.Steps;
import org.redshield.bridge.measures.InvestigativeMeasure;
import org.redshield.bridge.measures.Measures;
import org.springframework.stereotype.Component;

/** The steps of {@code investigativeMeasure}, in the order of its diagram. */
@Component
record InvestigativeMeasureSteps(Measures measures) implements ProcessSteps {

    @Override
    public Steps steps() {
        return Steps.about(MEASURE_ID, LETTER_ID)
                // Says who has to approve it, as the table of approvals had it when it was asked for.
                .doing("prepareMeasure", this::prepareMeasure)
                // Sends the letter up and starts the clock of the answer.
                .setting("askMeasureSuperior", ANSWER_DUE_AT, measures::askSuperior)
                // Notes that the answer is late; the supervisor's task follows.
                .step("escalateMeasureAnswer", measures::escalateAnswer)
                // Files the answer.
                .step("recordMeasureAnswer", measures::recordAnswer)
                // It may be taken; refused unless all have approved it who have to.
                .step("permitMeasure", measures::permit)
                // It must not be taken.
                .step("barMeasure", measures::bar);
    }

    private void prepareMeasure(DelegateExecution e) {
        InvestigativeMeasure measure =
                measures.find(MEASURE_ID.in(e), e.getTenantId()).orElseThrow();
        OWN_HEAD.set(e, measure.ownHead());
        ASKS_SUPERIOR.set(e, measure.superior().isPresent());
    }
}
