package org.redshield.bridge.platform.process;

import java.util.Set;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.FormSubmission;
import org.springframework.stereotype.Component;

/** One button and nothing to keep: the step that follows sends again. */
@Component
final class ResumePlatformCallIntake implements FormIntake {

    @Override
    public Set<String> forms() {
        return Set.of("resumePlatformCall");
    }

    @Override
    public void accept(FormSubmission submission) {}
}
