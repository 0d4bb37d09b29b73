package org.redshield.bridge.disposition.process;

import static org.redshield.bridge.disposition.DispositionVariables.DISPOSITION_ID;

import org.redshield.bridge.disposition.FoundDispositions;
import org.redshield.bridge.engine.ProcessSteps;
import org.redshield.bridge.engine.Steps;
import org.springframework.stereotype.Component;

/** The steps of {@code foundDisposition}, in the order of its diagram. */
@Component
record RestoredDispositionSteps(FoundDispositions found) implements ProcessSteps {

    @Override
    public Steps steps() {
        return Steps.about(DISPOSITION_ID)
                // From here on the adopted disposition is followed as any other.
                .step("followFound", found::follow)
                // Has the drafted lift approved, as any other.
                .step("proposeFoundLift", found::proposeLift);
    }
}
