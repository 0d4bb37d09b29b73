package org.redshield.bridge.access.session;

import org.redshield.bridge.RetryLater;

/** The database does not say who asks, or does not take down who has signed in or out: nobody is signed out by that. */
public final class SessionsAway extends RetryLater {

    private static final long serialVersionUID = 1;

    SessionsAway(Throwable cause) {
        super(true, 5, "access.sessions-away");
        initCause(cause);
    }
}
