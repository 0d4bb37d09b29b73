package org.redshield.bridge.casework;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.cases.Standing;
import org.redshield.bridge.engine.State;

/** Where work on something stands: a constant of a cooperation's enum, which says what may follow it. */
public interface WorkState extends State {

    /** The cooperation, whose sentence refuses what may not follow. */
    String feature();

    Set<? extends WorkState> next();

    default boolean allows(WorkState next) {
        return next().contains(next);
    }

    /** Nothing will happen any more; what still arrives is only filed. */
    default boolean over() {
        return next().isEmpty();
    }

    /**
     * The state after this one.
     *
     * @throws Refusal {@code <feature>.state-forbidden} when the one does not follow the other
     */
    default <S extends WorkState> S to(S next) {
        if (!allows(next)) {
            throw new Refusal(feature() + ".state-forbidden", title(), next.title());
        }
        return next;
    }

    /** As the list of cases knows them. */
    static List<Standing.State> standing(WorkState... all) {
        return Stream.of(all)
                .map(state -> new Standing.State(state.name(), state.title(), !state.over()))
                .toList();
    }
}
