package org.redshield.bridge.assistance;

import static org.redshield.bridge.assistance.HandlingState.ACCEPTED;
import static org.redshield.bridge.assistance.HandlingState.ACKNOWLEDGED;
import static org.redshield.bridge.assistance.HandlingState.ASSIGNED;
import static org.redshield.bridge.assistance.HandlingState.CONFIRMED;
import static org.redshield.bridge.assistance.HandlingState.DECLINED;
import static org.redshield.bridge.assistance.HandlingState.EXTENSION_NOTIFIED;
import static org.redshield.bridge.assistance.HandlingState.IN_PROGRESS;
import static org.redshield.bridge.assistance.HandlingState.RECEIVED;
import static org.redshield.bridge.assistance.HandlingState.REPLIED;
import static org.redshield.bridge.assistance.HandlingState.REPLY_PENDING_APPROVAL;
import static org.redshield.bridge.assistance.HandlingState.RETURNED_FOR_CORRECTION;
import static org.redshield.bridge.assistance.HandlingState.SUPPLEMENT_REQUESTED;
import static org.redshield.bridge.assistance.HandlingState.UNCONFIRMED;
import static org.redshield.bridge.assistance.HandlingState.WITHDRAWN;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.assistance.AssistanceClocks.Subject;
import org.redshield.bridge.assistance.AssistanceHandling.Rejection;
import org.redshield.bridge.assistance.AssistanceHandling.RejectionKind;
import org.redshield.bridge.assistance.AssistanceHandling.RequestedFacts;
import org.redshield.bridge.bureau.Officer;
import org.redshield.bridge.bureau.OfficerDirectory;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.Approvals;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.LegalBasis;
import org.redshield.bridge.deadline.clock.Clock;
import org.redshield.bridge.deadline.rule.ClockKind;
import org.redshield.bridge.evidence.Evidence;
import org.redshield.bridge.evidence.Evidences;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.letter.LetterKind;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.RefusalReason;
import org.redshield.bridge.platform.dataset.TargetType;
import org.redshield.bridge.platform.gateway.DataRequestOrder;
import org.redshield.bridge.platform.request.DataRequest;
import org.redshield.bridge.platform.request.DataRequests;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the asked bureau does, from the letter's arrival to the end. Every method belongs to one process step, joins its
 * transaction, and leaves row, letters, clocks and events agreeing with each other.
 */
@Service
@Transactional
public class AssistanceHandlings {

    private static final int SHORTEST_FINDINGS = 10;

    private final HandlingStore store;
    private final CaseEvents events;
    private final Approvals approvals;
    private final Correspondence correspondence;
    private final AssistanceClocks clocks;
    private final Letters letters;
    private final Organisations organisations;
    private final OfficerDirectory officers;
    private final Evidences evidences;
    private final DataRequests dataRequests;
    private final InstantSource time;

    AssistanceHandlings(
            HandlingStore store,
            CaseEvents events,
            Approvals approvals,
            Correspondence correspondence,
            AssistanceClocks clocks,
            Letters letters,
            Organisations organisations,
            OfficerDirectory officers,
            Evidences evidences,
            DataRequests dataRequests,
            InstantSource time) {
        this.store = store;
        this.events = events;
        this.approvals = approvals;
        this.correspondence = correspondence;
        this.clocks = clocks;
        this.letters = letters;
        this.organisations = organisations;
        this.officers = officers;
        this.evidences = evidences;
        this.dataRequests = dataRequests;
        this.time = time;
    }

    /** The dates of a letter that has just arrived. */
    public record Arrival(ReplyClocks reply, Instant acknowledgeDueAt) {}

    /** The dates after a reply was sent. */
    public record ConfirmationClocks(Instant reminderAt, Instant dueAt) {}

