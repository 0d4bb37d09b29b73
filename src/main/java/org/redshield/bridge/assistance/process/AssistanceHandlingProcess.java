package org.redshield.bridge.assistance.process;

import static org.redshield.bridge.assistance.handling.AssistanceHandlingState.ACCEPTED;
import static org.redshield.bridge.assistance.handling.AssistanceHandlingState.ACKNOWLEDGED;
import static org.redshield.bridge.assistance.handling.AssistanceHandlingState.ASSIGNED;
import static org.redshield.bridge.assistance.handling.AssistanceHandlingState.CONFIRMED;
import static org.redshield.bridge.assistance.handling.AssistanceHandlingState.DECLINED;
import static org.redshield.bridge.assistance.handling.AssistanceHandlingState.EXTENSION_NOTIFIED;
import static org.redshield.bridge.assistance.handling.AssistanceHandlingState.IN_PROGRESS;
import static org.redshield.bridge.assistance.handling.AssistanceHandlingState.RECEIVED;
import static org.redshield.bridge.assistance.handling.AssistanceHandlingState.REPLIED;
import static org.redshield.bridge.assistance.handling.AssistanceHandlingState.REPLY_PENDING_APPROVAL;
import static org.redshield.bridge.assistance.handling.AssistanceHandlingState.RETURNED_FOR_CORRECTION;
import static org.redshield.bridge.assistance.handling.AssistanceHandlingState.SUPPLEMENT_REQUESTED;
import static org.redshield.bridge.assistance.handling.AssistanceHandlingState.UNCONFIRMED;
import static org.redshield.bridge.assistance.handling.AssistanceHandlingState.WITHDRAWN;
import static org.redshield.bridge.assistance.process.AssistanceVariables.AGREEMENT_DUE_AT;
import static org.redshield.bridge.assistance.process.AssistanceVariables.CONFIRM_DUE_AT;
import static org.redshield.bridge.assistance.process.AssistanceVariables.CONFIRM_REMINDER_AT;
import static org.redshield.bridge.assistance.process.AssistanceVariables.DATA_REQUEST_ID;
import static org.redshield.bridge.assistance.process.AssistanceVariables.FOUR_FIFTHS_AT;
import static org.redshield.bridge.assistance.process.AssistanceVariables.HALF_AT;
import static org.redshield.bridge.assistance.process.AssistanceVariables.REPLY_DUE_AT;
import static org.redshield.bridge.assistance.process.AssistanceVariables.REQUEST_ID;
import static org.redshield.bridge.assistance.process.AssistanceVariables.SUPPLEMENT;
import static org.redshield.bridge.casework.process.IncomingVariables.ACKNOWLEDGE_DUE_AT;
import static org.redshield.bridge.casework.process.IncomingVariables.LEAD_OFFICER;
import static org.redshield.bridge.casework.process.IncomingVariables.OUTCOME;
import static org.redshield.bridge.casework.process.IncomingVariables.SECOND_OFFICER;
import static org.redshield.bridge.deadline.rule.ClockKind.ACKNOWLEDGEMENT;
import static org.redshield.bridge.deadline.rule.ClockKind.AGREEMENT_REPLY;
import static org.redshield.bridge.deadline.rule.ClockKind.CONFIRMATION_CLOSE;
import static org.redshield.bridge.deadline.rule.ClockKind.CONFIRMATION_REMINDER;
import static org.redshield.bridge.deadline.rule.ClockKind.STATUTORY_REPLY;
import static org.redshield.bridge.engine.Move.call;
import static org.redshield.bridge.engine.Move.form;
import static org.redshield.bridge.engine.Move.message;
import static org.redshield.bridge.engine.Move.service;
import static org.redshield.bridge.engine.Move.step;
import static org.redshield.bridge.engine.Move.timer;
import static org.redshield.bridge.engine.view.FileSection.ANSWERS;
import static org.redshield.bridge.engine.view.FileSection.CLOCKS;
import static org.redshield.bridge.engine.view.FileSection.DRAFT;
import static org.redshield.bridge.engine.view.FileSection.EVIDENCE;
import static org.redshield.bridge.engine.view.FileSection.FINDINGS;
import static org.redshield.bridge.engine.view.FileSection.LETTERS;
import static org.redshield.bridge.engine.view.FileSection.OPINIONS;
import static org.redshield.bridge.engine.view.FileSection.RECORD;
import static org.redshield.bridge.engine.view.FileSection.SUMMARY;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.redshield.bridge.assistance.AssistanceActs;
import org.redshield.bridge.assistance.handling.AssistanceHandlingState;
import org.redshield.bridge.engine.DeclaredVariables;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.Moves;
import org.redshield.bridge.engine.ProcessClock;
import org.redshield.bridge.engine.ProcessContract;
import org.redshield.bridge.engine.Start;
import org.redshield.bridge.engine.State;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.engine.view.Awaited;
import org.redshield.bridge.engine.view.Beside;
import org.springframework.stereotype.Component;

