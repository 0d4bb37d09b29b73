package org.redshield.bridge.platform.work;

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

    /** Ends asking, in the caller's transaction. */
    void stop(Kind kind, String key);
}
