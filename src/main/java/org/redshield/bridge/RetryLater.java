package org.redshield.bridge;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.springframework.transaction.TransactionSystemException;

/** Not now: the same may be asked again after a while. */
public class RetryLater extends Refusal {

    private static final long serialVersionUID = 1;

    /** The code of what {@link #brokeOff}. */
    public static final String UNSURE = "engine.unsure";

    /** The class of states that say so. */
    private static final String CONNECTION = "08";

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

    /** Whether the connection broke off while something was asked of the database, which may be done all the same. */
    public static boolean brokeOff(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = behind(cause)) {
            if (cause instanceof SQLException sql
                    && String.valueOf(sql.getSQLState()).startsWith(CONNECTION)) {
                return true;
            }
        }
        return false;
    }

    /** What is rolled back over a connection that broke off fails once more, in place of why. */
    private static Throwable behind(Throwable fault) {
        return fault instanceof TransactionSystemException system ? system.getOriginalException() : fault.getCause();
    }
}
