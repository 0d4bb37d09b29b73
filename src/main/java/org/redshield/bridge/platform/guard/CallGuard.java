package org.redshield.bridge.platform.guard;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.redshield.bridge.platform.gateway.DownloadExpired;
import org.redshield.bridge.platform.gateway.Pace;
import org.redshield.bridge.platform.gateway.PlatformBusy;
import org.redshield.bridge.platform.gateway.PlatformRefusal;
import org.redshield.bridge.platform.gateway.PlatformUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before one platform on this node: lets calls through one by one at the node's share of its pace, few submissions at
 * once, and none while the platform is away or has asked to be left alone. A call that may not go now is a {@link PlatformBusy}.
 */
public final class CallGuard {

    private static final Logger LOG = LoggerFactory.getLogger(CallGuard.class);

    /** For so long a thread of the engine may stand and wait: a good call of somebody else takes no longer. */
    private static final Duration AT_ONCE = Duration.ofMillis(50);

    /** How long a platform is left alone when it has just gone away: most outages are short. Doubled each time. */
    private static final Duration FIRST_REST = Duration.ofSeconds(2);

    /** How long a platform is left alone that wants fewer calls without saying when. Doubled each time, six times. */
    private static final Duration FIRST_QUIET = Duration.ofSeconds(1);

    private static final int LONGEST_QUIET = 6;

    private static final Instant NEVER = Instant.EPOCH;

    /** How a platform is doing. */
    public enum Health {
        /** It answers. */
        WELL,
        /** It was away, or has not been called since this node started; one call may try whether it is there. */
        MAYBE_BACK,
        /** It is left alone. */
        AWAY
    }

    private final String platform;
    private final Pace pace;
    private final Duration longestRest;
    private final Duration turn;
    private final InstantSource clock;
    private final CircuitBreaker breaker;
    private final Duration patience;
    private final DoubleSupplier share;
    private final CallTurns pollsAndFiles;
    private final CallTurns submissionTurns;
    private final Bulkhead submissions;
    private volatile int rests;
    private volatile int tooManyInARow;
    private volatile Instant restsUntil = Instant.MIN;
    private volatile Instant quietUntil = Instant.MIN;
    private volatile Instant wellSince = NEVER;

    CallGuard(
            String platform,
            Pace pace,
            CallSettings settings,
            CircuitBreakerRegistry breakers,
            InstantSource clock,
            DoubleSupplier share) {
        this.platform = platform;
        this.pace = pace;
        this.longestRest = settings.rest();
        this.turn = settings.turn();
        this.clock = clock;
        this.breaker = breaker(settings, breakers);
        this.patience = settings.patience();
        this.share = share;
        this.pollsAndFiles = half();
        this.submissionTurns = half();
        this.submissions = Bulkhead.of(
                platform,
                BulkheadConfig.custom()
                        .maxConcurrentCalls(pace.submissions())
                        .maxWaitDuration(AT_ONCE)
                        .build());
    }

    private CircuitBreaker breaker(CallSettings settings, CircuitBreakerRegistry breakers) {
        CircuitBreaker made = breakers.circuitBreaker(
                platform,
                CircuitBreakerConfig.custom()
                        .slidingWindow(settings.window(), settings.least(), SlidingWindowType.COUNT_BASED)
                        .failureRateThreshold(settings.failureRate())
                        .waitIntervalFunctionInOpenState(inARow -> rest(inARow).toMillis())
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .clock(clock.withZone(ZoneOffset.UTC))
                        .build());
        made.getEventPublisher()
                .onStateTransition(event -> changed(event.getStateTransition().getToState()));
        return made;
    }

    private void changed(State state) {
        if (state == State.OPEN) {
            rests++;
            Duration rest = rest(rests);
            restsUntil = clock.instant().plus(rest);
            LOG.warn("Platform {} is away and is left alone for {} ms", platform, rest.toMillis());
        } else if (state == State.CLOSED) {
            rests = 0;
            wellSince = clock.instant();
            LOG.info("Platform {} is back", platform);
        }
    }