    /** Files the request letter and starts the clocks at its delivery receipt, not at 签收. */
    public Arrival registerArrival(String requestId, String tenant, UUID letterId) {
        Letter letter = correspondence.received(AssistanceLetter.REQUEST, letterId, requestId, tenant);
        Optional<AssistanceHandling> earlier = store.find(requestId, tenant);
        earlier.ifPresent(handling -> handling.state().to(RECEIVED));
        Instant deliveredAt = letters.deliveredAt(letterId);
        store.arrive(letter, tenant, Facts.read(letter), deliveredAt, time.instant());
        AssistanceHandling handling = store.locked(requestId, tenant);
        event(
                handling,
                CaseEvents.SYSTEM,
                earlier.isPresent() ? CaseAct.CORRECTED_LETTER_RECEIVED : CaseAct.LETTER_RECEIVED,
                letter);
        ReplyClocks reply = clocks.startReply(subject(handling), deliveredAt);
        return new Arrival(
                reply,
                clocks.startAcknowledgement(subject(handling), deliveredAt).dueAt());
    }

    /**
     * 签收: the officer signs for the letter; the other side sees it as a receipt.
     *
     * @param copies whether all attachments are there; if not, that is a reason to return the letter
     */
    public void acknowledge(String requestId, String tenant, String user, boolean copies) {
        AssistanceHandling handling = store.locked(requestId, tenant);
        Instant now = time.instant();
        correspondence.acknowledged(handling.letterId(), user);
        clocks.met(subject(handling), ClockKind.ACKNOWLEDGEMENT, now);
        store.acknowledged(handling, user, now);
        move(handling, ACKNOWLEDGED);
        events.append(
                handling.caseNo(),
                tenant,
                user,
                CaseAct.LETTER_ACKNOWLEDGED,
                Map.of("requestId", requestId, "copiesComplete", Boolean.toString(copies)));
    }

    public void escalateAcknowledgement(String requestId, String tenant) {
        AssistanceHandling handling = store.locked(requestId, tenant);
        if (clocks.fired(subject(handling), ClockKind.ACKNOWLEDGEMENT)) {
            event(handling, CaseEvents.SYSTEM, CaseAct.ACKNOWLEDGEMENT_OVERDUE);
        }
    }

    public void accept(String requestId, String tenant, String user) {
        AssistanceHandling handling = store.locked(requestId, tenant);
        move(handling, ACCEPTED);
        event(handling, user, CaseAct.LETTER_ACCEPTED);
    }

    /**
     * Drafts a return for correction.
     *
     * @throws Refusal {@code assistance.returned-once}
     */
    public void draftReturn(String requestId, String tenant, String user, Optional<String> missingItems) {
        AssistanceHandling handling = store.locked(requestId, tenant);
        handling.checkReturnable();
        String missing = Texts.required(missingItems, "需要补正的事项");
        handling.state().to(RETURNED_FOR_CORRECTION);
        store.rejection(handling, RejectionKind.RETURN, Optional.empty(), missing, user);
        event(handling, user, CaseAct.REJECTION_DRAFTED);
    }

    /**
     * Drafts a decline.
     *
     * @param reasonCode a {@link DeclineReason} name
     */
    public void draftDecline(
            String requestId, String tenant, String user, Optional<String> reasonCode, Optional<String> reason) {
        DeclineReason code = Codes.of(DeclineReason.class, reasonCode.orElse(null), "不予协助的原因");
        String text = Texts.required(reason, "理由说明");
        AssistanceHandling handling = store.locked(requestId, tenant);
        handling.state().to(DECLINED);
        store.rejection(handling, RejectionKind.DECLINE, Optional.of(code.name()), text, user);
        event(handling, user, CaseAct.REJECTION_DRAFTED);
    }

    /**
     * @return what will be sent
     * @throws Refusal {@code assistance.own-approval} for who drafted it
     */
    public RejectionKind approveRejection(String requestId, String tenant, String user) {
        AssistanceHandling handling = store.locked(requestId, tenant);
        approvals.decide(handling.rejectionApproval(), user, CaseAct.REJECTION_APPROVED, Optional.empty());
        store.rejectionApproved(handling, user);
        return handling.rejection().orElseThrow().kind();
    }

    public void sendBackRejection(String requestId, String tenant, String user, Optional<String> reason) {
        String opinion = Texts.required(reason, "退回的原因");
        AssistanceHandling handling = store.locked(requestId, tenant);
        approvals.decide(handling.rejectionApproval(), user, CaseAct.REJECTION_SENT_BACK, Optional.of(opinion));
    }

