package org.redshield.bridge.measures.process;

import static org.redshield.bridge.casework.process.IncomingVariables.LETTER_ID;
import static org.redshield.bridge.measures.process.MeasureVariables.DECISION_DUE_AT;
import static org.redshield.bridge.measures.process.MeasureVariables.MEASURE_ID;

import org.redshield.bridge.engine.ProcessSteps;
import org.redshield.bridge.engine.Steps;
import org.redshield.bridge.measures.AskedMeasures;
import org.springframework.stereotype.Component;

/** The steps of {@code measureApproval}, in the order of its diagram. */
@Component
record MeasureApprovalSteps(AskedMeasures asked) implements ProcessSteps {

    @Override
    public Steps steps() {
        return Steps.about(MEASURE_ID, LETTER_ID)
                // Files the letter and starts the clock at its arrival.
                .setting("registerMeasureRequest", DECISION_DUE_AT, asked::register)
                // Notes that nobody decided in time; the supervisor's task follows.
                .step("escalateMeasureDecision", asked::escalate)
                // Sends the approval or the refusal.
                .step("answerMeasureRequest", asked::answer);
    }
}
