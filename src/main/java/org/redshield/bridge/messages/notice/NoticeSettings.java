package org.redshield.bridge.messages.notice;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What people are told of.
 *
 * @param soon how long before its end a task is due soon
 * @param interval how often one looks which tasks fall due
 * @param kept for how long a notice stays in the inbox
 */
@ConfigurationProperties(prefix = "bridge.notices", ignoreUnknownFields = false)
record NoticeSettings(
        @DefaultValue("1d") Duration soon,
        @DefaultValue("1m") Duration interval,
        @DefaultValue("90d") Duration kept) {}
