package org.redshield.bridge.operations.trace;

import org.redshield.bridge.WrongSetting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whom nodes tell how long what took.
 *
 * @param endpoint where spans go, by OTLP over HTTP, e.g. {@code http://collector:4318/v1/traces}; empty: nobody is told
 * @param share of what begins that is told, from 0 to 1
 */
@ConfigurationProperties(prefix = "bridge.traces", ignoreUnknownFields = false)
public record TraceSettings(
        @DefaultValue("") String endpoint,
        @DefaultValue("1") double share) {

    public TraceSettings {
        WrongSetting.unlessAddress("endpoint", endpoint);
        if (!(share >= 0 && share <= 1)) {
            throw new WrongSetting("share", "应当是 0 到 1 的数字", "is a number from 0 to 1");
        }
    }
}
