package org.redshield.bridge;

import java.sql.SQLTransientConnectionException;

/** Not now: the same may be asked again after a while. */
public class RetryLater extends Refusal {

    private static final long serialVersionUID = 1;

    private final long seconds;

    /** @param seconds as in the header Retry-After */
    public RetryLater(long seconds, String code, Object... arguments) {
        super(code, arguments);
        this.seconds = seconds;
    }

    public final long seconds() {
        return seconds;
    }

    /** All connections to the database are taken, or it does not answer. */
    public static RetryLater crowded() {
        return new RetryLater(5, "engine.crowded");
    }

    /** Whether the fault is that no connection came in time. */
    public static boolean isForWantOfConnection(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException) {
                return true;
            }
        }
        return false;
    }
}
