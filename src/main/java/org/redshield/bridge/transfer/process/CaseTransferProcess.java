package org.redshield.bridge.transfer.process;

import static org.redshield.bridge.engine.Move.form;
import static org.redshield.bridge.engine.Move.message;
import static org.redshield.bridge.engine.Move.service;
import static org.redshield.bridge.engine.Move.step;
import static org.redshield.bridge.engine.view.FileSection.CLOCKS;
import static org.redshield.bridge.engine.view.FileSection.CLUES;
import static org.redshield.bridge.engine.view.FileSection.EVIDENCE;
import static org.redshield.bridge.engine.view.FileSection.LETTERS;
import static org.redshield.bridge.engine.view.FileSection.OPINIONS;
import static org.redshield.bridge.engine.view.FileSection.TRANSFERS;
import static org.redshield.bridge.transfer.process.TransferVariables.*;
import static org.redshield.bridge.transfer.sending.TransferState.ABANDONED;
import static org.redshield.bridge.transfer.sending.TransferState.ACCEPTED;
import static org.redshield.bridge.transfer.sending.TransferState.CLOSED;
import static org.redshield.bridge.transfer.sending.TransferState.DISPUTED;
import static org.redshield.bridge.transfer.sending.TransferState.DRAFT;
import static org.redshield.bridge.transfer.sending.TransferState.ISSUED;
import static org.redshield.bridge.transfer.sending.TransferState.PENDING_APPROVAL;
import static org.redshield.bridge.transfer.sending.TransferState.REFERRED;
import static org.redshield.bridge.transfer.sending.TransferState.REJECTED;
import static org.redshield.bridge.transfer.sending.TransferState.RETURNED;
import static org.redshield.bridge.transfer.sending.TransferState.SIGNED;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.deadline.rule.ClockKind;
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
import org.redshield.bridge.transfer.TransferActs;
import org.redshield.bridge.transfer.correspondence.TransferClock;
import org.springframework.stereotype.Component;

/** 移送: the bureau that hands over. */
@Component
final class CaseTransferProcess implements ProcessContract {

    private static final String TRANSFER = TransferActs.HAND_OVER.code();

    private static final State[] UNDER_WAY = EnumSet.range(ACCEPTED, REFERRED).toArray(State[]::new);
    private static final State[] WITH_RECEIVER = EnumSet.range(ACCEPTED, CLOSED).toArray(State[]::new);

    @Override
    public String key() {
        return "caseTransfer";
    }

    @Override
    public Variable<String> subject() {
        return TRANSFER_ID;
    }

