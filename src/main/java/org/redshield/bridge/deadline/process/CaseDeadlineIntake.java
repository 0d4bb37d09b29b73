package org.redshield.bridge.deadline.process;

import static org.redshield.bridge.deadline.process.CaseDeadlineVariables.CASE_DUE_AT;
import static org.redshield.bridge.deadline.process.CaseDeadlineVariables.CASE_FOUR_FIFTHS_AT;
import static org.redshield.bridge.deadline.process.CaseDeadlineVariables.CASE_HALF_AT;
import static org.redshield.bridge.deadline.process.CaseDeadlineVariables.DEADLINE_ID;

import java.util.Set;
import org.redshield.bridge.deadline.CaseDeadline.Act;
import org.redshield.bridge.deadline.CaseDeadlines;
import org.redshield.bridge.deadline.CaseDeadlines.Registration;
import org.redshield.bridge.deadline.Clock;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.FormSubmission;
import org.springframework.stereotype.Component;

/** Takes the forms of {@code case-deadline.bpmn}. */
@Component
class CaseDeadlineIntake implements FormIntake {

    private final CaseDeadlines deadlines;

    CaseDeadlineIntake(CaseDeadlines deadlines) {
        this.deadlines = deadlines;
    }

    @Override
    public Set<String> forms() {
        return Set.of(
                "registerDeadline",
                "followDeadline",
                "resumeDeadline",
                "approveExtension",
                "remindCaseDeadline",
                "superviseOverdueCase");
    }

    @Override
    public void accept(FormSubmission form) {
        switch (form.form()) {
            case "registerDeadline" -> register(form);
            case "approveExtension" -> approve(form);
            case "remindCaseDeadline" -> noted(form, Act.REMINDER_NOTED);
            case "superviseOverdueCase" -> noted(form, Act.SUPERVISED);
            default -> follow(form);
        }
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

    private void follow(FormSubmission form) {
        String id = id(form);
        switch (form.decision()) {
            case "pause" ->
                deadlines.pause(
                        id,
                        form.tenant(),
                        form.user(),
                        form.text("stopEvent"),
                        form.date("pausedOn"),
                        form.text("reason"));
            case "resume" ->
                deadlines.resume(id, form.tenant(), form.user(), form.date("resumedOn"), form.text("reason"));
            case "extend" ->
                deadlines.askExtension(id, form.tenant(), form.user(), form.date("extendTo"), form.text("reason"));
            case "withdraw" -> deadlines.withdraw(id, form.tenant(), form.user(), form.text("reason"));
            default -> deadlines.complete(id, form.tenant(), form.user(), form.text("reason"));
        }
    }

    private void approve(FormSubmission form) {
        if (form.decision().equals("approve")) {
            deadlines.approveExtension(id(form), form.tenant(), form.user(), form.text("reason"));
        } else {
            deadlines.refuseExtension(id(form), form.tenant(), form.user(), form.text("reason"));
        }
    }

    private void noted(FormSubmission form, Act act) {
        deadlines.noted(id(form), form.tenant(), form.user(), act, form.text("note"));
    }

    private static String id(FormSubmission form) {
        return form.variable(DEADLINE_ID).orElseThrow();
    }
}
