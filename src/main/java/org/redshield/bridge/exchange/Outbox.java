package org.redshield.bridge.exchange;

/** Where a process puts what it sends; delivered within a second after the commit, in the order it was written. */
public interface Outbox {

    /** Writes the envelope in the caller's transaction. The same id twice is one envelope. */
    void send(Envelope envelope);
}
