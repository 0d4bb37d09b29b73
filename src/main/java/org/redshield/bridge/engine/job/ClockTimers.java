package org.redshield.bridge.engine.job;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.redshield.bridge.engine.Variable;

/** What waits for clocks in the engine: follows a clock that moves, and fires a timer that should have fired. */
public interface ClockTimers {

    /** What became of an attempt to fire. */
    enum Fired {
        /** The job was executed. */
        EXECUTED,
        /** The job executor will execute the job, or does so now. */
        IN_HAND,
        /** No such timer; an incident stands on the process. */
        NONE
    }

    /**
     * The timers that one clock may wait for.
     *
     * @param tenant the organisation whose process holds the timer
     * @param subjectId what the clock measures; the process instance is found by it
     * @param timerElementIds the ids that the timer may have in the model
     */
    record Wanted(String tenant, String subjectId, Set<String> timerElementIds) {}

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
     * Gives every step of the subject's process that is under way the timers back that waited for one of these dates and
     * have fired: the date had passed, and lies ahead again.
     */
    void renew(String tenant, String subjectId, Set<Variable<Instant>> dates);

    /**
     * Those whose timer the job executor will execute by itself or is executing, and those whose process has still a step
     * to do before it comes to the timer; found in two statements for all.
     */
    Set<Wanted> inHand(Collection<Wanted> timers);

    /**
     * Executes the timer's job now, in the caller's transaction. Where the subject's process holds no such timer an
     * incident is raised on it, once.
     */
    Fired fire(Wanted timer);
}
