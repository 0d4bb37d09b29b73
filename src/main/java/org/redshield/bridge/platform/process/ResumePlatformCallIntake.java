package org.redshield.bridge.platform.process;

import static org.redshield.bridge.engine.UseCases.form;
import static org.redshield.bridge.platform.process.PlatformFaultProcess.PLATFORM_CALL_ID;

import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.UseCases;
import org.redshield.bridge.platform.line.PlatformCalls;
import org.springframework.stereotype.Component;

/** Before the step that follows sends again, a person judges whose it is what a platform has under the number, if it has. */
@Component
final class ResumePlatformCallIntake implements FormIntake {

    private final PlatformCalls calls;

    ResumePlatformCallIntake(PlatformCalls calls) {
        this.calls = calls;
    }

    @Override
    public UseCases useCases() {
        return UseCases.about(
                PLATFORM_CALL_ID,
                form("resumePlatformCall")
                        .on("resume", form -> calls.requireNothingToJudge(form.subject()))
                        .on("takeAsOurs", form -> calls.judge(form.subject(), true, form.user()))
                        .on("notOurs", form -> calls.judge(form.subject(), false, form.user()))
                        // Whether the call goes out again, and what its answer means: the step is the same.
                        .decisionGoesOut());
    }
}
