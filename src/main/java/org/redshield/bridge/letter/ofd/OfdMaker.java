package org.redshield.bridge.letter.ofd;

import java.time.Instant;
import java.util.Optional;
import org.redshield.bridge.letter.seal.ElectronicSeal;

/** Makes a sealed PDF's second rendition, and says whether the seal of one is good. */
public interface OfdMaker {

    /** What was found of a file's one seal, whoever is trusted. */
    enum Result {
        GOOD,
        NONE,
        /** The file is not what was sealed. */
        BROKEN,
        /** Nobody we trust says whose seal it is, or who made it. */
        UNKNOWN_ISSUER
    }

    /**
     * @param certificate SHA-256 of whose seal it is, lower-case hex
     * @param why for the log
     */
    record Found(Result result, Optional<String> certificate, String why) {}

    /**
     * @param pdf a letter with its seal
     * @param at when it is sealed
     * @throws OfdAway when it cannot be made now
     */
    byte[] make(byte[] pdf, String title, ElectronicSeal seal, Instant at);

    /** @throws OfdAway when that cannot be said now */
    Found check(byte[] ofd);
}
