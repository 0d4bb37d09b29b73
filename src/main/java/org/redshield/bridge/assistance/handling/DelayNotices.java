package org.redshield.bridge.assistance.handling;

import static org.redshield.bridge.assistance.handling.AssistanceHandlingState.EXTENSION_NOTIFIED;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.assistance.correspondence.AssistanceFacts;
import org.redshield.bridge.assistance.correspondence.AssistanceLetter;
import org.redshield.bridge.assistance.correspondence.CaseAct;
import org.redshield.bridge.assistance.handling.AssistanceHandling.Delay;
import org.redshield.bridge.cases.Approvals;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.act.Decisions;
import org.redshield.bridge.casework.Entries;
import org.redshield.bridge.casework.IncomingLetter;
import org.redshield.bridge.casework.IncomingLetters;
import org.redshield.bridge.casework.LetterFacts;
import org.redshield.bridge.casework.SubjectClocks;
import org.redshield.bridge.deadline.clock.Clock;
import org.redshield.bridge.deadline.rule.ClockKind;
import org.redshield.bridge.deadline.rule.DeadlineCalculator;
import org.redshield.bridge.deadline.rule.DeadlineRule;
import org.redshield.bridge.deadline.rule.Period;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterDraft;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 延期告知: that an answer will take longer, told to the other side before its time is over (程序规定 art. 45(2)). A notice, not a
 * request: the lead officer drafts it, the head signs it, and with that the statutory clock and all that waits for it move.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class DelayNotices {

    private static final Entries ENTRIES = new Entries(CaseAct.FEATURE);

    private final IncomingLetters incoming;
    private final HandlingStore store;
    private final CaseEvents events;
    private final Approvals approvals;
    private final Decisions decisions;
    private final Correspondence correspondence;
    private final SubjectClocks clocks;
    private final DeadlineCalculator calculator;
    private final InstantSource time;

    /**
     * The lead officer drafts a notice.
     *
     * @throws Refusal {@code assistance.lead-only}; {@code assistance.delay-too-late}, which is also put on record; {@code
     *     assistance.delay-not-later}; {@code assistance.delay-not-statutory} for a supplement that only an agreement limits
     */
    public void draft(
            String requestId, String tenant, String user, Optional<LocalDate> until, Optional<String> reason) {
        IncomingLetter letter = incoming.get(requestId, tenant);
        letter.checkLead(user);
        LocalDate day = ENTRIES.present(until.orElse(null), "延至");
        String text = ENTRIES.reason(reason, "延期理由");
        movable(letter, user, day);
        store.delay(letter, day, text);
        events.append(letter.caseNo(), tenant, user, CaseAct.DELAY_PROPOSED, requestId);
    }

    /** Until when the head should have signed: within a working day, and always before the time of the answer is over. */
    @Transactional(readOnly = true)
    public Instant signBy(String requestId, String tenant) {
        Instant now = time.instant();
        Instant oneDay =
                calculator.due(now, DeadlineRule.of(Period.workingDays(1), "")).dueAt();
        Optional<Instant> half = incoming.find(requestId, tenant)
                .flatMap(letter -> clocks.running(letter.subject(), ClockKind.STATUTORY_REPLY))
                .map(clock -> now.plus(Duration.between(now, clock.dueAt()).dividedBy(2)));
        return half.filter(oneDay::isAfter).orElse(oneDay);
    }

    /**
     * The head signs it: clock and running timers move in this transaction, the letter follows in the next step.
     *
     * @throws Refusal {@code assistance.own-approval}; {@code assistance.delay-too-late}, which is also put on record; {@code
     *     assistance.delay-not-later} where the clock has moved meanwhile
     */
    public void approve(String requestId, String tenant, String user, Optional<String> opinion) {
        IncomingLetter letter = incoming.get(requestId, tenant);
        Delay delay = store.of(letter).unsignedDelay().orElseThrow();
        approvals.decide(letter.approvalOfWork("assistance.own-approval"), user, CaseAct.DELAY_APPROVED, opinion);
        extend(letter, movable(letter, user, delay.until()), delay);
        store.delayApproved(letter, user);
    }

    public void sendBack(String requestId, String tenant, String user, Optional<String> reason) {
        String opinion = ENTRIES.reason(reason, "审批意见");
        IncomingLetter letter = incoming.get(requestId, tenant);
        approvals.decide(
                letter.approvalOfWork("assistance.own-approval"), user, CaseAct.DELAY_SENT_BACK, Optional.of(opinion));
        store.delaySentBack(letter);
    }

    /** The notice that {@link #send} would send now. */
    @Transactional(readOnly = true)
    public Optional<LetterDraft> pendingLetter(String requestId, String tenant) {
        return incoming.find(requestId, tenant).map(store::of).flatMap(handling -> handling.unsignedDelay()
                .map(delay -> letter(handling, delay)));
    }

    /**
     * Issues and sends the notice. A handling that began where nobody signs it goes on by the word of its lead officer, as it did:
     * the clock moves here.
     */
    public void send(String requestId, String tenant) {
        IncomingLetter request = incoming.get(requestId, tenant);
        AssistanceHandling handling = store.of(request);
        Delay delay = handling.delay().orElseThrow();
        LetterDraft notice = letter(handling, delay);
        if (handling.unsigned() && delay.head().isEmpty()) {
            decisions.decided("approveDelay", request.assigned().leadUser(), notice);
            if (delay.drafted()) {
                clocks.running(request.subject(), ClockKind.STATUTORY_REPLY)
                        .ifPresent(clock -> extend(request, clock, delay));
            }
        }
        Letter sent = correspondence.send(notice);
        if (delay.drafted()) {
            store.delaySent(request);
            events.append(
                    request.caseNo(),
                    tenant,
                    request.assigned().leadUser(),
                    CaseAct.DELAY_NOTIFIED,
                    Map.of("requestId", requestId, "letterId", sent.id().toString()));
        }
    }

    private LetterDraft letter(AssistanceHandling handling, Delay delay) {
        IncomingLetter letter = handling.letter();
        return incoming.answer(letter, AssistanceLetter.DELAY, "DELAY/" + handling.delays())
                .by(letter.assigned().leadUser(), delay.head())
                .fact(AssistanceFacts.NEW_DUE_ON, delay.until())
                .fact(LetterFacts.NOTE, delay.reason());
    }

    private void extend(IncomingLetter letter, Clock clock, Delay delay) {
        clocks.move(clock, delay.until(), delay.reason());
        incoming.move(letter, EXTENSION_NOTIFIED);
    }

    /** The clock that the notice would move. @param user who would have it moved */
    private Clock movable(IncomingLetter letter, String user, LocalDate day) {
        Clock clock = clocks.open(letter.subject()).get(ClockKind.STATUTORY_REPLY.name());
        if (clock == null) {
            throw new Refusal("assistance.delay-not-statutory");
        }
        LocalDate dueOn = ChinaTime.day(clock.dueAt());
        if (clock.firedAt().isPresent() || time.instant().isAfter(clock.dueAt())) {
            events.appendDespiteRefusal(
                    letter.caseNo(),
                    letter.tenant(),
                    user,
                    CaseAct.DELAY_REFUSED,
                    Map.of("requestId", letter.id(), "dueOn", dueOn.toString(), "wantedUntil", day.toString()));
            throw new Refusal("assistance.delay-too-late", dueOn.toString());
        }
        if (!day.isAfter(dueOn)) {
            throw new Refusal("assistance.delay-not-later", day.toString(), dueOn.toString());
        }
        return clock;
    }
}
