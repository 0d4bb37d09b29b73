package org.redshield.bridge.clues.process;

import static org.redshield.bridge.clues.ClueVariables.CLOSE_DUE_AT;
import static org.redshield.bridge.clues.ClueVariables.CLUE_ID;
import static org.redshield.bridge.engine.UseCases.doing;
import static org.redshield.bridge.engine.UseCases.form;

import java.util.HashMap;
import java.util.Map;
import org.redshield.bridge.casework.process.IncomingForms;
import org.redshield.bridge.clues.ClueAct;
import org.redshield.bridge.clues.FiledCases;
import org.redshield.bridge.clues.Matter.Kind;
import org.redshield.bridge.clues.Matters;
import org.redshield.bridge.clues.VerificationPeriod;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.FormSubmission;
import org.redshield.bridge.engine.UseCases;
import org.springframework.stereotype.Component;

/** Takes the forms of {@code caseHandling}. */
@Component
class CaseHandlingIntake implements FormIntake {

    private final FiledCases cases;
    private final VerificationPeriod period;
    private final MatterForms matters;
    private final IncomingForms casework;

    CaseHandlingIntake(FiledCases cases, VerificationPeriod period, Matters matters, IncomingForms casework) {
        this.cases = cases;
        this.period = period;
        this.matters = new MatterForms(matters);
        this.casework = casework;
    }

    @Override
    public UseCases useCases() {
        return UseCases.about(
                CLUE_ID,
                form("conductCase")
                        .on("assist", this::assist)
                        .tells("assist", "reason", "questions")
                        .on("measure", this::measure)
                        .on("refer", doing(cases::orderReferral, "reason"))
                        .on("dispose", matters.propose(Kind.DISPOSE, "measures", "legalHook"))
                        .on("extend", matters.propose(Kind.EXTEND, "extendTo"))
                        .on("pause", VerificationIntake.pause(period))
                        .on("suspend", matters.propose(Kind.SUSPEND, "ground"))
                        .on("transfer", matters.proposeTransfer())
                        .on("terminate", matters.propose(Kind.TERMINATE))
                        .on("decide", matters.propose(Kind.DECIDE, "outcome", "decisionNo")),
                form("resumeCase").on("resume", VerificationIntake.resume(period)),
                matters.review("reviewCaseMatter"),
                matters.decide("decideCaseMatter"),
                form("recordExecution").on("executed", this::recordExecution),
                form("proposeClosing").on("close", matters.propose(Kind.CLOSE)),
                matters.decide(
                        "approveClosing",
                        form -> form.set(CLOSE_DUE_AT, cases.closingRefused(form.subject(), form.tenant()))),
                form("superviseOverdueClosing")
                        .on("noted", casework.supervise(ClueAct.FEATURE, ClueAct.SUPERVISION_NOTED)),
                form("superviseOverdueCaseHandling")
                        .on("noted", casework.supervise(ClueAct.FEATURE, ClueAct.SUPERVISION_NOTED)));
    }

    private void recordExecution(FormSubmission form) {
        form.set(
                CLOSE_DUE_AT,
                cases.recordExecution(
                        form.subject(),
                        form.tenant(),
                        form.user(),
                        form.text("closingGround"),
                        form.date("executedOn"),
                        form.text("note")));
    }

    private void measure(FormSubmission form) {
        Map<String, String> wanted = new HashMap<>();
        form.text("measureKind").ifPresent(kind -> wanted.put("measureKind", kind));
        form.text("measureTarget").ifPresent(target -> wanted.put("measureTarget", target));
        form.text("reason").ifPresent(reason -> wanted.put("reason", reason));
        cases.orderMeasure(form.subject(), form.tenant(), form.user(), wanted);
    }

    private void assist(FormSubmission form) {
        Map<String, String> wanted = new HashMap<>();
        form.text("reason").ifPresent(purpose -> wanted.put("purpose", purpose));
        form.text("questions").ifPresent(questions -> wanted.put("questions", questions));
        form.date("periodFrom").ifPresent(day -> wanted.put("periodFrom", day.toString()));
        form.date("periodTo").ifPresent(day -> wanted.put("periodTo", day.toString()));
        wanted.put("datasets", String.join(",", form.choices("datasets")));
        cases.orderAssistance(form.subject(), form.tenant(), form.user(), wanted);
    }
}
