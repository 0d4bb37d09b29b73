package org.redshield.bridge.platform.poll;

import org.redshield.bridge.platform.gateway.DispositionStatus;
import org.redshield.bridge.platform.work.Polling;

/** Takes what the poller learns about dispositions. */
public interface DispositionAnswers {

    /**
     * Called in a transaction of this one task, on every poll: the same status may come many times. A status that needs
     * no more asking is ended by {@link Polling#stop}. An exception leaves the task for another try.
     */
    void answered(DispositionStatus status);

    /** Called when the platform was asked several times and knows no task of that key. */
    default void unknown(String key) {}
}