    /** @param inARow which rest it is since the platform was last well, from 1 */
    private Duration rest(int inARow) {
        Duration doubled = FIRST_REST.multipliedBy(1L << Math.min(inARow - 1, 30));
        return doubled.compareTo(longestRest) < 0 ? doubled : longestRest;
    }

    /** Half of the pace, one by one: answers that are fetched never keep submissions from their turn, nor the reverse. */
    private CallTurns half() {
        return new CallTurns(Duration.ofSeconds(2).dividedBy(pace.callsPerSecond()), share, CallTurns.REAL);
    }

    /** The more nodes share the pace, the later turns come; of more than ten nobody stands longer for it. */
    private Duration atOnce() {
        return Duration.ofNanos((long) (AT_ONCE.toNanos() / Math.max(share.getAsDouble(), 0.1)));
    }

    /** For threads of our own: waits for its turn, at most the settings' patience. */
    <T> T call(Supplier<T> call) {
        requireNotQuiet();
        if (!pollsAndFiles.take(patience)) {
            throw busy("it has enough to do", clock.instant().plus(turn));
        }
        return guarded(call);
    }

    /** For threads of the engine and of people: goes at once or not at all. */
    <T> T callNow(Supplier<T> call) {
        requireNotQuiet();
        if (!submissions.tryAcquirePermission()) {
            throw busy("enough submissions are under way", clock.instant().plus(turn));
        }
        try {
            if (!submissionTurns.take(atOnce())) {
                throw busy("it has enough to do", clock.instant().plus(turn));
            }
            return guarded(call);
        } finally {
            submissions.onComplete();
        }
    }

    private <T> T guarded(Supplier<T> call) {
        if (!breaker.tryAcquirePermission()) {
            throw busy("it is away", restsUntil);
        }
        long begun = System.nanoTime();
        boolean judged = false;
        try {
            T answer = call.get();
            judged = answered(begun);
            tooManyInARow = 0;
            return answer;
        } catch (PlatformUnavailable e) {
            e.at(platform);
            if (e instanceof DownloadExpired || e.isAboutPace()) {
                judged = answered(begun);
            } else {
                breaker.onError(System.nanoTime() - begun, TimeUnit.NANOSECONDS, e);
                judged = true;
            }
            leaveAlone(e);
            throw e;
        } catch (PlatformRefusal e) {
            judged = answered(begun);
            throw e;
        } finally {
            if (!judged) {
                breaker.releasePermission();
            }
        }
    }

    private boolean answered(long begun) {
        if (wellSince.equals(NEVER)) {
            wellSince = clock.instant();
        }
        breaker.onSuccess(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
        return true;
    }

    /** Who wants fewer calls and does not say how long is left alone all the same, for longer each time. */
    private void leaveAlone(PlatformUnavailable fault) {
        Optional<Duration> asked = fault.retryAfter().filter(wait -> !wait.isZero() && !wait.isNegative());
        if (fault.isAboutPace()) {
            Duration ours = FIRST_QUIET.multipliedBy(1L << Math.min(tooManyInARow++, LONGEST_QUIET));
            asked = asked.or(() -> Optional.of(ours));
        }
        asked.ifPresent(wait -> quietUntil = clock.instant().plus(wait));
    }

    private void requireNotQuiet() {
        if (clock.instant().isBefore(quietUntil)) {
            throw busy("it asked to be left alone", quietUntil);
        }
    }

    private PlatformBusy busy(String why, Instant until) {
        Instant now = clock.instant();
        return new PlatformBusy(platform, why, now, until.isBefore(now) ? now.plus(turn) : until);
    }

    public Health health() {
        Instant now = clock.instant();
        if (now.isBefore(quietUntil)) {
            return Health.AWAY;
        }
        return switch (breaker.getState()) {
            case CLOSED -> wellSince.equals(NEVER) ? Health.MAYBE_BACK : Health.WELL;
            case OPEN -> now.isAfter(restsUntil) ? Health.MAYBE_BACK : Health.AWAY;
            default -> Health.MAYBE_BACK;
        };
    }

    /** Since when the platform has answered: what failed before may be tried again at once. */
    public Instant wellSince() {
        return wellSince;
    }

    public Pace pace() {
        return pace;
    }
}
