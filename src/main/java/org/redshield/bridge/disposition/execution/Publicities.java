package org.redshield.bridge.disposition.execution;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.act.Grounds;
import org.redshield.bridge.cases.act.PlainEffect;
import org.redshield.bridge.deadline.clock.Clock;
import org.redshield.bridge.deadline.clock.ClockService;
import org.redshield.bridge.deadline.clock.ClockStart;
import org.redshield.bridge.deadline.rule.ClockKind;
import org.redshield.bridge.disposition.file.Disposition;
import org.redshield.bridge.disposition.file.DispositionAct;
import org.redshield.bridge.disposition.file.DispositionCall;
import org.redshield.bridge.disposition.file.DispositionEvents;
import org.redshield.bridge.disposition.file.DispositionStore;
import org.redshield.bridge.disposition.file.DispositionTarget;
import org.redshield.bridge.disposition.file.ReasonRules;
import org.redshield.bridge.disposition.file.TargetStore;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Whether the platform publishes its measures against operators, as it must (网络交易监督管理办法 art. 30). */
@Service
@Transactional
@RequiredArgsConstructor
public class Publicities {

    private final DispositionStore store;
    private final TargetStore targets;
    private final DispositionEvents events;
    private final ClockService clocks;
    private final Grounds grounds;
    private final InstantSource clock;

    /** Looks whether the platform has published what it must, and starts that clock. */
    public Publicity check(String dispositionId) {
        Disposition disposition = store.lock(dispositionId);
        List<DispositionTarget> due = targets.of(dispositionId).stream()
                .filter(DispositionTarget::mustBePublished)
                .toList();
        if (due.isEmpty()) {
            return new Publicity(true, Optional.empty());
        }
        Instant executed = due.stream()
                .flatMap(target -> target.task().executedAt().stream())
                .max(Instant::compareTo)
                .orElseGet(clock::instant);
        Clock running = clockOf(disposition)
                .orElseGet(() -> clocks.start(ClockStart.of(
                        ClockKind.PUBLICITY, disposition.caseNo(), dispositionId, disposition.tenant(), executed)));
        boolean published = due.stream().noneMatch(DispositionTarget::owesPublicity);
        if (published) {
            clocks.met(running.id(), clock.instant());
        }
        return new Publicity(published, Optional.of(running.dueAt()));
    }

    /** Also one that has ended: what was missed is not owed anew. */
    private Optional<Clock> clockOf(Disposition disposition) {
        return clocks.byCase(disposition.caseNo(), disposition.tenant()).stream()
                .filter(known -> known.is(ClockKind.PUBLICITY))
                .filter(known -> known.subjectId().equals(disposition.id()))
                .findFirst();
    }

    /** The platform has not published in time. */
    public void overdue(String dispositionId) {
        Disposition disposition = store.lock(dispositionId);
        clocks.running(dispositionId, ClockKind.PUBLICITY, disposition.tenant())
                .filter(running -> clocks.missed(running.id(), clock.instant()))
                .ifPresent(
                        missed -> events.append(disposition, CaseEvents.SYSTEM, DispositionAct.PUBLICITY_OVERDUE, ""));
    }

    /**
     * An officer has found the publicity, at this address; none is needed when the platform has published meanwhile.
     *
     * @throws Refusal {@code disposition.publicity-url-malformed}; as {@link Grounds#require}: nothing is published that nobody decided on
     */
    public void enter(String dispositionId, Optional<String> url, String user) {
        Disposition disposition = store.lock(dispositionId);
        grounds.require(new PlainEffect(
                DispositionCall.PUBLICITY,
                dispositionId + "/" + DispositionCall.PUBLICITY,
                disposition.caseNo(),
                dispositionId,
                disposition.tenant(),
                List.of()));
        List<DispositionTarget> owing = targets.of(dispositionId).stream()
                .filter(DispositionTarget::owesPublicity)
                .toList();
        String address = url.orElse("");
        if (!owing.isEmpty() && !Statements.isWebAddress(address)) {
            throw new Refusal("disposition.publicity-url-malformed", address);
        }
        owing.forEach(target -> targets.published(target, address, Optional.of(user)));
        events.append(disposition, user, DispositionAct.PUBLICITY_ENTERED, address);
        settled(disposition);
    }

    /** An officer gives up the publicity; the requester is told why. */
    public void abandon(String dispositionId, Optional<String> note, String user) {
        String why = ReasonRules.required(note, "disposition.note-missing");
        Disposition disposition = store.lock(dispositionId);
        store.publicityAbandoned(dispositionId, why);
        events.append(disposition, user, DispositionAct.PUBLICITY_ABANDONED, why);
        settled(disposition);
    }

    /** Nothing is owed any more. */
    public void settled(Disposition disposition) {
        clocks.met(disposition.id(), disposition.tenant(), clock.instant(), ClockKind.PUBLICITY);
    }

    /** Whether every target has its result, and what must be published is. */
    public boolean isComplete(String dispositionId) {
        List<DispositionTarget> all = targets.of(dispositionId);
        return all.stream().anyMatch(DispositionTarget::mustBePublished)
                && all.stream().allMatch(target -> target.task().outcome().isPresent() && !target.owesPublicity());
    }
}
