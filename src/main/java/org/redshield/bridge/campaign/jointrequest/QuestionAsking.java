package org.redshield.bridge.campaign.jointrequest;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.campaign.jointrequest.JointQuestion.Part;
import org.redshield.bridge.work.BackgroundWork;
import org.redshield.bridge.work.Work;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends what is approved when it is time: each request or disposition in a transaction of its own, so that one that is refused keeps none of the others,
 * and a node that dies leaves the rest to whoever comes next.
 */
@Component
class QuestionAsking implements BackgroundWork {

    static final String KIND = "campaign.questions";

    private static final Duration NET = Duration.ofMinutes(1);
    /** While another node is at it. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final QuestionOrders orders;
    private final QuestionStore store;
    private final TransactionTemplate apart;
    private final InstantSource time;

    QuestionAsking(
            QuestionOrders orders, QuestionStore store, PlatformTransactionManager transactions, InstantSource time) {
        this.orders = orders;
        this.store = store;
        this.apart = new TransactionTemplate(transactions);
        this.time = time;
    }

    @Override
    public List<Work> work() {
        return List.of(Work.of(KIND, NET, store::nextAt, this::askWhatIsDue).atMostEvery(PAUSE));
    }

    void askWhatIsDue() {
        List<RuntimeException> faults = new ArrayList<>();
        for (Part part : store.due(time.instant())) {
            for (UUID subject : store.open(part.id())) {
                try {
                    ask(part, subject);
                } catch (RuntimeException fault) {
                    // The others do not wait for it; it is tried again when this is logged.
                    faults.add(fault);
                }
            }
            try {
                apart.executeWithoutResult(status -> orders.finish(part));
            } catch (RuntimeException fault) {
                faults.add(fault);
            }
        }
        if (!faults.isEmpty()) {
            throw faults.get(0);
        }
    }

    private void ask(Part part, UUID subject) {
        try {
            apart.executeWithoutResult(status -> orders.ask(part, subject));
        } catch (Refusal refusal) {
            apart.executeWithoutResult(status -> orders.refused(part, subject, refusal.getMessage()));
        }
    }
}
