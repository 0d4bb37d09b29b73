package org.redshield.bridge.casework;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.engine.ProcessContracts;
import org.redshield.bridge.engine.State;
import org.springframework.stereotype.Component;

/** Which state may follow which: those to which a process moves, or a service beside it, as the contracts say. */
@Component
public final class Transitions {

    private final Map<State, Set<State>> next = new HashMap<>();

    public Transitions(ProcessContracts contracts) {
        contracts.all().stream()
                .flatMap(contract -> contract.moves().all().stream())
                .forEach(move -> move.to()
                        .ifPresent(to -> move.from().forEach(from -> next.computeIfAbsent(from, any -> new HashSet<>())
                                .add(to))));
    }

    public boolean allow(State from, State to) {
        return next.getOrDefault(from, Set.of()).contains(to);
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
