package org.redshield.bridge.work;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.redshield.bridge.operations.trace.Traced;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Threads for pieces of one kind of work that take long. How many go at once is the round's to say, by what it takes. */
public final class Crew {

    private static final Logger LOG = LoggerFactory.getLogger(Crew.class);

    private final String kind;
    private final ExecutorService threads;
    private final Runnable done;
    private final AtomicInteger underWay = new AtomicInteger();

    Crew(String kind, Runnable done) {
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newCachedThreadPool(piece -> daemon(piece, kind + "-" + number.incrementAndGet()));
        this.done = done;
        this.kind = kind;
    }

    /** Does a piece on a thread of its own. When it is done there is another round. */
    public void start(Runnable piece) {
        underWay.incrementAndGet();
        threads.execute(() -> {
            try {
                Traced.looking("work " + kind, () -> {
                    piece.run();
                    return null;
                });
            } catch (RuntimeException e) {
                LOG.error("A piece of work failed; it is taken again when its lease ends", e);
            } finally {
                underWay.decrementAndGet();
                done.run();
            }
        });
    }

    /** How many pieces are being done. */
    public int underWay() {
        return underWay.get();
    }

    void interrupt() {
        threads.shutdownNow();
    }

    boolean awaitEnd(long millis) throws InterruptedException {
        return threads.awaitTermination(millis, TimeUnit.MILLISECONDS);
    }

    static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
