package org.redshield.bridge.platform.retryqueue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redshield.bridge.engine.job.Jobs;
import org.redshield.bridge.platform.gateway.Pace;
import org.redshield.bridge.platform.guard.CallGuard;
import org.redshield.bridge.platform.guard.CallGuards;
import org.redshield.bridge.platform.guard.CallSettings;
import org.redshield.bridge.restoreguard.PlatformSending;
import org.redshield.bridge.work.BackgroundWork;
import org.redshield.bridge.work.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Lets calls go that wait for a platform: none while it is away, one to try, then in order of deadline at its pace. */
@Component
class CatchUp implements BackgroundWork {

    private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);
    private static final long HALF_A_SECOND = 500;

    /** As signals call it. */
    static final String CALLS = "calls";

    /** How often one looks at calls that only a person, or the platform's return, can bring back. */
    private static final Duration NET = Duration.ofSeconds(10);

    private final WaitingCalls line;
    private final Jobs jobs;
    private final CallGuards guards;
    private final OpenFault faults;
    private final PlatformSending sending;
    private final TransactionTemplate transaction;
    private final InstantSource clock;
    private final Duration turn;
    private volatile Instant looked = Instant.MIN;

    CatchUp(
            WaitingCalls line,
            Jobs jobs,
            CallGuards guards,
            OpenFault faults,
            PlatformSending sending,
            TransactionTemplate transaction,
            InstantSource clock,
            CallSettings settings) {
        this.line = line;
        this.jobs = jobs;
        this.guards = guards;
        this.faults = faults;
        this.sending = sending;
        this.transaction = transaction;
        this.clock = clock;
        this.turn = settings.turn();
    }

    @Override
    public List<Work> work() {
        return List.of(Work.of(CALLS, NET, this::next, this::turns).atMostEvery(turn));
    }

    private Optional<Instant> next() {
        // A clock that was set back must not put off the next look.
        if (looked.isAfter(clock.instant())) {
            looked = Instant.MIN;
        }
        Map<String, Boolean> waiting = line.platforms();
        return waiting.values().stream()
                .map(givenUp -> givenUp && looked.isAfter(Instant.MIN) ? looked.plus(NET) : looked)
                .min(Comparator.naturalOrder());
    }

    private void turns() {
        looked = clock.instant();
        line.platforms().keySet().stream().filter(guards.all()::containsKey).forEach(platform -> {
            try {
                transaction.executeWithoutResult(status -> turn(platform));
            } catch (RuntimeException e) {
                LOG.error("Calls that wait for platform {} could not be let go; it is tried again", platform, e);
            }
        });
    }

    /** Safe on many nodes, each of which lets go what its own guard would let through. */
    private void turn(String platform) {
        line.over(platform).stream()
                .filter(call -> !call.taskOpen() || faults.end(call))
                .forEach(line::forget);
        line.putBackLost(platform);
        if (sending.isHeld()) {
            return;
        }
        CallGuard guard = guards.find(platform).orElseThrow();
        switch (guard.health()) {
            case AWAY -> {}
            case MAYBE_BACK -> release(line.scout(platform));
            case WELL -> {
                Instant wellSince = guard.wellSince();
                int most = room(platform, guard.pace());
                List<String> next = line.next(platform, wellSince, most);
                release(next);
                line.givenUp(platform, wellSince, most - next.size()).forEach(call -> {
                    line.again(call, true);
                    jobs.resume(call);
                });
            }
        }
    }

    /** Never more on their way than go through in half a second or a turn: who is due earlier comes first. */
    private int room(String platform, Pace pace) {
        long inOneGo = Math.max(1, pace.callsPerSecond() / 2 * Math.max(HALF_A_SECOND, turn.toMillis()) / 1000);
        return (int) Math.max(0, inOneGo - line.onTheirWay(platform));
    }

    private void release(List<String> calls) {
        if (!calls.isEmpty()) {
            line.released(calls);
            jobs.runNow(calls);
        }
    }
}
