package org.redshield.bridge.reader;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.redshield.bridge.reader.table.ReadingLimits;

/**
 * Whose file is read next. A bureau has one reader at a time, so that its large file leaves the other to all others; of those who wait
 * the bureau comes first that was served longest ago.
 */
final class ReaderTurns {

    private final int most;
    private final Set<String> running = new HashSet<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private final Map<String, Long> served = new HashMap<>();
    private long count;

    ReaderTurns(int most) {
        this.most = most;
    }

    private static final class Waiting {

        private final String bureau;
        private final long since;

        Waiting(String bureau, long since) {
            this.bureau = bureau;
            this.since = since;
        }
    }

    /**
     * Waits for a turn; whoever has one gives it back.
     *
     * @throws ReadersBusy where it does not come within that time, or too many of the bureau wait
     */
    synchronized void take(String bureau, Duration patience) {
        if (waiting.stream().filter(one -> one.bureau.equals(bureau)).count() >= ReadingLimits.WAITING) {
            throw new ReadersBusy();
        }
        Waiting mine = new Waiting(bureau, ++count);
        waiting.add(mine);
        try {
            long end = System.nanoTime() + patience.toNanos();
            while (next() != mine) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    throw new ReadersBusy();
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
            running.add(bureau);
            served.put(bureau, ++count);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReadersBusy();
        } finally {
            waiting.remove(mine);
            notifyAll();
        }
    }

    synchronized void give(String bureau) {
        running.remove(bureau);
        // Who was served long ago and wants nothing is forgotten.
        served.keySet()
                .removeIf(one -> !running.contains(one) && waiting.stream().noneMatch(w -> w.bureau.equals(one)));
        notifyAll();
    }

    /** How many wait. */
    synchronized int waiting() {
        return waiting.size();
    }

    /** @return {@code null} where nobody may */
    private Waiting next() {
        return running.size() >= most
                ? null
                : waiting.stream()
                        .filter(one -> !running.contains(one.bureau))
                        .min(Comparator.<Waiting>comparingLong(one -> served.getOrDefault(one.bureau, 0L))
                                .thenComparingLong(one -> one.since))
                        .orElse(null);
    }
}
