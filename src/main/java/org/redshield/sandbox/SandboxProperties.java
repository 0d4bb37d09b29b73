package org.redshield.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The settings of {@code sandbox.yml}.
 *
 * @param seed the same seed makes the same world
 * @param today the world's today, null: the real one
 * @param publicUrl base of the file addresses handed out, without a trailing slash; empty: the caller's Host header
 * @param dataDirectory where journal and files stand; empty: nothing survives the process
 * @param apps app keys and their secrets
 * @param urlSecret signs the file addresses
 * @param urlLifetime how long a file address is valid
 * @param tokenLifetime how long an access token of {@code /oauth/token} is valid
 * @param webhook where changes are reported to
 * @param delay how long things take
 * @param bigShopRows orders of the load-test shop
 * @param rowsPerFile a dataset longer than this is cut into several files
 */
@ConfigurationProperties("sandbox")
public record SandboxProperties(
        long seed,
        LocalDate today,
        String publicUrl,
        String dataDirectory,
        Map<String, String> apps,
        String urlSecret,
        Duration urlLifetime,
        Duration tokenLifetime,
        Webhook webhook,
        Delay delay,
        long bigShopRows,
        long rowsPerFile) {

    /** Every time of the protocol that has no zone of its own is in this one. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /**
     * @param immediate until an automatic dataset is answered
     * @param manual until a dataset that a person must release is answered
     * @param disposition until a disposition is carried out
     */
    public record Delay(Duration immediate, Duration manual, Duration disposition) {}

    /**
     * @param url where events are posted, empty: nowhere
     * @param secret signs them
     */
    public record Webhook(String url, String secret) {}

    /** The world's today. */
    public LocalDate today(Clock clock) {
        return today != null ? today : LocalDate.now(clock.withZone(ZONE));
    }
}
