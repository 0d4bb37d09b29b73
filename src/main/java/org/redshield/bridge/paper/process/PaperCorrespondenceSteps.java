package org.redshield.bridge.paper.process;

import static org.redshield.bridge.casework.process.IncomingVariables.LETTER_ID;
import static org.redshield.bridge.paper.process.PaperVariables.DISPATCH_DUE_AT;
import static org.redshield.bridge.paper.process.PaperVariables.PAPER_ID;

import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.redshield.bridge.engine.ProcessSteps;
import org.redshield.bridge.engine.Steps;
import org.redshield.bridge.paper.PaperLetters;
import org.springframework.stereotype.Component;

/** The steps of {@code paperCorrespondence}, in the order of its diagram. */
@Component
record PaperCorrespondenceSteps(PaperLetters papers) implements ProcessSteps {

    @Override
    public Steps steps() {
        return Steps.about(PAPER_ID)
                // Opens the record of a letter that has to be carried on paper, and says until when.
                .doing("openPaperLetter", this::openPaperLetter)
                // Notes that nobody has registered in time that it was sent, or that it came; the supervisor's task
                // follows.
                .step("recordPaperOverdue", papers::recordOverdue);
    }

    private void openPaperLetter(DelegateExecution e) {
        PaperLetters.Opened opened = papers.open(UUID.fromString(LETTER_ID.in(e)), e.getTenantId());
        PAPER_ID.set(e, opened.id());
        DISPATCH_DUE_AT.set(e, opened.dispatchDueAt());
    }
}
