package org.redshield.bridge.platform.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.platform.gateway.Pace;
import org.redshield.bridge.platform.gateway.PlatformBusy;
import org.redshield.bridge.platform.gateway.PlatformRefusal;
import org.redshield.bridge.platform.gateway.PlatformUnavailable;
import org.redshield.bridge.platform.guard.CallGuard.Health;

class CallGuardTest {

    private static final CallSettings SETTINGS =
            new CallSettings(10, 5, 80, Duration.ofSeconds(30), Duration.ofMillis(500), Duration.ofSeconds(5));

    private Instant now = Instant.parse("2026-11-24T01:00:00Z");
    private final InstantSource clock = () -> now;
    private final AtomicInteger calls = new AtomicInteger();
    private final CallGuard guard = guard(new Pace(1_000_000, 2, 2, null, null, null));

    private CallGuard guard(Pace pace) {
        return new CallGuard("taobao", pace, SETTINGS, CircuitBreakerRegistry.ofDefaults(), clock, () -> 1);
    }

    private String works() {
        calls.incrementAndGet();
        return "done";
    }

    private String fails() {
        calls.incrementAndGet();
        throw new PlatformUnavailable("no answer").saying("HTTP 502");
    }

    private void isUnavailable(Supplier<String> call) {
        assertThatThrownBy(() -> guard.callNow(call)).isInstanceOf(PlatformUnavailable.class);
    }

    private void goesAway() {
        for (int i = 0; i < SETTINGS.least(); i++) {
            isUnavailable(this::fails);
        }
    }

    @Test
    void aPlatformThatIsAwayIsNotCalledUntilItMayBeBack() {
        goesAway();
        assertThat(guard.health()).isEqualTo(Health.AWAY);

        assertThatThrownBy(() -> guard.callNow(this::works)).isInstanceOfSatisfying(PlatformBusy.class, busy -> {
            assertThat(busy.until()).isEqualTo(now.plusSeconds(2));
            assertThat(busy.platform()).contains("taobao");
        });
        assertThatThrownBy(() -> guard.call(this::works)).isInstanceOf(PlatformBusy.class);
        assertThat(calls).hasValue(SETTINGS.least());
    }

    @Test
    void whoWantsFewerCallsAndDoesNotSayWhenIsLeftAloneForLongerEachTime() {
        for (int seconds : new int[] {1, 2, 4, 8}) {
            isUnavailable(() -> {
                throw new PlatformUnavailable("too many").saying("HTTP 429");
            });
            now = now.plusSeconds(seconds).minusMillis(1);
            assertThatThrownBy(() -> guard.callNow(this::works))
                    .as("%d s", seconds)
                    .isInstanceOf(PlatformBusy.class);
            now = now.plusMillis(1);
        }
        guard.callNow(this::works);
        isUnavailable(() -> {
            throw new PlatformUnavailable("too many", null, Optional.of(Duration.ZERO)).saying("7 x");
        });
        now = now.plusSeconds(1);
        assertThat(guard.callNow(this::works)).isEqualTo("done");
    }

    @Test
    void oneCallTriesWhetherItIsBack() {
        goesAway();
        now = now.plus(SETTINGS.rest()).plusMillis(1);
        assertThat(guard.health()).isEqualTo(Health.MAYBE_BACK);
        isUnavailable(this::fails);
        assertThat(guard.health()).isEqualTo(Health.AWAY);

        now = now.plus(SETTINGS.rest()).plusMillis(1);
        assertThat(guard.callNow(this::works)).isEqualTo("done");

        assertThat(guard.health()).isEqualTo(Health.WELL);
        assertThat(guard.wellSince()).isEqualTo(now);
    }

    @Test
    void eachRestIsTwiceAsLongAsTheOneBeforeUntilThePlatformIsBack() {
        goesAway();
        for (int seconds : new int[] {2, 4, 8, 16, 30, 30}) {
            now = now.plusSeconds(seconds).minusMillis(1);
            assertThatThrownBy(() -> guard.callNow(this::works))
                    .as("%d s", seconds)
                    .isInstanceOf(PlatformBusy.class);
            now = now.plusMillis(2);
            assertThat(guard.health()).isEqualTo(Health.MAYBE_BACK);
            isUnavailable(this::fails);
        }
        now = now.plusSeconds(31);
        guard.callNow(this::works);
        for (int i = 0; guard.health() == Health.WELL && i < SETTINGS.window(); i++) {
            isUnavailable(this::fails);
        }
        assertThatThrownBy(() -> guard.callNow(this::works))
                .isInstanceOfSatisfying(
                        PlatformBusy.class, busy -> assertThat(busy.until()).isEqualTo(now.plusSeconds(2)));
    }

