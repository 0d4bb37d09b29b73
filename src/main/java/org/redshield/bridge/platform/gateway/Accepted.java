package org.redshield.bridge.platform.gateway;

/**
 * The platform has the request, now or since an earlier try.
 *
 * @param platformRequestId the platform's id
 * @param status in the platform's words
 */
public record Accepted(String platformRequestId, String status) {}
