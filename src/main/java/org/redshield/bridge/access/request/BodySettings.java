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
 * @param perSender how many of these one session, or one account that sends its password or token, may be sending at a time
 * @param atOnce how many bodies may be on their way at a time in all; none of them holds a thread
 * @param memory what all of them may take of the node's memory, and one network half of it
 * @param filesAtOnce how many files and deployments may be on their way at a time, each with a thread of the server's 200
 * @param filesPerPerson how many of these one person may be sending at a time
 * @param pagesAtOnce how many pages and scripts may be on their way to browsers at a time, each with a thread, and half of them to
 *     one network
 */
@ConfigurationProperties(prefix = "bridge.bodies", ignoreUnknownFields = false)
record BodySettings(
        @DefaultValue("256KB") DataSize largest,
        @DefaultValue("8MB") DataSize largestDeployment,
        @DefaultValue("10s") Duration deadline,
        @DefaultValue("500") int perSource,
        @DefaultValue("40") int perSender,
        @DefaultValue("2000") int atOnce,
        @DefaultValue("32MB") DataSize memory,
        @DefaultValue("40") int filesAtOnce,
        @DefaultValue("4") int filesPerPerson,
        @DefaultValue("30") int pagesAtOnce) {}
