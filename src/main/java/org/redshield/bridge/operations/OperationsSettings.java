package org.redshield.bridge.operations;

import java.time.Duration;
import org.redshield.bridge.WrongSetting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What is watched for operators.
 *
 * @param interval how often a node reads what waits where, for its metrics
 * @param leastEvidence free space on the disk of evidence below which files are refused and answers of platforms wait
 * @param leastScratch the same of the temporary directory of each node
 */
@ConfigurationProperties(prefix = "bridge.operations", ignoreUnknownFields = false)
public record OperationsSettings(
        @DefaultValue("30s") Duration interval,
        @DefaultValue("1GB") DataSize leastEvidence,
        @DefaultValue("512MB") DataSize leastScratch) {

    public OperationsSettings {
        WrongSetting.unlessAtLeast(1, "interval", interval.toMillis());
    }
}
