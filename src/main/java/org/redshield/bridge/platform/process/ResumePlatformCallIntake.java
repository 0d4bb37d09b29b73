package org.redshield.bridge.platform.process;

import static org.redshield.bridge.engine.UseCases.form;
import static org.redshield.bridge.platform.process.PlatformFaultProcess.PLATFORM_CALL_ID;

import lombok.RequiredArgsConstructor;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.FormSubmission;
import org.redshield.bridge.engine.UseCases;
import org.redshield.bridge.platform.request.PlatformAct;
import org.redshield.bridge.platform.retryqueue.PlatformCalls;
import org.springframework.stereotype.Component;

/** Before the step that follows sends again, a person judges whose it is what a platform has under the number, if it has. */
@Component
@RequiredArgsConstructor
final class ResumePlatformCallIntake implements FormIntake {

    private final PlatformCalls calls;
    private final CaseEvents events;

    @Override
    public UseCases useCases() {
        return UseCases.about(
                PLATFORM_CALL_ID,
                form("resumePlatformCall")
                        .on("resume", this::resume)
                        .on("takeAsOurs", form -> judge(form, true))
                        .on("notOurs", form -> judge(form, false))
                        // Whether the call goes out again, and what its answer means: the step is the same.
                        .decidesNoWay());
    }

    private void resume(FormSubmission form) {
        calls.requireNothingToJudge(form.subject());
        record(form, PlatformAct.CALL_RESUMED);
    }

    private void judge(FormSubmission form, boolean ours) {
        calls.judge(form.subject(), ours, form.user());
        record(form, ours ? PlatformAct.NUMBER_OURS : PlatformAct.NUMBER_FOREIGN);
    }

    private void record(FormSubmission form, PlatformAct act) {
        events.append(form.caseNo().orElseThrow(), form.tenant(), form.user(), act, form.subject());
    }
}
