package org.redshield.bridge.reconciliation;

import java.time.LocalDate;
import java.util.List;
import org.redshield.bridge.reconciliation.match.FieldWeights;
import org.redshield.bridge.reconciliation.match.RegisterEntry;
import org.redshield.bridge.reconciliation.match.Shop;

/** A register against which shops are matched; where that is done its {@link Engine} says. Filled, sealed, asked, closed. */
interface Matching extends AutoCloseable {

    void add(RegisterEntry entry);

    /** No more is added. */
    void seal();

    /** How many entries it has. */
    int size();

    /** Whether there is no room for more of them. */
    boolean isFull();

    /**
     * What was found for the shops, in their order: the same on every engine.
     *
     * @throws EngineAway when there is no answer, and there may be one later
     */
    List<MatchedShop> match(List<Shop> shops, FieldWeights weights);

    @Override
    void close();

    /** Where shops are matched. */
    interface Engine {

        /** An empty register. @param on the day whose divisions addresses and names mean */
        Matching begin(LocalDate on);

        /** How many parts are worth asking at once. */
        int parts();
    }

    /** The engine does not answer. */
    final class EngineAway extends RuntimeException {

        private static final long serialVersionUID = 1;

        EngineAway(Throwable cause) {
            super("The engine that matches shops is away", cause);
        }
    }
}
