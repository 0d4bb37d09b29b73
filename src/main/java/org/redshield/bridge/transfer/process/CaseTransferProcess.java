package org.redshield.bridge.transfer.process;

import static org.redshield.bridge.engine.view.FileSection.CLOCKS;
import static org.redshield.bridge.engine.view.FileSection.CLUES;
import static org.redshield.bridge.engine.view.FileSection.DRAFT;
import static org.redshield.bridge.engine.view.FileSection.EVIDENCE;
import static org.redshield.bridge.engine.view.FileSection.LETTERS;
import static org.redshield.bridge.engine.view.FileSection.OPINIONS;
import static org.redshield.bridge.engine.view.FileSection.TRANSFERS;
import static org.redshield.bridge.transfer.process.TransferVariables.*;

import java.util.List;
import java.util.Set;
import org.redshield.bridge.deadline.rule.ClockKind;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.ProcessClock;
import org.redshield.bridge.engine.ProcessContract;
import org.redshield.bridge.engine.Start;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.engine.view.Awaited;
import org.redshield.bridge.engine.view.Beside;
import org.redshield.bridge.transfer.between.TransferClock;
import org.springframework.stereotype.Component;

/** 移送: the bureau that hands over. */
@Component
final class CaseTransferProcess implements ProcessContract {

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
        return Set.of(
                DRAFTED_BY,
                TRANSFER_READY,
                FEEDBACK,
                SETTLEMENT,
                NEGOTIATION_DUE_AT,
                RELAY_WARNING_AT,
                RELAY_TIMEOUT_AT,
                DELIVERY_WARNING_AT,
                DELIVERY_TIMEOUT_AT,
                SIGNING_WARNING_AT,
                SIGNING_TIMEOUT_AT,
                FEEDBACK_DUE_AT,
                FEEDBACK_ESCALATION_AT);
    }

    @Override
    public Start startedBy() {
        return Start.persons("officer");
    }

    @Override
    public Set<Class<? extends FormIntake>> forms() {
        return Set.of(TransferIntake.class);
    }

    @Override
    public List<Beside> beside() {
        return List.of(
                Beside.tasks("completeTransfer").lie(TRANSFERS, CLUES, OPINIONS, EVIDENCE),
                Beside.tasks("approveTransfer").lie(DRAFT, TRANSFERS, CLUES, EVIDENCE, OPINIONS),
                Beside.tasks("chaseReceipt", "followFeedback").lie(TRANSFERS, LETTERS, CLOCKS),
                Beside.tasks("settleDispute").lie(TRANSFERS, LETTERS, CLOCKS, OPINIONS));
    }

    @Override
    public List<ProcessClock> clocks() {
        return List.of(
                receipt(TransferClock.RELAY_WARNING).due(RELAY_WARNING_AT, "relayLate"),
                receipt(TransferClock.RELAY_TIMEOUT).due(RELAY_TIMEOUT_AT, "relayMissing"),
                receipt(TransferClock.DELIVERY_WARNING).due(DELIVERY_WARNING_AT, "deliveryLate"),
                receipt(TransferClock.DELIVERY_TIMEOUT).due(DELIVERY_TIMEOUT_AT, "deliveryMissing"),
                receipt(TransferClock.SIGNING_WARNING).due(SIGNING_WARNING_AT, "signingLate"),
                receipt(TransferClock.SIGNING_TIMEOUT).due(SIGNING_TIMEOUT_AT, "signingMissing"),
                ProcessClock.of(TransferClock.TRANSFER_NEGOTIATION).due(NEGOTIATION_DUE_AT, "negotiationOverdue"),
                ProcessClock.of(TransferClock.TRANSFER_FEEDBACK).due(FEEDBACK_DUE_AT, "feedbackOverdue"),
                ProcessClock.none(TransferClock.TRANSFER_FEEDBACK_ESCALATION)
                        .due(FEEDBACK_ESCALATION_AT, "feedbackStillMissing"));
    }

    /** What travels on paper takes longer. */
    private static ProcessClock receipt(TransferClock kind) {
        return ProcessClock.none(kind, ClockKind.PAPER_RECEIPT);
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
                Awaited.of("awaitFeedback", "对方反馈办理情况"),
                Awaited.of("awaitDesignation", "共同上级指定管辖"));
    }
}
