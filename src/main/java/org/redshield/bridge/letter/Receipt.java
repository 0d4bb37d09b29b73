package org.redshield.bridge.letter;

import java.time.Instant;
import java.util.Optional;

/** @param by user id, where a person did it; empty for what the system does by itself */
public record Receipt(ReceiptStage stage, Instant at, Optional<String> by) {

    /** Each side sees when the other did something, but not which of its persons. */
    Receipt asSeenBy(boolean receiver) {
        boolean ownAct = receiver == stage.byReceiver();
        return ownAct ? this : new Receipt(stage, at, Optional.empty());
    }
}
