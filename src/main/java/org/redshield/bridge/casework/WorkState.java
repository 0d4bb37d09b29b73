package org.redshield.bridge.casework;

import java.util.List;
import java.util.stream.Stream;
import org.redshield.bridge.cases.Standing;
import org.redshield.bridge.engine.State;

/** Where work on something stands: a constant of a cooperation's enum. What may follow it, the contracts of processes say. */
public interface WorkState extends State {

    /** The cooperation, whose sentence refuses what may not follow. */
    String feature();

    /** As the list of cases knows them. */
    static List<Standing.State> standing(WorkState... all) {
        return Stream.of(all)
                .map(state -> new Standing.State(state.name(), state.title(), !state.over()))
                .toList();
    }
}
