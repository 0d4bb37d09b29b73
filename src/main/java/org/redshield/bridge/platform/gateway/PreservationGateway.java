package org.redshield.bridge.platform.gateway;

import java.time.Instant;

/** Asking a platform to keep what it would otherwise delete; faults as in {@link PlatformGateway}. */
public interface PreservationGateway {

    /** The same number and content again changes nothing. */
    PreservationStatus place(PreservationOrder order);

    /** @param until later than before; an earlier moment changes nothing */
    PreservationStatus extend(String holdNo, Instant until);

    /** What is released stays so. */
    PreservationStatus release(String holdNo);

    PreservationStatus status(String holdNo);
}
