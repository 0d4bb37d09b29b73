package org.redshield.bridge.disposition.lift;

import org.redshield.bridge.disposition.file.PlatformOutcome;
import org.redshield.bridge.disposition.file.PlatformTask;

/** One target's lift, which is one task at the platform. */
public record LiftTarget(String liftId, String targetId, int position, PlatformTask task) {

    /** Whether the platform has answered, but so that nobody knows what it did. */
    public boolean isUnclear() {
        return task.statusText().isPresent()
                && task.outcome()
                        .filter(known -> known != PlatformOutcome.UNSTATED)
                        .isEmpty();
    }
}
