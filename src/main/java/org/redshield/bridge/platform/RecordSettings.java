package org.redshield.bridge.platform;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of queries on the records that platforms sent.
 *
 * @param connections database connections that queries and exports of records may hold at once, apart from all others
 * @param timeout how long one statement of a query may take before the database ends it
 */
@ConfigurationProperties("bridge.records")
public record RecordSettings(
        @DefaultValue("4") int connections,
        @DefaultValue("15s") Duration timeout) {}
