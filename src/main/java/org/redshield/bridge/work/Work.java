package org.redshield.bridge.work;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A kind of work, done by one thread of each node: when there is a signal, when the next of it is due, and now and then for
 * what nobody signalled.
 *
 * @param kind as signals call it; several may listen to the same. Also the thread's name
 * @param net longest time between two looks; so late is found what was written without a signal
 * @param pause shortest time from one round to the next, for work that is better done in portions
 * @param next one cheap statement, asked by another thread too, together with those of other kinds: when something is due, past
 *     instants included; empty when nothing waits
 * @param round does all that is due
 */
public record Work(String kind, Duration net, Duration pause, Supplier<Optional<Instant>> next, Round round) {

    private static final Supplier<Optional<Instant>> NOTHING_TELLS = Optional::empty;

    public Work {
        if (kind.contains(" ")) {
            throw new IllegalArgumentException("A signal of several kinds has blanks between them: " + kind);
        }
    }

    /** Does what is due and nothing else; whatever it throws is logged, and it is called again a little later. */
    @FunctionalInterface
    public interface Round {

        /** @param crew for what takes long and is done side by side */
        void run(Crew crew) throws InterruptedException;
    }

    /** Work of which the round itself does everything. */
    public static Work of(String kind, Duration net, Supplier<Optional<Instant>> next, Runnable round) {
        return new Work(kind, net, Duration.ZERO, next, crew -> round.run());
    }

    /** Work that nothing tells of: the round is done at a signal, and so often. */
    public static Work every(String kind, Duration time, Runnable round) {
        return of(kind, time, NOTHING_TELLS, round);
    }

    /** Whether the round is due when the net's time is over, whatever waits. */
    boolean isDueAnyway() {
        return next == NOTHING_TELLS;
    }

    /** The same, in portions. */
    public Work atMostEvery(Duration time) {
        return new Work(kind, net, time, next, round);
    }
}
