package org.redshield.sandbox.casework;

import java.time.Instant;

/**
 * Something that was said about a request.
 *
 * @param from {@code BUREAU} or {@code PLATFORM}
 */
public record Message(String messageId, String from, String text, Instant sentAt) {}
