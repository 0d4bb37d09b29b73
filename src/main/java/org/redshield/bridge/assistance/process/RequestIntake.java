package org.redshield.bridge.assistance.process;

import static org.redshield.bridge.assistance.process.AssistanceVariables.APPROVED_BY;
import static org.redshield.bridge.assistance.process.AssistanceVariables.AWAIT_REPORT;
import static org.redshield.bridge.assistance.process.AssistanceVariables.DISPATCHED;
import static org.redshield.bridge.assistance.process.AssistanceVariables.PLATFORM;
import static org.redshield.bridge.assistance.process.AssistanceVariables.RAISED_BY;
import static org.redshield.bridge.assistance.process.AssistanceVariables.REQUESTED_BUREAU;
import static org.redshield.bridge.assistance.process.AssistanceVariables.REQUEST_ID;
import static org.redshield.bridge.assistance.process.AssistanceVariables.ROUTE;
import static org.redshield.bridge.assistance.process.AssistanceVariables.WITHDRAWAL_GRANTED;
import static org.redshield.bridge.engine.UseCases.approval;
import static org.redshield.bridge.engine.UseCases.doing;
import static org.redshield.bridge.engine.UseCases.form;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import org.redshield.bridge.assistance.correspondence.AssistanceFacts;
import org.redshield.bridge.assistance.correspondence.CaseAct;
import org.redshield.bridge.assistance.correspondence.DataPeriod;
import org.redshield.bridge.assistance.request.AssistanceRequest;
import org.redshield.bridge.assistance.request.AssistanceRequests;
import org.redshield.bridge.assistance.request.RequestDispatch;
import org.redshield.bridge.assistance.request.RequestDraft;
import org.redshield.bridge.assistance.request.RequestDraft.Amendment;
import org.redshield.bridge.assistance.request.RequestSupplements;
import org.redshield.bridge.assistance.request.RequestWithdrawals;
import org.redshield.bridge.assistance.request.RequestedMeasures;
import org.redshield.bridge.assistance.request.Route;
import org.redshield.bridge.cases.LegalBasis.Use;
import org.redshield.bridge.casework.process.BasisFields;
import org.redshield.bridge.casework.process.IncomingForms;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.FormSubmission;
import org.redshield.bridge.engine.UseCases;
import org.springframework.stereotype.Component;

