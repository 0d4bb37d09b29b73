package org.redshield.bridge.platform;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.redshield.bridge.engine.Jobs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Lets calls go that wait for a platform: none while it is away, one to try, then in order of deadline at its pace. */
@Component
class CatchUp {

    private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);
    private static final long HALF_A_SECOND = 500;

    private final WaitingCalls line;
    private final Jobs jobs;
    private final CallGuards guards;
    private final OpenFault faults;
    private final TransactionTemplate transaction;
    private final Duration turn;

    CatchUp(
            WaitingCalls line,
            Jobs jobs,
            CallGuards guards,
            OpenFault faults,
            TransactionTemplate transaction,
            CallSettings settings) {
        this.line = line;
        this.jobs = jobs;
        this.guards = guards;
        this.faults = faults;
        this.transaction = transaction;
        this.turn = settings.turn();
    }

    @Scheduled(fixedDelayString = "${bridge.calls.turn:500ms}")
    void turns() {
        guards.all().keySet().forEach(platform -> {
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
