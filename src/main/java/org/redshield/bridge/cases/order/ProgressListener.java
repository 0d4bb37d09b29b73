package org.redshield.bridge.cases.order;

/** A feature's contribution that wants to know how far its orders have come; it picks them by {@link Progress#about}. */
public interface ProgressListener {

    /** In the transaction of the step; what it throws refuses the step. */
    void heard(Progress progress);
}