/** Takes the forms of the asking bureau. */
@Component
record RequestIntake(
        AssistanceRequests requests,
        RequestDispatch dispatch,
        RequestedMeasures measures,
        RequestSupplements supplements,
        RequestWithdrawals withdrawals,
        IncomingForms incoming)
        implements FormIntake {

    /** On what a request for facts stands. */
    static final BasisFields BASIS = new BasisFields(Use.FACTS, "legalBasis", "otherBasis");
    /** On what the measures stand. */
    static final BasisFields MEASURES_BASIS = new BasisFields(Use.MEASURES, "legalBases", "legalHook");

    @Override
    public UseCases useCases() {
        return UseCases.about(
                REQUEST_ID,
                form("raiseRequest").always(this::raise),
                form("completeRequest")
                        .decidesAbout(dispatch::pendingLetter)
                        .on(
                                "resubmit",
                                form -> requests.complete(form.subject(), form.tenant(), form.user(), amendment(form)))
                        .on("abandon", doing(requests::abandon, "reason")),
                approval("approveRequest", "unitHead", requests::hands, dispatch::pendingLetter)
                        .on("approve", doing(requests::approve, "reason"))
                        .on("return", doing(requests::sendBack, "reason"))
                        .on("reject", doing(requests::reject, "reason")),
                form("correctRequest")
                        .decidesAbout(dispatch::pendingLetter)
                        .on(
                                "resubmit",
                                form -> requests.correct(form.subject(), form.tenant(), form.user(), amendment(form)))
                        .on("abandon", doing(requests::abandon, "reason")),
                form("reviewDecline").on("close", doing(requests::closeDeclined, "note")),
                form("reviewReply")
                        .on("confirm", doing(requests::confirm))
                        .on("supplement", doing(supplements::want, "supplementText"))
                        .tells("supplement", "supplementText"),
                approval("approveSupplement", "unitHead", supplements::hands, supplements::pendingLetter)
                        .on("approve", doing(supplements::approve, "reason"))
                        .on("return", doing(supplements::sendBack, "reason")),
                form("decideOutcome")
                        .on("close", this::decideClose)
                        // The one waits for the report, the other asks for it and closes the request at once.
                        .on("disposition", form -> decideDisposition(form, true))
                        .on("both", form -> decideDisposition(form, false)),
                approval("approveDispositionRequest", "unitHead", measures::hands, measures::pendingLetter)
                        .on("approve", this::approveDisposition)
                        .on("return", doing(measures::sendBack, "reason")),
                form("reviewDispositionReport").on("close", doing(measures::reviewReport)),
                form("followRequest").on("withdraw", this::wantWithdrawal).tells("withdraw", "reason"),
                approval("approveWithdrawal", "unitHead", withdrawals::hands, withdrawals::pendingLetter)
                        .on("approve", doing(withdrawals::approve, "reason"))
                        .on("return", doing(withdrawals::sendBack, "reason")),
                form("superviseOverdueReply")
                        .on("noted", incoming.supervise(CaseAct.FEATURE, CaseAct.SUPERVISION_NOTED)),
                form("remindConfirmation").on("noted", incoming.supervise(CaseAct.FEATURE, CaseAct.SUPERVISION_NOTED)));
    }

    private void raise(FormSubmission form) {
        RequestDraft draft = new RequestDraft(
                form.text("causeOfCase").orElse(null),
                form.text("sourceNo"),
                form.text("requestRoute").map(Route::of).orElse(null),
                form.text("platformKey").orElse(null),
                requestedBureau(form),
                form.text("shopId").orElse(null),
                form.text("creditCode"),
                new LinkedHashSet<>(form.choices("datasets")),
                DataPeriod.of(form.date("periodFrom"), form.date("periodTo")),
                form.text("purpose").orElse(null),
                BASIS.one(form).orElse(null),
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

    /** From the list, by its code where it is not on the system, or else the bureau at the platform's seat. */
    private Optional<String> requestedBureau(FormSubmission form) {
        Optional<String> onPaper = form.text("paperBureauCode");
        Optional<String> chosen = form.text("requestedBureauCode").or(() -> onPaper);
        return form.text("requestRoute")
                        .filter(Route.HOME_BUREAU.name()::equals)
                        .isPresent()
                ? chosen.or(() -> form.text("platformKey").flatMap(requests::homeBureau))
                : chosen;
    }

    private static Amendment amendment(FormSubmission form) {
        return form.as(Amendment.class, Map.of("basis", BASIS.one(form)));
    }

    private void wantWithdrawal(FormSubmission form) {
        boolean granted = withdrawals.want(form.subject(), form.tenant(), form.user(), form.text("reason"));
        form.set(WITHDRAWAL_GRANTED, granted);
    }

    private void decideClose(FormSubmission form) {
        requests.decideClose(form.subject(), form.tenant(), form.user(), form.text("note"));
        form.set(AWAIT_REPORT, false);
    }

    private void decideDisposition(FormSubmission form, boolean awaitReport) {
        measures.decide(
                form.subject(),
                form.tenant(),
                form.user(),
                form.choices("measures"),
                objects(form),
                MEASURES_BASIS.cited(form),
                form.text("note"));
        form.set(AWAIT_REPORT, awaitReport);
    }

    /** Items, accounts and keywords, as they are typed. */
    private static Map<String, String> objects(FormSubmission form) {
        Map<String, String> objects = new LinkedHashMap<>();
        AssistanceFacts.OBJECTS.forEach(kind -> form.text(kind).ifPresent(text -> objects.put(kind, text)));
        return objects;
    }

    private void approveDisposition(FormSubmission form) {
        measures.approve(form.subject(), form.tenant(), form.user(), form.text("reason"));
        form.set(APPROVED_BY, form.user());
    }
}
