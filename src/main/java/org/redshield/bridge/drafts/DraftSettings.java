package org.redshield.bridge.drafts;

import java.nio.file.Path;
import java.time.Period;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What people have typed and not sent.
 *
 * @param key file with the key that encrypts it, 32 random bytes in Base64, the same on all nodes; without it the
 *     installation makes one for itself in bridge.evidence.keys
 * @param kept for how long after it was last changed
 */
@ConfigurationProperties(prefix = "bridge.drafts", ignoreUnknownFields = false)
record DraftSettings(
        Optional<Path> key, @DefaultValue("30d") Period kept) {

    DraftSettings {
        key = key == null ? Optional.empty() : key;
        if (kept.isNegative() || kept.isZero()) {
            throw new IllegalArgumentException("bridge.drafts.kept must be at least a day");
        }
    }
}
