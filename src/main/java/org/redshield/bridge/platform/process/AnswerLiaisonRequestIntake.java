package org.redshield.bridge.platform.process;

import static org.redshield.bridge.platform.process.PlatformVariables.DATA_REQUEST_ID;

import java.util.Set;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.FormSubmission;
import org.redshield.bridge.platform.Liaison;
import org.redshield.bridge.platform.Liaison.Decision;
import org.redshield.bridge.platform.RefusalReason;
import org.springframework.stereotype.Component;

/** The answer of the platform's liaison. */
@Component
final class AnswerLiaisonRequestIntake implements FormIntake {

    private final Liaison liaison;

    AnswerLiaisonRequestIntake(Liaison liaison) {
        this.liaison = liaison;
    }

    @Override
    public Set<String> forms() {
        return Set.of("answerLiaisonRequest");
    }

    @Override
    public void accept(FormSubmission submission) {
        Decision decision =
                switch (submission.decision()) {
                    case "answer" -> Decision.ANSWER;
                    case "noRecord" -> Decision.NO_RECORD;
                    default -> Decision.REFUSE;
                };
        liaison.decide(
                submission.variable(DATA_REQUEST_ID).orElseThrow(),
                submission.tenant(),
                decision,
                decision == Decision.REFUSE
                        ? submission.text("refusalReason").flatMap(RefusalReason::of)
                        : java.util.Optional.empty(),
                submission.text("note"),
                submission.user());
    }
}
