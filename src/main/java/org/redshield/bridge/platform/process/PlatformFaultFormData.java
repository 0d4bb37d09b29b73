package org.redshield.bridge.platform.process;

import static org.redshield.bridge.platform.process.PlatformFaultProcess.PLATFORM_CALL_ID;

import java.util.Map;
import java.util.Set;
import org.redshield.bridge.engine.form.FormData;
import org.redshield.bridge.platform.retryqueue.PlatformCalls;
import org.springframework.stereotype.Component;

/** What could not be sent, since when, and what the platform said. */
@Component
final class PlatformFaultFormData implements FormData {

    private final PlatformCalls calls;
    private final Set<String> forms;

    PlatformFaultFormData(PlatformCalls calls, ResumePlatformCallIntake intake) {
        this.calls = calls;
        this.forms = intake.forms();
    }

    @Override
    public Set<String> forms() {
        return forms;
    }

    @Override
    public Map<String, Object> of(
            String form, String user, String tenant, String caseNo, Map<String, Object> variables) {
        return Map.of(FormData.SUMMARY, calls.describe(String.valueOf(variables.get(PLATFORM_CALL_ID.name()))));
    }
}
