package org.redshield.bridge.platform.process;

import static org.redshield.bridge.engine.Move.form;
import static org.redshield.bridge.engine.Move.step;
import static org.redshield.bridge.engine.view.FileSection.ANSWERS;
import static org.redshield.bridge.engine.view.FileSection.CLOCKS;
import static org.redshield.bridge.engine.view.FileSection.SUMMARY;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.Moves;
import org.redshield.bridge.engine.ProcessContract;
import org.redshield.bridge.engine.Start;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.engine.view.Beside;
import org.springframework.stereotype.Component;

/** 平台故障处理: what a person must mend at a platform's interface. */
@Component
final class PlatformFaultProcess implements ProcessContract {

    private static final String RELEASE = "RELEASE";

    /** Id of the call that was given up; everything else about it is in our table. */
    static final Variable<String> PLATFORM_CALL_ID = Variable.text("platformCallId");

    @Override
    public String key() {
        return "platformFault";
    }

    @Override
    public Variable<String> subject() {
        return PLATFORM_CALL_ID;
    }

    @Override
    public Set<Variable<?>> variables() {
        return Set.of();
    }

    @Override
    public Start startedBy() {
        return Start.message("PlatformFault");
    }

    @Override
    public Map<String, String> receives() {
        return Map.of("platformRecovered", "PlatformRecovered");
    }

    @Override
    public Set<String> ending() {
        return Set.of("platformRecovered");
    }

    @Override
    public Moves moves() {
        return Moves.of(
                form("resumePlatformCall").gives(RELEASE),
                step("releasePlatformCall").needs(RELEASE));
    }

    @Override
    public Set<Class<? extends FormIntake>> forms() {
        return Set.of(ResumePlatformCallIntake.class);
    }

    @Override
    public List<Beside> beside() {
        return List.of(Beside.tasks("resumePlatformCall").lie(ANSWERS, SUMMARY, CLOCKS));
    }

    @Override
    public Set<String> messages() {
        return Set.of("PlatformRecovered");
    }
}
