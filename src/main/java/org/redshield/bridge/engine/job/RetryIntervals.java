package org.redshield.bridge.engine.job;

import org.redshield.bridge.engine.model.AskedByModels;
import org.springframework.stereotype.Component;

/** How models name their retry cycles: {@code ${retryIntervals.own}} and {@code ${retryIntervals.platform}}. */
@AskedByModels
@Component("retryIntervals")
public final class RetryIntervals {

    private final RetrySettings settings;

    RetryIntervals(RetrySettings settings) {
        this.settings = settings;
    }

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