    public void sendReturn(String requestId, String tenant) {
        AssistanceHandling handling = store.locked(requestId, tenant);
        Rejection rejection = handling.rejection().orElseThrow();
        Letter letter = correspondence.send(
                draft(handling, AssistanceLetter.RETURN, "RETURN/" + (handling.returns() + 1), handling.letterId())
                        .by(rejection.draftedBy(), rejection.approvedBy())
                        .fact(Facts.MISSING_ITEMS, rejection.text()));
        clocks.cancelAll(subject(handling), "已退回补正");
        store.returned(handling);
        move(handling, RETURNED_FOR_CORRECTION);
        event(handling, CaseEvents.SYSTEM, CaseAct.LETTER_RETURNED, letter);
    }

    public void sendDecline(String requestId, String tenant) {
        AssistanceHandling handling = store.locked(requestId, tenant);
        Rejection rejection = handling.rejection().orElseThrow();
        DeclineReason reason = DeclineReason.valueOf(rejection.code().orElseThrow());
        Letter letter = correspondence.send(draft(handling, AssistanceLetter.DECLINE, "DECLINE", handling.letterId())
                .by(rejection.draftedBy(), rejection.approvedBy())
                .fact(Facts.DECLINE_REASON, reason)
                .fact(Facts.NOTE, rejection.text())
                .word("reasonTitle", reason.title()));
        clocks.answered(subject(handling), time.instant());
        move(handling, DECLINED);
        event(handling, CaseEvents.SYSTEM, CaseAct.LETTER_DECLINED, letter);
    }

    /**
     * The unit head assigns two officers of the own bureau with certificates valid today (行政处罚法 art. 42).
     *
     * @throws Refusal {@code assistance.two-officers}, {@code assistance.officer-without-login}, and those of the
     *     directory
     */
    public AssistanceHandling assign(
            String requestId, String tenant, String user, Optional<String> leadNo, Optional<String> secondNo) {
        Officer lead = officer(leadNo, "主办人员", tenant);
        Officer second = officer(secondNo, "协办人员", tenant);
        if (lead.certificateNo().equals(second.certificateNo()) || lead.userId().equals(second.userId())) {
            throw new Refusal("assistance.two-officers");
        }
        AssistanceHandling handling = store.locked(requestId, tenant);
        store.officers(handling, lead, second, user);
        move(handling, ASSIGNED);
        event(handling, user, CaseAct.OFFICERS_ASSIGNED);
        return store.locked(requestId, tenant);
    }

    private Officer officer(Optional<String> certificateNo, String label, String tenant) {
        String number = certificateNo.orElseThrow(() -> new Refusal("assistance.field-missing", label));
        Officer officer = officers.requireValid(number, tenant, clocks.today());
        if (officer.userId().isEmpty()) {
            throw new Refusal("assistance.officer-without-login", officer.name());
        }
        return officer;
    }

    /** One data request per dataset that a platform's interface knows; a supplement repeats none. */
    public void orderPlatformData(String requestId, String tenant) {
        AssistanceHandling handling = store.locked(requestId, tenant);
        if (handling.state() != ASSIGNED) {
            return;
        }
        RequestedFacts asked = handling.asked();
        Letter letter = letters.get(handling.letterId());
        Optional<Instant> dueAt = clocks.inForce(subject(handling)).map(ReplyClocks::agreementDueAt);
        asked.datasets().stream()
                .flatMap(code -> Dataset.of(code).stream())
                .forEach(dataset -> dataRequests.create(new DataRequestOrder(
                                requestId,
                                handling.caseNo(),
                                tenant,
                                asked.platform(),
                                dataset,
                                TargetType.valueOf(asked.targetType()),
                                asked.targetId(),
                                asked.period().map(DataPeriod::from),
                                asked.period().map(DataPeriod::to),
                                letter.number(),
                                organisations.get(tenant).name(),
                                Stream.of(lead(handling), second(handling))
                                        .map(o -> new DataRequestOrder.Officer(o.name(), o.certificateNo(), o.phone()))
                                        .toList(),
                                Optional.of(new DataRequestOrder.OriginalLetter(handling.requester(), letter.number())),
                                List.of(LegalBasis.citation(asked.basis())),
                                asked.purpose(),
                                dueAt,
                                Stream.concat(handling.leadUser().stream(), handling.secondUser().stream())
                                        .toList())
                        .onLetter(letter.id())));
        move(handling, IN_PROGRESS);
        event(handling, CaseEvents.SYSTEM, CaseAct.PLATFORM_DATA_ORDERED);
    }

