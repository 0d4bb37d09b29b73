package org.redshield.bridge.engine.job;

import lombok.RequiredArgsConstructor;
import org.redshield.bridge.engine.model.AskedByModels;
import org.springframework.stereotype.Component;

/** How models name their retry cycles: {@code ${retryIntervals.own}} and {@code ${retryIntervals.platform}}. */
@AskedByModels
@Component("retryIntervals")
@RequiredArgsConstructor
public final class RetryIntervals {

    private final RetrySettings settings;

    /** For our own work. */
    @AskedByModels
    public String getOwn() {
        return settings.own();
    }

    /** For calls to platforms. */
    @AskedByModels
    public String getPlatform() {
        return settings.platform();
    }
}
