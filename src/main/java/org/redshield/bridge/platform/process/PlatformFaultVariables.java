package org.redshield.bridge.platform.process;

import java.util.Set;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.engine.VariableCatalog;
import org.springframework.stereotype.Component;

/** The variable of {@code platformFault}. */
@Component
public final class PlatformFaultVariables implements VariableCatalog {

    /** Id of the call that was given up; everything else about it is in our table. */
    public static final Variable<String> PLATFORM_CALL_ID = Variable.text("platformCallId");

    @Override
    public Set<Variable<?>> variables() {
        return Set.of(PLATFORM_CALL_ID);
    }
}
