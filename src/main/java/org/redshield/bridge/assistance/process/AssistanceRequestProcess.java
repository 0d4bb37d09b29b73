package org.redshield.bridge.assistance.process;

import static org.redshield.bridge.assistance.process.AssistanceVariables.AGREEMENT_DUE_AT;
import static org.redshield.bridge.assistance.process.AssistanceVariables.APPROVED_BEFORE;
import static org.redshield.bridge.assistance.process.AssistanceVariables.APPROVED_BY;
import static org.redshield.bridge.assistance.process.AssistanceVariables.AWAIT_REPORT;
import static org.redshield.bridge.assistance.process.AssistanceVariables.COMPLETE;
import static org.redshield.bridge.assistance.process.AssistanceVariables.DATA_REQUEST_ID;
import static org.redshield.bridge.assistance.process.AssistanceVariables.DISPATCHED;
import static org.redshield.bridge.assistance.process.AssistanceVariables.DISPOSITION_ID;
import static org.redshield.bridge.assistance.process.AssistanceVariables.PLATFORM;
import static org.redshield.bridge.assistance.process.AssistanceVariables.RAISED_BY;
import static org.redshield.bridge.assistance.process.AssistanceVariables.REPLY_DUE_AT;
import static org.redshield.bridge.assistance.process.AssistanceVariables.REQUESTED_BUREAU;
import static org.redshield.bridge.assistance.process.AssistanceVariables.REQUEST_ID;
import static org.redshield.bridge.assistance.process.AssistanceVariables.ROUTE;
import static org.redshield.bridge.assistance.process.AssistanceVariables.WITHDRAWAL_GRANTED;
import static org.redshield.bridge.assistance.request.RequestState.CLOSED;
import static org.redshield.bridge.assistance.request.RequestState.CONFIRMED;
import static org.redshield.bridge.assistance.request.RequestState.DECLINED;
import static org.redshield.bridge.assistance.request.RequestState.DRAFT;
import static org.redshield.bridge.assistance.request.RequestState.EXTENSION_NOTIFIED;
import static org.redshield.bridge.assistance.request.RequestState.IN_PROGRESS;
import static org.redshield.bridge.assistance.request.RequestState.ISSUED;
import static org.redshield.bridge.assistance.request.RequestState.PENDING_APPROVAL;
import static org.redshield.bridge.assistance.request.RequestState.RECEIVED;
import static org.redshield.bridge.assistance.request.RequestState.REPLIED;
import static org.redshield.bridge.assistance.request.RequestState.RETURNED_FOR_CORRECTION;
import static org.redshield.bridge.assistance.request.RequestState.SUPPLEMENT_REQUESTED;
import static org.redshield.bridge.assistance.request.RequestState.WITHDRAWN;
import static org.redshield.bridge.deadline.rule.ClockKind.ACKNOWLEDGEMENT;
import static org.redshield.bridge.deadline.rule.ClockKind.AGREEMENT_REPLY;
import static org.redshield.bridge.deadline.rule.ClockKind.STATUTORY_REPLY;
import static org.redshield.bridge.engine.Move.call;
import static org.redshield.bridge.engine.Move.form;
import static org.redshield.bridge.engine.Move.message;
import static org.redshield.bridge.engine.Move.step;
import static org.redshield.bridge.engine.view.FileSection.ANSWERS;
import static org.redshield.bridge.engine.view.FileSection.CLOCKS;
import static org.redshield.bridge.engine.view.FileSection.DISPOSITIONS;
import static org.redshield.bridge.engine.view.FileSection.EVIDENCE;
import static org.redshield.bridge.engine.view.FileSection.LETTERS;
import static org.redshield.bridge.engine.view.FileSection.OPINIONS;
import static org.redshield.bridge.engine.view.FileSection.RECORD;
import static org.redshield.bridge.engine.view.FileSection.SUMMARY;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.redshield.bridge.assistance.AssistanceActs;
import org.redshield.bridge.assistance.correspondence.AssistanceLetter;
import org.redshield.bridge.assistance.request.RequestState;
import org.redshield.bridge.engine.DeclaredVariables;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.Move;
import org.redshield.bridge.engine.Moves;
import org.redshield.bridge.engine.ProcessClock;
import org.redshield.bridge.engine.ProcessContract;
import org.redshield.bridge.engine.Start;
import org.redshield.bridge.engine.State;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.engine.view.Awaited;
import org.redshield.bridge.engine.view.Beside;
import org.redshield.bridge.engine.view.FileSection;
import org.springframework.stereotype.Component;

/** 协查请求: the bureau that asks. */
@Component
final class AssistanceRequestProcess implements ProcessContract {

    private static final String ISSUE = AssistanceActs.REQUEST.code();
    private static final String DISPATCH = "DISPATCH";
    /** The platform has the letter: what it lists is asked for under its decision. */
    private static final String DATA = "DATA";

    private static final String SUPPLEMENT = AssistanceActs.SUPPLEMENT.code();
    private static final String CONFIRM = AssistanceActs.CONFIRM.code();
    private static final String DISPOSE = "DISPOSE";
    private static final String WITHDRAW = AssistanceActs.WITHDRAW.code();

