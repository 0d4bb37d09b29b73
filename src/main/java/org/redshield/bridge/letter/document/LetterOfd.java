package org.redshield.bridge.letter.document;

import java.time.Instant;
import java.util.UUID;

/**
 * A letter's second rendition.
 *
 * @param sha256 of the bytes, lower-case hex; also where they are stored
 * @param madeAt when it was made and sealed
 * @param sealedBy name of the organisation whose seal it is
 * @param certificate SHA-256 of the certificate, lower-case hex
 */
public record LetterOfd(
        UUID letterId, long bytes, String sha256, Instant madeAt, String sealedBy, String certificate) {}
