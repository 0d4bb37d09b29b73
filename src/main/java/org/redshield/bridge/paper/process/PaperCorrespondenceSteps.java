package org.redshield.bridge.paper.process;

import static org.redshield.bridge.casework.process.IncomingVariables.LETTER_ID;
import static org.redshield.bridge.engine.Step.on;
import static org.redshield.bridge.paper.process.PaperVariables.DISPATCH_DUE_AT;
import static org.redshield.bridge.paper.process.PaperVariables.PAPER_ID;

import java.util.UUID;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.paper.PaperLetters;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps of {@code paperCorrespondence}, in the order of its diagram. */
@Configuration(proxyBeanMethods = false)
record PaperCorrespondenceSteps(PaperLetters papers) {

    /** Opens the record of a letter that has to be carried on paper, and says until when. */
    @Bean
    JavaDelegate openPaperLetter() {
        return e -> {
            PaperLetters.Opened opened = papers.open(UUID.fromString(LETTER_ID.in(e)), e.getTenantId());
            PAPER_ID.set(e, opened.id());
            DISPATCH_DUE_AT.set(e, opened.dispatchDueAt());
        };
    }

    /** Notes that nobody has registered in time that it was sent, or that it came; the supervisor's task follows. */
    @Bean
    JavaDelegate recordPaperOverdue() {
        return on(PAPER_ID, papers::recordOverdue);
    }
}
