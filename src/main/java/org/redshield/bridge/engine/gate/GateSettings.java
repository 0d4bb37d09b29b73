package org.redshield.bridge.engine.gate;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may deploy.
 *
 * @param secondPerson whether what a modeler deploys waits until another person of the group securityAdmin releases it; off
 *     only in a demonstration
 */
@ConfigurationProperties("bridge.releases")
public record GateSettings(@DefaultValue("true") boolean secondPerson) {}
