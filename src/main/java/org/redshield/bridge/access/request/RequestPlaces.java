package org.redshield.bridge.access.request;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** So many requests of a kind at a time, and so many of them of one source: a network, a session, a person. */
final class RequestPlaces {

    /** What whoever asks for one is told. */
    enum Found {
        PLACE,
        /** This source has all that one may have: it is told to wait (429). */
        OWN_TAKEN,
        /** The house is full, whoever asks (503). */
        ALL_TAKEN
    }

    private final Semaphore all;
    private final int perSource;
    private final Map<String, Integer> bySource = new ConcurrentHashMap<>();

    RequestPlaces(int all, int perSource) {
        this.all = new Semaphore(all);
        this.perSource = perSource;
    }

    /** At once or not at all: whoever waits holds a thread too. */
    Found enter(String source) {
        if (bySource.merge(source, 1, Integer::sum) > perSource) {
            forget(source);
            return Found.OWN_TAKEN;
        }
        if (!all.tryAcquire()) {
            forget(source);
            return Found.ALL_TAKEN;
        }
        return Found.PLACE;
    }

    void leave(String source) {
        forget(source);
        all.release();
    }

    private void forget(String source) {
        bySource.computeIfPresent(source, (from, open) -> open == 1 ? null : open - 1);
    }
}
