package org.redshield.bridge.cases;

import org.redshield.bridge.WrongSetting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How case numbers are given out.
 *
 * @param block most numbers that one node reserves at once for a bureau. It begins with one and takes as many as it has
 *     given out so far, up to this; what it has not given out when it stops stays a gap.
 */
@ConfigurationProperties(prefix = "bridge.case-numbers", ignoreUnknownFields = false)
public record CaseNumberSettings(@DefaultValue("20") int block) {

    public CaseNumberSettings {
        WrongSetting.unlessAtLeast(1, "block", block);
    }
}
