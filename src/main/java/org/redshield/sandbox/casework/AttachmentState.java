package org.redshield.sandbox.casework;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What became of a file of a letter.
 *
 * @param state {@code WAITING}, {@code VERIFIED}, {@code MISMATCH}, {@code UNREACHABLE} or {@code NO_ADDRESS}
 * @param bytes received
 * @param detail of a failure
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AttachmentState(String name, String sha256, String state, Long bytes, String detail) {}
