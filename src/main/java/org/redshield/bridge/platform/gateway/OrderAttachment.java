package org.redshield.bridge.platform.gateway;

import java.util.Optional;

/**
 * A file of the letter on which a request rests.
 *
 * @param url where the platform may fetch it for a while; empty where the bridge has no public address
 * @param sha256 lower-case hex
 */
public record OrderAttachment(String name, Optional<String> url, String sha256) {}
