package org.redshield.bridge.measures.process;

import static org.redshield.bridge.engine.UseCases.doing;
import static org.redshield.bridge.engine.UseCases.form;
import static org.redshield.bridge.measures.process.MeasureVariables.MEASURE_ID;

import org.redshield.bridge.casework.process.IncomingForms;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.UseCases;
import org.redshield.bridge.measures.AskedMeasures;
import org.redshield.bridge.measures.MeasureAct;
import org.springframework.stereotype.Component;

/** Takes the forms of the superior that is asked. */
@Component
record MeasureApprovalIntake(AskedMeasures asked, IncomingForms casework) implements FormIntake {

    @Override
    public UseCases useCases() {
        return UseCases.about(
                MEASURE_ID,
                form("decideMeasure")
                        .onlyByHeadsFrom("chiefHead")
                        .decidesNoWay()
                        .decidesAbout(asked::pendingAnswer)
                        .sendsOn("approve", "refuse")
                        .on("approve", doing(asked::approve, "opinion"))
                        .tells("approve", "opinion")
                        .on("refuse", doing(asked::refuse, "opinion"))
                        .tells("refuse", "opinion"),
                form("superviseMeasureDecision")
                        .on("noted", casework.supervise(MeasureAct.FEATURE, MeasureAct.SUPERVISION_NOTED)));
    }
}
