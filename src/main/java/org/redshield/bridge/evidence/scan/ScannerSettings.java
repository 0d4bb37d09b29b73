package org.redshield.bridge.evidence.scan;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who looks for malware in what people add.
 *
 * @param host where clamd listens (TCPSocket); without it nobody looks
 * @param port its port there
 * @param timeout how long each answer of it may take
 * @param whenAway {@code refuse}: what nobody could look into is not taken; {@code take}: it is, and says so
 */
@ConfigurationProperties(prefix = "bridge.scanner", ignoreUnknownFields = false)
record ScannerSettings(
        @DefaultValue("") String host,
        @DefaultValue("3310") int port,
        @DefaultValue("30s") Duration timeout,
        @DefaultValue("refuse") WhenAway whenAway) {

    /** What becomes of a file into which nobody could look. */
    enum WhenAway {
        REFUSE,
        TAKE
    }
}
