package org.redshield.bridge.access.session;

import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import org.redshield.bridge.RetryLater;

/** The database does not say who asks, or does not take down who has signed in or out: nobody is signed out by that. */
public final class SessionsAway extends RetryLater {

    private static final long serialVersionUID = 1;

    SessionsAway(Throwable cause) {
        super(5, "access.sessions-away");
        initCause(cause);
    }

    private boolean isCrowd() {
        for (Throwable cause = this; cause != null; cause = cause.getCause()) {
            // Where the database does not answer, the pool tells with what.
            if (cause instanceof SQLTransientConnectionException && cause.getCause() == null) {
                return true;
            }
        }
        return false;
    }

    /** Where the fault is, or came of, one; not where all connections are taken, which is told as ever. */
    public static Optional<SessionsAway> in(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof SessionsAway away && !away.isCrowd()) {
                return Optional.of(away);
            }
        }
        return Optional.empty();
    }
}
