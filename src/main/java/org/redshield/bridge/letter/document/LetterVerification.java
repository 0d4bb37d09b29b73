package org.redshield.bridge.letter.document;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What was found when a letter's seal was checked.
 *
 * @param intact whether nothing was found
 * @param findings Chinese sentences
 * @param sealedBy whose seal it is, as its certificate says; empty where that cannot be read
 * @param test whether it was sealed with a test certificate, and so without effect
 * @param madeLate whether the document was made afterwards, of a letter from before letters were sealed
 * @param sha256 of the bytes as they are now
 * @param logIndex the place of the document's record in the evidence log
 * @param signedAt when the head of the log that covers it was signed
 * @param timeStampedAt when an authority has seen such a head
 * @param ofd of its second rendition, where it has one
 */
public record LetterVerification(
        UUID letterId,
        boolean intact,
        List<String> findings,
        Optional<String> sealedBy,
        Instant sealedAt,
        boolean test,
        boolean madeLate,
        String sha256,
        long bytes,
        Optional<Long> logIndex,
        Instant signedAt,
        Optional<Instant> timeStampedAt,
        Optional<OfOfd> ofd) {

    /** What was found when the seal of the letter's OFD was checked; as of the letter itself. */
    public record OfOfd(
            boolean intact,
            List<String> findings,
            Instant sealedAt,
            String sha256,
            long bytes,
            Optional<Long> logIndex) {}
}
