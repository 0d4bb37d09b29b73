package org.redshield.bridge.casefile;

import java.time.Duration;
import org.redshield.bridge.WrongSetting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the search for cases.
 *
 * @param connections database connections that searches for cases may hold at once, apart from all others
 * @param timeout how long one statement of a search may take before the database ends it, and how long a search waits
 *     for a connection
 */
@ConfigurationProperties(prefix = "bridge.case-search", ignoreUnknownFields = false)
record CaseSearchSettings(
        @DefaultValue("4") int connections,
        @DefaultValue("5s") Duration timeout) {

    CaseSearchSettings {
        WrongSetting.unlessAtLeast(1, "connections", connections);
    }
}
