package org.redshield.bridge.casework;

import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.engine.Move;
import org.redshield.bridge.engine.Moves;
import org.redshield.bridge.engine.ProcessContracts;
import org.redshield.bridge.engine.State;
import org.redshield.bridge.engine.gate.VersionStates;
import org.springframework.stereotype.Component;

/**
 * Which state may follow which: those to which the version of the process moves by which an instance runs, or a service beside it. Where
 * no instance is at work on it, any move that the contracts declare.
 */
@Component
public final class Transitions {

    private final Map<State, Set<State>> declared;
    private final Map<State, Set<State>> byServices;
    private final VersionStates versions;

    public Transitions(ProcessContracts contracts, VersionStates versions) {
        this.declared = Moves.following(moves(contracts, move -> true));
        this.byServices = Moves.following(moves(contracts, move -> move.by().kind() == Move.Kind.SERVICE));
        this.versions = versions;
    }

    private static Stream<Move> moves(ProcessContracts contracts, Predicate<Move> which) {
        return contracts.all().stream()
                .flatMap(contract -> contract.moves().all().stream())
                .filter(which);
    }

    public boolean allow(State from, State to) {
        return byServices.getOrDefault(from, Set.of()).contains(to)
                || versions.after(from)
                        .map(next -> next.contains(to.name()))
                        .orElseGet(() -> declared.getOrDefault(from, Set.of()).contains(to));
    }

    /**
     * The state after the one.
     *
     * @throws Refusal {@code <feature>.state-forbidden} when the other does not follow it
     */
    public <S extends WorkState> S move(S from, S to) {
        if (!allow(from, to)) {
            throw new Refusal(from.feature() + ".state-forbidden", from.title(), to.title());
        }
        return to;
    }
}
