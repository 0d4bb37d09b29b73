package org.redshield.bridge.platform.work;

import java.util.Collection;

/** What the poller asks platforms about. */
public interface Polling {

    /** What is asked for. */
    enum Kind {
        REQUEST,
        DISPOSITION,
        /** Telling the platform that a request is withdrawn, until it has heard it. */
        WITHDRAWAL
    }

    /**
     * Starts asking, at once after the caller's transaction has committed, then ever more rarely. Watching what is
     * watched already changes nothing.
     *
     * @param key request number, or the task id or {@code docName} of a disposition
     */
    void watch(Kind kind, String platform, String key);

    /**
     * Asks at once about what is watched. What is being taken in at this moment is left to its own transaction, which may
     * wait for the caller's.
     */
    void askNow(Kind kind, String platform, Collection<String> keys);

    /**
     * Ends asking, in the caller's transaction, which waits for an answer that is being taken in. So who also locks what
     * answers lock stops first and locks afterwards, as an answer does.
     */
    void stop(Kind kind, String key);
}