    /**
     * The lead officer submits what was found.
     *
     * @throws Refusal {@code assistance.lead-only}
     */
    public void submitFindings(
            String requestId, String tenant, String user, Optional<String> conclusion, Optional<String> findings) {
        AssistanceHandling handling = store.locked(requestId, tenant);
        handling.checkLead(user);
        ItemConclusion code = Codes.of(ItemConclusion.class, conclusion.orElse(null), "核查结论");
        String text = Texts.required(findings, "核查情况", Texts.LONGEST_FINDINGS);
        Texts.reason(text, SHORTEST_FINDINGS, "核查情况");
        store.finding(handling, code, text, user, time.instant());
        event(handling, user, CaseAct.FINDINGS_SUBMITTED);
    }

    /**
     * The second officer confirms the lead's findings.
     *
     * @throws Refusal {@code assistance.second-only}
     */
    public void confirmFindings(String requestId, String tenant, String user) {
        AssistanceHandling handling = store.locked(requestId, tenant);
        handling.checkSecond(user);
        store.findingConfirmed(handling, finding(handling).id(), user, time.instant());
        move(handling, REPLY_PENDING_APPROVAL);
        event(handling, user, CaseAct.FINDINGS_CONFIRMED);
    }

    public void sendBackFindings(String requestId, String tenant, String user, Optional<String> reason) {
        Texts.required(reason, "退回的原因");
        AssistanceHandling handling = store.locked(requestId, tenant);
        handling.checkSecond(user);
        event(handling, user, CaseAct.FINDINGS_SENT_BACK);
    }

    /** The round's last finding. */
    private Finding finding(AssistanceHandling handling) {
        List<Finding> findings = store.findings(handling.requestId(), handling.tenant()).stream()
                .filter(finding -> finding.round() == handling.supplements())
                .toList();
        if (findings.isEmpty()) {
            throw new Refusal("assistance.findings-missing");
        }
        return findings.get(findings.size() - 1);
    }

    /**
     * The lead officer gives notice that it will take longer: a notice, not a request, and only before the statutory
     * deadline (程序规定 art. 45(2)). Clock and running timers move in this transaction; the letter follows in the next
     * step.
     *
     * @return the dates now in force
     * @throws Refusal {@code assistance.delay-too-late}, which is also put on record; {@code assistance.delay-not-later};
     *     {@code assistance.delay-not-statutory} for a supplement that only an agreement limits
     */
    public ReplyClocks notifyDelay(
            String requestId, String tenant, String user, Optional<LocalDate> until, Optional<String> reason) {
        AssistanceHandling handling = store.locked(requestId, tenant);
        handling.checkLead(user);
        LocalDate day = until.orElseThrow(() -> new Refusal("assistance.field-missing", "延期至"));
        String text = Texts.required(reason, "延期的原因");
        clocks.delay(movable(handling, user, day), day, text);
        store.delay(handling, day, text);
        move(handling, EXTENSION_NOTIFIED);
        event(handling, user, CaseAct.DELAY_NOTIFIED);
        return clocks.inForce(subject(handling)).orElseThrow();
    }

