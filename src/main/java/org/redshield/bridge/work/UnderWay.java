package org.redshield.bridge.work;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * What this node works on just now and on which thread, so that one piece can be told to end at once without the others. Which node
 * that is nobody knows: whoever ends a piece says so to all by {@link Signals}, when its row says that it is over.
 */
public final class UnderWay {

    private final Map<UUID, Thread> threads = new HashMap<>();
    private final Set<UUID> ending = new HashSet<>();

    /** Does it on this thread, which is interrupted when the piece is to end; afterwards the thread is as it was. */
    public void run(UUID id, Runnable work) {
        begin(id);
        try {
            work.run();
        } finally {
            ended(id);
        }
    }

    private synchronized void begin(UUID id) {
        threads.put(id, Thread.currentThread());
    }

    private synchronized void ended(UUID id) {
        threads.remove(id);
        if (ending.remove(id)) {
            // It was meant for this piece; the next one on this thread knows nothing of it.
            Thread.interrupted();
        }
    }

    /** Ends it, where it is under way here. */
    public synchronized void end(UUID id) {
        Thread thread = threads.get(id);
        if (thread != null) {
            ending.add(id);
            thread.interrupt();
        }
    }

    /** What hears of pieces that are to end; a signal without an id says that some may have been missed, and those end at their next row. */
    public Consumer<String> ends() {
        return about -> {
            if (!about.isEmpty()) {
                end(UUID.fromString(about));
            }
        };
    }
}
