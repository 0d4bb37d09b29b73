package org.redshield.bridge.work;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What this node is there for.
 *
 * @param node whole: everything; cases: everything but matching shops and counting through records, which is left to
 *     nodes that are matching, and these do nothing else: nobody signs in to them, and they execute no jobs
 */
@ConfigurationProperties("bridge")
public record NodeSettings(@DefaultValue("whole") NodeKind node) {}
