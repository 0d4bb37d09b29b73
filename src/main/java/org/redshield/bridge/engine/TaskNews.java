package org.redshield.bridge.engine;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Is told, in the transaction, what becomes of people's tasks. */
public interface TaskNews {

    /** A task that somebody has got. */
    record Assigned(String taskId, String element, String name, String user, String caseNo, Optional<Instant> dueAt) {}

    /**
     * A task came, went, or has another holder.
     *
     * @param groups whose people may do it
     */
    void changed(String tenant, Set<String> groups);

    /** Somebody has got a task who did not take it himself. */
    void assigned(Assigned task);
}
