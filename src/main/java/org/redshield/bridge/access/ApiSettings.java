package org.redshield.bridge.access;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param basic whether user name and password are accepted at /api and /engine-rest (development); a bearer token of the
 *     configured issuer always is
 */
@ConfigurationProperties(prefix = "bridge.api", ignoreUnknownFields = false)
record ApiSettings(@DefaultValue("false") boolean basic) {}
