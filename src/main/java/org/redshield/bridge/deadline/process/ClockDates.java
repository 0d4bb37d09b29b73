package org.redshield.bridge.deadline.process;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.redshield.bridge.deadline.Clock;
import org.redshield.bridge.engine.Variable;

/** Which process variables carry the dates of a clock. One bean per process that waits for clocks. */
public interface ClockDates {

    /** Whether the process has variables for this clock. */
    boolean carries(Clock clock);

    /**
     * The variables with what they hold now that the clock has moved; empty instants while it stands still. Timers and
     * task due dates need no mention: they name the variable in the model.
     */
    Map<Variable<Instant>, Optional<Instant>> of(Clock clock);
}
