package org.redshield.bridge.evidence;

/**
 * Bytes in the store.
 *
 * @param sha256 lower-case hex
 */
public record Content(String sha256, long bytes) {}
