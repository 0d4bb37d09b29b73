package org.redshield.bridge.access;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The first account administrator, who makes the second; in a demonstration the engine's administrator.
 *
 * @param user the account's name
 * @param password its secret, used when the account is created, by the rule for all passwords; without it, and without
 *     {@code bridge.sign-in.issuer}, the bridge does not start
 */
@ConfigurationProperties(prefix = "bridge.administrator", ignoreUnknownFields = false)
record AdministratorSettings(@DefaultValue("admin") String user, String password) {}
