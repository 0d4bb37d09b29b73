package org.redshield.bridge.deadline.process;

import static org.redshield.bridge.deadline.process.CaseDeadlineVariables.CASE_DUE_AT;
import static org.redshield.bridge.deadline.process.CaseDeadlineVariables.CASE_FOUR_FIFTHS_AT;
import static org.redshield.bridge.deadline.process.CaseDeadlineVariables.CASE_HALF_AT;
import static org.redshield.bridge.deadline.process.CaseDeadlineVariables.DEADLINE_ID;
import static org.redshield.bridge.engine.UseCases.form;

import lombok.RequiredArgsConstructor;
import org.redshield.bridge.deadline.clock.Clock;
import org.redshield.bridge.deadline.registered.CaseDeadline.Act;
import org.redshield.bridge.deadline.registered.CaseDeadlines;
import org.redshield.bridge.deadline.registered.CaseDeadlines.Registration;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.FormSubmission;
import org.redshield.bridge.engine.UseCases;
import org.springframework.stereotype.Component;

/** Takes the forms of {@code case-deadline.bpmn}. */
@Component
@RequiredArgsConstructor
class CaseDeadlineIntake implements FormIntake {

    private final CaseDeadlines deadlines;

    @Override
    public UseCases useCases() {
        return UseCases.about(
                DEADLINE_ID,
                form("registerDeadline").always(this::register),
                form("followDeadline")
                        .on("complete", this::complete)
                        .on("pause", this::pause)
                        .on("extend", this::askExtension)
                        .on("withdraw", this::withdraw),
                form("resumeDeadline")
                        .on("resume", this::resume)
                        .on("complete", this::complete)
                        .on("withdraw", this::withdraw),
                form("approveExtension")
                        .onlyByHeadsFrom("bureauHead")
                        .preparedBy(deadlines::hands)
                        .on("approve", this::approveExtension)
                        .on("refuse", this::refuseExtension),
                form("remindCaseDeadline").on("noted", form -> noted(form, Act.REMINDER_NOTED)),
                form("superviseOverdueCase").on("noted", form -> noted(form, Act.SUPERVISED)));
    }

    private void register(FormSubmission form) {
        Clock clock = deadlines.register(
                form.tenant(),
                form.user(),
                new Registration(
                        form.text("caseNumber"),
                        form.text("ownCaseNumber"),
                        form.text("causeOfCase"),
                        form.text("deadlineKind"),
                        form.date("startedOn"),
                        form.text("startedAtTime"),
                        form.number("noticeDays"),
                        form.text("ground")));
        form.open(clock.caseNo());
        form.set(DEADLINE_ID, clock.subjectId());
        form.set(CASE_DUE_AT, clock.dueAt());
        form.set(CASE_HALF_AT, clock.halfAt());
        form.set(CASE_FOUR_FIFTHS_AT, clock.fourFifthsAt());
    }

    private void complete(FormSubmission form) {
        deadlines.complete(form.subject(), form.tenant(), form.user(), form.text("reason"));
    }

    private void pause(FormSubmission form) {
        deadlines.pause(
                form.subject(),
                form.tenant(),
                form.user(),
                form.text("stopEvent"),
                form.date("pausedOn"),
                form.text("reason"));
    }

    private void resume(FormSubmission form) {
        deadlines.resume(form.subject(), form.tenant(), form.user(), form.date("resumedOn"), form.text("reason"));
    }

    private void askExtension(FormSubmission form) {
        deadlines.askExtension(form.subject(), form.tenant(), form.user(), form.date("extendTo"), form.text("reason"));
    }

    private void withdraw(FormSubmission form) {
        deadlines.withdraw(form.subject(), form.tenant(), form.user(), form.text("reason"));
    }

    private void approveExtension(FormSubmission form) {
        deadlines.approveExtension(form.subject(), form.tenant(), form.user(), form.text("reason"));
    }

    private void refuseExtension(FormSubmission form) {
        deadlines.refuseExtension(form.subject(), form.tenant(), form.user(), form.text("reason"));
    }

    private void noted(FormSubmission form, Act act) {
        deadlines.noted(form.subject(), form.tenant(), form.user(), act, form.text("note"));
    }
}
