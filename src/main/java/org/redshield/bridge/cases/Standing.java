package org.redshield.bridge.cases;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One way of standing in a case, and who does: a feature's contribution to the list of cases; one bean for each.
 *
 * @param role a stable code, e.g. {@code HANDLER}
 * @param title as an officer reads it
 * @param states where such work can stand
 * @param table the feature's table that has a row with {@code tenant} and {@code case_no} for each
 * @param rows a select, from that feature's tables alone, of the rows of {@code :tenant} with the columns {@code case_no,
 *     subject_id, state, platform, counterpart, shop_id, cause, source_no, since, changed_at} and {@code listed}: whether the
 *     row has a line in the list, where another of the same table does not speak for it
 * @param idle names of open states in which no process of the organisation works on it
 */
public record Standing(
        String role, String title, Weight weight, List<State> states, String table, String rows, Set<String> idle) {

    public Standing(String role, String title, Weight weight, List<State> states, String table, String rows) {
        this(role, title, weight, states, table, rows, Set.of());
    }

    /** The same, where a person or a letter must come first before a process works on it in these states. */
    public Standing idleIn(Enum<?>... named) {
        return new Standing(
                role,
                title,
                weight,
                states,
                table,
                rows,
                Stream.of(named).map(Enum::name).collect(Collectors.toSet()));
    }

    /** What a case shows of several ways in which an organisation stands in it. */
    public enum Weight {
        /** Each stands for itself, not for the case, and has a line of its own: a letter that is to be answered. */
        SINGLE,
        MAIN,
        /** Follows from other work in the case; where there is such work, it has no line of its own. */
        FOLLOWING,
        /** What the organisation keeps for itself; has a line where there is nothing else. */
        OWN;

        boolean yieldsTo(Weight other) {
            return compareTo(FOLLOWING) >= 0 && other != SINGLE && other.compareTo(this) < 0;
        }
    }

    /** @param open whether the organisation still works on it */
    public record State(String name, String title, boolean open) {

        /** The states that an enum has. */
        public static <E extends Enum<E>> List<State> of(E[] all, Function<E, String> title, Predicate<E> open) {
            return Stream.of(all)
                    .map(one -> new State(one.name(), title.apply(one), open.test(one)))
                    .toList();
        }
    }

    /** @throws IllegalArgumentException when the feature does not contribute it */
    State state(String name) {
        return states.stream()
                .filter(state -> state.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(role + " has no state " + name));
    }

    boolean single() {
        return weight == Weight.SINGLE;
    }
}
