package org.redshield.bridge.engine.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/** How often a password is compared, which is slow on purpose. */
class PasswordHashTest {

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger compared = new AtomicInteger();
    private final PasswordEncoder encoder = new BCryptPasswordEncoder(4) {
        @Override
        public boolean matches(CharSequence raw, String encoded) {
            compared.incrementAndGet();
            return super.matches(raw, encoded);
        }
    };
    private final PasswordHash hash = new PasswordHash(encoder, nanos::get);

    @Test
    void whoSendsTheRightOneWithEveryRequestIsComparedOnceAMinute() {
        String kept = hash.encrypt("right");
        for (int i = 0; i < 100; i++) {
            assertThat(hash.check("right", kept)).isTrue();
        }
        assertThat(compared).hasValue(1);

        nanos.addAndGet(Duration.ofSeconds(59).toNanos());
        assertThat(hash.check("right", kept)).isTrue();
        assertThat(compared).hasValue(1);

        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(hash.check("right", kept)).isTrue();
        assertThat(compared).as("not longer for being used").hasValue(2);
    }

    @Test
    void thoseWhoComeTogetherAreComparedOnce() {
        String kept = hash.encrypt("right");
        assertThat(IntStream.range(0, 50).parallel().allMatch(i -> hash.check("right", kept)))
                .isTrue();
        assertThat(compared).hasValue(1);
    }

    @Test
    void aWrongOneIsComparedEachTimeAndStaysWrong() {
        String kept = hash.encrypt("right");
        assertThat(hash.check("wrong", kept)).isFalse();
        assertThat(hash.check("right", kept)).isTrue();
        assertThat(hash.check("wrong", kept)).isFalse();
        assertThat(compared).hasValue(3);
    }

    @Test
    void aChangedOneCountsAtOnceAndNobodyElsesDoes() {
        String before = hash.encrypt("before");
        assertThat(hash.check("before", before)).isTrue();
        String after = hash.encrypt("after");
        assertThat(hash.check("before", after)).isFalse();
        assertThat(hash.check("after", after)).isTrue();
        assertThat(hash.check("before", hash.encrypt("before")))
                .as("the same password of somebody else")
                .isTrue();
        assertThat(compared).hasValue(4);
    }

    @Test
    void manyPeopleFillNoMemory() {
        RightLately lately = new RightLately(nanos::get);
        IntStream.range(0, 30_000).forEach(i -> lately.isRight("right", "kept " + i, () -> true));
        assertThat(lately.known()).isLessThanOrEqualTo(10_000);
    }
}
