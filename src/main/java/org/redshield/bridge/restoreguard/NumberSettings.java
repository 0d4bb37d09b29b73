package org.redshield.bridge.restoreguard;

import java.nio.file.Path;
import java.time.Duration;
import org.redshield.bridge.WrongSetting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where it is kept how far the numbers have gone, so that a restored database gives none of them again.
 *
 * @param directory shared by all nodes, on another disk than the database; never restored together with it
 * @param ahead how far a series may go before that is written through to the disk again; a restore skips at most so many
 *     numbers that were never given
 * @param kept for how long it is kept what was sent: longer than anybody goes back with a restore
 */
@ConfigurationProperties(prefix = "bridge.numbers", ignoreUnknownFields = false)
public record NumberSettings(
        @DefaultValue("data/numbers") Path directory,
        @DefaultValue("20") int ahead,
        @DefaultValue("90d") Duration kept) {

    public NumberSettings {
        WrongSetting.unlessAtLeast(1, "ahead", ahead);
    }
}
