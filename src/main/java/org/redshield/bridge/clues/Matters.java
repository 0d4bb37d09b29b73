package org.redshield.bridge.clues;

import static org.redshield.bridge.clues.Clue.ENTRIES;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.cases.Approvals;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.order.Progress.Step;
import org.redshield.bridge.casework.SubjectClocks;
import org.redshield.bridge.clues.Matter.Kind;
import org.redshield.bridge.deadline.clock.Clock;
import org.redshield.bridge.deadline.clock.ClockChanges;
import org.redshield.bridge.deadline.rule.StopEvent;
import org.redshield.bridge.engine.Outgoing;
import org.redshield.bridge.referral.api.DecisionBar;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 事项审批: what an officer of a clue proposes, its unit head looks at and the bureau's head decides. What could not be carried
 * out is refused to whoever proposes it, and once more to whoever approves it.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class Matters {

    private final ClueStore store;
    private final Approvals approvals;
    private final ClueProgress progress;
    private final SubjectClocks subjectClocks;
    private final ClockChanges clocks;
    private final CaseEvents events;
    private final DecisionBar bar;
    private final MatterGrounds grounds;
    private final InstantSource time;
    private final MatterOrders ordered;

    /** @throws Refusal {@code clues.officers-only}, and whatever would keep it from being carried out */
    public Matter propose(
            String clueId,
            String tenant,
            String user,
            Kind kind,
            Map<String, String> details,
            Optional<String> reason) {
        Clue clue = store.locked(clueId, tenant);
        checkOfficer(clue, user);
        String why = ENTRIES.reason(reason, "理由");
        Matter matter = new Matter(
                clueId + "-M" + (store.matters(clueId).size() + 1),
                clueId,
                kind,
                details,
                why,
                user,
                time.instant(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        check(clue, matter, user);
        store.insert(matter, tenant);
        if (kind == Kind.CLOSE) {
            subjectClocks.met(clue.subject(), time.instant(), ClueClock.CASE_CLOSURE);
        }
        event(clue, user, ClueAct.MATTER_PROPOSED, matter, Optional.of(why));
        return matter;
    }

    /** What is proposed and not yet decided. */
    Optional<Matter> open(String clueId) {
        return last(clueId).filter(matter -> matter.approved().isEmpty());
    }

    /** What was proposed last. */
    Optional<Matter> last(String clueId) {
        List<Matter> matters = store.matters(clueId);
        return matters.isEmpty() ? Optional.empty() : Optional.of(matters.get(matters.size() - 1));
    }

    /**
     * What was proposed last takes effect now, on the decision of the bureau's head.
     *
     * @throws org.redshield.bridge.cases.act.NoGround where that is something else, or no head has decided about it
     */
    Matter carryOut(Clue clue, MatterCall call) {
        return grounds.require(clue, last(clue.id()), call);
    }

    /** What a head decides about who approves what is proposed now; empty of what is in force with that. */
    @Transactional(readOnly = true)
    public Optional<? extends Outgoing> pending(String clueId, String tenant) {
        return open(clueId)
                .flatMap(matter -> store.find(clueId, tenant).flatMap(clue -> MatterGrounds.effect(clue, matter)));
    }

    /** What was decided last. */
    Matter approved(String clueId) {
        return last(clueId)
                .filter(matter -> matter.approved().orElse(false))
                .orElseThrow(() -> new IllegalStateException("Nothing of " + clueId + " is approved"));
    }

    /** The unit head agrees; the bureau's head decides. */
    public void review(String clueId, String tenant, String user, Optional<String> opinion) {
        Clue clue = store.locked(clueId, tenant);
        Matter matter = pending(clueId);
        decide(clue, matter, user, ClueAct.MATTER_REVIEWED, opinion);
        store.reviewed(matter, user);
    }

    public void sendBack(String clueId, String tenant, String user, Optional<String> opinion) {
        reject(clueId, tenant, user, ClueAct.MATTER_SENT_BACK, opinion);
    }

    public void refuse(String clueId, String tenant, String user, Optional<String> opinion) {
        reject(clueId, tenant, user, ClueAct.MATTER_REFUSED, opinion);
    }

    private void reject(String clueId, String tenant, String user, ClueAct act, Optional<String> opinion) {
        String why = ENTRIES.reason(opinion, "审批意见");
        Clue clue = store.locked(clueId, tenant);
        Matter matter = pending(clueId);
        decide(clue, matter, user, act, Optional.of(why));
        store.decided(matter, user, false, time.instant());
    }

    /**
     * The bureau's head approves. Clocks and states change now, what goes out follows in the next step.
     *
     * @throws org.redshield.bridge.OthersMustDecide {@code clues.own-approval}
     */
    public void approve(String clueId, String tenant, String user, Optional<String> opinion) {
        Clue clue = store.locked(clueId, tenant);
        Matter matter = pending(clueId);
        decide(clue, matter, user, ClueAct.MATTER_APPROVED, opinion);
        check(clue, matter, user);
        store.decided(matter, user, true, time.instant());
        switch (matter.kind()) {
            case EXTEND -> extend(clue, matter, user);
            case SUSPEND -> suspend(clue, matter, user);
            default -> {}
        }
    }

    private void decide(Clue clue, Matter matter, String user, ClueAct act, Optional<String> opinion) {
        approvals.decide(clue.approval(matter, ordered.assigned(clue)), user, act, opinion);
    }

    /** User ids of all who had a hand in what is proposed; nobody while nothing is. */
    @Transactional(readOnly = true)
    public List<String> hands(String clueId, String tenant) {
        return open(clueId)
                .map(matter -> {
                    Clue clue = store.find(clueId, tenant).orElseThrow();
                    return clue.approval(matter, ordered.assigned(clue)).hands();
                })
                .orElse(List.of());
    }

    private Matter pending(String clueId) {
        return open(clueId).orElseThrow(() -> new Refusal("clues.nothing-proposed"));
    }

    /** @throws Refusal {@code clues.officers-only} */
    void checkOfficer(Clue clue, String user) {
        if (!ordered.assigned(clue).users().contains(user)) {
            throw new Refusal("clues.officers-only");
        }
    }

    /** Whether it can be carried out as things are now. */
    private void check(Clue clue, Matter matter, String user) {
        switch (matter.kind()) {
            case FILE -> {
                clue.checkLimitation();
                store.check(clue, ClueState.FILED);
                String no = ENTRIES.text(matter.detail(Matter.FILING_NO), "案号", 2, 100);
                if (store.filingNoUsed(clue, no)) {
                    throw new Refusal("clues.filing-no-used", no);
                }
            }
            case NOT_FILE -> {
                store.check(clue, ClueState.NOT_FILED);
                ENTRIES.oneOf(FilingGrounds.NotFiling.values(), matter.detail(Matter.GROUND), "不予立案的情形");
            }
            case SUSPEND -> {
                store.check(clue, ClueState.SUSPENDED);
                ENTRIES.oneOf(FilingGrounds.Suspension.values(), matter.detail(Matter.GROUND), "中止调查的情形");
            }
            case EXTEND -> checkExtension(clue, matter, user);
            case DECIDE -> {
                store.check(clue, ClueState.DECIDED);
                FilingGrounds.Decision outcome =
                        ENTRIES.oneOf(FilingGrounds.Decision.values(), matter.detail(Matter.OUTCOME), "决定种类");
                boolean penalty = outcome == FilingGrounds.Decision.PENALTY;
                if (penalty || outcome == FilingGrounds.Decision.CRIMINAL_REFERRAL) {
                    bar.check(clue.caseNo(), clue.tenant(), penalty);
                }
                ENTRIES.text(matter.detail(Matter.DECISION_NO), "决定文书号", 2, 100);
            }
            case TERMINATE -> store.check(clue, ClueState.TERMINATED);
            case CLOSE -> store.check(clue, ClueState.CLOSED);
            case TRANSFER -> {
                store.check(clue, ClueState.PASSED_ON);
                ordered.checkTransfer(clue, matter);
            }
            case DISPOSE -> ordered.checkDisposition(clue, matter);
            case DATA -> ordered.named(ordered.assigned(clue));
        }
    }

    /** Only before the period is over (程序规定 art. 18, 64); that somebody came too late is on record. */
    private void checkExtension(Clue clue, Matter matter, String user) {
        Clock clock = clock(clue);
        try {
            clocks.checkExtension(clock.id(), until(matter));
        } catch (Refusal tooLate) {
            if (tooLate.code().equals("deadline.extend-expired")) {
                events.appendDespiteRefusal(
                        clue.caseNo(),
                        clue.tenant(),
                        user,
                        ClueAct.EXTENSION_TOO_LATE,
                        Map.of(
                                "requestId",
                                clue.id(),
                                "dueOn",
                                ChinaTime.day(clock.dueAt()).toString()));
            }
            throw tooLate;
        }
    }

    /** A stated day is decided by the heads together, after the ordinary extension (程序规定 art. 64). */
    private static Optional<Instant> until(Matter matter) {
        return matter.detail(Matter.UNTIL).map(day -> ChinaTime.endOf(LocalDate.parse(day)));
    }

    private void extend(Clue clue, Matter matter, String user) {
        Clock clock = clock(clue);
        Clock extended = until(matter)
                .map(day -> clocks.extendTo(clock.id(), day, matter.reason(), user))
                .orElseGet(() -> clocks.extend(clock.id(), Optional.empty(), matter.reason(), user));
        progress.report(clue, Step.EXTENDED, Map.of("dueAt", extended.dueAt().toString()));
    }

    private void suspend(Clue clue, Matter matter, String user) {
        clocks.pause(clock(clue).id(), StopEvent.SUSPENSION, time.instant(), matter.reason(), user);
        store.move(clue, ClueState.SUSPENDED);
        progress.report(clue, Step.SUSPENDED, Map.of());
    }

    /** @throws Refusal {@code clues.no-clock} */
    Clock clock(Clue clue) {
        return openClock(clue).orElseThrow(() -> new Refusal("clues.no-clock"));
    }

    /** The clue's clock, also one that was missed. */
    Optional<Clock> openClock(Clue clue) {
        return Optional.ofNullable(
                subjectClocks.open(clue.subject()).get(clue.clock().name()));
    }

    void event(Clue clue, String user, ClueAct act, Matter matter, Optional<String> note) {
        Map<String, String> detail = new HashMap<>(Map.of("requestId", clue.id(), "matter", matter.id()));
        if (!act.title().equals(matter.kind().title())) {
            detail.put(CaseEvents.ABOUT, matter.kind().title());
        }
        events.append(clue.caseNo(), clue.tenant(), user, act, clue.id(), detail, note);
    }
}
