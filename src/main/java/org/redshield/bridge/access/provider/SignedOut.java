package org.redshield.bridge.access.provider;

import java.time.Instant;
import org.springframework.security.core.Authentication;

/** What is left of a session that somebody has ended, until the provider has been told. */
record SignedOut(Authentication authentication, Instant at) {

    static final String ATTRIBUTE = SignedOut.class.getName();
}
