package org.redshield.bridge.exchange;

import java.time.Instant;
import java.util.Set;
import org.redshield.bridge.letter.LetterKind;

/** A feature's say in what happens to an envelope that has just been stored in its organisation's inbox. */
public interface ArrivalRule {

    enum Arrival {
        /** Hand it to the process that waits for it, or start one. */
        CORRELATE,
        /** Keep it in the file only: the case is closed or withdrawn, nobody will ever wait for it. */
        FILE
    }

    Set<? extends LetterKind> kinds();

    /**
     * Called before every attempt to correlate, in its transaction; must not change anything when it is called again.
     *
     * @param receivedAt the delivery receipt's instant, which starts the receiver's clocks
     */
    Arrival arrive(Envelope envelope, Instant receivedAt);
}
