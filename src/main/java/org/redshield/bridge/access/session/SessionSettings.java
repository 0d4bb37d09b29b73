package org.redshield.bridge.access.session;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Sessions in the database; how long they last without use says {@code server.servlet.session.timeout}.
 *
 * @param key file with the key that encrypts them, 32 random bytes in Base64, the same on all nodes; without it the installation
 *     makes one for itself in bridge.evidence.keys. Without that key, or with another one, everybody signs in again
 */
@ConfigurationProperties(prefix = "bridge.sessions", ignoreUnknownFields = false)
record SessionSettings(Path key) {}
