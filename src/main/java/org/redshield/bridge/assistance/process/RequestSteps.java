package org.redshield.bridge.assistance.process;

import static org.redshield.bridge.assistance.process.AssistanceVariables.AGREEMENT_DUE_AT;
import static org.redshield.bridge.assistance.process.AssistanceVariables.APPROVED_BEFORE;
import static org.redshield.bridge.assistance.process.AssistanceVariables.APPROVED_BY;
import static org.redshield.bridge.assistance.process.AssistanceVariables.AWAIT_REPORT;
import static org.redshield.bridge.assistance.process.AssistanceVariables.COMPLETE;
import static org.redshield.bridge.assistance.process.AssistanceVariables.DISPATCHED;
import static org.redshield.bridge.assistance.process.AssistanceVariables.DISPOSITION_ID;
import static org.redshield.bridge.assistance.process.AssistanceVariables.REPLY_DUE_AT;
import static org.redshield.bridge.assistance.process.AssistanceVariables.REQUEST_ID;
import static org.redshield.bridge.casework.process.IncomingVariables.LETTER_ID;

import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.redshield.bridge.assistance.correspondence.ReplyClocks;
import org.redshield.bridge.assistance.request.ApprovedBefore;
import org.redshield.bridge.assistance.request.AssistanceRequests;
import org.redshield.bridge.assistance.request.RequestDispatch;
import org.redshield.bridge.assistance.request.RequestReplies;
import org.redshield.bridge.assistance.request.RequestSupplements;
import org.redshield.bridge.assistance.request.RequestWithdrawals;
import org.redshield.bridge.assistance.request.RequestedMeasures;
import org.redshield.bridge.engine.ProcessSteps;
import org.redshield.bridge.engine.Steps;
import org.springframework.stereotype.Component;

/** The steps of {@code assistanceRequest}, in the order of its diagram. */
@Component
record RequestSteps(
        AssistanceRequests requests,
        RequestDispatch dispatch,
        RequestReplies replies,
        RequestedMeasures measures,
        RequestSupplements supplements,
        RequestWithdrawals withdrawals,
        ApprovedBefore approved)
        implements ProcessSteps {

    @Override
    public Steps steps() {
        return Steps.about(REQUEST_ID, LETTER_ID)
                // Decides whether the request can be put up for approval, or goes on because it has one.
                .doing("checkCompleteness", this::checkCompleteness)
                // Orders the data from the platform itself.
                .step("prepareDirectData", dispatch::orderDirectData)
                // All data requests to the platform have ended.
                .step("recordDirectData", replies::recordDirectData)
                // Issues the numbered request letter.
                .setting("issueRequestLetter", RequestSteps::issued, dispatch::issueLetter)
                // Puts the request letter into the outbox.
                .doing("dispatchRequest", this::dispatchRequest)
                // Starts the clocks at the delivery receipt.
                .setting("startReplyClocks", RequestSteps::set, replies::startReplyClocks)
                // Notes that the agreed date has passed; without an agreement there is nothing to note.
                .step("recordAgreementMissed", replies::recordAgreementMissed)
                // Notes that the reply is overdue; the supervisor's task follows.
                .step("escalateOverdueReply", replies::escalateOverdueReply)
                // Files the delay notice; the statutory clock moves, and with it everything that waits for it.
                .step("recordDelay", replies::recordDelay)
                // Files the decline.
                .step("recordDecline", replies::recordDecline)
                // Files the return for correction.
                .step("recordReturn", replies::recordReturn)
                // Files the reply and ends the clocks.
                .step("recordReply", replies::recordReply)
                // Issues and sends the supplementary letter.
                .step("issueSupplement", supplements::issue)
                // Starts the clock of the supplement.
                .setting("startSupplementClock", RequestSteps::set, supplements::startClocks)
                // Tells the other side that its reply is enough.
                .step("sendConfirmation", dispatch::tellConfirmed)
                // Asks the bureau at the platform's seat for measures against the shop.
                .doing(
                        "requestDisposition",
                        e -> DISPOSITION_ID.set(
                                e,
                                measures.place(
                                        REQUEST_ID.in(e), e.getTenantId(), APPROVED_BY.find(e), AWAIT_REPORT.in(e))))
                // Closes the request and its case.
                .step("closeRequest", requests::close)
                // Withdraws the request everywhere it has gone.
                .doing(
                        "withdrawRequest",
                        e -> withdrawals.withdraw(
                                REQUEST_ID.in(e),
                                e.getTenantId(),
                                DISPATCHED.find(e).orElse(false)));
    }

    private void checkCompleteness(DelegateExecution e) {
        String id = REQUEST_ID.in(e);
        COMPLETE.set(e, requests.checkCompleteness(id, e.getTenantId()));
        APPROVED_BEFORE.set(e, approved.isApproved(id, e.getTenantId()));
    }

    private static void issued(VariableScope scope, UUID letterId) {
        LETTER_ID.set(scope, letterId.toString());
        DISPATCHED.set(scope, false);
    }

    private void dispatchRequest(DelegateExecution e) {
        dispatch.dispatchLetter(REQUEST_ID.in(e), e.getTenantId());
        DISPATCHED.set(e, true);
    }

    private static void set(VariableScope scope, ReplyClocks clocks) {
        AGREEMENT_DUE_AT.set(scope, clocks.agreementDueAt());
        REPLY_DUE_AT.set(scope, clocks.replyDueAt());
    }
}
