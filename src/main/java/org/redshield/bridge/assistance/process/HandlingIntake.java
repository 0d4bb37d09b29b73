package org.redshield.bridge.assistance.process;

import static org.redshield.bridge.assistance.process.AssistanceVariables.LEAD_OFFICER;
import static org.redshield.bridge.assistance.process.AssistanceVariables.OUTCOME;
import static org.redshield.bridge.assistance.process.AssistanceVariables.REQUEST_ID;
import static org.redshield.bridge.assistance.process.AssistanceVariables.SECOND_OFFICER;

import java.util.Set;
import org.redshield.bridge.assistance.AssistanceHandling;
import org.redshield.bridge.assistance.AssistanceHandlings;
import org.redshield.bridge.assistance.Supervision;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.FormSubmission;
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
    public Set<String> forms() {
        return Set.of(
                "acknowledgeLetter",
                "reviewLetter",
                "approveRejection",
                "assignOfficers",
                "investigate",
                "confirmFindings",
                "approveReply",
                "closeUnconfirmed",
                "superviseOverdueHandling");
    }

    @Override
    public void accept(FormSubmission form) {
        String requestId = form.variable(REQUEST_ID).orElseThrow();
        String tenant = form.tenant();
        String user = form.user();
        switch (form.form()) {
            case "acknowledgeLetter" -> handlings.acknowledge(requestId, tenant, user, form.flag("copies"));
            case "reviewLetter" -> review(form, requestId);
            case "approveRejection" -> approveRejection(form, requestId);
            case "assignOfficers" -> assign(form, requestId);
            case "investigate" -> investigate(form, requestId);
            case "confirmFindings" -> confirmFindings(form, requestId);
            case "approveReply" -> approveReply(form, requestId);
            case "closeUnconfirmed" -> handlings.closeUnconfirmed(requestId, tenant, user);
            default ->
                supervision.note(requestId, form.caseNo().orElseThrow(), tenant, form.form(), user, form.text("note"));
        }
    }

    private void review(FormSubmission form, String requestId) {
        String tenant = form.tenant();
        String user = form.user();
        switch (form.decision()) {
            case "accept" -> handlings.accept(requestId, tenant, user);
            case "return" -> handlings.draftReturn(requestId, tenant, user, form.text("missingItems"));
            default -> handlings.draftDecline(requestId, tenant, user, form.text("declineReason"), form.text("reason"));
        }
    }

    private void approveRejection(FormSubmission form, String requestId) {
        if (form.decision().equals("approve")) {
            form.set(
                    OUTCOME,
                    handlings
                            .approveRejection(requestId, form.tenant(), form.user())
                            .name());
        } else {
            handlings.sendBackRejection(requestId, form.tenant(), form.user(), form.text("reason"));
        }
    }

    private void assign(FormSubmission form, String requestId) {
        AssistanceHandling handling = handlings.assign(
                requestId,
                form.tenant(),
                form.user(),
                form.text("leadCertificateNo"),
                form.text("secondCertificateNo"));
        form.set(LEAD_OFFICER, handling.leadUser().orElseThrow());
        form.set(SECOND_OFFICER, handling.secondUser().orElseThrow());
    }

    private void investigate(FormSubmission form, String requestId) {
        if (form.decision().equals("delay")) {
            handlings.notifyDelay(
                    requestId, form.tenant(), form.user(), form.date("delayUntil"), form.text("delayReason"));
        } else {
            handlings.submitFindings(
                    requestId, form.tenant(), form.user(), form.text("itemConclusion"), form.text("findings"));
        }
    }

    private void confirmFindings(FormSubmission form, String requestId) {
        if (form.decision().equals("confirm")) {
            handlings.confirmFindings(requestId, form.tenant(), form.user());
        } else {
            handlings.sendBackFindings(requestId, form.tenant(), form.user(), form.text("reason"));
        }
    }

    private void approveReply(FormSubmission form, String requestId) {
        if (form.decision().equals("approve")) {
            handlings.approveReply(requestId, form.tenant(), form.user());
            form.set(OUTCOME, "REPLY");
        } else {
            handlings.sendBackReply(requestId, form.tenant(), form.user(), form.text("reason"));
        }
    }
}
