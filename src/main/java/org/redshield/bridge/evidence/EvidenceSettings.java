package org.redshield.bridge.evidence;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where evidence lies.
 *
 * @param directory shared by all nodes, backed up with the database
 * @param maxBytes largest file that is taken
 */
@ConfigurationProperties(prefix = "bridge.evidence", ignoreUnknownFields = false)
public record EvidenceSettings(
        @DefaultValue("data/evidence") Path directory,
        @DefaultValue("4GB") DataSize maxBytes) {}
