package org.redshield.bridge.disposition.process;

import static org.redshield.bridge.engine.UseCases.form;

import lombok.RequiredArgsConstructor;
import org.redshield.bridge.disposition.DispositionVariables;
import org.redshield.bridge.disposition.FoundDispositions;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.UseCases;
import org.springframework.stereotype.Component;

/** Takes in the form of {@code foundDisposition}. */
@Component
@RequiredArgsConstructor
final class RestoredDispositionIntake implements FormIntake {

    private final FoundDispositions found;

    @Override
    public UseCases useCases() {
        return UseCases.about(
                DispositionVariables.DISPOSITION_ID,
                form("decideFoundDisposition")
                        .on("adopt", form -> found.adopt(form.subject(), form.text("reason"), form.user()))
                        .on(
                                "lift",
                                form -> found.lift(
                                        form.subject(),
                                        form.choices("liftTargets"),
                                        form.text("reason"),
                                        form.user())));
    }
}