/** 协查办理: the bureau that is asked. */
@Component
final class AssistanceHandlingProcess implements ProcessContract {

    private static final String RETURN = AssistanceActs.RETURN.code();
    private static final String DECLINE = AssistanceActs.DECLINE.code();
    private static final String DELAY = AssistanceActs.DELAY.code();
    private static final String REPLY = AssistanceActs.REPLY.code();
    private static final String DISPATCH = "DISPATCH";
    /** Nobody has confirmed in time. */
    private static final String LAPSE = AssistanceActs.UNCONFIRMED.code();

    private static final State[] INVESTIGATED = {
        IN_PROGRESS,
        EXTENSION_NOTIFIED,
        SUPPLEMENT_REQUESTED,
        // A review gave it back.
        REPLY_PENDING_APPROVAL
    };
    private static final State[] WITHDRAWABLE = Stream.of(AssistanceHandlingState.values())
            .filter(state -> !state.over())
            .toArray(State[]::new);

    @Override
    public String key() {
        return "assistanceHandling";
    }

    @Override
    public Variable<String> subject() {
        return REQUEST_ID;
    }

    @Override
    public Set<Variable<?>> variables() {
        return Set.of(
                LEAD_OFFICER.setBy("assignOfficers"),
                SECOND_OFFICER.setBy("assignOfficers"),
                OUTCOME.setBy("approveRejection", "approveReply"),
                DATA_REQUEST_ID,
                SUPPLEMENT,
                ACKNOWLEDGE_DUE_AT.setBy("registerArrival"),
                AGREEMENT_DUE_AT,
                REPLY_DUE_AT,
                HALF_AT,
                FOUR_FIFTHS_AT,
                CONFIRM_REMINDER_AT,
                CONFIRM_DUE_AT);
    }

    @Override
    public Start startedBy() {
        return Start.message("RequestLetter");
    }

    @Override
    public Map<String, String> receives() {
        return Map.of("awaitConfirmation", "RequesterAnswer", "withdrawalArrives", "WithdrawalLetter");
    }

    @Override
    public Set<String> ending() {
        return Set.of("confirmationExpired", "withdrawalArrives");
    }

    @Override
    public Moves moves() {
        return Moves.from(RECEIVED)
                .by(
                        step("registerArrival").in(RECEIVED).sets(SUPPLEMENT, false),
                        form("acknowledgeLetter", "acknowledge").in(RECEIVED).to(ACKNOWLEDGED),
                        form("reviewLetter", "accept").in(ACKNOWLEDGED).to(ACCEPTED),
                        form("reviewLetter", "return").in(ACKNOWLEDGED).drops(RETURN, DECLINE),
                        form("reviewLetter", "decline").in(ACKNOWLEDGED).drops(RETURN, DECLINE),
                        form("approveRejection", "approve")
                                .in(ACKNOWLEDGED)
                                .gives(RETURN)
                                .sets(OUTCOME, "RETURN"),
                        form("approveRejection", "approve")
                                .in(ACKNOWLEDGED)
                                .gives(DECLINE)
                                .sets(OUTCOME, "DECLINE"),
                        form("approveRejection", "return").in(ACKNOWLEDGED).drops(RETURN, DECLINE),
                        form("assignOfficers", "assign").in(ACCEPTED).to(ASSIGNED),
                        step("prepareDataRequests").in(ASSIGNED).to(IN_PROGRESS),
                        step("prepareDataRequests").in(SUPPLEMENT_REQUESTED),
                        call("platformDataRequest").in(IN_PROGRESS, SUPPLEMENT_REQUESTED),
                        form("investigate", "submit").in(INVESTIGATED).drops(REPLY),
                        form("investigate", "delay").in(INVESTIGATED).drops(DELAY),
                        form("approveDelay", "approve")
                                .in(INVESTIGATED)
                                .to(EXTENSION_NOTIFIED)
                                .gives(DELAY),
                        form("approveDelay", "return").in(INVESTIGATED).drops(DELAY),
                        step("sendDelayNotice").in(EXTENSION_NOTIFIED).needs(DELAY),
                        form("confirmFindings", "confirm").in(INVESTIGATED).to(REPLY_PENDING_APPROVAL),
                        form("confirmFindings", "return").in(INVESTIGATED).drops(REPLY),
                        form("approveReply", "approve")
                                .in(REPLY_PENDING_APPROVAL)
                                .gives(REPLY)
                                .sets(OUTCOME, "REPLY"),
                        form("approveReply", "return")
                                .in(REPLY_PENDING_APPROVAL)
                                .to(IN_PROGRESS)
                                .drops(REPLY),
                        step("sendReturn")
                                .in(ACKNOWLEDGED)
                                .to(RETURNED_FOR_CORRECTION)
                                .needs(RETURN),
                        step("sendDecline").in(ACKNOWLEDGED).to(DECLINED).needs(DECLINE),
                        step("issueReply")
                                .in(REPLY_PENDING_APPROVAL)
                                .needs(REPLY)
                                .gives(DISPATCH),
                        step("sendReply").in(REPLY_PENDING_APPROVAL).to(REPLIED).needs(DISPATCH),
                        message("RequesterAnswer").in(REPLIED).sets(DeclaredVariables.DECISION, "confirm"),
                        message("RequesterAnswer").in(REPLIED).sets(DeclaredVariables.DECISION, "supplement"),
                        step("closeHandling").in(REPLIED).to(CONFIRMED),
                        step("registerSupplement")
                                .in(REPLIED)
                                .to(SUPPLEMENT_REQUESTED)
                                .sets(SUPPLEMENT, true),
                        timer("confirmationExpired").in(REPLIED).gives(LAPSE),
                        form("closeUnconfirmed", "close").in(REPLIED).to(UNCONFIRMED),
                        step("sendUnconfirmedNotice").in(UNCONFIRMED).needs(LAPSE),
                        message("WithdrawalLetter").in(WITHDRAWABLE),
                        step("recordWithdrawal").in(WITHDRAWABLE).to(WITHDRAWN),
                        service("补正后的来函到达").in(RETURNED_FOR_CORRECTION).to(RECEIVED));
    }

