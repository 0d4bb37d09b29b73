package org.redshield.bridge.operations.trace;

import java.net.URI;
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
        if (!endpoint.isBlank() && !isAddress(endpoint)) {
            throw new IllegalArgumentException("bridge.traces.endpoint is no address of http or https: " + endpoint);
        }
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("bridge.traces.share is a number from 0 to 1: " + share);
        }
    }

    private static boolean isAddress(String text) {
        try {
            URI address = URI.create(text.strip());
            return address.getHost() != null
                    && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