    @Override
    public Set<Variable<?>> variables() {
        return Stream.concat(
                        Stream.of(
                                DRAFTED_BY,
                                TRANSFER_READY,
                                FEEDBACK,
                                SETTLEMENT,
                                NEGOTIATION_DUE_AT.setBy("recordTransferDispute")),
                        TransferVariables.dates())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Start startedBy() {
        return Start.persons("officer");
    }

    @Override
    public Map<String, String> receives() {
        return Map.of(
                "awaitDelivery", "TransferDelivered",
                "awaitSigning", "TransferSigned",
                "awaitAnswer", "TransferAnswer",
                "awaitFeedback", "TransferFeedback");
    }

    @Override
    public Moves moves() {
        return Moves.from(DRAFT)
                .endingIn(Stream.concat(Stream.of(ABANDONED, REJECTED), Stream.of(WITH_RECEIVER))
                        .toArray(State[]::new))
                .by(
                        step("examineTransfer")
                                .in(DRAFT, RETURNED, PENDING_APPROVAL)
                                .to(PENDING_APPROVAL)
                                .sets(TRANSFER_READY, true),
                        step("examineTransfer").in(DRAFT, RETURNED).sets(TRANSFER_READY, false),
                        // A review gave it back, and what came of that is not complete.
                        step("examineTransfer").in(PENDING_APPROVAL).to(DRAFT).sets(TRANSFER_READY, false),
                        form("completeTransfer", "submit")
                                .in(DRAFT, RETURNED, PENDING_APPROVAL)
                                .drops(TRANSFER),
                        form("completeTransfer", "abandon")
                                .in(DRAFT, RETURNED, PENDING_APPROVAL)
                                .to(ABANDONED),
                        form("approveTransfer", "approve").in(PENDING_APPROVAL).gives(TRANSFER),
                        form("approveTransfer", "return")
                                .in(PENDING_APPROVAL)
                                .to(DRAFT)
                                .drops(TRANSFER),
                        form("approveTransfer", "reject").in(PENDING_APPROVAL).to(REJECTED),
                        step("issueTransfer").in(PENDING_APPROVAL).to(ISSUED).needs(TRANSFER),
                        message("TransferDelivered").in(ISSUED),
                        step("recordTransferDelivery").in(ISSUED),
                        message("TransferSigned").in(ISSUED),
                        step("recordTransferSigning").in(ISSUED).to(SIGNED),
                        message("TransferAnswer").in(SIGNED).sets(DeclaredVariables.DECISION, "accept"),
                        message("TransferAnswer").in(SIGNED).sets(DeclaredVariables.DECISION, "return"),
                        message("TransferAnswer").in(SIGNED).sets(DeclaredVariables.DECISION, "dispute"),
                        step("recordTransferAcceptance").in(SIGNED).to(ACCEPTED),
                        step("recordTransferReturn").in(SIGNED).to(RETURNED),
                        step("recordTransferDispute").in(SIGNED).to(DISPUTED),
                        step("recordSettlement").in(SIGNED).sets(SETTLEMENT, "RECEIVER"),
                        step("recordSettlement").in(ABANDONED).sets(SETTLEMENT, "SENDER"),
                        // How far the receiver has come is the receiver's to say.
                        message("TransferFeedback").in(WITH_RECEIVER),
                        step("recordTransferFeedback").in(WITH_RECEIVER),
                        // What the receiver has said last stays.
                        step("closeTransfer").in(WITH_RECEIVER))
                .by(Stream.of(WITH_RECEIVER)
                        .map(told -> service("对方反馈").in(UNDER_WAY).to(told))
                        .toArray(Move[]::new));
    }

    @Override
    public Set<Class<? extends FormIntake>> forms() {
        return Set.of(TransferIntake.class);
    }

    @Override
    public List<Beside> beside() {
        return List.of(
                Beside.tasks("completeTransfer").lie(TRANSFERS, CLUES, OPINIONS, EVIDENCE),
                Beside.tasks("approveTransfer").lie(FileSection.DRAFT, TRANSFERS, CLUES, EVIDENCE, OPINIONS),
                Beside.tasks("chaseReceipt", "followFeedback").lie(TRANSFERS, LETTERS, CLOCKS));
    }

    @Override
    public List<ProcessClock> clocks() {
        return List.of(
                receipt(TransferClock.RELAY_WARNING, "relayLate"),
                receipt(TransferClock.RELAY_TIMEOUT, "relayMissing"),
                receipt(TransferClock.DELIVERY_WARNING, "deliveryLate"),
                receipt(TransferClock.DELIVERY_TIMEOUT, "deliveryMissing"),
                receipt(TransferClock.SIGNING_WARNING, "signingLate"),
                receipt(TransferClock.SIGNING_TIMEOUT, "signingMissing"),
                ProcessClock.of(TransferClock.TRANSFER_FEEDBACK)
                        .due(at(TransferClock.TRANSFER_FEEDBACK), "feedbackOverdue"),
                ProcessClock.none(TransferClock.TRANSFER_FEEDBACK_ESCALATION)
                        .due(at(TransferClock.TRANSFER_FEEDBACK_ESCALATION), "feedbackStillMissing"));
    }

    /** What travels on paper takes longer. */
    private static ProcessClock receipt(TransferClock kind, String timer) {
        return ProcessClock.none(kind, ClockKind.PAPER_RECEIPT).due(at(kind), timer);
    }

    @Override
    public Set<String> aside() {
        return Set.of("chaseReceipt", "followFeedback");
    }

    @Override
    public List<Awaited> awaited() {
        return List.of(
                Awaited.soon("awaitDelivery"),
                Awaited.of("awaitSigning", "对方签收"),
                Awaited.of("awaitAnswer", "对方接收或者退回"),
                Awaited.of("awaitFeedback", "对方反馈办理情况"));
    }
}
