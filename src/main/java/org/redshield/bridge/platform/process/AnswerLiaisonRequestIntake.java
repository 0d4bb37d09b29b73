package org.redshield.bridge.platform.process;

import static org.redshield.bridge.engine.UseCases.form;
import static org.redshield.bridge.platform.process.PlatformVariables.DATA_REQUEST_ID;

import java.time.LocalDate;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.FormSubmission;
import org.redshield.bridge.engine.UseCases;
import org.redshield.bridge.platform.dataset.RefusalReason;
import org.redshield.bridge.platform.gateway.Dialogue;
import org.redshield.bridge.platform.liaison.Liaison;
import org.redshield.bridge.platform.liaison.Liaison.Decision;
import org.springframework.stereotype.Component;

/** The answer of the platform's liaison. */
@Component
@RequiredArgsConstructor
final class AnswerLiaisonRequestIntake implements FormIntake {

    private final Liaison liaison;

    @Override
    public UseCases useCases() {
        return UseCases.about(
                DATA_REQUEST_ID,
                form("answerLiaisonRequest")
                        .tells("answer", "note")
                        .tells("partial", "note")
                        .tells("noRecord", "note")
                        .tells("refuse", "note")
                        .on("answer", form -> decide(form, Decision.ANSWER, Optional.empty()))
                        .on("partial", form -> decide(form, Decision.PARTIAL, Optional.empty()))
                        .on("noRecord", form -> decide(form, Decision.NO_RECORD, Optional.empty()))
                        .on("refuse", form -> decide(form, Decision.REFUSE, form.text("refusalReason")))
                        .on("ask", form -> speak(form, Dialogue.Kind.QUESTION, form.text("question"), Optional.empty()))
                        .on(
                                "newDate",
                                form -> speak(form, Dialogue.Kind.NEW_DATE, form.text("note"), form.date("newDate"))));
    }

    private void decide(FormSubmission form, Decision decision, Optional<String> refusalReason) {
        liaison.decide(
                form.subject(),
                form.tenant(),
                decision,
                refusalReason.flatMap(RefusalReason::of),
                form.text("note"),
                form.user());
    }

    private void speak(FormSubmission form, Dialogue.Kind kind, Optional<String> text, Optional<LocalDate> day) {
        liaison.speak(form.subject(), form.tenant(), kind, text, day.map(ChinaTime::endOf), form.user());
    }
}
