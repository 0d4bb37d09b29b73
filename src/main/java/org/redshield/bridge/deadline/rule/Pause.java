package org.redshield.bridge.deadline.rule;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A time that does not count. Of a period in days the day on which it began is left out and the day on which it ended
 * counts again, so that a clock stopped on its last day still has that day when it runs on.
 *
 * @param until empty while the clock stands still
 * @param citation law and article that stop the clock
 * @param by user id of who registered it
 */
public record Pause(StopEvent event, Instant from, Optional<Instant> until, String reason, String citation, String by) {

    public Pause {
        Objects.requireNonNull(event, "event");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(until, "until");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(citation, "citation");
        Objects.requireNonNull(by, "by");
    }

    /** The same pause, seen from that instant on. */
    public Pause beginning(Instant at) {
        return new Pause(event, at, until, reason, citation, by);
    }
}
