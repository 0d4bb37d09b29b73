package org.redshield.bridge.drafts;

import java.nio.file.Path;
import java.time.Duration;
import org.redshield.bridge.WrongSetting;
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
record DraftSettings(Path key, @DefaultValue("30d") Duration kept) {

    DraftSettings {
        if (kept.compareTo(Duration.ofDays(1)) < 0) {
            throw new WrongSetting("kept", "至少 1 天", "must be at least a day");
        }
    }
}
