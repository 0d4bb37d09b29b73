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
 * @param deadline by which a body has come whole; a deployment has this long for each 100 KB more
 * @param perSource how many bodies one network (/24, /64) may be sending at a time; behind a proxy this needs
 *     {@code bridge.proxies}, else all people share the proxy's address
 * @param atOnce how many bodies may be on their way at a time in all; with the next two fewer than the server has threads
 * @param filesAtOnce how many files and deployments may be on their way at a time
 * @param pagesAtOnce how many pages and scripts may be on their way to browsers at a time, of one address as many as bodies
 */
@ConfigurationProperties(prefix = "bridge.bodies", ignoreUnknownFields = false)
record BodySettings(
        @DefaultValue("256KB") DataSize largest,
        @DefaultValue("8MB") DataSize largestDeployment,
        @DefaultValue("10s") Duration deadline,
        @DefaultValue("16") int perSource,
        @DefaultValue("120") int atOnce,
        @DefaultValue("40") int filesAtOnce,
        @DefaultValue("30") int pagesAtOnce) {}
