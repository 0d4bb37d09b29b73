package org.redshield.bridge.engine.rule.walk;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.redshield.bridge.engine.Move;
import org.redshield.bridge.engine.Moves;

/**
 * Where a token can be: a node of a model, as far as the walk looks at it.
 *
 * @param scope id of the sub-process or process around it
 * @param out its ways on, beyond links
 * @param name what its moves know it by: the step's bean, the form, the message or the called process; empty for none
 * @param decisions what its form offers; none where it asks for none
 * @param tells whether gateways behind it read its decision
 * @param sets the variables that it sets
 * @param reads the variables that must be set when a token arrives
 * @param rests whether a token stays there until somebody or something acts, so that events can come between
 * @param loops whether it is done for each of several, perhaps for none
 * @param code of the error that it throws
 * @param beside whether it only waits beside the work, for a person or a message: what cannot come in a state does not hold anything
 *     up
 * @param called what the process that it calls does to the same subject
 */
public record Place(
        FlowNode node,
        Kind kind,
        String scope,
        List<Arrow> out,
        String name,
        Set<String> decisions,
        boolean tells,
        Set<String> sets,
        Set<String> reads,
        boolean rests,
        boolean loops,
        String code,
        boolean beside,
        Optional<Moves> called) {

    /** How a token gets past it. */
    public enum Kind {
        /** At once, along all of its ways. */
        PASS,
        STEP,
        /** A task that a person completes, or the start form. */
        FORM,
        MESSAGE,
        TIMER,
        CALL,
        EXCLUSIVE,
        PARALLEL,
        /** One of the events behind it. */
        EVENTS,
        SUB_PROCESS,
        END,
        TERMINATE,
        ERROR
    }

    /**
     * A way on.
     *
     * @param text that stands at it
     * @param taking the values of variables with which it is taken, of all that agree with what is known
     */
    public record Arrow(
            String flow, String target, String text, Function<Map<String, Object>, List<Map<String, Object>>> taking) {}

    /** Whether that is what moves when a token gets past it: one of its decisions only where it offers it. */
    public boolean makes(Move.Trigger by) {
        return switch (by.kind()) {
            case SERVICE -> false;
            case DECISION ->
                kind == Kind.FORM
                        && decisions.stream().anyMatch(one -> by.name().equals(name + ":" + one));
            case STEP, FORM, MESSAGE, CALL, TIMER ->
                kind.name().equals(by.kind().name()) && name.equals(by.name());
        };
    }

    public String id() {
        return node.getId();
    }
}
