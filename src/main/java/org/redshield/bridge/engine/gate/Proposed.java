package org.redshield.bridge.engine.gate;

import java.util.UUID;
import org.redshield.bridge.Refusal;

/** A deployment that waits for a second person; nothing of it is deployed yet. */
public final class Proposed extends Refusal {

    private final UUID id;

    Proposed(UUID id) {
        super("gate.proposed", id);
        this.id = id;
    }

    public UUID id() {
        return id;
    }
}
