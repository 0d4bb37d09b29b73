package org.redshield.bridge.engine;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The states of what a process is about, as its elements move it: the one truth of what may follow what, with
 * what services do to it beside the process. The gate walks every model with it.
 *
 * @param begins where it stands when the process starts; none where there are no states
 * @param holding the acts whose decision is in force then: whoever calls the process must have them
 * @param ends where it may stand when the process has ended; none where any will do
 */
public record Moves(Set<State> begins, Set<String> holding, Set<State> ends, List<Move> all) {

    public Moves {
        begins = Set.copyOf(begins);
        holding = Set.copyOf(holding);
        ends = Set.copyOf(ends);
        all = List.copyOf(all);
    }

    /** Of a process that says nothing of states and acts. */
    public static Moves none() {
        return new Moves(Set.of(), Set.of(), Set.of(), List.of());
    }

    /** Of one whose subject has no states of its own, but whose acts need their ground. */
    public static Moves of(Move... all) {
        return new Moves(Set.of(), Set.of(), Set.of(), List.of(all));
    }

    /** Where it stands when the process starts; when it ends, work on it is over unless said otherwise. */
    public static Moves from(State... states) {
        Set<State> ends = Stream.of(((Enum<?>) states[0]).getDeclaringClass().getEnumConstants())
                .map(State.class::cast)
                .filter(State::over)
                .collect(Collectors.toSet());
        return new Moves(Set.of(states), Set.of(), ends, List.of());
    }

    public Moves holding(String... acts) {
        return new Moves(begins, Set.of(acts), ends, all);
    }

    public Moves endingIn(State... states) {
        return new Moves(begins, holding, Set.of(states), all);
    }

    public Moves by(Move... moves) {
        return new Moves(
                begins,
                holding,
                ends,
                Stream.concat(all.stream(), Stream.of(moves)).toList());
    }

    /** Which state may follow which by some of them; what a start form inserts follows none. */
    public static Map<State, Set<State>> following(Stream<Move> some) {
        Map<State, Set<State>> next = new LinkedHashMap<>();
        some.forEach(move -> move.to()
                .ifPresent(to -> move.from().forEach(from -> next.computeIfAbsent(from, any -> new LinkedHashSet<>())
                        .add(to))));
        return next;
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** What is decided or carried out somewhere in the process. */
    public Set<String> acts() {
        Set<String> acts = new LinkedHashSet<>();
        all.forEach(
                move -> Arrays.asList(move.gives(), move.needs(), move.under()).forEach(acts::addAll));
        return acts;
    }
}
