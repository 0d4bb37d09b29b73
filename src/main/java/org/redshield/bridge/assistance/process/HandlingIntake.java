package org.redshield.bridge.assistance.process;

import static org.redshield.bridge.assistance.process.AssistanceVariables.LEAD_OFFICER;
import static org.redshield.bridge.assistance.process.AssistanceVariables.OUTCOME;
import static org.redshield.bridge.assistance.process.AssistanceVariables.REQUEST_ID;
import static org.redshield.bridge.assistance.process.AssistanceVariables.SECOND_OFFICER;
import static org.redshield.bridge.engine.UseCases.form;

import org.redshield.bridge.assistance.AssistanceHandling;
import org.redshield.bridge.assistance.AssistanceHandlings;
import org.redshield.bridge.assistance.Supervision;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.FormSubmission;
import org.redshield.bridge.engine.UseCases;
import org.springframework.stereotype.Component;

/** Takes the forms of the asked bureau. */
@Component
class HandlingIntake implements FormIntake {

    private final AssistanceHandlings handlings;
    private final Supervision supervision;

    HandlingIntake(AssistanceHandlings handlings, Supervision supervision) {
        this.handlings = handlings;
        this.supervision = supervision;
    }

    @Override
    public UseCases useCases() {
        return UseCases.about(
                REQUEST_ID,
                form("acknowledgeLetter").on("acknowledge", this::acknowledge),
                form("reviewLetter")
                        .on("accept", this::accept)
                        .on("return", this::draftReturn)
                        .on("decline", this::draftDecline),
                form("approveRejection").onlyBy("unitHead", "bureauHead", "chiefHead").on("approve", this::approveRejection).on("return", this::sendBackRejection),
                form("assignOfficers").on("assign", this::assign),
                form("investigate").on("submit", this::submitFindings).on("delay", this::notifyDelay),
                form("confirmFindings").on("confirm", this::confirmFindings).on("return", this::sendBackFindings),
                form("approveReply").onlyBy("unitHead", "bureauHead", "chiefHead").on("approve", this::approveReply).on("return", this::sendBackReply),
                form("closeUnconfirmed").on("close", this::closeUnconfirmed),
                form("superviseOverdueHandling").on("noted", this::supervise));
    }

    private void acknowledge(FormSubmission form) {
        handlings.acknowledge(form.subject(), form.tenant(), form.user(), form.flag("copies"));
    }

    private void accept(FormSubmission form) {
        handlings.accept(form.subject(), form.tenant(), form.user());
    }

    private void draftReturn(FormSubmission form) {
        handlings.draftReturn(form.subject(), form.tenant(), form.user(), form.text("missingItems"));
    }

    private void draftDecline(FormSubmission form) {
        handlings.draftDecline(
                form.subject(), form.tenant(), form.user(), form.text("declineReason"), form.text("reason"));
    }

    private void approveRejection(FormSubmission form) {
        form.set(
                OUTCOME,
                handlings
                        .approveRejection(form.subject(), form.tenant(), form.user())
                        .name());
    }

    private void sendBackRejection(FormSubmission form) {
        handlings.sendBackRejection(form.subject(), form.tenant(), form.user(), form.text("reason"));
    }

    private void assign(FormSubmission form) {
        AssistanceHandling handling = handlings.assign(
                form.subject(),
                form.tenant(),
                form.user(),
                form.text("leadCertificateNo"),
                form.text("secondCertificateNo"));
        form.set(LEAD_OFFICER, handling.leadUser().orElseThrow());
        form.set(SECOND_OFFICER, handling.secondUser().orElseThrow());
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

    private void supervise(FormSubmission form) {
        supervision.note(
                form.subject(),
                form.caseNo().orElseThrow(),
                form.tenant(),
                form.form(),
                form.user(),
                form.text("note"));
    }
}
