package org.redshield.bridge.evidence.store;

/**
 * What somebody said that a file is, before it arrived.
 *
 * @param sha256 lower-case hex
 */
public record Announced(String sha256, long bytes) {

    public boolean is(Content content) {
        return content.bytes() == bytes && content.sha256().equals(sha256);
    }
}
