package org.redshield.bridge.platform.process;

import static org.redshield.bridge.platform.process.PlatformVariables.DATA_REQUEST_ID;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.redshield.bridge.deadline.DeadlineCalculator;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.FormSubmission;
import org.redshield.bridge.platform.Dialogue;
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
        String chosen = submission.decision();
        if (chosen.equals("ask") || chosen.equals("newDate")) {
            speak(submission, chosen.equals("ask") ? Dialogue.Kind.QUESTION : Dialogue.Kind.NEW_DATE);
            return;
        }
        Decision decision =
                switch (chosen) {
                    case "answer" -> Decision.ANSWER;
                    case "partial" -> Decision.PARTIAL;
                    case "noRecord" -> Decision.NO_RECORD;
                    default -> Decision.REFUSE;
                };
        liaison.decide(
                submission.variable(DATA_REQUEST_ID).orElseThrow(),
                submission.tenant(),
                decision,
                decision == Decision.REFUSE
                        ? submission.text("refusalReason").flatMap(RefusalReason::of)
                        : Optional.empty(),
                submission.text("note"),
                submission.user());
    }

    private void speak(FormSubmission submission, Dialogue.Kind kind) {
        boolean date = kind == Dialogue.Kind.NEW_DATE;
        liaison.speak(
                submission.variable(DATA_REQUEST_ID).orElseThrow(),
                submission.tenant(),
                kind,
                submission.text(date ? "note" : "question"),
                date ? submission.date("newDate").map(AnswerLiaisonRequestIntake::endOf) : Optional.empty(),
                submission.user());
    }

    private static Instant endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay(DeadlineCalculator.ZONE).toInstant().minusSeconds(1);
    }
}