    private Clock movable(AssistanceHandling handling, String user, LocalDate day) {
        Optional<Clock> statutory = clocks.open(subject(handling), ClockKind.STATUTORY_REPLY);
        if (statutory.isEmpty()) {
            throw new Refusal("assistance.delay-not-statutory");
        }
        Clock clock = statutory.get();
        LocalDate dueOn = AssistanceClocks.day(clock.dueAt());
        if (clock.firedAt().isPresent() || time.instant().isAfter(clock.dueAt())) {
            events.appendDespiteRefusal(
                    handling.caseNo(),
                    handling.tenant(),
                    user,
                    CaseAct.DELAY_REFUSED,
                    Map.of(
                            "requestId",
                            handling.requestId(),
                            "dueOn",
                            dueOn.toString(),
                            "wantedUntil",
                            day.toString()));
            throw new Refusal("assistance.delay-too-late", dueOn.toString());
        }
        if (!day.isAfter(dueOn)) {
            throw new Refusal("assistance.delay-not-later", day.toString(), dueOn.toString());
        }
        return clock;
    }

    public void sendDelayNotice(String requestId, String tenant) {
        AssistanceHandling handling = store.locked(requestId, tenant);
        correspondence.send(draft(handling, AssistanceLetter.DELAY, "DELAY/" + handling.delays(), handling.letterId())
                .by(handling.leadUser().orElseThrow(), Optional.empty())
                .fact(Facts.NEW_DUE_ON, handling.delayUntil().orElseThrow())
                .fact(Facts.NOTE, handling.delayReason().orElseThrow()));
    }

    /** Half or four fifths of the earliest time limit have passed. */
    public void remind(String requestId, String tenant) {
        AssistanceHandling handling = store.locked(requestId, tenant);
        Optional<ReplyClocks> dates = clocks.inForce(subject(handling));
        Map<String, String> detail = dates.map(due -> Map.of(
                        "requestId",
                        requestId,
                        "point",
                        time.instant().isBefore(due.fourFifthsAt()) ? "HALF" : "FOUR_FIFTHS",
                        "dueAt",
                        due.agreementDueAt().toString()))
                .orElse(Map.of("requestId", requestId));
        events.append(handling.caseNo(), tenant, CaseEvents.SYSTEM, CaseAct.HANDLING_REMINDED, detail);
    }

    public void recordAgreementMissed(String requestId, String tenant) {
        AssistanceHandling handling = store.locked(requestId, tenant);
        if (clocks.fired(subject(handling), ClockKind.AGREEMENT_REPLY)) {
            event(handling, CaseEvents.SYSTEM, CaseAct.AGREED_DATE_MISSED);
        }
    }

    public void escalateOverdue(String requestId, String tenant) {
        AssistanceHandling handling = store.locked(requestId, tenant);
        clocks.replyFired(subject(handling));
        event(handling, CaseEvents.SYSTEM, CaseAct.HANDLING_OVERDUE);
    }

    /**
     * @throws Refusal {@code assistance.investigator-approves}
     */
    public void approveReply(String requestId, String tenant, String user) {
        AssistanceHandling handling = store.locked(requestId, tenant);
        approvals.decide(handling.replyApproval(), user, CaseAct.REPLY_APPROVED, Optional.empty());
        store.replyApproved(handling, user);
    }

    public void sendBackReply(String requestId, String tenant, String user, Optional<String> reason) {
        String opinion = Texts.required(reason, "退回的原因");
        AssistanceHandling handling = store.locked(requestId, tenant);
        approvals.decide(handling.replyApproval(), user, CaseAct.REPLY_SENT_BACK, Optional.of(opinion));
        move(handling, IN_PROGRESS);
    }

