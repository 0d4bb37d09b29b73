package org.redshield.bridge.transfer.process;

import java.time.Instant;
import java.util.Map;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.transfer.correspondence.TransferClock;
import org.redshield.bridge.transfer.correspondence.TransferFacts;
import org.redshield.bridge.transfer.sending.Settling;

/** What the processes of a transfer know; they share one vocabulary. */
final class TransferVariables {

    /** {@code <caseNo>-T1}; messages correlate on it. */
    static final Variable<String> TRANSFER_ID = Variable.text(TransferFacts.TRANSFER_ID);
    /** User id of who drafted it last: what comes back is his. */
    static final Variable<String> DRAFTED_BY = Variable.text("draftedBy").setBy("raiseTransfer", "completeTransfer");
    /** Whether it is known who is competent, and an officer has looked at it. */
    static final Variable<Boolean> TRANSFER_READY =
            Variable.flag("transferReady").setBy("examineTransfer");
    /** MORE or LAST. */
    static final Variable<String> FEEDBACK =
            Variable.choice(TransferFacts.FEEDBACK).setBy("TransferFeedback");

    /** Whether the receiver of a filed case disputes it. */
    static final Variable<Boolean> DISPUTED = Variable.flag("disputed").setBy("sendTransferAnswer");
    /** SENDER or RECEIVER. */
    static final Variable<String> SETTLEMENT =
            Variable.choice(TransferFacts.SETTLEMENT).setBy("TransferSettled", "recordSettlement");
    /** What becomes of a dispute, as an officer proposes it. */
    static final Variable<String> SETTLING =
            Variable.choice("settling", Settling.class).setBy("settleDispute");

    /** Set in the one process by a step, in the one that it calls by the call. */
    static final Variable<Instant> NEGOTIATION_DUE_AT = Variable.instant("negotiationDueAt");

    static final Variable<Instant> DESIGNATION_DUE_AT =
            Variable.instant("designationDueAt").setBy("registerDispute");
    static final Variable<Instant> RELAY_WARNING_AT =
            Variable.instant("relayWarningAt").setBy("issueTransfer");
    static final Variable<Instant> RELAY_TIMEOUT_AT =
            Variable.instant("relayTimeoutAt").setBy("issueTransfer");
    static final Variable<Instant> DELIVERY_WARNING_AT =
            Variable.instant("deliveryWarningAt").setBy("issueTransfer");
    static final Variable<Instant> DELIVERY_TIMEOUT_AT =
            Variable.instant("deliveryTimeoutAt").setBy("issueTransfer");
    static final Variable<Instant> SIGNING_WARNING_AT =
            Variable.instant("signingWarningAt").setBy("recordTransferDelivery");
    static final Variable<Instant> SIGNING_TIMEOUT_AT =
            Variable.instant("signingTimeoutAt").setBy("recordTransferDelivery");
    static final Variable<Instant> FEEDBACK_DUE_AT =
            Variable.instant("feedbackDueAt").setBy("recordTransferAcceptance", "recordTransferFeedback");
    static final Variable<Instant> FEEDBACK_ESCALATION_AT =
            Variable.instant("feedbackEscalationAt").setBy("recordTransferAcceptance", "recordTransferFeedback");

    private static final Map<TransferClock, Variable<Instant>> DATES = Map.of(
            TransferClock.RELAY_WARNING, RELAY_WARNING_AT,
            TransferClock.RELAY_TIMEOUT, RELAY_TIMEOUT_AT,
            TransferClock.DELIVERY_WARNING, DELIVERY_WARNING_AT,
            TransferClock.DELIVERY_TIMEOUT, DELIVERY_TIMEOUT_AT,
            TransferClock.SIGNING_WARNING, SIGNING_WARNING_AT,
            TransferClock.SIGNING_TIMEOUT, SIGNING_TIMEOUT_AT,
            TransferClock.TRANSFER_FEEDBACK, FEEDBACK_DUE_AT,
            TransferClock.TRANSFER_FEEDBACK_ESCALATION, FEEDBACK_ESCALATION_AT);

    private TransferVariables() {}

    static void set(VariableScope scope, Map<TransferClock, Instant> dates) {
        dates.forEach((clock, at) -> DATES.get(clock).set(scope, at));
    }
}
