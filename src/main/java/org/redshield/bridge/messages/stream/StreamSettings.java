package org.redshield.bridge.messages.stream;

import java.time.Duration;
import org.redshield.bridge.WrongSetting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Streams by which pages hear that something is new.
 *
 * @param perPerson how many one person may have open at a node; a browser needs one
 * @param atMost how many a node holds open; each is a connection without a thread
 * @param heartbeat how often each is written to when there is nothing to say; shorter than any proxy's patience
 * @param lifetime when one that was opened with a token or a password ends; one of a session ends with it
 */
@ConfigurationProperties(prefix = "bridge.streams", ignoreUnknownFields = false)
record StreamSettings(
        @DefaultValue("6") int perPerson,
        @DefaultValue("3000") int atMost,
        @DefaultValue("15s") Duration heartbeat,
        @DefaultValue("10m") Duration lifetime) {

    StreamSettings {
        if (heartbeat.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new WrongSetting("heartbeat", "不能短于 1 秒", "must be at least a second");
        }
    }
}
