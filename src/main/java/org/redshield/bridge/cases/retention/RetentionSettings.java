package org.redshield.bridge.cases.retention;

import java.time.Period;
import org.redshield.bridge.WrongSetting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long is kept what is deleted by itself; docs/retention.md says from when, and on what law it stands.
 *
 * @param records rows of platforms' answers, after everybody who has them is done; the sealed files stay
 * @param reporter who reported something, after every clue of the report is over
 * @param envelopes what carried letters between organisations, after everybody is done with the case; the letters stay
 * @param imports rows of what was brought in as a table: of a reconciliation, and what a clue import refused; the tables of
 *     reconciliations stay
 * @param cold the engine's history of a case, after everybody is done with it; a file takes its place
 */
@ConfigurationProperties(prefix = "bridge.retention", ignoreUnknownFields = false)
public record RetentionSettings(
        @DefaultValue("1y") Period records,
        @DefaultValue("5y") Period reporter,
        @DefaultValue("1y") Period envelopes,
        @DefaultValue("2y") Period imports,
        @DefaultValue("2y") Period cold) {

    private static final Period SHORTEST = Period.ofMonths(6);

    public RetentionSettings {
        String sued = "at least 6m: until then decisions can be sued";
        atLeast("records", records, "在此之前可以对决定提起诉讼", sued);
        atLeast("reporter", reporter, "在此之前可以对决定提起诉讼", sued);
        atLeast(
                "envelopes",
                envelopes,
                "在此之前可能要查什么时候收到了什么",
                "at least 6m: until then it may be asked what arrived when");
        atLeast("imports", imports, "在此之前可以对决定提起诉讼", sued);
        atLeast("cold", cold, "在此之前可以对决定提起诉讼", sued);
    }

    private static void atLeast(String key, Period kept, String why, String english) {
        if (kept.toTotalMonths() < SHORTEST.toTotalMonths()) {
            throw new WrongSetting(key, "至少 6 个月（6m）：" + why, "must be " + english);
        }
    }
}
