package org.redshield.bridge.engine.rule.walk;

import java.util.List;
import java.util.Set;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.redshield.bridge.engine.State;

/**
 * What a walk met that must not be.
 *
 * @param at the node that is reached
 * @param state where it stands then; null where there are no states
 * @param allowed the states in which it might be reached
 * @param names acts that have no ground then or are decided again, variables that nothing has set, or facts that
 *     are wanting
 * @param way what is passed from the start up to {@code at}
 */
public record Found(FlowNode at, Kind kind, State state, Set<State> allowed, Set<String> names, List<Trail.Step> way) {

    /** What is wrong there. */
    public enum Kind {
        /** What happens there may not happen in that state. */
        STATE,
        /** An act is carried out without its decision. */
        GROUND,
        /** It is carried out though a gateway would have said otherwise, or has not been asked. */
        FACT,
        /** What is decided there has been decided already, and nothing has come of it yet. */
        AGAIN,
        /** All that is asked there has been asked before: the answer is an old one, and no other is possible. */
        ANSWERED,
        /** What is read there nothing has set: a clock that does not run yet has no date. */
        UNSET,
        /** The process ends and leaves its subject in the middle. */
        END,
        /** None of the ways on is taken: the engine stops there. */
        STUCK,
        /** There are more ways than anybody can walk, or read. */
        SIZE
    }
}
