package org.redshield.bridge.engine;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.redshield.bridge.engine.view.Awaited;
import org.redshield.bridge.engine.view.Beside;
import org.springframework.util.StringUtils;

/**
 * All that a process tells the house. One class per process, named after its key, beside its steps; a plain declaration
 * that needs nothing else. Whatever is done for every process reads it here: which variables are stored, who may start,
 * what follows and fires a clock, to which case a task belongs. A test holds contract and model against each other in both
 * directions.
 */
public interface ProcessContract {

    /** The process's id in its model, after which the class is called. */
    default String key() {
        return StringUtils.uncapitalize(getClass().getSimpleName().replaceFirst("Process$", ""));
    }

    /**
     * Holds the id of what the process is about, which begins with the number of its case. Messages correlate on it, and
     * clocks measure it.
     */
    Variable<String> subject();

    /** What else the model, the steps and the forms read and write; what nobody declares is not stored. */
    Set<Variable<?>> variables();

    /** Who may start it. */
    Start startedBy();

    /** What takes in its forms. */
    Set<Class<? extends FormIntake>> forms();

    /** What lies open of the case beside the form of each of its user tasks. */
    List<Beside> beside();

    /** The dates that its timers and tasks wait for. */
    default List<ProcessClock> clocks() {
        return List.of();
    }

    /** The messages that wake it and are no letters: from a platform's interface, or from one of our own services. */
    default Set<String> messages() {
        return Set.of();
    }

    /**
     * Which message each of its elements waits for, by the element's id. Only there is somebody who can do with it what it asks;
     * another element of a modeler's own may wait for any message of the process.
     */
    default Map<String, String> receives() {
        return Map.of();
    }

    /**
     * The events, by id, that end what they watch: a period after which nobody waits any more, a message that settles the matter.
     * Every other timer and message leaves the work where it is, and whoever answers late still finds somebody.
     */
    default Set<String> ending() {
        return Set.of();
    }

    /** Which of its elements move what it is about from which state to which, and which acts they decide and carry out. */
    default Moves moves() {
        return Moves.none();
    }

    /** The tasks with which somebody only follows what goes on: nobody waits for them, and they are in lists of their own. */
    default Set<String> tracking() {
        return Set.of();
    }

    /** The tasks beside the way on, as reminders and supervision: they never are what comes next. */
    default Set<String> aside() {
        return Set.of();
    }

    /** Whether it goes on when its case has ended, as a reminder does until it is answered. */
    default boolean outlivesItsCase() {
        return false;
    }

    /** What comes next where it waits for others. */
    default List<Awaited> awaited() {
        return List.of();
    }

    /** The tasks with which a letter that has come in is signed for. */
    default Set<String> signing() {
        return Set.of();
    }
}
