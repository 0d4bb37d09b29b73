package org.redshield.bridge.engine.job;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.stream.Stream;
import org.redshield.bridge.WrongSetting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * After how long a failed job is tried again; a list of n intervals gives n + 1 tries, then an incident.
 *
 * @param own our own work: a defect shows soon
 * @param platform calls to a platform, as a timetable from the first failure on: it may be away for a week without anybody
 *     being called
 */
@ConfigurationProperties(prefix = "bridge.retry", ignoreUnknownFields = false)
public record RetrySettings(
        @DefaultValue("PT2S,PT10S,PT1M,PT5M,PT30M") String own,

        @DefaultValue(
                "PT2S,PT10S,PT30S,PT1M,PT5M,PT15M,PT30M,PT1H,PT2H,PT4H,PT8H,PT12H,PT12H,PT12H,PT12H,PT12H,PT12H,PT12H,PT12H,PT12H,PT12H,PT12H,PT12H,PT12H,PT12H,PT12H")
        String platform) {

    public RetrySettings {
        check("own", own);
        check("platform", platform);
    }

    private static void check(String key, String intervals) {
        try {
            Stream.of(intervals.split(",")).forEach(one -> Duration.parse(one.strip()));
        } catch (DateTimeParseException e) {
            throw new WrongSetting(key, "应当是用逗号分开的时长，例如 PT2S,PT10S,PT1M", "must be durations such as PT2S,PT10S,PT1M");
        }
    }
}
