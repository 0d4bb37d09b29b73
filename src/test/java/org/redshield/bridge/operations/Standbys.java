package org.redshield.bridge.operations;

import java.util.concurrent.atomic.AtomicBoolean;

/** Standbys for tests without the whole bridge. */
public final class Standbys {

    private Standbys() {}

    /** None that anybody waits for. */
    public static Standby none() {
        return awayWhile(new AtomicBoolean());
    }

    /** Away as long as that is set. */
    public static Standby awayWhile(AtomicBoolean away) {
        return new Standby(away::get);
    }
}
