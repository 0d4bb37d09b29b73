package org.redshield.bridge.access.password;

import java.nio.file.Path;
import java.time.Duration;
import org.redshield.bridge.WrongSetting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Passwords of people.
 *
 * @param longestDelay how long an account or an address has to wait at most after wrong passwords, never more than a minute;
 *     nothing is ever locked for good
 * @param strength of the hash (bcrypt), as the power of two of its rounds; where user name and password are accepted at
 *     /api and /engine-rest, each request pays for it
 * @param key file with the key that encrypts second factors, 32 random bytes in Base64, the same on all nodes; without it the
 *     installation makes one for itself in bridge.evidence.keys. Without that key, or with another one, two persons reset each of them
 */
@ConfigurationProperties(prefix = "bridge.password", ignoreUnknownFields = false)
record PasswordSettings(
        @DefaultValue("30s") Duration longestDelay,
        @DefaultValue("10") int strength,
        Path key) {

    private static final Duration MOST = Duration.ofMinutes(1);
    /** bcrypt's own; 2 to the power of it is how often it hashes. */
    private static final int WEAKEST = 4;

    private static final int STRONGEST = 31;

    PasswordSettings {
        if (longestDelay.compareTo(MOST) > 0) {
            throw new WrongSetting("longest-delay", "不能长于 60 秒", "is at most 60 s");
        }
        if (strength < WEAKEST || strength > STRONGEST) {
            throw new WrongSetting(
                    "strength", "应当是 " + WEAKEST + " 到 " + STRONGEST, "must be " + WEAKEST + " to " + STRONGEST);
        }
    }
}
