package org.redshield.bridge.platform.gateway;

/**
 * The platform has the request, now or since an earlier try.
 *
 * @param platformRequestId the platform's id
 * @param status in the platform's words
 * @param duplicate it had been sent before, where the protocol says so
 */
public record Accepted(String platformRequestId, String status, boolean duplicate) {

    /** Of a platform that does not say whether it had the request before. */
    public Accepted(String platformRequestId, String status) {
        this(platformRequestId, status, false);
    }
}
