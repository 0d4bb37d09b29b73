package org.redshield.bridge.access.request;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** So many requests of a kind at a time, and so many of them of one address. */
final class Places {

    private final Semaphore all;
    private final int perSource;
    private final Map<String, Integer> bySource = new ConcurrentHashMap<>();

    Places(int all, int perSource) {
        this.all = new Semaphore(all);
        this.perSource = perSource;
    }

    /** At once or not at all: whoever waits holds a thread too. */
    boolean enter(String source) {
        if (!all.tryAcquire()) {
            return false;
        }
        if (bySource.merge(source, 1, Integer::sum) > perSource) {
            leave(source);
            return false;
        }
        return true;
    }

    void leave(String source) {
        bySource.computeIfPresent(source, (from, open) -> open == 1 ? null : open - 1);
        all.release();
    }
}
