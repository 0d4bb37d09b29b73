package org.redshield.bridge.measures.process;

import static org.redshield.bridge.engine.UseCases.doing;
import static org.redshield.bridge.engine.UseCases.form;
import static org.redshield.bridge.measures.process.MeasureVariables.MEASURE_ID;

import org.redshield.bridge.casework.process.IncomingForms;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.UseCases;
import org.redshield.bridge.measures.MeasureAct;
import org.redshield.bridge.measures.Measures;
import org.springframework.stereotype.Component;

/** Takes the forms of the bureau that wants to take a measure. */
@Component
record MeasureIntake(Measures measures, IncomingForms casework) implements FormIntake {

    @Override
    public UseCases useCases() {
        return UseCases.about(
                MEASURE_ID,
                form("approveMeasure")
                        .onlyByHeadsFrom("chiefHead")
                        .preparedBy(measures::hands)
                        .decidesAbout(measures::pendingRequest)
                        .decidesUpon(measures::pendingMeasure)
                        .on("approve", doing(measures::approve, "opinion"))
                        .on("refuse", doing(measures::refuse, "opinion")),
                form("superviseMeasureAnswer")
                        .on("noted", casework.supervise(MeasureAct.FEATURE, MeasureAct.SUPERVISION_NOTED)));
    }
}
