package org.redshield.bridge.platform.process;

import static org.redshield.bridge.platform.process.PlatformVariables.DATA_REQUEST_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.platform.Dialogues;
import org.springframework.stereotype.Component;

/** Tells whoever has the request, the interface or the liaison, what the officer answered. */
@Component("answerPlatform")
final class AnswerPlatform implements JavaDelegate {

    private final Dialogues dialogues;

    AnswerPlatform(Dialogues dialogues) {
        this.dialogues = dialogues;
    }

    @Override
    public void execute(DelegateExecution execution) {
        dialogues.tell(DATA_REQUEST_ID.in(execution));
    }
}
