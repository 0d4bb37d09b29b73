package org.redshield.bridge.platform.answer;

import java.time.Duration;
import org.redshield.bridge.WrongSetting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of queries on the records that platforms sent.
 *
 * @param connections database connections that queries and exports of records may hold at once, apart from all others
 * @param timeout how long one statement of a query may take before the database ends it
 * @param largestShared an answer of more rows than this gets a table of its own; a smaller one lies among others
 * @param sweepInterval between two looks for rows that no reader may see any more: of loads that failed, and archived
 */
@ConfigurationProperties("bridge.records")
public record RecordSettings(
        @DefaultValue("4") int connections,
        @DefaultValue("15s") Duration timeout,
        @DefaultValue("100000") long largestShared,
        @DefaultValue("10s") Duration sweepInterval) {

    public RecordSettings {
        WrongSetting.unlessAtLeast(1, "connections", connections);
        WrongSetting.unlessAtLeast(1, "sweep-interval", sweepInterval.toMillis());
    }
}
