package org.redshield.bridge.platform;

import java.util.Map;
import java.util.Optional;

/** The settings of the platforms, by key. */
record Platforms(Map<String, PlatformSettings> settings) {

    Platforms {
        settings = Map.copyOf(settings);
    }

    Optional<PlatformSettings> find(String key) {
        return Optional.ofNullable(settings.get(key));
    }
}
