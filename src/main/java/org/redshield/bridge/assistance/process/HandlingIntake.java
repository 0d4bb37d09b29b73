package org.redshield.bridge.assistance.process;

import static org.redshield.bridge.assistance.process.AssistanceVariables.REQUEST_ID;
import static org.redshield.bridge.casework.process.IncomingVariables.OUTCOME;
import static org.redshield.bridge.engine.UseCases.form;

import org.redshield.bridge.assistance.AssistanceHandlings;
import org.redshield.bridge.assistance.CaseAct;
import org.redshield.bridge.casework.process.IncomingForms;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.FormSubmission;
import org.redshield.bridge.engine.UseCases;
import org.springframework.stereotype.Component;

/** Takes the forms of the asked bureau. */
@Component
class HandlingIntake implements FormIntake {

    private final AssistanceHandlings handlings;
    private final IncomingForms incoming;

    HandlingIntake(AssistanceHandlings handlings, IncomingForms incoming) {
        this.handlings = handlings;
        this.incoming = incoming;
    }

    @Override
    public UseCases useCases() {
        return UseCases.about(
                REQUEST_ID,
                form("acknowledgeLetter").on("acknowledge", incoming::acknowledge),
                form("reviewLetter")
                        .on("accept", incoming::accept)
                        .on("return", incoming::draftReturn)
                        .on("decline", incoming::draftDecline),
                form("approveRejection")
                        .on("approve", incoming::approveRejection)
                        .on("return", incoming::sendBackRejection),
                form("assignOfficers").on("assign", incoming::assign),
                form("investigate").on("submit", this::submitFindings).on("delay", this::notifyDelay),
                form("confirmFindings").on("confirm", this::confirmFindings).on("return", this::sendBackFindings),
                form("approveReply").on("approve", this::approveReply).on("return", this::sendBackReply),
                form("closeUnconfirmed").on("close", this::closeUnconfirmed),
                form("superviseOverdueHandling")
                        .on("noted", incoming.supervise(CaseAct.FEATURE, CaseAct.SUPERVISION_NOTED)));
    }

    private void submitFindings(FormSubmission form) {
        handlings.submitFindings(
                form.subject(), form.tenant(), form.user(), form.text("itemConclusion"), form.text("findings"));
    }

    private void notifyDelay(FormSubmission form) {
        handlings.notifyDelay(
                form.subject(), form.tenant(), form.user(), form.date("delayUntil"), form.text("delayReason"));
    }

    private void confirmFindings(FormSubmission form) {
        handlings.confirmFindings(form.subject(), form.tenant(), form.user());
    }

    private void sendBackFindings(FormSubmission form) {
        handlings.sendBackFindings(form.subject(), form.tenant(), form.user(), form.text("reason"));
    }

    private void approveReply(FormSubmission form) {
        handlings.approveReply(form.subject(), form.tenant(), form.user());
        form.set(OUTCOME, "REPLY");
    }

    private void sendBackReply(FormSubmission form) {
        handlings.sendBackReply(form.subject(), form.tenant(), form.user(), form.text("reason"));
    }

    private void closeUnconfirmed(FormSubmission form) {
        handlings.closeUnconfirmed(form.subject(), form.tenant(), form.user());
    }
}
