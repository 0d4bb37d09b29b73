package org.redshield.bridge.platform.process;

import static org.redshield.bridge.platform.process.PlatformVariables.DATA_REQUEST_ID;

import java.util.Set;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.FormSubmission;
import org.redshield.bridge.platform.Dialogues;
import org.springframework.stereotype.Component;

/** The officers' answers to what a platform asks or proposes. */
@Component
final class DialogueIntake implements FormIntake {

    static final String QUESTION = "answerQuestion";
    static final String NEW_DATE = "decideNewDate";

    /** The field that shows what is answered, and comes back with the answer. */
    static final String SUBJECT = "subject";

    private final Dialogues dialogues;

    DialogueIntake(Dialogues dialogues) {
        this.dialogues = dialogues;
    }

    @Override
    public Set<String> forms() {
        return Set.of(QUESTION, NEW_DATE);
    }

    @Override
    public void accept(FormSubmission submission) {
        String requestNo = submission.variable(DATA_REQUEST_ID).orElseThrow();
        if (submission.form().equals(QUESTION)) {
            String answer = submission.text("answer").orElseThrow(() -> new Refusal("platform.answer-missing"));
            dialogues.answer(requestNo, submission.tenant(), submission.text(SUBJECT), answer, submission.user());
            return;
        }
        boolean accepted = submission.decision().equals("accept");
        if (!accepted && submission.text("reason").isEmpty()) {
            throw new Refusal("platform.decline-reason-missing");
        }
        dialogues.decideDate(
                requestNo,
                submission.tenant(),
                submission.text(SUBJECT),
                accepted,
                submission.text("reason"),
                submission.user());
    }
}
