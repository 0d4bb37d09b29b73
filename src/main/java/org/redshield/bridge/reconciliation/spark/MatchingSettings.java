package org.redshield.bridge.reconciliation.spark;

import java.nio.file.Path;
import java.time.Duration;
import org.redshield.bridge.WrongSetting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where shops are matched to the register.
 *
 * @param engine {@code EMBEDDED}: in the bridge's own processes; {@code SPARK}: on an Apache Spark that stands already. Both find the same
 * @param spark its address for Spark Connect, {@code sc://host:15002}, with {@code /;use_ssl=true;token=…} behind it where it asks for that
 * @param client folder with the jars of Spark's client, which are not in the bridge's jar (docs/operations/nodes.md)
 * @param parts how many parts of 2,000 shops it is given at once, 1 to 100: enough that all its executors have some
 * @param timeout how long an answer may take, the first one with the register's upload and reading, before all is begun anew
 */
@ConfigurationProperties(prefix = "bridge.matching", ignoreUnknownFields = false)
public record MatchingSettings(
        @DefaultValue("embedded") Engine engine,
        @DefaultValue("") String spark,
        @DefaultValue("/opt/redshield/spark-client") Path client,
        @DefaultValue("25") int parts,
        @DefaultValue("30m") Duration timeout) {

    /** Their shops and results are held in memory together: 200,000. */
    private static final int MOST_PARTS = 100;

    /** Who does it. */
    public enum Engine {
        EMBEDDED,
        SPARK
    }

    public MatchingSettings {
        if (engine == Engine.SPARK && !spark.startsWith("sc://")) {
            throw new WrongSetting(
                    "spark", "engine 为 spark 时应当是 sc://主机:端口", "must be sc://host:port where the engine is spark");
        }
        if (parts < 1 || parts > MOST_PARTS) {
            throw new WrongSetting("parts", "应当是 1 到 " + MOST_PARTS, "must be 1 to " + MOST_PARTS);
        }
    }
}
