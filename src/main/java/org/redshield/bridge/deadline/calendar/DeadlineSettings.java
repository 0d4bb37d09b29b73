package org.redshield.bridge.deadline.calendar;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import org.redshield.bridge.WrongSetting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of deadlines.
 *
 * @param sameDayCutOff what arrives by then (Asia/Shanghai) is due the same day
 * @param sweepInterval pause between two sweeps over the overdue clocks
 * @param sweepGrace how long a clock may be overdue before the sweeper acts in place of its timer
 * @param markInterval longest pause between two looks at which clock runs out next; it is marked when it does
 * @param rollOver where a previewed period in days or months ends that does not say otherwise: NON_WORKING (any day off moves
 *     the end) or STRICT (only a statutory holiday does); clocks have it in their row of processes/deadlines.dmn
 * @param calendarInterval how often a node looks whether a new arrangement of days off was loaded, or the recomputation that
 *     it brings was left by another node, should their signals not have come
 * @param calendarBatch how many clocks are recomputed in one transaction
 * @param calendarFolder folder from which arrangements are loaded, files like 2027.csv or 2027-1.json; none if empty
 * @param calendarFolderInterval how often a node looks into that folder
 */
@ConfigurationProperties("bridge.deadline")
public record DeadlineSettings(
        @DefaultValue("15:00") LocalTime sameDayCutOff,
        @DefaultValue("5s") Duration sweepInterval,
        @DefaultValue("10s") Duration sweepGrace,
        @DefaultValue("10s") Duration markInterval,
        @DefaultValue("NON_WORKING") RollOver rollOver,
        @DefaultValue("10s") Duration calendarInterval,
        @DefaultValue("300") int calendarBatch,
        Path calendarFolder,
        @DefaultValue("10s") Duration calendarFolderInterval) {

    public DeadlineSettings {
        WrongSetting.unlessAtLeast(1, "calendar-folder-interval", calendarFolderInterval.toMillis());
    }
}
