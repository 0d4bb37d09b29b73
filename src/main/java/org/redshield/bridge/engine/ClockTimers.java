package org.redshield.bridge.engine;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** What waits for clocks in the engine: follows a clock that moves, and fires a timer that should have fired. */
public interface ClockTimers {

    /**
     * Gives everything that carries one of these dates its new value, in the caller's transaction: the variable itself,
     * every timer of the subject's process that waits for it ({@code timeDate} {@code ${name}}), and every open task that
     * is due then ({@code dueDate} {@code ${name}}). What is not there any more is left out.
     *
     * @param tenant the organisation whose process it is
     * @param subjectId what the clock measures; the process instance is found by it
     * @param dates the new instants; empty while the clock stands still, and nothing that waits for it may happen
     */
    void follow(String tenant, String subjectId, Map<Variable<Instant>, Optional<Instant>> dates);

    /**
     * Executes the timer's job now, in the caller's transaction. Where the subject's process holds no such timer an
     * incident is raised on it, once.
     *
     * @param timerElementIds the ids that the timer may have in the model
     * @return whether a job was executed
     */
    boolean fire(String tenant, String subjectId, Collection<String> timerElementIds);
}
