package org.redshield.bridge.access;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param demo whether the demonstration's organisations and users are there; never in production, since their password is
 *     public
 */
@ConfigurationProperties(prefix = "bridge")
record DemoSettings(@DefaultValue("false") boolean demo) {

    /** Every demo user's password. */
    static final String PASSWORD = "demo";
}
