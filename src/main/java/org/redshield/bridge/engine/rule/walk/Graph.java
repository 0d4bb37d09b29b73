package org.redshield.bridge.engine.rule.walk;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A process as a graph.
 *
 * @param id of the process
 * @param places by id
 * @param starts by scope, where it begins; the sub-processes that begin by an event are left out
 * @param watches the events at boundaries, and those by which event sub-processes begin
 * @param read the variables that its conditions read
 */
public record Graph(
        String id, Map<String, Place> places, Map<String, List<String>> starts, List<Watch> watches, Set<String> read) {

    /**
     * An event that may come while something is under way.
     *
     * @param watched the activity at whose boundary it is, or the scope whose event sub-process it begins
     * @param event where its token begins
     * @param sub id of the event sub-process; empty at a boundary
     * @param ends whether it ends what it watches
     * @param error whether only an error brings it
     */
    public record Watch(String watched, String event, String sub, boolean ends, boolean error) {}

    /** Whether the place is the scope itself or lies within it. */
    boolean isWithin(String place, String scope) {
        String around = place;
        while (!around.equals(scope)) {
            Place found = places.get(around);
            if (found == null) {
                return false;
            }
            around = found.scope();
        }
        return true;
    }
}
