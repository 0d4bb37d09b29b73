package org.redshield.bridge.clues;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.order.OrderKind;
import org.redshield.bridge.cases.order.Orders;
import org.redshield.bridge.cases.order.Progress;
import org.redshield.bridge.cases.order.ProgressListener;
import org.springframework.stereotype.Component;

/** How far a clue has come, for whoever ordered it; and how far what the case ordered has come. */
@Component
@RequiredArgsConstructor
class ClueProgress implements ProgressListener {

    /** How a transfer says that its letter never went out, or that nobody took it. */
    private static final Set<String> NOT_HANDED_OVER = Set.of("ABANDONED", "REJECTED");

    private final Orders orders;
    private final Registration registration;
    private final ClueStore store;
    private final CaseEvents events;
    private final InstantSource time;

    /** Also who sent the same clue again hears of it; one that nobody ordered is told under its own id. */
    void report(Clue clue, Progress.Step step, Map<String, String> facts) {
        Map<String, String> told = new HashMap<>(facts);
        clue.filingNo().ifPresent(no -> told.putIfAbsent(Matter.FILING_NO, no));
        Stream.concat(Stream.of(clue), store.linkedTo(clue.id()).stream().filter(one -> one.orderedAbout()
                        .isPresent()))
                .forEach(one -> orders.report(new Progress(
                        OrderKind.CLUE_VERIFICATION,
                        one.caseNo(),
                        one.tenant(),
                        one.orderedAbout().orElse(one.id()),
                        one.id(),
                        step,
                        time.instant(),
                        told)));
    }

    /**
     * Of a transfer, whose subject begins with the clue's id: what was never handed over stays here. Of a referral: what nobody
     * is punished for as a crime comes back.
     */
    @Override
    public void heard(Progress progress) {
        if (progress.kind() == OrderKind.CASE_TRANSFER) {
            store.find(progress.about().replaceFirst("-M\\d+$", ""), progress.tenant())
                    .ifPresent(clue -> heard(clue, progress));
        } else if (progress.kind() == OrderKind.CRIMINAL_REFERRAL) {
            Map<String, String> facts = progress.facts();
            store.find(progress.about(), progress.tenant())
                    .map(clue -> store.locked(clue.id(), clue.tenant()))
                    .ifPresent(clue -> registration.giveBack(
                            clue,
                            facts.get("by"),
                            LocalDate.parse(facts.get("receivedOn")),
                            Optional.of(facts.get("externalNo"))));
        }
    }

    private void heard(Clue clue, Progress progress) {
        if (NOT_HANDED_OVER.contains(progress.facts().getOrDefault("outcome", ""))) {
            boolean goesOn = registration.takeBack(clue);
            if (goesOn) {
                report(clue, Progress.Step.RESUMED, Map.of(Progress.TAKEN_BACK, "true"));
            }
            return;
        }
        events.append(
                clue.caseNo(),
                clue.tenant(),
                CaseEvents.SYSTEM,
                ClueAct.TRANSFER_PROGRESS,
                clue.id(),
                progress.step().title());
    }
}
