package org.redshield.bridge.access.separation;

import java.time.Instant;
import java.util.UUID;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.RequiredArgsConstructor;

/** What somebody has asked to be made anew of an account, and nobody has confirmed yet. */
record Reset(UUID id, String user, What what, String askedBy, Instant askedAt) {

    /** What can be made anew; the names are stored and stay. */
    @Getter(AccessLevel.PACKAGE)
    @RequiredArgsConstructor
    enum What {
        PASSWORD("密码"),
        SECOND_FACTOR("动态口令");

        private final String title;
    }
}
