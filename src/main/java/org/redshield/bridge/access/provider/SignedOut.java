package org.redshield.bridge.access.provider;

import java.io.Serializable;
import java.time.Instant;

/** What is left of a session that somebody has ended, until the provider has been told. */
record SignedOut(IdToken who, Instant at) implements Serializable {

    static final String ATTRIBUTE = SignedOut.class.getName();
}
