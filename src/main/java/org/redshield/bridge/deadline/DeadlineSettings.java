package org.redshield.bridge.deadline;

import java.time.Duration;
import java.time.LocalTime;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of deadlines.
 *
 * @param sameDayCutOff what arrives by then (Asia/Shanghai) is due the same day
 * @param sweepInterval pause between two sweeps over the overdue clocks
 * @param sweepGrace how long a clock may be overdue before the sweeper acts in place of its timer
 * @param markInterval pause between two looks for clocks that have run out
 */
@ConfigurationProperties("bridge.deadline")
public record DeadlineSettings(
        @DefaultValue("15:00") LocalTime sameDayCutOff,
        @DefaultValue("5s") Duration sweepInterval,
        @DefaultValue("10s") Duration sweepGrace,
        @DefaultValue("1s") Duration markInterval) {}
