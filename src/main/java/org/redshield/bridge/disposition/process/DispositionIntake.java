package org.redshield.bridge.disposition.process;

import static org.redshield.bridge.engine.UseCases.form;

import lombok.RequiredArgsConstructor;
import org.redshield.bridge.cases.LegalBasis.Use;
import org.redshield.bridge.casework.process.BasisFields;
import org.redshield.bridge.disposition.DispositionFollowUp;
import org.redshield.bridge.disposition.DispositionVariables;
import org.redshield.bridge.disposition.draft.DispositionDesk;
import org.redshield.bridge.disposition.execution.Publicities;
import org.redshield.bridge.disposition.lift.Lifts;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.FormSubmission;
import org.redshield.bridge.engine.UseCases;
import org.springframework.stereotype.Component;

/** Takes in every form of {@code merchantDisposition}. */
@Component
@RequiredArgsConstructor
final class DispositionIntake implements FormIntake {

    /** On what the measures stand. */
    static final BasisFields BASIS = new BasisFields(Use.MEASURES, "legalBases", "legalHook");

    private static final String BEYOND_REASON = "beyondReason";

    private final DispositionDesk desk;
    private final Publicities publicities;
    private final DispositionFollowUp followUp;
    private final Lifts lifts;

    @Override
    public UseCases useCases() {
        return UseCases.about(
                DispositionVariables.DISPOSITION_ID,
                form("draftDisposition")
                        .decidesNoWay()
                        .decidesAbout((id, tenant) -> desk.pendingLetter(id))
                        .on("submit", this::draft)
                        .on("decline", this::draftDecline)
                        .tells("decline", "declineReason"),
                form("approveDisposition")
                        .onlyByHeadsFrom("unitHead")
                        .preparedBy((id, tenant) -> desk.hands(id))
                        .weighed((id, tenant) -> desk.weights(id))
                        .decidesAbout((id, tenant) -> desk.pendingLetter(id))
                        .on(
                                "approve",
                                form -> desk.approve(form.subject(), form.text("reason"), form.user(), form.groups()))
                        .on("return", form -> desk.giveBack(form.subject(), form.text("reason"), form.user())),
                form("chasePublicity")
                        .decidesAbout((id, tenant) -> followUp.pendingReport(id))
                        .on(
                                "published",
                                form -> publicities.enter(form.subject(), form.text("publicityUrl"), form.user()))
                        .on("abandon", form -> publicities.abandon(form.subject(), form.text("note"), form.user())),
                form("followDisposition")
                        .on("close", form -> followUp.close(form.subject(), form.user()))
                        .on("lift", form -> draftLift(form, false)),
                form("decideAppeal")
                        .on("lift", form -> draftLift(form, true))
                        .on("uphold", form -> lifts.uphold(form.subject(), form.text("reason"), form.user()))
                        .tells("uphold", "reason"),
                form("approveLift")
                        .onlyByHeadsFrom("unitHead")
                        .preparedBy((id, tenant) -> lifts.hands(id))
                        .weighed((id, tenant) -> lifts.weights(id))
                        .decidesAbout((id, tenant) -> lifts.pendingLetter(id))
                        .on(
                                "approve",
                                form -> lifts.approve(form.subject(), form.text("reason"), form.user(), form.groups()))
                        .on("return", form -> lifts.giveBack(form.subject(), form.text("reason"), form.user())));
    }

    private void draft(FormSubmission form) {
        desk.draft(
                form.subject(),
                DraftedItems.of(form),
                BASIS.cited(form),
                form.text("facts"),
                form.text("evidenceNote"),
                new DispositionDesk.WhyBeyond(form.asks(BEYOND_REASON), form.text(BEYOND_REASON)),
                form.user());
        drafted(form, false);
    }

    private void draftDecline(FormSubmission form) {
        desk.draftDecline(form.subject(), form.text("declineReason"), form.user());
        drafted(form, true);
    }

    private static void drafted(FormSubmission form, boolean declined) {
        form.set(DispositionVariables.DRAFTED_BY, form.user());
        form.set(DispositionVariables.DECLINED, declined);
    }

    private void draftLift(FormSubmission form, boolean appealed) {
        lifts.draft(form.subject(), form.choices("liftTargets"), form.text("reason"), form.user());
        form.set(DispositionVariables.APPEALED, appealed);
    }
}
