package org.redshield.bridge.work;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.redshield.bridge.engine.NodeClock;
import org.redshield.bridge.operations.trace.Traced;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Runs the background work of this node: a thread for each kind, which sleeps until there is something to do. */
@Component
public class Workers implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

    /** While signals of other nodes do not arrive, one looks as often as this. */
    private static final Duration DEAF = Duration.ofSeconds(1);

    /** What is still due after a round is held by another node, or cannot be done now. */
    private static final Duration LEFT_OVER = Duration.ofMillis(500);

    private static final BackOff AFTER_FAILURE = BackOff.doubling(Duration.ofSeconds(1), Duration.ofSeconds(30));
    private static final Duration LONGEST_END = Duration.ofSeconds(20);

    private final Signals signals;
    private final InstantSource clock;
    private final NodeClock node;
    private final List<Loop> loops;
    private volatile boolean running;

    @Autowired
    Workers(Signals signals, InstantSource clock, NodeClock node, NodeSettings settings, List<BackgroundWork> all) {
        this(
                signals,
                clock,
                node,
                all.stream().filter(work -> settings.node().does(work.share())).toList());
    }

    /** Does all of it. */
    public Workers(Signals signals, InstantSource clock, NodeClock node, List<BackgroundWork> all) {
        this.signals = signals;
        this.clock = clock;
        this.node = node;
        this.loops = all.stream()
                .flatMap(background -> background.work().stream())
                .map(Loop::new)
                .toList();
    }

    @Override
    public synchronized void start() {
        running = true;
        loops.forEach(Loop::start);
    }

    @Override
    public synchronized void stop() {
        running = false;
        // What is interrupted is rolled back or stays leased for a moment; another node does it, or we after the next
        // start.
        loops.forEach(Loop::interrupt);
        long latest = System.nanoTime() + LONGEST_END.toNanos();
        try {
            for (Loop loop : loops) {
                if (!loop.awaitEnd(Math.max(1, (latest - System.nanoTime()) / 1_000_000))) {
                    LOG.warn("Work '{}' is still under way while the bridge stops", loop.work.kind());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** One kind, on one thread. */
    private final class Loop {

        private final Work work;
        private final Semaphore bell = new Semaphore(0);
        private Thread thread;
        private Crew crew;

        Loop(Work work) {
            this.work = work;
            signals.listen(work.kind(), this::ring);
        }

        private void ring() {
            bell.release();
        }

        void start() {
            crew = new Crew(work.kind(), this::ring);
            thread = Crew.daemon(this::run, work.kind());
            thread.start();
        }

        void interrupt() {
            // A round that does not mind being interrupted ends, and does not sleep again.
            ring();
            thread.interrupt();
            crew.interrupt();
        }

        boolean awaitEnd(long millis) throws InterruptedException {
            thread.join(millis);
            return crew.awaitEnd(millis) && !thread.isAlive();
        }

        private void run() {
            int failures = 0;
            boolean now = true;
            try {
                while (running) {
                    try {
                        if (!node.isRight()) {
                            rings(DEAF);
                            continue;
                        }
                        if (now) {
                            // What was signalled until here is seen by this round.
                            bell.drainPermits();
                            Traced.looking("work " + work.kind(), () -> {
                                work.round().run(crew);
                                return null;
                            });
                        }
                        now = sleep(now);
                        failures = 0;
                    } catch (RuntimeException e) {
                        if (Thread.currentThread().isInterrupted()) {
                            return;
                        }
                        LOG.error("Work '{}' failed; it is tried again", work.kind(), e);
                        Thread.sleep(AFTER_FAILURE.after(failures++).toMillis());
                        now = true;
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** @return whether there is something to do, or may be; else it is only time to look once more */
        private boolean sleep(boolean worked) throws InterruptedException {
            if (worked) {
                Thread.sleep(work.pause().toMillis());
            }
            Duration longest = signals.isHearing() || work.net().compareTo(DEAF) < 0 ? work.net() : DEAF;
            Optional<Duration> wait = work.next().get().map(next -> Duration.between(clock.instant(), next));
            if (wait.filter(time -> time.compareTo(longest) <= 0).isEmpty()) {
                return rings(longest) || work.isDueAnyway();
            }
            if (!wait.get().isNegative()) {
                // To the end of the millisecond: then it is due.
                rings(wait.get().plusMillis(1));
            } else if (worked && work.pause().isZero()) {
                rings(LEFT_OVER);
            }
            return true;
        }

        private boolean rings(Duration longest) throws InterruptedException {
            return bell.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