    @Override
    public Set<Class<? extends FormIntake>> forms() {
        return Set.of(HandlingIntake.class);
    }

    @Override
    public List<Beside> beside() {
        return List.of(
                Beside.tasks("acknowledgeLetter", "reviewLetter").lie(LETTERS, SUMMARY, CLOCKS),
                Beside.tasks("approveRejection").lie(DRAFT, LETTERS, SUMMARY, OPINIONS),
                Beside.tasks("assignOfficers").lie(SUMMARY, LETTERS, CLOCKS),
                Beside.tasks("investigate").lie(SUMMARY, ANSWERS, LETTERS, EVIDENCE, CLOCKS, OPINIONS),
                Beside.tasks("approveDelay").lie(DRAFT, LETTERS, SUMMARY, CLOCKS, OPINIONS),
                Beside.tasks("confirmFindings").lie(DRAFT, FINDINGS, LETTERS, ANSWERS, EVIDENCE, OPINIONS),
                Beside.tasks("approveReply").lie(DRAFT, LETTERS, FINDINGS, EVIDENCE, OPINIONS),
                Beside.tasks("superviseOverdueHandling").lie(CLOCKS, LETTERS, RECORD, SUMMARY),
                Beside.tasks("closeUnconfirmed").lie(LETTERS, CLOCKS, SUMMARY));
    }

    @Override
    public List<ProcessClock> clocks() {
        return List.of(
                ProcessClock.of(ACKNOWLEDGEMENT).due(ACKNOWLEDGE_DUE_AT, "acknowledgementOverdue"),
                // Where there is an agreement it ends first, so the reminders are of that.
                ProcessClock.of(AGREEMENT_REPLY)
                        .orElse(STATUTORY_REPLY)
                        .half(HALF_AT, "handlingHalfway")
                        .fourFifths(FOUR_FIFTHS_AT, "handlingFourFifths")
                        .due(AGREEMENT_DUE_AT, "handlingAgreementOverdue"),
                ProcessClock.of(STATUTORY_REPLY).orElse(AGREEMENT_REPLY).due(REPLY_DUE_AT, "handlingOverdue"),
                ProcessClock.of(CONFIRMATION_REMINDER).due(CONFIRM_REMINDER_AT, "confirmationReminderDue"),
                ProcessClock.of(CONFIRMATION_CLOSE).due(CONFIRM_DUE_AT, "confirmationExpired"));
    }

    @Override
    public Set<String> aside() {
        return Set.of("superviseOverdueHandling");
    }

    @Override
    public List<Awaited> awaited() {
        return List.of(Awaited.of("awaitConfirmation", "对方确认复函"));
    }

    @Override
    public Set<String> signing() {
        return Set.of("acknowledgeLetter");
    }
}
