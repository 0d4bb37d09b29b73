package org.redshield.bridge.engine;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a process does to what it is about when one of its elements runs. Of several moves by the same element each is a possible
 * outcome; a model in which one could run where none of its moves may is refused.
 *
 * @param by what moves
 * @param from the states in which it may happen; none where any will do, or where it begins in one by a start form
 * @param to the state after it; empty where it stays as it is
 * @param gives the acts that are decided by it
 * @param needs the acts whose decision it uses up
 * @param under the acts whose decision covers it, and goes on to
 * @param drops the acts whose decision does not count any more: what was decided is being changed
 * @param given what gateways must be able to read before, by variable
 * @param sets what they read afterwards, by variable
 */
public record Move(
        Trigger by,
        Set<State> from,
        Optional<State> to,
        Set<String> gives,
        Set<String> needs,
        Set<String> under,
        Set<String> drops,
        Map<String, Object> given,
        Map<String, Object> sets) {

    /** Of what kind the element is that moves. */
    public enum Kind {
        /** A service or send task, by its step's bean. */
        STEP,
        /** A user task or start event, by its form, whatever is decided. */
        FORM,
        /** The same with one of its decisions, as {@code form:decision}. */
        DECISION,
        /** Whatever waits for a message, by the message's name. */
        MESSAGE,
        /** A call activity, by the key of the called process. */
        CALL,
        /** A timer event, by its id. */
        TIMER,
        /** No element but a service beside the process, as states.md calls it: no way of a model leads to it. */
        SERVICE
    }

    /** An element of a model that moves. */
    public record Trigger(Kind kind, String name) {}

    private static Move by(Kind kind, String name) {
        return new Move(
                new Trigger(kind, name),
                Set.of(),
                Optional.empty(),
                Set.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                Map.of(),
                Map.of());
    }

    public static Move step(String bean) {
        return by(Kind.STEP, bean);
    }

    public static Move form(String form) {
        return by(Kind.FORM, form);
    }

    public static Move form(String form, String decision) {
        return by(Kind.DECISION, form + ":" + decision);
    }

    public static Move message(String message) {
        return by(Kind.MESSAGE, message);
    }

    public static Move call(String process) {
        return by(Kind.CALL, process);
    }

    public static Move timer(String event) {
        return by(Kind.TIMER, event);
    }

    /** What a service does when no process runs, or beside the one that does. */
    public static Move service(String what) {
        return by(Kind.SERVICE, what);
    }

    /** Only then. */
    public Move in(State... states) {
        return new Move(by, inOrder(Arrays.asList(states)), to, gives, needs, under, drops, given, sets);
    }

    /** Afterwards it stands there. */
    public Move to(State state) {
        return new Move(by, from, Optional.of(state), gives, needs, under, drops, given, sets);
    }

    /** Decides these acts. */
    public Move gives(String... acts) {
        return new Move(by, from, to, Set.of(acts), needs, under, drops, given, sets);
    }

    /** Carries out these acts on their decision, which counts once. */
    public Move needs(String... acts) {
        return new Move(by, from, to, gives, Set.of(acts), under, drops, given, sets);
    }

    /** Goes on the decision of these acts, which still counts afterwards. */
    public Move under(String... acts) {
        return new Move(by, from, to, gives, needs, Set.of(acts), drops, given, sets);
    }

    /** Takes away what was decided of these acts. */
    public Move drops(String... acts) {
        return new Move(by, from, to, gives, needs, under, Set.of(acts), given, sets);
    }

    /** Only where the variable has that value. */
    public <T> Move given(Variable<T> variable, T value) {
        return new Move(by, from, to, gives, needs, under, drops, with(given, variable, value), sets);
    }

    /** One outcome: the variable has that value afterwards. */
    public <T> Move sets(Variable<T> variable, T value) {
        return new Move(by, from, to, gives, needs, under, drops, given, with(sets, variable, value));
    }

    private static Map<String, Object> with(Map<String, Object> values, Variable<?> variable, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(values);
        more.put(variable.name(), value);
        return Collections.unmodifiableMap(more);
    }

    private static Set<State> inOrder(Iterable<State> states) {
        Set<State> all = new LinkedHashSet<>();
        states.forEach(all::add);
        return Collections.unmodifiableSet(all);
    }
}
