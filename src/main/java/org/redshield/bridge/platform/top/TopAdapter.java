package org.redshield.bridge.platform.top;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.InstantSource;
import java.util.Optional;
import org.redshield.bridge.platform.PlatformAdapter;
import org.redshield.bridge.platform.PlatformGateway;
import org.redshield.bridge.platform.PlatformSettings;
import org.redshield.bridge.platform.http.Limits;
import org.springframework.stereotype.Component;

/** {@code bridge.platforms.<key>.adapter=top}. */
@Component
final class TopAdapter implements PlatformAdapter {

    private final InstantSource clock;
    private final Limits limits;

    TopAdapter(InstantSource clock, Optional<Limits> limits) {
        this.clock = clock;
        this.limits = limits.orElse(Limits.DEFAULT);
    }

    @Override
    public String name() {
        return "top";
    }

    @Override
    public PlatformGateway connect(String platformKey, PlatformSettings settings) {
        settings.require("app-key", settings.appKey());
        settings.require("app-secret", settings.appSecret());
        // A mapper of its own: how the bridge writes its API must never change what a platform gets.
        return new TopGateway(platformKey, settings, new ObjectMapper(), clock, limits);
    }
}