    private static final State[] WAITING = {RECEIVED, EXTENSION_NOTIFIED, SUPPLEMENT_REQUESTED};
    private static final State[] WITH_US = {DRAFT, PENDING_APPROVAL, RETURNED_FOR_CORRECTION};
    /** A letter has to say that it is withdrawn. */
    private static final State[] WITH_OTHER_SIDE =
            Stream.of(RequestState.values()).filter(RequestState::withOtherSide).toArray(State[]::new);

    private static final State[] WITHDRAWABLE =
            Stream.of(WITH_US, WITH_OTHER_SIDE).flatMap(Stream::of).toArray(State[]::new);

    @Override
    public String key() {
        return "assistanceRequest";
    }

    @Override
    public Variable<String> subject() {
        return REQUEST_ID;
    }

    @Override
    public Set<Variable<?>> variables() {
        return Set.of(
                ROUTE,
                REQUESTED_BUREAU,
                PLATFORM,
                RAISED_BY,
                APPROVED_BY,
                DATA_REQUEST_ID,
                DISPOSITION_ID,
                COMPLETE,
                APPROVED_BEFORE,
                DISPATCHED,
                WITHDRAWAL_GRANTED,
                AWAIT_REPORT,
                AGREEMENT_DUE_AT,
                REPLY_DUE_AT);
    }

    @Override
    public Start startedBy() {
        return Start.persons("officer");
    }

    @Override
    public Map<String, String> receives() {
        return Map.of(
                "letterDelivered", "DeliveryReceipt",
                "awaitReply", "AnswerLetter",
                "awaitDispositionReport", "DispositionReport",
                "confirmationReminderArrives", "ConfirmationReminder");
    }

    @Override
    public Moves moves() {
        return Moves.from(DRAFT)
                .by(
                        form("raiseRequest").sets(ROUTE, "HOME_BUREAU"),
                        form("raiseRequest").sets(ROUTE, "DIRECT"),
                        checked(false, false),
                        // A review gave it back, and what came of that is not complete.
                        step("checkCompleteness")
                                .in(PENDING_APPROVAL)
                                .to(DRAFT)
                                .sets(COMPLETE, false)
                                .sets(APPROVED_BEFORE, false),
                        step("checkCompleteness")
                                .in(PENDING_APPROVAL)
                                .to(PENDING_APPROVAL)
                                .sets(COMPLETE, true)
                                .sets(APPROVED_BEFORE, false),
                        checked(true, false).to(PENDING_APPROVAL),
                        // A head approved it with the whole campaign, before it was raised.
                        checked(true, true).to(PENDING_APPROVAL).gives(ISSUE),
                        form("completeRequest", "resubmit")
                                .in(DRAFT, PENDING_APPROVAL)
                                .drops(ISSUE),
                        form("completeRequest", "abandon")
                                .in(DRAFT, PENDING_APPROVAL)
                                .to(CLOSED),
                        form("approveRequest", "approve").in(PENDING_APPROVAL).gives(ISSUE),
                        form("approveRequest", "return")
                                .in(PENDING_APPROVAL)
                                .to(DRAFT)
                                .drops(ISSUE),
                        form("approveRequest", "reject").in(PENDING_APPROVAL).to(CLOSED),
                        step("prepareDirectData")
                                .in(PENDING_APPROVAL)
                                .given(ROUTE, "DIRECT")
                                .to(IN_PROGRESS)
                                .needs(ISSUE)
                                .gives(DATA),
                        call("platformDataRequest").in(IN_PROGRESS).under(DATA),
                        step("recordDirectData").in(IN_PROGRESS).to(CONFIRMED),
                        step("issueRequestLetter")
                                .in(PENDING_APPROVAL)
                                .given(ROUTE, "HOME_BUREAU")
                                .to(ISSUED)
                                .needs(ISSUE)
                                .gives(DISPATCH),
                        step("dispatchRequest").in(ISSUED).needs(DISPATCH),
                        message("DeliveryReceipt").in(ISSUED),
                        step("startReplyClocks").in(ISSUED).to(RECEIVED),
                        message("AnswerLetter").in(WAITING).sets(DeclaredVariables.DECISION, "delay"),
                        message("AnswerLetter").in(WAITING).sets(DeclaredVariables.DECISION, "reply"),
                        message("AnswerLetter").in(RECEIVED).sets(DeclaredVariables.DECISION, "decline"),
                        message("AnswerLetter").in(RECEIVED).sets(DeclaredVariables.DECISION, "return"),
                        step("recordDelay").in(WAITING).to(EXTENSION_NOTIFIED),
                        step("recordDecline").in(RECEIVED).to(DECLINED),
                        form("reviewDecline", "close").in(DECLINED).to(CLOSED),
                        step("recordReturn").in(RECEIVED).to(RETURNED_FOR_CORRECTION),
                        form("correctRequest", "resubmit")
                                .in(RETURNED_FOR_CORRECTION)
                                .to(PENDING_APPROVAL)
                                .drops(ISSUE),
                        form("correctRequest", "abandon")
                                .in(RETURNED_FOR_CORRECTION)
                                .to(CLOSED),
                        step("recordReply").in(WAITING).to(REPLIED),
                        form("reviewReply", "supplement").in(REPLIED).drops(SUPPLEMENT),
                        form("approveSupplement", "approve").in(REPLIED).gives(SUPPLEMENT),
                        form("approveSupplement", "return").in(REPLIED).drops(SUPPLEMENT),
                        form("reviewReply", "confirm").in(REPLIED).gives(CONFIRM),
                        step("issueSupplement")
                                .in(REPLIED)
                                .to(SUPPLEMENT_REQUESTED)
                                .needs(SUPPLEMENT),
                        step("startSupplementClock").in(SUPPLEMENT_REQUESTED),
                        step("sendConfirmation").in(REPLIED).to(CONFIRMED).needs(CONFIRM),
                        form("decideOutcome", "close").in(CONFIRMED),
                        form("decideOutcome", "disposition")
                                .in(CONFIRMED)
                                .drops(DISPOSE)
                                .sets(AWAIT_REPORT, true),
                        form("decideOutcome", "both")
                                .in(CONFIRMED)
                                .drops(DISPOSE)
                                .sets(AWAIT_REPORT, false),
                        form("approveDispositionRequest", "approve")
                                .in(CONFIRMED)
                                .gives(DISPOSE),
                        form("approveDispositionRequest", "return")
                                .in(CONFIRMED)
                                .drops(DISPOSE),
                        step("requestDisposition").in(CONFIRMED).needs(DISPOSE),
                        message("DispositionReport").in(CONFIRMED),
                        step("closeRequest").in(CONFIRMED).to(CLOSED),
                        form("followRequest", "withdraw")
                                .in(WITH_US)
                                .gives(WITHDRAW)
                                .sets(WITHDRAWAL_GRANTED, true),
                        form("followRequest", "withdraw")
                                .in(WITH_OTHER_SIDE)
                                .drops(WITHDRAW)
                                .sets(WITHDRAWAL_GRANTED, false),
                        form("approveWithdrawal", "approve").in(WITHDRAWABLE).gives(WITHDRAW),
                        step("withdrawRequest").in(WITHDRAWABLE).to(WITHDRAWN).needs(WITHDRAW));
    }

