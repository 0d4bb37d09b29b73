package org.redshield.bridge.clues;

import static org.redshield.bridge.clues.Clue.ENTRIES;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.Naming;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.act.Decisions;
import org.redshield.bridge.cases.order.Order;
import org.redshield.bridge.cases.order.OrderKind;
import org.redshield.bridge.cases.order.Orders;
import org.redshield.bridge.cases.order.Progress.Step;
import org.redshield.bridge.casework.SubjectClocks;
import org.redshield.bridge.deadline.clock.Clock;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 办案: a filed case until it is decided and closed, and what its officers order meanwhile. */
@Service
@Transactional
@RequiredArgsConstructor
public class FiledCases {

    private final ClueStore store;
    private final Matters matters;
    private final MatterOrders ordered;
    private final Verifications verifications;
    private final ClueProgress progress;
    private final SubjectClocks clocks;
    private final Orders orders;
    private final Decisions decisions;
    private final CaseEvents events;
    private final InstantSource time;

    /** The 90 days begin with the filing (程序规定 art. 64). */
    public Clock start(String clueId, String tenant) {
        Clue clue = store.locked(clueId, tenant);
        return clocks.start(
                clue.subject(), ClueClock.CASE_HANDLING, clue.filedAt().orElseThrow());
    }

    /** User id of who conducts the case. */
    public String leadOfficer(String clueId, String tenant) {
        return ordered.assigned(store.locked(clueId, tenant)).leadUser();
    }

    /**
     * Asks another bureau to help: what the case knows goes along, the officer adds what is to be found out.
     *
     * @throws Refusal {@code clues.no-shop}, and those of who takes the order
     */
    public void orderAssistance(String clueId, String tenant, String user, Map<String, String> wanted) {
        Clue clue = store.locked(clueId, tenant);
        matters.checkOfficer(clue, user);
        Map<String, String> facts = new HashMap<>(wanted);
        facts.put("cause", clue.cause());
        facts.put("targetId", clue.accused().shop());
        facts.put("platform", clue.accused().platform().orElseThrow());
        facts.put("contactPhone", ordered.lead(clue, Naming.ASSIGNED).phone());
        clue.filingNo().ifPresent(no -> facts.put("sourceNo", no));
        clue.accused().creditCode().ifPresent(code -> facts.put("creditCode", code));
        orders.place(
                OrderKind.ASSISTANCE_REQUEST,
                new Order(clue.caseNo(), tenant, clueId, user, Optional.empty(), Optional.empty(), facts),
                ClueAct.ASSISTANCE_ORDERED);
    }

    /**
     * Asks for a measure under 反不正当竞争法 art. 16; who approves it says the table of approvals.
     *
     * @throws Refusal {@code clues.officers-only}, and those of who takes the order
     */
    public void orderMeasure(String clueId, String tenant, String user, Map<String, String> wanted) {
        Clue clue = store.locked(clueId, tenant);
        matters.checkOfficer(clue, user);
        Map<String, String> facts = new HashMap<>(wanted);
        facts.put("cause", clue.cause());
        facts.put("handlers", String.join(",", ordered.assigned(clue).users()));
        clue.filingNo().ifPresent(no -> facts.put("sourceNo", no));
        orders.place(
                OrderKind.INVESTIGATIVE_MEASURE,
                new Order(clue.caseNo(), tenant, clueId, user, Optional.empty(), Optional.empty(), facts),
                ClueAct.MEASURE_ORDERED);
    }

    /**
     * A crime is suspected: the two officers prepare the referral to the police. Also of a clue that is not filed yet.
     *
     * @throws Refusal {@code clues.officers-only}, and those of who takes the order
     */
    public void orderReferral(String clueId, String tenant, String user, Optional<String> reason) {
        Clue clue = store.locked(clueId, tenant);
        matters.checkOfficer(clue, user);
        Map<String, String> facts = new HashMap<>();
        reason.ifPresent(why -> facts.put("reason", why));
        facts.put("cause", clue.cause());
        facts.put("handlers", String.join(",", ordered.assigned(clue).users()));
        clue.filingNo().ifPresent(no -> facts.put("sourceNo", no));
        facts.put(
                "party",
                Stream.of(
                                clue.accused().subjectName(),
                                clue.accused().creditCode(),
                                clue.accused().address(),
                                Optional.of(clue.accused().inWords()))
                        .flatMap(Optional::stream)
                        .distinct()
                        .collect(Collectors.joining("，")));
        orders.place(
                OrderKind.CRIMINAL_REFERRAL,
                new Order(clue.caseNo(), tenant, clueId, user, Optional.empty(), Optional.empty(), facts),
                ClueAct.REFERRAL_ORDERED);
    }

