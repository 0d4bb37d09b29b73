package org.redshield.bridge.platform.gateway;

import java.io.InputStream;

/**
 * The rest of a file.
 *
 * @param body to be closed by the reader
 * @param offset the position in the file of the body's first byte: what was asked for, or 0 from a server that knows no
 *     ranges
 */
public record Download(InputStream body, long offset) {}
