package org.redshield.bridge.platform.guard;

import java.time.Duration;
import org.redshield.bridge.WrongSetting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a platform counts as away, and what happens meanwhile. The same for all platforms; how fast each is called is its
 * own {@code pace}.
 *
 * @param window the last calls that are judged
 * @param least no judgement before so many calls
 * @param failureRate from this share of failed calls on, in percent, the platform counts as away and is left alone
 * @param rest how long it is left alone at most before one call tries whether it is back: 2 s at first, then twice as long
 *     each time
 * @param turn how often calls are let go while some wait; also how soon one that found no free place may try again
 * @param patience longest wait of the poller and the loader for their turn
 */
@ConfigurationProperties(prefix = "bridge.calls", ignoreUnknownFields = false)
public record CallSettings(
        @DefaultValue("10") int window,
        @DefaultValue("5") int least,
        @DefaultValue("80") int failureRate,
        @DefaultValue("30s") Duration rest,
        @DefaultValue("500ms") Duration turn,
        @DefaultValue("10s") Duration patience) {

    public CallSettings {
        WrongSetting.unlessAtLeast(1, "least", least);
        WrongSetting.unlessAtLeast(least, "window", window);
        if (failureRate < 1 || failureRate > 100) {
            throw new WrongSetting("failure-rate", "应当是 1 到 100", "must be 1 to 100");
        }
        WrongSetting.unlessAtLeast(1, "rest", rest.toMillis());
        WrongSetting.unlessAtLeast(1, "turn", turn.toMillis());
        WrongSetting.unlessAtLeast(1, "patience", patience.toMillis());
    }
}
