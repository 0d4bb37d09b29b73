package org.redshield.bridge.platform.process;

import static org.redshield.bridge.engine.UseCases.form;
import static org.redshield.bridge.platform.process.PlatformFaultProcess.PLATFORM_CALL_ID;

import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.UseCases;
import org.springframework.stereotype.Component;

/** One button and nothing to keep: the step that follows sends again. */
@Component
final class ResumePlatformCallIntake implements FormIntake {

    @Override
    public UseCases useCases() {
        return UseCases.about(PLATFORM_CALL_ID, form("resumePlatformCall").on("resume", form -> {}));
    }
}
