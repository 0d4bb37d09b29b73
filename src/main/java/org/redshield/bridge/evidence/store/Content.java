package org.redshield.bridge.evidence.store;

/**
 * Bytes in the store, as they were read.
 *
 * @param sha256 lower-case hex; also where they lie
 * @param sm3 lower-case hex (GB/T 32905)
 */
public record Content(String sha256, String sm3, long bytes) {}
