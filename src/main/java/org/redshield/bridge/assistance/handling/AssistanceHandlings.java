package org.redshield.bridge.assistance.handling;

import static org.redshield.bridge.assistance.handling.AssistanceHandlingState.CONFIRMED;
import static org.redshield.bridge.assistance.handling.AssistanceHandlingState.IN_PROGRESS;
import static org.redshield.bridge.assistance.handling.AssistanceHandlingState.REPLIED;
import static org.redshield.bridge.assistance.handling.AssistanceHandlingState.REPLY_PENDING_APPROVAL;
import static org.redshield.bridge.assistance.handling.AssistanceHandlingState.SUPPLEMENT_REQUESTED;
import static org.redshield.bridge.assistance.handling.AssistanceHandlingState.UNCONFIRMED;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.assistance.correspondence.AssistanceClocks;
import org.redshield.bridge.assistance.correspondence.AssistanceFacts;
import org.redshield.bridge.assistance.correspondence.AssistanceLetter;
import org.redshield.bridge.assistance.correspondence.CaseAct;
import org.redshield.bridge.assistance.correspondence.ItemConclusion;
import org.redshield.bridge.assistance.correspondence.Questions;
import org.redshield.bridge.assistance.correspondence.ReplyClocks;
import org.redshield.bridge.cases.Approval;
import org.redshield.bridge.cases.Approvals;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.casework.Entries;
import org.redshield.bridge.casework.IncomingLetter;
import org.redshield.bridge.casework.IncomingLetters;
import org.redshield.bridge.casework.LetterFacts;
import org.redshield.bridge.casework.Subject;
import org.redshield.bridge.casework.SubjectClocks;
import org.redshield.bridge.deadline.rule.ClockKind;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.letter.LetterKind;
import org.redshield.bridge.letter.Letters;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the asked bureau does beyond what it does with every incoming letter ({@link IncomingLetters}): ask the platform, find
 * out, reply. Every method belongs to one process step, joins its transaction, and leaves row, letters, clocks and events
 * agreeing with each other.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class AssistanceHandlings {

    private static final Entries ENTRIES = new Entries(CaseAct.FEATURE);
    private static final int SHORTEST_FINDINGS = 10;
    /** As much as the form takes: item by item, with what was seen on the spot. */
    private static final int LONGEST_FINDINGS = 10_000;

    private final IncomingLetters incoming;
    private final HandlingStore store;
    private final CaseEvents events;
    private final Approvals approvals;
    private final Correspondence correspondence;
    private final SubjectClocks clocks;
    private final AssistanceClocks replyClocks;
    private final Letters letters;
    private final Replies replies;
    private final InstantSource time;

    /** The dates of a letter that has just arrived. */
    public record Arrival(ReplyClocks reply, Instant acknowledgeDueAt) {}

    /** The dates after a reply was sent. */
    public record ConfirmationClocks(Instant reminderAt, Instant dueAt) {}

    /** Files the request letter and starts the clocks at its delivery receipt, not at 签收. */
    public Arrival registerArrival(String requestId, String tenant, UUID letterId) {
        IncomingLetters.Arrival arrival = incoming.register(CaseAct.FEATURE, requestId, tenant, Optional.of(letterId));
        IncomingLetter letter = arrival.letter();
        store.open(letter);
        return new Arrival(replyClocks.startReply(letter.subject(), letter.receivedAt()), arrival.acknowledgeDueAt());
    }

    /**
     * The lead officer submits what was found.
     *
     * @param findings needed where no question is answered by itself
     * @param answers to {@link #questions}, one for each; empty from a form that does not ask for them one by one
     * @throws Refusal {@code assistance.lead-only}, {@code assistance.question-unanswered}
     */
    public void submitFindings(
            String requestId,
            String tenant,
            String user,
            Optional<String> conclusion,
            Optional<String> findings,
            List<Optional<String>> answers) {
        AssistanceHandling handling = locked(requestId, tenant);
        handling.letter().checkLead(user);
        ItemConclusion code = ENTRIES.oneOf(ItemConclusion.values(), conclusion, "总体结论");
        List<QuestionAnswer> answered = answers.isEmpty() ? List.of() : answered(questions(handling), answers);
        String text = answered.isEmpty()
                ? ENTRIES.text(findings, "核查情况", SHORTEST_FINDINGS, LONGEST_FINDINGS)
                : ENTRIES.atMost(findings.orElse(""), "核查情况", LONGEST_FINDINGS);
        replies.checkOfficers(handling);
        store.finding(handling, code, answered, text, user, time.instant());
        event(handling.letter(), user, CaseAct.FINDINGS_SUBMITTED);
    }

    private static List<QuestionAnswer> answered(List<String> questions, List<Optional<String>> answers) {
        List<QuestionAnswer> answered = new ArrayList<>();
        for (int place = 0; place < questions.size(); place++) {
            int number = place + 1;
            String question = questions.get(place);
            String answer = (place < answers.size() ? answers.get(place) : Optional.<String>empty())
                    .orElseThrow(() -> new Refusal("assistance.question-unanswered", number, question));
            answered.add(new QuestionAnswer(question, ENTRIES.atMost(answer, "第" + number + "项的答复", Entries.LONGEST)));
        }
        return answered;
    }

    /** What the other side wants to know now: of its letter, or of what it asked to be added. */
    @Transactional(readOnly = true)
    public List<String> questions(String requestId, String tenant) {
        return find(requestId, tenant).map(this::questions).orElse(List.of());
    }

    private List<String> questions(AssistanceHandling handling) {
        return Questions.of(
                handling.supplements() > 0
                        ? handling.supplementText()
                        : RequestedFacts.of(letters.get(handling.letter().letterId()))
                                .questions());
    }

    /** What was found last in this round, as whoever it came back to goes on with it. */
    @Transactional(readOnly = true)
    public Optional<InvestigationFinding> found(String requestId, String tenant) {
        return find(requestId, tenant).flatMap(this::found);
    }

    /**
     * The second officer confirms the lead's findings.
     *
     * @param opinion what he wrote to it
     * @throws Refusal {@code assistance.second-only}
     */
    public void confirmFindings(String requestId, String tenant, String user, Optional<String> opinion) {
        AssistanceHandling handling = locked(requestId, tenant);
        IncomingLetter letter = handling.letter();
        letter.checkSecond(user);
        store.findingConfirmed(letter, finding(handling).id(), user, time.instant());
        incoming.move(letter, REPLY_PENDING_APPROVAL);
        approvals.decide(ofFindings(letter), user, CaseAct.FINDINGS_CONFIRMED, opinion);
    }

    public void sendBackFindings(String requestId, String tenant, String user, Optional<String> reason) {
        String why = ENTRIES.reason(reason, "复核意见");
        IncomingLetter letter = incoming.get(requestId, tenant);
        letter.checkSecond(user);
        approvals.decide(ofFindings(letter), user, CaseAct.FINDINGS_SENT_BACK, Optional.of(why));
    }

    private static Approval ofFindings(IncomingLetter letter) {
        return new Approval(
                letter.caseNo(),
                letter.tenant(),
                letter.id(),
                List.of(letter.assigned().leadUser()),
                "assistance.second-only");
    }

    private InvestigationFinding finding(AssistanceHandling handling) {
        return found(handling).orElseThrow(() -> new Refusal("assistance.findings-missing"));
    }

    /** The round's last finding. */
    private Optional<InvestigationFinding> found(AssistanceHandling handling) {
        return findings(handling.letter().id(), handling.letter().tenant()).stream()
                .filter(finding -> finding.round() == handling.supplements())
                .reduce((earlier, later) -> later);
    }

    /** Half or four fifths of the earliest time limit have passed. */
    public void remind(String requestId, String tenant) {
        IncomingLetter letter = incoming.get(requestId, tenant);
        Optional<ReplyClocks> dates = replyClocks.inForce(letter.subject());
        Map<String, String> detail = dates.map(due -> Map.of(
                        "requestId",
                        requestId,
                        "point",
                        time.instant().isBefore(due.fourFifthsAt()) ? "HALF" : "FOUR_FIFTHS",
                        "dueAt",
                        due.agreementDueAt().toString()))
                .orElse(Map.of("requestId", requestId));
        events.append(letter.caseNo(), tenant, CaseEvents.SYSTEM, CaseAct.HANDLING_REMINDED, detail);
    }

    public void recordAgreementMissed(String requestId, String tenant) {
        IncomingLetter letter = incoming.get(requestId, tenant);
        if (clocks.fired(letter.subject(), ClockKind.AGREEMENT_REPLY)) {
            event(letter, CaseEvents.SYSTEM, CaseAct.AGREED_DATE_MISSED);
        }
    }

    public void escalateOverdue(String requestId, String tenant) {
        IncomingLetter letter = incoming.get(requestId, tenant);
        replyClocks.replyFired(letter.subject());
        event(letter, CaseEvents.SYSTEM, CaseAct.HANDLING_OVERDUE);
    }

    /**
     * @throws Refusal {@code assistance.investigator-approves}
     */
    public void approveReply(String requestId, String tenant, String user, Optional<String> opinion) {
        IncomingLetter letter = incoming.get(requestId, tenant);
        decideReply(letter, user, CaseAct.REPLY_APPROVED, opinion);
        store.replyApproved(letter, user, time.instant());
    }

    public void sendBackReply(String requestId, String tenant, String user, Optional<String> reason) {
        String opinion = ENTRIES.reason(reason, "审批意见");
        IncomingLetter letter = incoming.get(requestId, tenant);
        decideReply(letter, user, CaseAct.REPLY_SENT_BACK, Optional.of(opinion));
        incoming.move(letter, IN_PROGRESS);
    }

    private void decideReply(IncomingLetter letter, String user, CaseAct decision, Optional<String> opinion) {
        approvals.decide(letter.approvalOfWork("assistance.investigator-approves"), user, decision, opinion);
    }

    public UUID issueReply(String requestId, String tenant) {
        AssistanceHandling handling = locked(requestId, tenant);
        IncomingLetter request = handling.letter();
        Letter reply = correspondence.issue(replies.draft(handling, finding(handling)));
        store.reply(request, reply.id());
        event(request, CaseEvents.SYSTEM, CaseAct.REPLY_ISSUED, reply);
        return reply.id();
    }

    /** As {@link #issueReply} would issue it now; empty before anything was found. */
    @Transactional(readOnly = true)
    public Optional<LetterDraft> pendingReply(String requestId, String tenant) {
        return find(requestId, tenant)
                .flatMap(handling -> found(handling).map(finding -> replies.draft(handling, finding)));
    }

    /** Sends the reply; the time to confirm it counts from here, the outbox delivers within a second. */
    public ConfirmationClocks sendReply(String requestId, String tenant) {
        AssistanceHandling handling = locked(requestId, tenant);
        Letter reply = letters.get(handling.replyLetterId().orElseThrow());
        correspondence.dispatch(reply);
        Subject subject = handling.letter().subject();
        clocks.answered(subject, reply.issuedAt());
        incoming.move(handling.letter(), REPLIED);
        Instant now = time.instant();
        return new ConfirmationClocks(
                clocks.start(subject, ClockKind.CONFIRMATION_REMINDER, now).dueAt(),
                clocks.start(subject, ClockKind.CONFIRMATION_CLOSE, now).dueAt());
    }

    /** Without an answer the requester's head is reminded. */
    public void remindConfirmation(String requestId, String tenant) {
        AssistanceHandling handling = locked(requestId, tenant);
        clocks.fired(handling.letter().subject(), ClockKind.CONFIRMATION_REMINDER);
        Letter reminder = correspondence.send(aboutReply(
                        handling,
                        AssistanceLetter.CONFIRMATION_REMINDER,
                        "CONFIRMATION_REMINDER/" + (handling.supplements() + 1))
                .word(
                        "closesOn",
                        clocks.running(handling.letter().subject(), ClockKind.CONFIRMATION_CLOSE)
                                .map(clock -> ChinaTime.day(clock.dueAt()).toString())));
        event(handling.letter(), CaseEvents.SYSTEM, CaseAct.CONFIRMATION_REMINDED, reminder);
    }

    /** Still without an answer; the handler may close it as 未确认. */
    public void recordConfirmationExpired(String requestId, String tenant) {
        clocks.fired(incoming.get(requestId, tenant).subject(), ClockKind.CONFIRMATION_CLOSE);
    }

    public void closeUnconfirmed(String requestId, String tenant, String user) {
        IncomingLetter letter = incoming.get(requestId, tenant);
        clocks.missed(letter.subject(), ClockKind.CONFIRMATION_CLOSE);
        incoming.move(letter, UNCONFIRMED);
        event(letter, user, CaseAct.UNCONFIRMED_CLOSED);
    }

    public void sendUnconfirmedNotice(String requestId, String tenant) {
        AssistanceHandling handling = locked(requestId, tenant);
        correspondence.send(unconfirmed(handling));
        clocks.cancelAll(handling.letter().subject(), "已按未确认办结");
    }

    /** As {@link #sendUnconfirmedNotice} would send it now. */
    @Transactional(readOnly = true)
    public Optional<LetterDraft> pendingUnconfirmedNotice(String requestId, String tenant) {
        return find(requestId, tenant)
                .filter(handling -> handling.replyLetterId().isPresent())
                .map(this::unconfirmed);
    }

    private LetterDraft unconfirmed(AssistanceHandling handling) {
        return aboutReply(handling, AssistanceLetter.UNCONFIRMED, "UNCONFIRMED");
    }

    private LetterDraft aboutReply(AssistanceHandling handling, LetterKind kind, String key) {
        Letter reply = letters.get(handling.replyLetterId().orElseThrow());
        return incoming.answer(handling.letter(), kind, key, reply)
                .by(handling.letter().assigned().leadUser(), Optional.empty())
                .word("since", ChinaTime.day(reply.issuedAt()).toString());
    }

    public void close(String requestId, String tenant) {
        IncomingLetter letter = incoming.get(requestId, tenant);
        clocks.answered(letter.subject(), time.instant());
        incoming.move(letter, CONFIRMED);
        event(letter, CaseEvents.SYSTEM, CaseAct.CONFIRMATION_RECEIVED);
    }

    /** The other side wants more: a new agreed clock, or a statutory one where nothing is agreed. */
    public ReplyClocks registerSupplement(String requestId, String tenant, UUID letterId) {
        IncomingLetter letter = incoming.get(requestId, tenant);
        Letter supplement = correspondence.received(AssistanceLetter.SUPPLEMENT, letterId, requestId, tenant);
        clocks.answered(letter.subject(), time.instant());
        store.supplement(letter, LetterFacts.need(supplement, AssistanceFacts.SUPPLEMENT));
        incoming.move(letter, SUPPLEMENT_REQUESTED);
        event(letter, CaseEvents.SYSTEM, CaseAct.SUPPLEMENT_RECEIVED, supplement);
        return replyClocks.startSupplement(letter.subject(), letters.deliveredAt(letterId));
    }

    @Transactional(readOnly = true)
    public Optional<AssistanceHandling> find(String requestId, String tenant) {
        return incoming.find(requestId, tenant).map(store::of);
    }

    /** Oldest first. */
    @Transactional(readOnly = true)
    public List<InvestigationFinding> findings(String requestId, String tenant) {
        return store.findings(requestId, tenant);
    }

    private AssistanceHandling locked(String requestId, String tenant) {
        return store.of(incoming.get(requestId, tenant));
    }

    private void event(IncomingLetter letter, String actor, CaseAct act) {
        events.append(letter.caseNo(), letter.tenant(), actor, act, letter.id());
    }

    private void event(IncomingLetter letter, String actor, CaseAct act, Letter about) {
        events.append(
                letter.caseNo(),
                letter.tenant(),
                actor,
                act,
                Map.of("requestId", letter.id(), "letterId", about.id().toString()));
    }
}