    @Test
    void aThirdOfFailuresDoesNotMakeItAway() {
        for (int i = 0; i < 60; i++) {
            if (i % 3 == 0) {
                isUnavailable(this::fails);
            } else {
                guard.callNow(this::works);
            }
        }
        assertThat(guard.health()).isEqualTo(Health.WELL);
    }

    @Test
    void aRefusalIsAnAnswer() {
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> guard.callNow(() -> {
                        throw new PlatformRefusal("isv.invalid-parameter", "参数有误");
                    }))
                    .isInstanceOf(PlatformRefusal.class);
        }
        assertThat(guard.health()).isEqualTo(Health.WELL);
    }

    @Test
    void whoAsksToBeLeftAloneIsLeftAloneForSoLong() {
        isUnavailable(() -> {
            throw new PlatformUnavailable("called too often", null, Optional.of(Duration.ofSeconds(60))).saying("7");
        });
        assertThat(guard.health()).isEqualTo(Health.AWAY);
        assertThatThrownBy(() -> guard.callNow(this::works))
                .isInstanceOfSatisfying(
                        PlatformBusy.class, busy -> assertThat(busy.until()).isEqualTo(now.plusSeconds(60)));

        now = now.plusSeconds(60);
        assertThat(guard.callNow(this::works)).isEqualTo("done");
    }

    @Test
    void aPageThatSaysWhenToComeBackIsNoAnswer() {
        for (int i = 0; i < SETTINGS.least(); i++) {
            isUnavailable(() -> {
                throw new PlatformUnavailable("maintenance", null, Optional.of(Duration.ZERO)).saying("HTTP 503");
            });
        }
        assertThat(guard.health()).isEqualTo(Health.AWAY);
    }

    @Test
    void aPlatformThatFailsIsLeftAloneForAsLongAsItSays() {
        isUnavailable(() -> {
            throw new PlatformUnavailable("maintenance", null, Optional.of(Duration.ofMinutes(5))).saying("HTTP 503");
        });
        now = now.plus(Duration.ofMinutes(5)).minusMillis(1);
        assertThatThrownBy(() -> guard.callNow(this::works)).isInstanceOf(PlatformBusy.class);
        now = now.plusMillis(1);
        assertThat(guard.callNow(this::works)).isEqualTo("done");
    }

    @Test
    void aPlatformThatHangsHoldsNoMoreThreadsThanItsShare() throws Exception {
        CountDownLatch hanging = new CountDownLatch(2);
        CountDownLatch answers = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Supplier<String> hangs = () -> {
                hanging.countDown();
                try {
                    answers.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return works();
            };
            Future<String> first = threads.submit(() -> guard.callNow(hangs));
            Future<String> second = threads.submit(() -> guard.callNow(hangs));
            assertThat(hanging.await(10, TimeUnit.SECONDS)).isTrue();

            assertThatThrownBy(() -> guard.callNow(this::works)).isInstanceOf(PlatformBusy.class);
            assertThat(guard.call(this::works)).isEqualTo("done");

            answers.countDown();
            first.get();
            second.get();
            assertThat(guard.callNow(this::works)).isEqualTo("done");
        } finally {
            answers.countDown();
            threads.shutdownNow();
        }
    }

    @Test
    void noMoreCallsGoThanThePaceAllows() {
        CallGuard slow = guard(new Pace(1, 2, 2, null, null, null));
        slow.callNow(this::works);

        assertThatThrownBy(() -> slow.callNow(this::works)).isInstanceOf(PlatformBusy.class);
        assertThat(calls).hasValue(1);
    }

    @Test
    void afterADefectOfOursTheNextCallStillGoes() {
        goesAway();
        now = now.plus(SETTINGS.rest()).plusMillis(1);
        assertThatThrownBy(() -> guard.callNow(() -> {
                    throw new IllegalStateException("a defect");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(guard.callNow(this::works)).isEqualTo("done");
    }
}
