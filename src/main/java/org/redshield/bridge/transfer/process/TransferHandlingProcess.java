package org.redshield.bridge.transfer.process;

import static org.redshield.bridge.casework.process.IncomingVariables.ACKNOWLEDGE_DUE_AT;
import static org.redshield.bridge.deadline.rule.ClockKind.ACKNOWLEDGEMENT;
import static org.redshield.bridge.engine.Move.form;
import static org.redshield.bridge.engine.Move.message;
import static org.redshield.bridge.engine.Move.service;
import static org.redshield.bridge.engine.Move.step;
import static org.redshield.bridge.engine.view.FileSection.CLOCKS;
import static org.redshield.bridge.engine.view.FileSection.DRAFT;
import static org.redshield.bridge.engine.view.FileSection.EVIDENCE;
import static org.redshield.bridge.engine.view.FileSection.LETTERS;
import static org.redshield.bridge.engine.view.FileSection.OPINIONS;
import static org.redshield.bridge.engine.view.FileSection.RECORD;
import static org.redshield.bridge.engine.view.FileSection.TRANSFERS;
import static org.redshield.bridge.transfer.handling.TransferHandlingState.ACCEPTED;
import static org.redshield.bridge.transfer.handling.TransferHandlingState.ACKNOWLEDGED;
import static org.redshield.bridge.transfer.handling.TransferHandlingState.AGREED;
import static org.redshield.bridge.transfer.handling.TransferHandlingState.ASSIGNED;
import static org.redshield.bridge.transfer.handling.TransferHandlingState.CLOSED;
import static org.redshield.bridge.transfer.handling.TransferHandlingState.DECLINED;
import static org.redshield.bridge.transfer.handling.TransferHandlingState.DISPUTED;
import static org.redshield.bridge.transfer.handling.TransferHandlingState.RECEIVED;
import static org.redshield.bridge.transfer.handling.TransferHandlingState.RETURNED_FOR_CORRECTION;
import static org.redshield.bridge.transfer.handling.TransferHandlingState.WITHDRAWN;
import static org.redshield.bridge.transfer.process.TransferVariables.SETTLEMENT;
import static org.redshield.bridge.transfer.process.TransferVariables.TRANSFER_ID;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.Move;
import org.redshield.bridge.engine.Moves;
import org.redshield.bridge.engine.ProcessClock;
import org.redshield.bridge.engine.ProcessContract;
import org.redshield.bridge.engine.Start;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.engine.view.Awaited;
import org.redshield.bridge.engine.view.Beside;
import org.redshield.bridge.transfer.TransferActs;
import org.redshield.bridge.transfer.handling.TransferHandlingState;
import org.springframework.stereotype.Component;

/** 移送承办: the bureau that something is handed over to. */
@Component
final class TransferHandlingProcess implements ProcessContract {

    private static final String ACCEPT = TransferActs.TAKE_OVER.code();
    private static final String ANSWER = TransferActs.OBJECT.code();
    private static final String RETURN = TransferActs.ASK_FOR_MATERIAL.code();
    private static final String AGREE = TransferActs.AGREE.code();
    private static final String CLOSE = "CLOSE";

    @Override
    public String key() {
        return "transferHandling";
    }

    @Override
    public Variable<String> subject() {
        return TRANSFER_ID;
    }

    @Override
    public Set<Variable<?>> variables() {
        return Set.of(TransferVariables.DISPUTED, SETTLEMENT, ACKNOWLEDGE_DUE_AT.setBy("registerTransfer"));
    }

    @Override
    public Start startedBy() {
        return Start.message("TransferLetter");
    }

    @Override
    public Map<String, String> receives() {
        return Map.of(
                "awaitSettlement", "TransferSettled",
                "settlementArrives", "TransferSettled",
                "awaitVerification", "TransferOutcome",
                "reminderArrives", "TransferReminder");
    }

    @Override
    public Set<String> ending() {
        return Set.of("settlementArrives");
    }

