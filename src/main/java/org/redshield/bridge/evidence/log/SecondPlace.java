package org.redshield.bridge.evidence.log;

import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/** Where signed heads are kept outside the database, so that it shows when the log in the database is cut off or replaced. */
public interface SecondPlace {

    /** For messages. */
    String name();

    /** What it has of the log: the newest head. */
    Optional<HeadCopy> newest(UUID log) throws IOException;

    /**
     * Keeps a head.
     *
     * @param known what it had before
     * @throws IOException also when it refuses the head, as no continuation of what it knows
     */
    void keep(LogHead head, Optional<HeadCopy> known) throws IOException;

    /** How far the numbers of the installation with that log had gone, see {@link org.redshield.bridge.restoreguard.MarkPlaces}. */
    Optional<String> numbers(UUID log) throws IOException;

    void keepNumbers(UUID log, String marks) throws IOException;
}
