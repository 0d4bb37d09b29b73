package org.redshield.bridge.evidence;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What people may add to a case.
 *
 * @param maxBytes largest file that is taken from a browser; kept encrypted in the temporary directory on its way
 * @param perDay largest sum of what one person adds within 24 hours
 */
@ConfigurationProperties(prefix = "bridge.upload", ignoreUnknownFields = false)
record UploadSettings(
        @DefaultValue("200MB") DataSize maxBytes,
        @DefaultValue("5GB") DataSize perDay) {}