    @Override
    public Moves moves() {
        return Moves.from(RECEIVED)
                .by(
                        form("signTransfer", "sign").in(RECEIVED).to(ACKNOWLEDGED),
                        form("reviewTransfer", "accept")
                                .in(ACKNOWLEDGED)
                                .to(ACCEPTED)
                                .gives(ACCEPT),
                        form("reviewTransfer", "return").in(ACKNOWLEDGED).drops(ANSWER, RETURN),
                        form("reviewTransfer", "notOurs").in(ACKNOWLEDGED).drops(ANSWER, RETURN),
                        form("reviewTransfer", "giveBack").in(ACKNOWLEDGED).drops(ANSWER, RETURN),
                        form("reviewTransfer", "stays").in(ACKNOWLEDGED).drops(ANSWER, RETURN),
                        form("reviewTransfer", "dispute").in(ACKNOWLEDGED).drops(ANSWER, RETURN),
                        form("approveTransferAnswer", "approve")
                                .in(ACKNOWLEDGED)
                                .gives(ANSWER),
                        form("approveTransferAnswer", "return").in(ACKNOWLEDGED).drops(ANSWER),
                        form("approveTransferReturn", "approve")
                                .in(ACKNOWLEDGED)
                                .gives(RETURN),
                        form("approveTransferReturn", "return").in(ACKNOWLEDGED).drops(RETURN),
                        answered(RETURN, RETURNED_FOR_CORRECTION, false),
                        answered(ANSWER, DECLINED, false),
                        answered(ANSWER, DISPUTED, true),
                        form("reconsiderTransfer", "accept").in(DISPUTED).gives(AGREE),
                        step("agreeToTransfer").in(DISPUTED).to(AGREED).needs(AGREE),
                        message("TransferSettled").in(DISPUTED, AGREED),
                        // The sender, or who is above both, has said whose it is.
                        step("recordTransferSettlement")
                                .in(DISPUTED, AGREED)
                                .to(ACCEPTED)
                                .given(SETTLEMENT, "RECEIVER")
                                .gives(ACCEPT),
                        step("recordTransferSettlement")
                                .in(DISPUTED, AGREED)
                                .given(SETTLEMENT, "SENDER")
                                .gives(CLOSE),
                        step("confirmTransferAcceptance").in(ACCEPTED).needs(ACCEPT),
                        message("TransferOutcome").in(ACCEPTED, ASSIGNED).gives(CLOSE),
                        step("closeTransferHandling")
                                .in(DISPUTED, AGREED, ACCEPTED, ASSIGNED)
                                .to(CLOSED)
                                .needs(CLOSE),
                        service("补正后的来函到达，或者线索再次移来")
                                .in(RETURNED_FOR_CORRECTION, DECLINED)
                                .to(RECEIVED),
                        service("对方撤回移送").in(RECEIVED, ACKNOWLEDGED).to(WITHDRAWN),
                        service("移送引起的办理已开始").in(ACCEPTED).to(ASSIGNED));
    }

    private static Move answered(String approved, TransferHandlingState state, boolean disputed) {
        return step("sendTransferAnswer")
                .in(ACKNOWLEDGED)
                .to(state)
                .needs(approved)
                .sets(TransferVariables.DISPUTED, disputed);
    }

    @Override
    public Set<Class<? extends FormIntake>> forms() {
        return Set.of(TransferHandlingIntake.class);
    }

    @Override
    public List<Beside> beside() {
        return List.of(
                Beside.tasks("signTransfer", "reviewTransfer").lie(LETTERS, TRANSFERS, EVIDENCE, CLOCKS),
                Beside.tasks("approveTransferAnswer", "approveTransferReturn").lie(DRAFT, TRANSFERS, LETTERS, OPINIONS),
                Beside.tasks("reconsiderTransfer").lie(TRANSFERS, LETTERS, OPINIONS, CLOCKS),
                Beside.tasks("answerTransferReminder").lie(TRANSFERS, CLOCKS, LETTERS, RECORD));
    }

    @Override
    public List<ProcessClock> clocks() {
        return List.of(ProcessClock.of(ACKNOWLEDGEMENT).due(ACKNOWLEDGE_DUE_AT, "signingOverdue"));
    }

    @Override
    public Set<String> messages() {
        return Set.of("TransferOutcome");
    }

    @Override
    public Set<String> aside() {
        return Set.of("answerTransferReminder");
    }

    @Override
    public List<Awaited> awaited() {
        return List.of(Awaited.of("awaitSettlement", "对方告知管辖结果"), Awaited.of("awaitVerification", "核查得出结果"));
    }

    @Override
    public Set<String> signing() {
        return Set.of("signTransfer");
    }
}
