package org.redshield.bridge.transfer.process;

import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
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

    /** When the timers of the sending fire, by the steps that set them. */
    private static final Map<TransferClock, Variable<Instant>> DATES = Map.of(
            TransferClock.RELAY_WARNING, issued("relayWarningAt"),
            TransferClock.RELAY_TIMEOUT, issued("relayTimeoutAt"),
            TransferClock.DELIVERY_WARNING, issued("deliveryWarningAt"),
            TransferClock.DELIVERY_TIMEOUT, issued("deliveryTimeoutAt"),
            TransferClock.SIGNING_WARNING, delivered("signingWarningAt"),
            TransferClock.SIGNING_TIMEOUT, delivered("signingTimeoutAt"),
            TransferClock.TRANSFER_FEEDBACK, told("feedbackDueAt"),
            TransferClock.TRANSFER_FEEDBACK_ESCALATION, told("feedbackEscalationAt"));

    private TransferVariables() {}

    private static Variable<Instant> issued(String name) {
        return Variable.instant(name).setBy("issueTransfer");
    }

    private static Variable<Instant> delivered(String name) {
        return Variable.instant(name).setBy("recordTransferDelivery");
    }

    private static Variable<Instant> told(String name) {
        return Variable.instant(name).setBy("recordTransferAcceptance", "recordTransferFeedback");
    }

    static Variable<Instant> at(TransferClock clock) {
        return DATES.get(clock);
    }

    static Stream<Variable<?>> dates() {
        return DATES.values().stream().map(date -> date);
    }

    static void set(VariableScope scope, Map<TransferClock, Instant> dates) {
        dates.forEach((clock, at) -> at(clock).set(scope, at));
    }
}
