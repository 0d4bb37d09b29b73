package org.redshield.bridge.outcome;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;

/**
 * What came of something that was sent, for whoever has not heard.
 *
 * @param sentence to be shown as it is
 * @param outcome of a form, what came of it and what comes next
 */
@Schema(name = "SentOutcome")
record Arrival(State state, String sentence, Optional<Outcome> outcome) {

    /** How far it is. */
    enum State {
        /** It is done, once. */
        DONE,
        /** A node is at it, or the database has not ended it yet. */
        RUNNING,
        /** Nothing of it is done: it did not arrive, broke off, was refused, or lies more than two days back. */
        NOT_DONE
    }
}