    /** The reply: per dataset how it was answered, the confirmed findings, and the evidence that it grants. */
    public UUID issueReply(String requestId, String tenant) {
        AssistanceHandling handling = store.locked(requestId, tenant);
        List<Evidence> granted = evidences.ofCase(handling.caseNo(), tenant);
        Finding finding = finding(handling);
        LetterDraft draft = draft(
                        handling, AssistanceLetter.REPLY, "REPLY/" + (handling.supplements() + 1), handling.letterId())
                .by(handling.leadUser().orElseThrow(), handling.replyApprovedBy())
                .evidence(granted.stream().map(Evidence::id).toList())
                .facts(Facts.lead(lead(handling)))
                .facts(Facts.second(second(handling)))
                .fact(Facts.CONCLUSION, finding.conclusion())
                .fact(Facts.FINDINGS, finding.text())
                .word("cause", handling.asked().cause())
                .word("questions", handling.asked().questions())
                .word("supplement", handling.supplementText())
                .word("conclusionTitle", finding.conclusion().title())
                .word(
                        "evidenceNames",
                        granted.stream()
                                .map(evidence -> evidence.name() + "（SHA-256 " + evidence.sha256() + "）")
                                .toList());
        List<Map<String, Object>> answers = new ArrayList<>();
        for (DataRequest request : dataRequests.ofRequest(requestId, tenant)) {
            String code = request.dataset().name();
            String state = answerState(request);
            Optional<String> reason = whyNot(request);
            draft.fact(Facts.ANSWER + code, state).fact(Facts.REFUSAL + code, reason);
            answers.add(LetterDraft.row(
                    "title", request.dataset().title(), "state", state, "reason", reason, "rows", request.rows()));
        }
        Letter letter = correspondence.issue(draft.word("answers", answers));
        store.reply(handling, letter.id());
        event(handling, CaseEvents.SYSTEM, CaseAct.REPLY_ISSUED, letter);
        return letter.id();
    }

    private static String answerState(DataRequest request) {
        return switch (request.status()) {
            case ANSWERED, PARTIAL, NO_RECORD -> request.status().name();
            default -> "REFUSED";
        };
    }

    private static Optional<String> whyNot(DataRequest request) {
        return request.status() == DataRequest.Status.DECLINED
                ? Optional.of("本局审批未通过")
                : request.refusalReason().map(RefusalReason::title).or(request::explanation);
    }

    /** Sends the reply; the time to confirm it counts from here, the outbox delivers within a second. */
    public ConfirmationClocks sendReply(String requestId, String tenant) {
        AssistanceHandling handling = store.locked(requestId, tenant);
        Letter letter = letters.get(handling.replyLetterId().orElseThrow());
        correspondence.dispatch(letter);
        Subject subject = subject(handling);
        clocks.answered(subject, letter.issuedAt());
        move(handling, REPLIED);
        Instant now = time.instant();
        return new ConfirmationClocks(
                clocks.startConfirmationReminder(subject, now).dueAt(),
                clocks.startConfirmationClose(subject, now).dueAt());
    }

    /** After 10 working days without an answer the requester's head is reminded. */
    public void remindConfirmation(String requestId, String tenant) {
        AssistanceHandling handling = store.locked(requestId, tenant);
        clocks.fired(subject(handling), ClockKind.CONFIRMATION_REMINDER);
        Letter letter = correspondence.send(aboutReply(
                handling,
                AssistanceLetter.CONFIRMATION_REMINDER,
                "CONFIRMATION_REMINDER/" + (handling.supplements() + 1)));
        event(handling, CaseEvents.SYSTEM, CaseAct.CONFIRMATION_REMINDED, letter);
    }

    /** 20 working days without an answer; the handler may close it as 未确认. */
    public void recordConfirmationExpired(String requestId, String tenant) {
        clocks.fired(subject(store.locked(requestId, tenant)), ClockKind.CONFIRMATION_CLOSE);
    }

    public void closeUnconfirmed(String requestId, String tenant, String user) {
        AssistanceHandling handling = store.locked(requestId, tenant);
        clocks.missed(subject(handling), ClockKind.CONFIRMATION_CLOSE);
        move(handling, UNCONFIRMED);
        event(handling, user, CaseAct.UNCONFIRMED_CLOSED);
    }

    public void sendUnconfirmedNotice(String requestId, String tenant) {
        AssistanceHandling handling = store.locked(requestId, tenant);
        correspondence.send(aboutReply(handling, AssistanceLetter.UNCONFIRMED, "UNCONFIRMED"));
        clocks.cancelAll(subject(handling), "已按未确认办结");
    }

    public void close(String requestId, String tenant) {
        AssistanceHandling handling = store.locked(requestId, tenant);
        endConfirmation(handling);
        move(handling, CONFIRMED);
        event(handling, CaseEvents.SYSTEM, CaseAct.CONFIRMATION_RECEIVED);
    }

