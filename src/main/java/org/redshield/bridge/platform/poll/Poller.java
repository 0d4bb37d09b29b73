package org.redshield.bridge.platform.poll;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.operations.Space;
import org.redshield.bridge.platform.answer.AnswerLoader;
import org.redshield.bridge.platform.gateway.Pace;
import org.redshield.bridge.platform.gateway.PlatformBusy;
import org.redshield.bridge.platform.guard.CallGuard;
import org.redshield.bridge.platform.guard.CallGuards;
import org.redshield.bridge.platform.guard.Gateways;
import org.redshield.bridge.platform.request.WorkQueue;
import org.redshield.bridge.platform.work.LeasedPolls;
import org.redshield.bridge.platform.work.LeasedPolls.Load;
import org.redshield.bridge.platform.work.PollingSettings;
import org.redshield.bridge.work.BackgroundWork;
import org.redshield.bridge.work.Crew;
import org.redshield.bridge.work.Work;
import org.springframework.stereotype.Component;

/** Keeps asking platforms and bringing in answers. Each platform has a thread of its own: one that hangs delays no other. */
@Component
public class Poller implements BackgroundWork {

    /** How soon it shows that a platform is back whose files are waiting, or that there is room for them. */
    private static final Duration AWAY = Duration.ofSeconds(1);

    private final Gateways gateways;
    private final PollRound round;
    private final AnswerLoader loader;
    private final LeasedPolls leases;
    private final CallGuards guards;
    private final InstantSource clock;
    private final PollingSettings settings;
    private final Space space;

    /** Answers that are being brought in, by platform. */
    private final Map<String, Integer> loads = new ConcurrentHashMap<>();

    public Poller(
            Gateways gateways,
            PollRound round,
            AnswerLoader loader,
            LeasedPolls leases,
            CallGuards guards,
            InstantSource clock,
            PollingSettings settings,
            Space space) {
        this.gateways = gateways;
        this.round = round;
        this.loader = loader;
        this.leases = leases;
        this.guards = guards;
        this.clock = clock;
        this.settings = settings;
        this.space = space;
    }

    @Override
    public List<Work> work() {
        List<Work> all = new ArrayList<>(leases.renewals());
        gateways.platforms().forEach(platform -> all.add(new Questions(platform).work()));
        all.add(new Work(WorkQueue.LOADS, settings.idle(), Duration.ZERO, this::nextLoad, this::load));
        return all;
    }

    /** What one platform is asked, but for while it has enough to do. */
    private final class Questions {

        private final String platform;
        private volatile Instant busyUntil = Instant.MIN;

        Questions(String platform) {
            this.platform = platform;
        }

        Work work() {
            return Work.of(WorkQueue.polls(platform), settings.idle(), this::next, this::ask);
        }

        private Optional<Instant> next() {
            return leases.nextPoll(platform).map(due -> due.isBefore(busyUntil) ? busyUntil : due);
        }

        private void ask() {
            if (!clock.instant().isBefore(busyUntil)) {
                try {
                    round.run(platform);
                } catch (PlatformBusy e) {
                    busyUntil = e.until();
                }
            }
        }
    }

    private Optional<Instant> nextLoad() {
        Set<String> away = away();
        return Stream.concat(
                        leases.nextLoad(full(), away).stream(),
                        away.stream().map(platform -> clock.instant().plus(AWAY)))
                .min(Comparator.naturalOrder());
    }

    private void load(Crew crew) {
        for (Optional<Load> load = next(); load.isPresent(); load = next()) {
            Load taken = load.get();
            loads.merge(taken.platform(), 1, Integer::sum);
            crew.start(() -> {
                try {
                    loader.run(taken);
                } finally {
                    loads.merge(taken.platform(), -1, Integer::sum);
                }
            });
        }
    }

    private Optional<Load> next() {
        return leases.takeLoad(full(), away());
    }

    /** A platform that stalls holds up no other. */
    private Set<String> full() {
        return among(loads, (platform, under) -> under >= pace(platform).loads());
    }

    /** Of one that is left alone an answer would only be put back. While a disk is full all are left alone. */
    private Set<String> away() {
        if (!space.isRoom()) {
            return Set.copyOf(gateways.platforms());
        }
        return among(guards.all(), (platform, guard) -> guard.health() == CallGuard.Health.AWAY);
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
}
