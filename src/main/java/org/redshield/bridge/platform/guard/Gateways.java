package org.redshield.bridge.platform.guard;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.redshield.bridge.platform.gateway.PlatformAdapter;
import org.redshield.bridge.platform.gateway.PlatformGateway;
import org.redshield.bridge.platform.gateway.PlatformSettings;
import org.redshield.bridge.restoreguard.PlatformSending;
import org.redshield.bridge.restoreguard.SentNumbers;

/** The platforms that can be called. */
public final class Gateways {

    private final Map<String, PlatformGateway> gateways;

    public Gateways(Map<String, PlatformGateway> gateways) {
        this.gateways = Map.copyOf(gateways);
    }

    /** @throws org.redshield.bridge.CannotStart when a platform's adapter does not exist */
    static Gateways connect(Map<String, PlatformSettings> platforms, List<PlatformAdapter> adapters) {
        Map<String, PlatformGateway> gateways = new LinkedHashMap<>();
        platforms.forEach((key, settings) -> gateways.put(
                key,
                adapters.stream()
                        .filter(adapter -> adapter.name().equals(settings.adapter()))
                        .findFirst()
                        .orElseThrow(() -> PlatformRequirement.ADAPTER.refused(
                                null,
                                key,
                                settings.adapter(),
                                String.join(
                                        "、",
                                        adapters.stream()
                                                .map(PlatformAdapter::name)
                                                .toList())))
                        .connect(key, settings)));
        return new Gateways(gateways);
    }

    /** Each gateway behind its guard, which puts on record what is sent. */
    Gateways behind(Map<String, CallGuard> guards, PlatformSending sending, SentNumbers numbers, InstantSource clock) {
        Map<String, PlatformGateway> guarded = new LinkedHashMap<>();
        gateways.forEach((key, gateway) ->
                guarded.put(key, new GuardedGateway(key, gateway, guards.get(key), sending, numbers, clock)));
        return new Gateways(guarded);
    }

    /** Empty for a platform without an interface: only its liaison can be asked. */
    public Optional<PlatformGateway> find(String platformKey) {
        return Optional.ofNullable(gateways.get(platformKey));
    }

    /** @throws IllegalArgumentException for a platform without an interface */
    public PlatformGateway of(String platformKey) {
        return find(platformKey)
                .orElseThrow(() -> new IllegalArgumentException("No gateway is set up for platform " + platformKey));
    }

    public Set<String> platforms() {
        return gateways.keySet();
    }
}
