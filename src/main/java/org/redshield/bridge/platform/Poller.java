package org.redshield.bridge.platform;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.redshield.bridge.platform.Leases.Load;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Keeps asking platforms and bringing in answers, on every node. One thread looks for work and never calls out; each
 * platform has its own, so that one which hangs delays no other.
 */
@Component
class Poller implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Poller.class);

    private final Gateways gateways;
    private final PollRound round;
    private final AnswerLoader loader;
    private final Leases leases;
    private final WakeUp wakeUp;
    private final InstantSource clock;
    private final PollingSettings settings;
    private final CallGuards guards;

    private final Map<String, Pause> pauses = new ConcurrentHashMap<>();
    private final Map<String, Boolean> busy = new ConcurrentHashMap<>();
    private final Map<String, Integer> loads = new ConcurrentHashMap<>();
    private ExecutorService workers;
    private ExecutorService renewal;
    private volatile boolean running;

    /** @param failures of our own in a row */
    private record Pause(int failures, Instant until) {}

    Poller(
            Gateways gateways,
            PollRound round,
            AnswerLoader loader,
            Leases leases,
            CallGuards guards,
            WakeUp wakeUp,
            InstantSource clock,
            PollingSettings settings) {
        this.gateways = gateways;
        this.round = round;
        this.loader = loader;
        this.leases = leases;
        this.guards = guards;
        this.wakeUp = wakeUp;
        this.clock = clock;
        this.settings = settings;
    }

    @Override
    public synchronized void start() {
        running = true;
        workers = Executors.newCachedThreadPool(named("platform"));
        workers.execute(this::look);
        var timer = Executors.newSingleThreadScheduledExecutor(named("platform-lease"));
        long third = settings.lease().toMillis() / 3;
        timer.scheduleWithFixedDelay(() -> quietly("renew leases", leases::renew), third, third, TimeUnit.MILLISECONDS);
        renewal = timer;
    }

    @Override
    public synchronized void stop() {
        running = false;
        // What is interrupted stays leased for a moment and is then taken up by another node, or by us after a restart.
        workers.shutdownNow();
        try {
            if (!workers.awaitTermination(20, TimeUnit.SECONDS)) {
                LOG.warn("A platform call is still under way while the bridge stops");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        renewal.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void look() {
        while (running) {
            quietly("look for work", () -> {
                gateways.platforms().forEach(this::poll);
                load();
            });
            try {
                wakeUp.await(settings.idle());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void poll(String platform) {
        boolean paused = Optional.ofNullable(pauses.get(platform))
                .filter(pause -> clock.instant().isBefore(pause.until()))
                .isPresent();
        if (!paused && busy.putIfAbsent(platform, true) == null) {
            workers.execute(() -> {
                try {
                    round.run(platform);
                    pauses.remove(platform);
                } catch (PlatformBusy e) {
                    pauses.put(platform, new Pause(0, e.until()));
                } catch (RuntimeException e) {
                    LOG.error("A round of questions to platform {} failed", platform, e);
                    pause(platform);
                } finally {
                    busy.remove(platform);
                }
            });
        }
    }

    private void pause(String platform) {
        int failures =
                Optional.ofNullable(pauses.get(platform)).map(Pause::failures).orElse(0);
        Duration wait = Jitter.of(PollingSettings.at(settings.faultIntervals(), failures));
        pauses.put(platform, new Pause(failures + 1, clock.instant().plus(wait)));
    }

    private void load() {
        for (Optional<Load> load = next(); load.isPresent(); load = next()) {
            Load taken = load.get();
            loads.merge(taken.platform(), 1, Integer::sum);
            workers.execute(() -> {
                try {
                    quietly("bring in an answer", () -> loader.run(taken));
                } finally {
                    loads.merge(taken.platform(), -1, Integer::sum);
                    wakeUp.ring();
                }
            });
        }
    }

    /** A platform that stalls holds up no other, and of one that is left alone an answer would only be put back. */
    private Optional<Load> next() {
        return leases.takeLoad(
                among(loads, (platform, under) -> under >= pace(platform).loads()),
                among(guards.all(), (platform, guard) -> guard.health() == CallGuard.Health.AWAY));
    }

    private static <T> Set<String> among(Map<String, T> platforms, BiPredicate<String, T> condition) {
        return platforms.entrySet().stream()
                .filter(entry -> condition.test(entry.getKey(), entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private Pace pace(String platform) {
        return guards.find(platform).map(CallGuard::pace).orElse(Pace.DEFAULT);
    }

    private static void quietly(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.error("Could not {}; it is tried again", what, e);
        }
    }

    private static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
