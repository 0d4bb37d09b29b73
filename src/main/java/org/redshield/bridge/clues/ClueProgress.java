package org.redshield.bridge.clues;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.order.OrderKind;
import org.redshield.bridge.cases.order.Orders;
import org.redshield.bridge.cases.order.Progress;
import org.redshield.bridge.cases.order.ProgressListener;
import org.springframework.stereotype.Component;

/** How far a clue has come, for whoever ordered it; and how far what the case ordered has come. */
@Component
class ClueProgress implements ProgressListener {

    private final Orders orders;
    private final ClueStore store;
    private final CaseEvents events;
    private final InstantSource time;

    ClueProgress(Orders orders, ClueStore store, CaseEvents events, InstantSource time) {
        this.orders = orders;
        this.store = store;
        this.events = events;
        this.time = time;
    }

    /** Also who sent the same clue again hears of it. */
    void report(Clue clue, Progress.Step step, Map<String, String> facts) {
        Map<String, String> told = new HashMap<>(facts);
        clue.filingNo().ifPresent(no -> told.putIfAbsent(Matter.FILING_NO, no));
        Stream.concat(Stream.of(clue), store.linkedTo(clue.id()).stream()).forEach(one -> one.orderedAbout()
                .ifPresent(about -> orders.report(new Progress(
                        OrderKind.CLUE_VERIFICATION,
                        one.caseNo(),
                        one.tenant(),
                        about,
                        one.id(),
                        step,
                        time.instant(),
                        told))));
    }

    /** Of a transfer; what it is about begins with the clue's id. */
    @Override
    public void heard(Progress progress) {
        if (progress.kind() != OrderKind.CASE_TRANSFER) {
            return;
        }
        store.find(progress.about().replaceFirst("-M\\d+$", ""), progress.tenant())
                .ifPresent(clue -> events.append(
                        clue.caseNo(),
                        clue.tenant(),
                        CaseEvents.SYSTEM,
                        ClueAct.TRANSFER_PROGRESS,
                        Map.of(
                                "requestId",
                                clue.id(),
                                CaseEvents.ABOUT,
                                progress.step().title())));
    }
}
