package org.redshield.bridge.campaign.together;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.campaign.together.JointQuestion.Part;
import org.redshield.bridge.work.BackgroundWork;
import org.redshield.bridge.work.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends what is approved when it is time: each request in a transaction of its own, so that one that is refused keeps none of the others,
 * and a node that dies leaves the rest to whoever comes next.
 */
@Component
class QuestionAsking implements BackgroundWork {

    static final String KIND = "campaign.questions";

    private static final Logger LOG = LoggerFactory.getLogger(QuestionAsking.class);
    private static final Duration NET = Duration.ofMinutes(1);

    private final JointQuestions questions;
    private final QuestionStore store;
    private final TransactionTemplate apart;
    private final InstantSource time;

    QuestionAsking(
            JointQuestions questions,
            QuestionStore store,
            PlatformTransactionManager transactions,
            InstantSource time) {
        this.questions = questions;
        this.store = store;
        this.apart = new TransactionTemplate(transactions);
        this.time = time;
    }

    @Override
    public List<Work> work() {
        return List.of(Work.of(KIND, NET, store::nextAt, this::askWhatIsDue));
    }

    void askWhatIsDue() {
        for (Part part : store.due(time.instant())) {
            store.open(part.id()).forEach(subject -> ask(part, subject));
            apart.executeWithoutResult(status -> questions.finish(part));
        }
    }

    private void ask(Part part, UUID subject) {
        try {
            apart.executeWithoutResult(status -> questions.ask(part, subject));
        } catch (Refusal refusal) {
            apart.executeWithoutResult(status -> questions.refused(part, subject, refusal.getMessage()));
        } catch (RuntimeException fault) {
            // The next round tries it again; the others do not wait for it.
            LOG.error("The request of {} for subject {} could not be placed", part.id(), subject, fault);
        }
    }
}
