package org.redshield.bridge.assistance.process;

import static org.redshield.bridge.assistance.process.AssistanceVariables.APPROVED_BY;
import static org.redshield.bridge.assistance.process.AssistanceVariables.AWAIT_REPORT;
import static org.redshield.bridge.assistance.process.AssistanceVariables.DISPATCHED;
import static org.redshield.bridge.assistance.process.AssistanceVariables.PLATFORM;
import static org.redshield.bridge.assistance.process.AssistanceVariables.RAISED_BY;
import static org.redshield.bridge.assistance.process.AssistanceVariables.REQUESTED_BUREAU;
import static org.redshield.bridge.assistance.process.AssistanceVariables.REQUEST_ID;
import static org.redshield.bridge.assistance.process.AssistanceVariables.ROUTE;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.redshield.bridge.assistance.AssistanceRequest;
import org.redshield.bridge.assistance.AssistanceRequests;
import org.redshield.bridge.assistance.AssistanceRequests.Amendment;
import org.redshield.bridge.assistance.DataPeriod;
import org.redshield.bridge.assistance.Draft;
import org.redshield.bridge.assistance.Route;
import org.redshield.bridge.assistance.Supervision;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.FormSubmission;
import org.springframework.stereotype.Component;

/** Takes the forms of the asking bureau. */
@Component
class RequestIntake implements FormIntake {

    private final AssistanceRequests requests;
    private final Supervision supervision;

    RequestIntake(AssistanceRequests requests, Supervision supervision) {
        this.requests = requests;
        this.supervision = supervision;
    }

    @Override
    public Set<String> forms() {
        return Set.of(
                "raiseRequest",
                "completeRequest",
                "approveRequest",
                "correctRequest",
                "reviewDecline",
                "reviewReply",
                "decideOutcome",
                "approveDispositionRequest",
                "reviewDispositionReport",
                "followRequest",
                "superviseOverdueReply",
                "remindConfirmation");
    }

    @Override
    public void accept(FormSubmission form) {
        if (form.form().equals("raiseRequest")) {
            raise(form);
            return;
        }
        String requestId = form.variable(REQUEST_ID).orElseThrow();
        String tenant = form.tenant();
        String user = form.user();
        switch (form.form()) {
            case "completeRequest", "correctRequest" -> amend(form, requestId);
            case "approveRequest" -> approve(form, requestId);
            case "reviewDecline" -> requests.closeDeclined(requestId, tenant, user, form.text("note"));
            case "reviewReply" -> reviewReply(form, requestId);
            case "decideOutcome" -> decideOutcome(form, requestId);
            case "approveDispositionRequest" -> approveDisposition(form, requestId);
            case "reviewDispositionReport" -> requests.reviewDispositionReport(requestId, tenant, user);
            case "followRequest" -> requests.wantWithdrawal(requestId, tenant, user, form.text("reason"));
            default ->
                supervision.note(requestId, form.caseNo().orElseThrow(), tenant, form.form(), user, form.text("note"));
        }
    }

    private void raise(FormSubmission form) {
        Draft draft = new Draft(
                form.text("causeOfCase").orElse(null),
                form.text("sourceNo"),
                form.text("requestRoute").map(Route::of).orElse(null),
                form.text("platformKey").orElse(null),
                form.text("requestedBureauCode"),
                form.text("shopId").orElse(null),
                form.text("creditCode"),
                new LinkedHashSet<>(form.choices("datasets")),
                DataPeriod.of(form.date("periodFrom"), form.date("periodTo")),
                form.text("purpose").orElse(null),
                form.text("legalBasis").map(Draft::basisOf).orElse(null),
                form.text("questions"),
                form.text("contactPhone").orElse(null));
        AssistanceRequest request = requests.raise(form.tenant(), form.user(), draft);
        form.open(request.caseNo());
        form.set(REQUEST_ID, request.requestId());
        form.set(ROUTE, draft.route().name());
        form.set(PLATFORM, draft.platform());
        draft.requestedBureau().ifPresent(bureau -> form.set(REQUESTED_BUREAU, bureau));
        form.set(RAISED_BY, form.user());
        form.set(DISPATCHED, false);
    }

    private void amend(FormSubmission form, String requestId) {
        if (form.decision().equals("abandon")) {
            requests.abandon(requestId, form.tenant(), form.user(), form.text("reason"));
            return;
        }
        Amendment amendment = new Amendment(
                form.text("sourceNo"),
                form.text("shopId"),
                form.choices("datasets"),
                form.date("periodFrom"),
                form.date("periodTo"),
                form.text("purpose"),
                form.text("legalBasis").map(Draft::basisOf),
                form.text("questions"));
        if (form.form().equals("correctRequest")) {
            requests.correct(requestId, form.tenant(), form.user(), amendment);
        } else {
            requests.complete(requestId, form.tenant(), form.user(), amendment);
        }
    }

    private void approve(FormSubmission form, String requestId) {
        Optional<String> reason = form.text("reason");
        switch (form.decision()) {
            case "approve" -> requests.approve(requestId, form.tenant(), form.user(), reason);
            case "return" -> requests.sendBack(requestId, form.tenant(), form.user(), reason);
            default -> requests.reject(requestId, form.tenant(), form.user(), reason);
        }
    }

    private void reviewReply(FormSubmission form, String requestId) {
        if (form.decision().equals("supplement")) {
            requests.wantSupplement(requestId, form.tenant(), form.text("supplementText"));
        }
    }

    /** "disposition" waits for the report, "both" asks for it and closes the request at once. */
    private void decideOutcome(FormSubmission form, String requestId) {
        String decision = form.decision();
        if (decision.equals("close")) {
            requests.decideClose(requestId, form.tenant(), form.user(), form.text("note"));
        } else {
            requests.decideDisposition(
                    requestId,
                    form.tenant(),
                    form.user(),
                    form.choices("measures"),
                    form.text("legalHook"),
                    form.text("note"));
        }
        form.set(AWAIT_REPORT, decision.equals("disposition"));
    }

    private void approveDisposition(FormSubmission form, String requestId) {
        if (form.decision().equals("approve")) {
            requests.approveDisposition(requestId, form.tenant(), form.user());
            form.set(APPROVED_BY, form.user());
        } else {
            requests.sendBackDisposition(requestId, form.tenant(), form.user(), form.text("reason"));
        }
    }
}
