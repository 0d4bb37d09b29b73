package org.redshield.bridge.engine.guard;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.redshield.bridge.RetryLater;

/**
 * A few queries of one person at a time, by whichever interface; the next one waits a little, before it has a connection, and is
 * then refused. Whoever keeps the database at work without a pause goes on one query after the other, in a lane that he shares
 * with others of his kind: however many they are, the processors are not all theirs.
 */
public final class QueryTurns {

    static final int PER_PERSON = 3;
    private static final int IN_THE_LANE = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    private static final long PATIENCE_SECONDS = 2;

    /** What was spent counts for about this long. */
    private static final double MEMORY_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** Half of the time at work: nobody reads so fast. */
    private static final double INTO_THE_LANE = MEMORY_NANOS / 2;

    private static final double OUT_OF_THE_LANE = MEMORY_NANOS / 10;

    private static final Turn WITHIN_ANOTHER = () -> {};

    private final LongSupplier nanos;
    private final Map<String, Person> people = new ConcurrentHashMap<>();
    private final Semaphore lane = new Semaphore(IN_THE_LANE, true);
    private final ThreadLocal<Turn> mine = new ThreadLocal<>();

    public QueryTurns() {
        this(System::nanoTime);
    }

    QueryTurns(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Somebody's turn, until it is closed by the same thread. */
    public interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    /** What somebody's queries took of late, waiting in the lane included. */
    static final class Person {

        private final Semaphore turns = new Semaphore(PER_PERSON, true);
        private double spent;
        private long at;
        private boolean slow;

        synchronized boolean isSlow(long now) {
            forget(now);
            slow = spent > (slow ? OUT_OF_THE_LANE : INTO_THE_LANE);
            return slow;
        }

        synchronized void spend(long took, long now) {
            forget(now);
            spent += took;
        }

        private void forget(long now) {
            spent *= Math.exp(-Math.max(0, now - at) / MEMORY_NANOS);
            at = now;
        }
    }

    /**
     * Waits for a turn; what is asked within one needs no other.
     *
     * @throws RetryLater engine.queries-busy
     */
    public Turn begin(String user) {
        if (mine.get() != null) {
            return WITHIN_ANOTHER;
        }
        Person person = people.computeIfAbsent(user, id -> new Person());
        long began = nanos.getAsLong();
        boolean slow = person.isSlow(began);
        int turns = slow ? PER_PERSON : 1;
        take(person.turns, turns);
        if (slow) {
            try {
                take(lane, 1);
            } catch (RetryLater busy) {
                end(person, turns, began);
                throw busy;
            }
        }
        Turn turn = () -> {
            mine.remove();
            if (slow) {
                lane.release();
            }
            end(person, turns, began);
        };
        mine.set(turn);
        return turn;
    }

    private void end(Person person, int turns, long began) {
        person.turns.release(turns);
        long now = nanos.getAsLong();
        person.spend(now - began, now);
    }

    private static void take(Semaphore turns, int many) {
        try {
            if (!turns.tryAcquire(many, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new RetryLater(PATIENCE_SECONDS, "engine.queries-busy");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RetryLater(PATIENCE_SECONDS, "engine.queries-busy");
        }
    }
}
