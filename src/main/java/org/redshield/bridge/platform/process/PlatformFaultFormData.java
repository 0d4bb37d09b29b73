package org.redshield.bridge.platform.process;

import static org.redshield.bridge.platform.process.PlatformFaultProcess.PLATFORM_CALL_ID;

import org.redshield.bridge.engine.form.FormData;
import org.redshield.bridge.engine.form.Shown;
import org.redshield.bridge.platform.retryqueue.PlatformCalls;
import org.springframework.stereotype.Component;

/** What could not be sent, since when, and what the platform said. */
@Component
final class PlatformFaultFormData extends FormData {

    private final PlatformCalls calls;

    PlatformFaultFormData(PlatformCalls calls, ResumePlatformCallIntake intake) {
        super(intake);
        this.calls = calls;
    }

    @Override
    protected void show(Asked asked, Shown shown) {
        asked.id(PLATFORM_CALL_ID).map(calls::describe).ifPresent(shown::summary);
    }
}
