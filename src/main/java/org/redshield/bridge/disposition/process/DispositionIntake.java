package org.redshield.bridge.disposition.process;

import java.util.Set;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.disposition.DispositionDesk;
import org.redshield.bridge.disposition.DispositionFollowUp;
import org.redshield.bridge.disposition.DispositionVariables;
import org.redshield.bridge.disposition.Lifts;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.FormSubmission;
import org.springframework.stereotype.Component;

/** Takes in every form of {@code merchantDisposition}. */
@Component
final class DispositionIntake implements FormIntake {

    private static final Set<String> FORMS = Set.of(
            "draftDisposition",
            "approveDisposition",
            "chasePublicity",
            "followDisposition",
            "decideAppeal",
            "approveLift");

    private final DispositionDesk desk;
    private final DispositionFollowUp followUp;
    private final Lifts lifts;

    DispositionIntake(DispositionDesk desk, DispositionFollowUp followUp, Lifts lifts) {
        this.desk = desk;
        this.followUp = followUp;
        this.lifts = lifts;
    }

    @Override
    public Set<String> forms() {
        return FORMS;
    }

    @Override
    public void accept(FormSubmission form) {
        String id = form.variable(DispositionVariables.DISPOSITION_ID)
                .orElseThrow(() -> new IllegalStateException("The instance has no dispositionId"));
        switch (form.form() + " " + form.decision()) {
            case "draftDisposition submit" -> {
                desk.draft(
                        id,
                        DraftedItems.of(form),
                        form.text("legalHook"),
                        form.text("facts"),
                        form.text("evidenceNote"),
                        form.user());
                drafted(form, false);
            }
            case "draftDisposition decline" -> {
                desk.draftDecline(id, form.text("declineReason"), form.user());
                drafted(form, true);
            }
            case "approveDisposition approve" -> desk.approve(id, form.user());
            case "approveDisposition return" -> desk.giveBack(id, form.text("reason"), form.user());
            case "chasePublicity published" -> followUp.enterPublicity(id, form.text("publicityUrl"), form.user());
            case "chasePublicity abandon" -> followUp.abandonPublicity(id, form.text("note"), form.user());
            case "followDisposition close" -> followUp.close(id, form.user());
            case "followDisposition lift" -> draftLift(id, form, false);
            case "decideAppeal lift" -> draftLift(id, form, true);
            case "decideAppeal uphold" -> lifts.uphold(id, form.text("reason"), form.user());
            case "approveLift approve" -> lifts.approve(id, form.user());
            case "approveLift return" -> lifts.giveBack(id, form.text("reason"), form.user());
            default -> throw new Refusal("disposition.decision-unknown");
        }
    }

    private static void drafted(FormSubmission form, boolean declined) {
        form.set(DispositionVariables.DRAFTED_BY, form.user());
        form.set(DispositionVariables.DECLINED, declined);
    }

    private void draftLift(String dispositionId, FormSubmission form, boolean appealed) {
        lifts.draft(dispositionId, form.choices("liftTargets"), form.text("reason"), form.user());
        form.set(DispositionVariables.APPEALED, appealed);
    }
}
