package org.redshield.bridge.platform.process;

import static org.redshield.bridge.engine.UseCases.form;
import static org.redshield.bridge.platform.process.PlatformVariables.DATA_REQUEST_ID;

import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.FormSubmission;
import org.redshield.bridge.engine.UseCases;
import org.redshield.bridge.platform.liaison.Dialogues;
import org.springframework.stereotype.Component;

/** The officers' answers to what a platform asks or proposes. */
@Component
@RequiredArgsConstructor
final class DialogueIntake implements FormIntake {

    static final String QUESTION = "answerQuestion";
    static final String NEW_DATE = "decideNewDate";

    /** The field that shows what is answered, and comes back with the answer. */
    static final String SUBJECT = "subject";

    private final Dialogues dialogues;

    @Override
    public UseCases useCases() {
        return UseCases.about(
                DATA_REQUEST_ID,
                form(QUESTION).on("answer", this::answer),
                form(NEW_DATE)
                        .decidesNoWay()
                        .on("accept", form -> decideDate(form, true, form.text("reason")))
                        .on("decline", this::decline));
    }

    private void answer(FormSubmission form) {
        String answer = form.text("answer").orElseThrow(() -> new Refusal("platform.answer-missing"));
        dialogues.answer(form.subject(), form.tenant(), form.text(SUBJECT), answer, form.user());
    }

    private void decline(FormSubmission form) {
        String reason = form.text("reason").orElseThrow(() -> new Refusal("platform.decline-reason-missing"));
        decideDate(form, false, Optional.of(reason));
    }

    private void decideDate(FormSubmission form, boolean accepted, Optional<String> reason) {
        dialogues.decideDate(form.subject(), form.tenant(), form.text(SUBJECT), accepted, reason, form.user());
    }
}
