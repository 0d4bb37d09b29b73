package org.redshield.bridge.evidence.log;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Who signs the evidence log and who stamps it: what is published, so that a package can be checked by it.
 *
 * @param log names the log
 * @param size its records at the newest head
 * @param at when that was signed; empty before the first
 * @param certificate fingerprint (SHA-256, hex) of the certificate whose key signs
 * @param sm2Certificate that of the second signature, where there is one
 * @param timeStampCertificate that of the authority that stamped last, or would stamp; empty only while it is away
 */
public record LogIdentity(
        UUID log,
        long size,
        Optional<Instant> at,
        String certificate,
        Optional<String> sm2Certificate,
        Optional<String> timeStampCertificate) {}
