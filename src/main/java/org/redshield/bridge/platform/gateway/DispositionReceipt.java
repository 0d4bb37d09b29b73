package org.redshield.bridge.platform.gateway;

import java.util.Optional;

/**
 * The platform has the task.
 *
 * @param taskId empty for a task sent before whose id the platform does not repeat: it is then asked for by its
 *     {@code docName}
 * @param duplicate it had been sent before
 */
public record DispositionReceipt(Optional<String> taskId, boolean duplicate) {}
