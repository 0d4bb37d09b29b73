package org.redshield.bridge;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What requests may take of the database; jobs and deliveries have their own connections
 * ({@code spring.datasource.hikari}).
 *
 * @param connections at a time, on each node
 * @param timeout after which a statement of a request is ended
 * @param patience longest wait for a connection
 */
@ConfigurationProperties(prefix = "bridge.people-database", ignoreUnknownFields = false)
record PeopleDatabaseSettings(
        @DefaultValue("14") int connections,
        @DefaultValue("20s") Duration timeout,
        @DefaultValue("5s") Duration patience) {

    PeopleDatabaseSettings {
        WrongSetting.unlessAtLeast(1, "connections", connections);
    }
}
