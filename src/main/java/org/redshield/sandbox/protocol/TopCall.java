package org.redshield.sandbox.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.redshield.sandbox.faults.Call;

/**
 * A call that passed the gateway.
 *
 * @param about what faults may be bound to
 * @param base what file addresses begin with
 * @param clockError by how much the gateway's clock is fast
 */
record TopCall(Map<String, String> parameters, Call about, String base, Duration clockError) {

    String required(String name) {
        String value = parameters.getOrDefault(name, "");
        if (value.isBlank()) {
            throw TopError.missingArgument(name);
        }
        return value;
    }

    /** A time as the gateway's clock has it. */
    Instant seen(Instant time) {
        return time.plus(clockError);
    }
}
