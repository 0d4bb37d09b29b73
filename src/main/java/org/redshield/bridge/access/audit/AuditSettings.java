package org.redshield.bridge.access.audit;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import org.redshield.bridge.WrongSetting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The record of who read, decided, exported and was denied what.
 *
 * @param fold the same again by the same person within this time is counted, and gets a row when the time is over
 * @param seal how long a row waits at most until it is sealed into the evidence log with others
 * @param keep how long rows lie in the database until files take their place; six months at least (网络安全法 art. 23,
 *     GB/T 22239-2019 8.1.3.5)
 * @param exports how many exports a person may make in a day
 * @param key file with the key of the hashes by which the record is searched for a person's data: 32 random bytes in Base64;
 *     without it the installation makes one beside its other keys
 */
@ConfigurationProperties(prefix = "bridge.audit", ignoreUnknownFields = false)
public record AuditSettings(
        @DefaultValue("5m") Duration fold,
        @DefaultValue("20s") Duration seal,
        @DefaultValue("P12M") Period keep,
        @DefaultValue("200") int exports,
        Path key) {

    private static final int LEAST_MONTHS = 6;
    private static final Duration LATEST = Duration.ofSeconds(50);

    public AuditSettings {
        if (keep.toTotalMonths() < LEAST_MONTHS) {
            throw new WrongSetting("keep", "至少 6 个月（P6M）", "is six months (P6M) at least");
        }
        if (seal.compareTo(LATEST) > 0 || seal.isNegative() || seal.isZero()) {
            throw new WrongSetting("seal", "应当大于零，不能长于 50 秒", "is more than nothing and at most 50 s");
        }
        WrongSetting.unlessAtLeast(1, "exports", exports);
    }
}
