package org.redshield.bridge.campaign.rings;

import org.redshield.bridge.WrongSetting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of looks for rings over several bureaus (团伙串并).
 *
 * @param mostRecords orders of all bureaus together that one look takes; they are in the memory of the node that looks
 */
@ConfigurationProperties(prefix = "bridge.rings", ignoreUnknownFields = false)
record RingSettings(@DefaultValue("2000000") long mostRecords) {

    RingSettings {
        WrongSetting.unlessAtLeast(1, "most-records", mostRecords);
    }
}
