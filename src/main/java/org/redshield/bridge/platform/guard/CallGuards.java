package org.redshield.bridge.platform.guard;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.redshield.bridge.platform.gateway.Platforms;

/** The guards of this node, one a platform. */
public final class CallGuards {

    private final CircuitBreakerRegistry breakers = CircuitBreakerRegistry.ofDefaults();
    private final Map<String, CallGuard> guards;

    /** @param share of each platform's pace that is this node's */
    public CallGuards(Platforms platforms, CallSettings settings, InstantSource clock, DoubleSupplier share) {
        Map<String, CallGuard> made = new LinkedHashMap<>();
        platforms
                .settings()
                .forEach((key, platform) ->
                        made.put(key, new CallGuard(key, platform.pace(), settings, breakers, clock, share)));
        guards = Map.copyOf(made);
    }

    public Optional<CallGuard> find(String platform) {
        return Optional.ofNullable(guards.get(platform));
    }

    public Map<String, CallGuard> all() {
        return guards;
    }

    /** For metrics. */
    CircuitBreakerRegistry breakers() {
        return breakers;
    }
}
