package org.redshield.bridge.evidence;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What was found when a sealed file was checked again.
 *
 * @param intact whether nothing was found
 * @param findings Chinese sentences
 * @param sha256 of the bytes as they are now; empty when there are none
 * @param logIndex the record's place in the log
 * @param proof the hashes that lead from the record to {@code root}, in hex, the nearest first
 * @param signedAt when the head that covers it was signed
 * @param timeStampedAt when an authority has seen a head that covers it
 */
public record EvidenceVerification(
        UUID evidenceId,
        boolean intact,
        List<String> findings,
        Instant verifiedAt,
        Optional<String> sha256,
        Optional<String> sm3,
        Optional<Long> bytes,
        Optional<Long> logIndex,
        Optional<Long> treeSize,
        Optional<String> root,
        List<String> proof,
        Optional<Instant> signedAt,
        Optional<Instant> timeStampedAt) {}