    /** What was approved against the shop goes to the bureau at the platform's seat. */
    public void orderDisposition(String clueId, String tenant) {
        Clue clue = store.locked(clueId, tenant);
        Matter matter = matters.carryOut(clue, MatterCall.ASKING_FOR_MEASURES);
        Order order = ordered.disposition(clue, matter);
        // What the head decided is what the letter asks for.
        orders.letter(OrderKind.MERCHANT_DISPOSITION, order)
                .ifPresent(letter -> decisions.decided(
                        "approveDispositionRequest", matter.decidedBy().orElseThrow(), letter));
        orders.place(OrderKind.MERCHANT_DISPOSITION, order, ClueAct.DISPOSITION_ORDERED);
    }

    /**
     * 决定: what the 90 days measure has happened; the case is to be closed.
     *
     * @return when its closing must have been applied for; empty while a penalty is to be carried out
     */
    public Optional<Instant> decide(String clueId, String tenant) {
        Clue clue = store.locked(clueId, tenant);
        Matter matter = matters.carryOut(clue, MatterCall.DECIDING);
        store.move(clue, ClueState.DECIDED);
        clocks.met(clue.subject(), time.instant(), ClueClock.CASE_HANDLING);
        matters.event(clue, matter.decidedBy().orElseThrow(), ClueAct.CASE_DECIDED, matter, Optional.empty());
        FilingGrounds.Decision outcome =
                FilingGrounds.Decision.valueOf(matter.details().get(Matter.OUTCOME));
        progress.report(
                clue,
                outcome == FilingGrounds.Decision.CRIMINAL_REFERRAL ? Step.REFERRED : Step.DECIDED,
                Map.of(Matter.OUTCOME, outcome.title(), "decision", outcome.name()));
        return outcome == FilingGrounds.Decision.PENALTY
                ? Optional.empty()
                : Optional.of(closingFrom(clue, time.instant()));
    }

    /**
     * The penalty was carried out, or need not be any more: the period for the closing counts from that day.
     *
     * @return when the closing must have been applied for
     * @throws Refusal {@code clues.executed-when}, {@code clues.officers-only, .field-missing, .option-unknown}
     */
    public Instant recordExecution(
            String clueId,
            String tenant,
            String user,
            Optional<String> ground,
            Optional<LocalDate> on,
            Optional<String> note) {
        Clue clue = store.locked(clueId, tenant);
        matters.checkOfficer(clue, user);
        FilingGrounds.Execution why = ENTRIES.oneOf(FilingGrounds.Execution.values(), ground, "结案情形");
        LocalDate day = ENTRIES.present(on.orElse(null), "发生的日期");
        Instant decidedAt = matters.approved(clueId).decidedAt().orElseThrow();
        LocalDate decided = ChinaTime.day(decidedAt);
        if (day.isBefore(decided) || ChinaTime.startOf(day).isAfter(time.instant())) {
            throw new Refusal("clues.executed-when", day, decided);
        }
        events.append(
                clue.caseNo(),
                tenant,
                user,
                ClueAct.EXECUTION_RECORDED,
                clueId,
                Map.of("requestId", clueId, CaseEvents.ABOUT, why.title() + "，" + day),
                note);
        return closingFrom(clue, day.equals(decided) ? decidedAt : ChinaTime.startOf(day));
    }

    /** The head does not agree: what was applied for stands open again, and its period begins anew. */
    public Instant closingRefused(String clueId, String tenant) {
        return closingFrom(store.locked(clueId, tenant), time.instant());
    }

    private Instant closingFrom(Clue clue, Instant event) {
        return clocks.start(clue.subject(), ClueClock.CASE_CLOSURE, event).dueAt();
    }

    /** Nobody applied for the closing in time; the supervisor's task follows. */
    public void escalateOverdueClosing(String clueId, String tenant) {
        escalate(clueId, tenant, ClueClock.CASE_CLOSURE, ClueAct.CLOSING_OVERDUE);
    }

    /** 终止调查 (程序规定 art. 47). */
    public void terminate(String clueId, String tenant) {
        end(clueId, tenant, MatterCall.TERMINATING, ClueState.TERMINATED, ClueAct.CASE_TERMINATED);
    }

    /** 结案 (程序规定 art. 77). */
    public void close(String clueId, String tenant) {
        end(clueId, tenant, MatterCall.CLOSING, ClueState.CLOSED, ClueAct.CASE_CLOSED);
    }

    private void end(String clueId, String tenant, MatterCall call, ClueState state, ClueAct act) {
        Clue clue = store.locked(clueId, tenant);
        verifications.end(clue, state, matters.carryOut(clue, call), act);
        progress.report(clue, Step.CLOSED, Map.of(Matter.OUTCOME, state.title()));
    }

    /** Nothing was decided in time; the supervisor's task follows. */
    public void escalateOverdue(String clueId, String tenant) {
        escalate(clueId, tenant, ClueClock.CASE_HANDLING, ClueAct.CASE_OVERDUE);
    }

    private void escalate(String clueId, String tenant, ClueClock kind, ClueAct act) {
        Clue clue = store.locked(clueId, tenant);
        clocks.fired(clue.subject(), kind);
        events.append(clue.caseNo(), tenant, CaseEvents.SYSTEM, act, clueId);
    }
}