    private static Move checked(boolean complete, boolean approved) {
        return step("checkCompleteness").in(DRAFT).sets(COMPLETE, complete).sets(APPROVED_BEFORE, approved);
    }

    @Override
    public Set<Class<? extends FormIntake>> forms() {
        return Set.of(RequestIntake.class);
    }

    @Override
    public List<Beside> beside() {
        return List.of(
                Beside.tasks("completeRequest", "correctRequest").lie(OPINIONS, LETTERS, SUMMARY),
                Beside.tasks("approveRequest").lie(FileSection.DRAFT, SUMMARY, OPINIONS),
                Beside.tasks("reviewDecline").lie(LETTERS, SUMMARY),
                Beside.tasks("reviewReply").lie(LETTERS, SUMMARY, ANSWERS, EVIDENCE, CLOCKS),
                Beside.tasks("approveSupplement", "approveWithdrawal")
                        .lie(FileSection.DRAFT, LETTERS, SUMMARY, CLOCKS, OPINIONS),
                Beside.tasks("decideOutcome").lie(LETTERS, ANSWERS, EVIDENCE, SUMMARY),
                Beside.tasks("approveDispositionRequest").lie(FileSection.DRAFT, LETTERS, SUMMARY, EVIDENCE, OPINIONS),
                Beside.tasks("reviewDispositionReport").lie(DISPOSITIONS, LETTERS, SUMMARY),
                Beside.tasks("followRequest", "remindConfirmation").lie(CLOCKS, LETTERS, SUMMARY),
                Beside.tasks("superviseOverdueReply").lie(CLOCKS, LETTERS, RECORD, SUMMARY));
    }

    @Override
    public List<ProcessClock> clocks() {
        return List.of(
                ProcessClock.of(AGREEMENT_REPLY).orElse(STATUTORY_REPLY).due(AGREEMENT_DUE_AT, "agreementOverdue"),
                ProcessClock.of(STATUTORY_REPLY).orElse(AGREEMENT_REPLY).due(REPLY_DUE_AT, "replyOverdue"));
    }

    @Override
    public Set<String> tracking() {
        return Set.of("followRequest");
    }

    @Override
    public Set<String> aside() {
        return Set.of("approveWithdrawal", "superviseOverdueReply", "remindConfirmation");
    }

    @Override
    public List<Awaited> awaited() {
        return List.of(
                Awaited.soon("letterDelivered"),
                Awaited.of("awaitReply", "对方复函").afterSigning(AssistanceLetter.REQUEST, ACKNOWLEDGEMENT),
                Awaited.of("awaitDispositionReport", "对方反馈处置结果"));
    }
}
