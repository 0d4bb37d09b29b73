package org.redshield.bridge.platform.gateway;

import java.util.Map;
import java.util.Optional;

/** The settings of the platforms, by key. */
public record Platforms(Map<String, PlatformSettings> settings) {

    public Platforms {
        settings = Map.copyOf(settings);
    }

    public Optional<PlatformSettings> find(String key) {
        return Optional.ofNullable(settings.get(key));
    }
}
