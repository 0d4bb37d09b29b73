package org.redshield.bridge.oversight;

import java.time.Duration;
import org.redshield.bridge.WrongSetting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of supervision.
 *
 * @param dueSoonWorkingDays a deadline is "due soon" when it ends by the end of that many working days from today
 * @param answerWorkingDays within how many working days a reminder is to be answered
 * @param metricsInterval how often a node counts the open deadlines for its metrics, in one statement
 * @param reportConnections database connections that lists and charts may hold at once, apart from those that the
 *     processes use
 * @param reportTimeout how long one statement of a list or chart may take before the database ends it
 */
@ConfigurationProperties("bridge.oversight")
public record OversightSettings(
        @DefaultValue("2") int dueSoonWorkingDays,
        @DefaultValue("1") int answerWorkingDays,
        @DefaultValue("30s") Duration metricsInterval,
        @DefaultValue("4") int reportConnections,
        @DefaultValue("10s") Duration reportTimeout) {

    public OversightSettings {
        WrongSetting.unlessAtLeast(1, "report-connections", reportConnections);
        WrongSetting.unlessAtLeast(1, "metrics-interval", metricsInterval.toMillis());
    }
}
