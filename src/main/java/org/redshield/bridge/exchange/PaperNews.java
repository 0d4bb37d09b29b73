package org.redshield.bridge.exchange;

import java.time.Instant;
import org.redshield.bridge.letter.Letter;

/** Is told, in the transaction that registers it, that a letter on paper was signed for, and when. */
@FunctionalInterface
public interface PaperNews {

    void delivered(Letter letter, Instant at);
}
