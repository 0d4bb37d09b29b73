package org.redshield.bridge.access.request;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Bodies of requests.
 *
 * @param largest of a request; files of evidence have a limit of their own
 * @param largestDeployment of a request that deploys models
 * @param deadline by which a body has come whole; a file or a deployment has this long for each 100 KB more
 * @param perSource how many bodies one address may be sending at a time
 * @param atOnce how many bodies may be on their way at a time in all, less than the server has threads
 */
@ConfigurationProperties(prefix = "bridge.bodies", ignoreUnknownFields = false)
record BodySettings(
        @DefaultValue("256KB") DataSize largest,
        @DefaultValue("8MB") DataSize largestDeployment,
        @DefaultValue("10s") Duration deadline,
        @DefaultValue("16") int perSource,
        @DefaultValue("120") int atOnce) {}
