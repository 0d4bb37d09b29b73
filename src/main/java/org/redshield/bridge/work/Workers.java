package org.redshield.bridge.work;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.redshield.bridge.engine.NodeClock;
import org.redshield.bridge.operations.trace.Traced;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs the background work of this node: a thread for each kind, which sleeps until there is something to do. Whether there is what
 * nobody signalled, one more thread looks for all of them, in one transaction (ADR 0140).
 */
@Component
public class Workers implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

    /** While signals of other nodes do not arrive, one looks as often as this. */
    private static final Duration DEAF = Duration.ofSeconds(1);

    /** What is still due after a round is held by another node, or cannot be done now. */
    private static final Duration LEFT_OVER = Duration.ofMillis(500);

    /** Who looks with others looks up to so much before its net is over, and alone when nobody has looked for it so long after. */
    private static final Duration TOGETHER = Duration.ofSeconds(1);

    /** Longer, and one kind's rows, whose table a migration holds, would keep all others waiting, and the migration those. */
    private static final String WAITS_FOR_NO_LOCK = "set local lock_timeout = '200ms'";

    private static final BackOff AFTER_FAILURE = BackOff.doubling(Duration.ofSeconds(1), Duration.ofSeconds(30));
    private static final Duration LONGEST_END = Duration.ofSeconds(20);

    private final Signals signals;
    private final InstantSource clock;
    private final NodeClock node;
    private final Consumer<Runnable> transaction;
    private final List<Loop> loops;
    private volatile boolean running;
    private Thread looks;

    @Autowired
    Workers(
            Signals signals,
            InstantSource clock,
            NodeClock node,
            NodeSettings settings,
            TransactionTemplate transaction,
            JdbcClient jdbc,
            List<BackgroundWork> all) {
        this(
                signals,
                clock,
                node,
                look -> transaction.executeWithoutResult(status -> {
                    jdbc.sql(WAITS_FOR_NO_LOCK).update();
                    look.run();
                }),
                shareOf(settings, all));
    }

    private static List<BackgroundWork> shareOf(NodeSettings settings, List<BackgroundWork> all) {
        return all.stream().filter(work -> settings.node().does(work.share())).toList();
    }

    /** Does its share. */
    Workers(Signals signals, InstantSource clock, NodeClock node, NodeSettings settings, List<BackgroundWork> all) {
        this(signals, clock, node, shareOf(settings, all));
    }

    /** Does all of it. */
    public Workers(Signals signals, InstantSource clock, NodeClock node, List<BackgroundWork> all) {
        this(signals, clock, node, Runnable::run, all);
    }

    /** @param transaction in which the looks of several kinds are made */
    Workers(
            Signals signals,
            InstantSource clock,
            NodeClock node,
            Consumer<Runnable> transaction,
            List<BackgroundWork> all) {
        this.signals = signals;
        this.clock = clock;
        this.node = node;
        this.transaction = transaction;
        this.loops = all.stream()
                .flatMap(background -> background.work().stream())
                .map(Loop::new)
                .toList();
    }

    @Override
    public synchronized void start() {
        running = true;
        loops.forEach(Loop::start);
        looks = Crew.daemon(this::look, "looks");
        looks.start();
    }

    @Override
    public synchronized void stop() {
        running = false;
        // What is interrupted is rolled back or stays leased for a moment; another node does it, or we after the next
        // start.
        looks.interrupt();
        loops.forEach(Loop::interrupt);
        long latest = System.nanoTime() + LONGEST_END.toNanos();
        try {
            looks.join(Math.max(1, (latest - System.nanoTime()) / 1_000_000));
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

    /** Looks for all that sleep until their net is over, for those at once whose nets are over together. */
    private void look() {
        try {
            while (running) {
                Thread.sleep(TOGETHER.dividedBy(2).toMillis());
                Map<Loop, Long> ends = new HashMap<>();
                loops.forEach(loop -> loop.addTo(ends));
                if (!ends.isEmpty()) {
                    look(ends);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(Map<Loop, Long> ends) {
        Set<Loop> due = new HashSet<>();
        try {
            transaction.accept(
                    () -> ends.keySet().stream().filter(Loop::isDueSoon).forEach(due::add));
        } catch (RuntimeException e) {
            // One has spoilt the transaction of all: each by itself finds out whether it is the one.
            LOG.debug("Nobody could look for all", e);
            due.addAll(ends.keySet());
        }
        ends.forEach((loop, end) -> loop.told(end, due.contains(loop)));
    }

    /** One kind, on one thread. */
    private final class Loop {

        private final Work work;
        private final Semaphore bell = new Semaphore(0);
        /** When its net is over, by {@link System#nanoTime}, while it sleeps until then; else 0. */
        private volatile long over;

        private volatile boolean mustLook;
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
                if (work.isDueAnyway()) {
                    rings(longest);
                    return true;
                }
                return ringsBeforeALook(longest);
            }
            if (!wait.get().isNegative()) {
                // To the end of the millisecond: then it is due.
                rings(wait.get().plusMillis(1));
            } else if (worked && work.pause().isZero()) {
                rings(LEFT_OVER);
            }
            return true;
        }

        /**
         * Sleeps on for as long as others look for it and find nothing.
         *
         * @return whether it was rung for; else it is time to look by itself
         */
        private boolean ringsBeforeALook(Duration net) throws InterruptedException {
            if (net.compareTo(TOGETHER.multipliedBy(3)) < 0) {
                return rings(net);
            }
            mustLook = false;
            over = endOf(net, System.nanoTime());
            try {
                while (!mustLook) {
                    long left = over + TOGETHER.toNanos() - System.nanoTime();
                    if (left <= 0) {
                        return false;
                    }
                    if (bell.tryAcquire(left, TimeUnit.NANOSECONDS)) {
                        return !mustLook;
                    }
                }
                return false;
            } finally {
                over = 0;
            }
        }

        /** Nets that are as long are over at the same time, wherever they begin: never later than after their length. */
        private static long endOf(Duration net, long now) {
            long length = net.toNanos();
            return now - Math.floorMod(now, length) + length;
        }

        /** With the end of its net, where that is near. */
        void addTo(Map<Loop, Long> ends) {
            long end = over;
            if (end != 0 && end - System.nanoTime() < TOGETHER.toNanos()) {
                ends.put(this, end);
            }
        }

        /** Before others look for it again; who hears no signals looks by himself, and often. */
        boolean isDueSoon() {
            Instant again = clock.instant().plus(work.net()).plus(TOGETHER);
            return !signals.isHearing()
                    || work.next().get().filter(due -> !due.isAfter(again)).isPresent();
        }

        /** Others have looked for it. @param end of its net then: it may have been woken meanwhile, and sleep anew */
        void told(long end, boolean due) {
            if (due) {
                mustLook = true;
                ring();
            } else if (over == end) {
                over = endOf(work.net(), end);
            }
        }

        private boolean rings(Duration longest) throws InterruptedException {
            return bell.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
