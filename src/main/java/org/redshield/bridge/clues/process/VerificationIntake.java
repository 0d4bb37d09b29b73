package org.redshield.bridge.clues.process;

import static org.redshield.bridge.casework.process.IncomingVariables.LEAD_OFFICER;
import static org.redshield.bridge.clues.ClueVariables.CLUE_ID;
import static org.redshield.bridge.clues.ClueVariables.LINKED;
import static org.redshield.bridge.clues.ClueVariables.MATTER;
import static org.redshield.bridge.clues.ClueVariables.VERIFY_DUE_AT;
import static org.redshield.bridge.clues.ClueVariables.VERIFY_FOUR_FIFTHS_AT;
import static org.redshield.bridge.clues.ClueVariables.VERIFY_HALF_AT;
import static org.redshield.bridge.engine.UseCases.doing;
import static org.redshield.bridge.engine.UseCases.form;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.redshield.bridge.casework.process.IncomingForms;
import org.redshield.bridge.clues.Accused;
import org.redshield.bridge.clues.Clue;
import org.redshield.bridge.clues.ClueAct;
import org.redshield.bridge.clues.FiledCases;
import org.redshield.bridge.clues.Matter.Kind;
import org.redshield.bridge.clues.Matters;
import org.redshield.bridge.clues.Registration;
import org.redshield.bridge.clues.Registration.Entered;
import org.redshield.bridge.clues.Reporters.Reporter;
import org.redshield.bridge.clues.VerificationData;
import org.redshield.bridge.clues.VerificationPeriod;
import org.redshield.bridge.clues.Verifications;
import org.redshield.bridge.deadline.clock.Clock;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.FormSubmission;
import org.redshield.bridge.engine.UseCases;
import org.springframework.stereotype.Component;

/** Takes the forms of {@code clueVerification}. */
@Component
class VerificationIntake implements FormIntake {

    /** As many shops as the form has room for. */
    static final int MOST_ACCUSED = 5;

    private final Registration registration;
    private final Verifications verifications;
    private final VerificationPeriod period;
    private final VerificationData data;
    private final MatterForms matters;
    private final FiledCases cases;
    private final IncomingForms casework;

    VerificationIntake(
            Registration registration,
            Verifications verifications,
            VerificationPeriod period,
            VerificationData data,
            Matters matters,
            FiledCases cases,
            IncomingForms casework) {
        this.registration = registration;
        this.verifications = verifications;
        this.period = period;
        this.data = data;
        this.matters = new MatterForms(matters);
        this.cases = cases;
        this.casework = casework;
    }

    @Override
    public UseCases useCases() {
        return UseCases.about(
                CLUE_ID,
                form("registerClue").always(this::register),
                form("assignVerification").onlyByHeadsFrom("unitHead").on("assign", this::assign),
                form("verifyClue")
                        .on("ask", this::ask)
                        .tells("ask", "reason")
                        .on("file", matters.propose(Kind.FILE, "filingNo"))
                        .on("notFile", matters.propose(Kind.NOT_FILE, "ground"))
                        .on("extend", matters.propose(Kind.EXTEND))
                        .on("transfer", matters.proposeTransfer())
                        .on("refer", doing(cases::orderReferral, "reason"))
                        .on("pause", pause(period)),
                form("resumeVerification").on("resume", resume(period)),
                matters.review("reviewVerification"),
                matters.decide("decideFiling"),
                form("superviseOverdueVerification")
                        .on("noted", casework.supervise(ClueAct.FEATURE, ClueAct.SUPERVISION_NOTED)));
    }

    static UseCases.UseCase pause(VerificationPeriod period) {
        return form -> period.pause(
                form.subject(),
                form.tenant(),
                form.user(),
                form.text("stopEvent"),
                form.date("pausedOn"),
                form.text("reason"));
    }

    static UseCases.UseCase resume(VerificationPeriod period) {
        return form ->
                period.resume(form.subject(), form.tenant(), form.user(), form.date("resumedOn"), form.text("reason"));
    }

    private void register(FormSubmission form) {
        List<Accused> accused = IntStream.rangeClosed(1, MOST_ACCUSED)
                .mapToObj(number -> accused(form, number))
                .flatMap(Optional::stream)
                .toList();
        Clue clue = registration.register(
                form.tenant(),
                form.user(),
                new Entered(
                        form.text("source"),
                        form.text("channel"),
                        form.date("receivedOn"),
                        form.text("externalNo"),
                        form.text("fromBureau"),
                        form.text("fromLetter"),
                        form.text("causeOfCase"),
                        form.text("content"),
                        form.text("newFacts"),
                        form.date("actEndedOn"),
                        form.flag("harm"),
                        accused,
                        reporter(form)));
        form.open(clue.caseNo());
        form.set(CLUE_ID, clue.id());
        form.set(LINKED, clue.linkedTo().isPresent());
        if (clue.linkedTo().isEmpty()) {
            Clock clock = registration.clock(clue);
            form.set(VERIFY_HALF_AT, clock.halfAt());
            form.set(VERIFY_FOUR_FIFTHS_AT, clock.fourFifthsAt());
            form.set(VERIFY_DUE_AT, clock.dueAt());
        }
    }

    private static Optional<Accused> accused(FormSubmission form, int number) {
        // Ticked to see the next one; it says nothing else.
        form.flag("more" + number);
        Accused accused = new Accused(
                form.text("platformKey" + number),
                form.text("shopId" + number),
                form.text("shopName" + number),
                form.text("shopUrl" + number),
                form.text("creditCode" + number),
                form.text("subjectName" + number),
                form.text("address" + number));
        return Optional.of(accused).filter(Accused::isKnown);
    }

    /** All its fields are asked for, so that nothing of them is kept elsewhere. */
    private static Optional<Reporter> reporter(FormSubmission form) {
        return Optional.of(new Reporter(
                        form.text("reporterName"),
                        form.text("reporterIdentityNo"),
                        form.text("reporterPhone"),
                        form.text("reporterAddress")))
                .filter(Reporter::anyKnown);
    }

    private void assign(FormSubmission form) {
        form.set(
                LEAD_OFFICER,
                verifications
                        .assign(
                                form.subject(),
                                form.tenant(),
                                form.user(),
                                form.text("leadCertificateNo"),
                                form.text("secondCertificateNo"))
                        .leadUser());
    }

    private void ask(FormSubmission form) {
        data.askPlatform(
                form.subject(),
                form.tenant(),
                form.user(),
                form.choices("datasets"),
                form.date("periodFrom"),
                form.date("periodTo"),
                form.text("reason"));
        form.set(MATTER, Kind.DATA.name());
    }
}