    /** The other side wants more: a new agreed clock, or a statutory one where nothing is agreed. */
    public ReplyClocks registerSupplement(String requestId, String tenant, UUID letterId) {
        AssistanceHandling handling = store.locked(requestId, tenant);
        Letter letter = correspondence.received(AssistanceLetter.SUPPLEMENT, letterId, requestId, tenant);
        endConfirmation(handling);
        store.supplement(handling, Facts.need(letter, Facts.SUPPLEMENT));
        move(handling, SUPPLEMENT_REQUESTED);
        event(handling, CaseEvents.SYSTEM, CaseAct.SUPPLEMENT_RECEIVED, letter);
        return clocks.startSupplement(subject(handling), letters.deliveredAt(letterId));
    }

    private void endConfirmation(AssistanceHandling handling) {
        Instant now = time.instant();
        clocks.met(subject(handling), ClockKind.CONFIRMATION_REMINDER, now);
        clocks.met(subject(handling), ClockKind.CONFIRMATION_CLOSE, now);
    }

    /** The other side took its letter back; it may be faster than our own registration of the letter. */
    public void recordWithdrawal(String requestId, String tenant) {
        boolean registered = store.find(requestId, tenant)
                .filter(handling -> handling.state() != RETURNED_FOR_CORRECTION)
                .isPresent();
        if (!registered) {
            registerArrival(
                    requestId,
                    tenant,
                    correspondence
                            .received(AssistanceLetter.REQUEST, requestId, tenant)
                            .id());
        }
        AssistanceHandling handling = store.locked(requestId, tenant);
        dataRequests.withdrawAll(requestId, tenant, "请求单位已撤回协查请求");
        clocks.cancelAll(subject(handling), "请求单位已撤回");
        move(handling, WITHDRAWN);
        event(handling, CaseEvents.SYSTEM, CaseAct.WITHDRAWAL_RECEIVED);
    }

    @Transactional(readOnly = true)
    public Optional<AssistanceHandling> find(String requestId, String tenant) {
        return store.find(requestId, tenant);
    }

    /** Oldest first. */
    @Transactional(readOnly = true)
    public List<Finding> findings(String requestId, String tenant) {
        return store.findings(requestId, tenant);
    }

    private LetterDraft aboutReply(AssistanceHandling handling, LetterKind kind, String key) {
        return draft(handling, kind, key, handling.replyLetterId().orElseThrow())
                .by(handling.leadUser().orElseThrow(), Optional.empty());
    }

    /** @param restingOn the letter whose number it names */
    private LetterDraft draft(AssistanceHandling handling, LetterKind kind, String key, UUID restingOn) {
        String requestId = handling.requestId();
        return new LetterDraft(
                        kind,
                        requestId + "/" + key,
                        handling.caseNo(),
                        requestId,
                        handling.tenant(),
                        handling.requester())
                .inReplyTo(Optional.of(handling.letterId()))
                .facts(Facts.basics(requestId, letters.get(restingOn)));
    }

    private Officer lead(AssistanceHandling handling) {
        return officers.byCertificate(handling.leadCertificate().orElseThrow()).orElseThrow();
    }

    private Officer second(AssistanceHandling handling) {
        return officers.byCertificate(handling.secondCertificate().orElseThrow())
                .orElseThrow();
    }

    private static Subject subject(AssistanceHandling handling) {
        return new Subject(handling.caseNo(), handling.requestId(), handling.tenant(), handling.requester(), false);
    }

    private void move(AssistanceHandling handling, HandlingState next) {
        store.state(handling, next, time.instant());
    }

    private void event(AssistanceHandling handling, String actor, CaseAct act) {
        events.append(handling.caseNo(), handling.tenant(), actor, act, handling.requestId());
    }

    private void event(AssistanceHandling handling, String actor, CaseAct act, Letter letter) {
        events.append(
                handling.caseNo(),
                handling.tenant(),
                actor,
                act,
                Map.of(
                        "requestId", handling.requestId(),
                        "letterId", letter.id().toString()));
    }
}
