package org.redshield.bridge.access.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HouseTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final House house = new House(now::get);

    @Test
    void aThousandPlacesTogetherTryNoFasterThanOneEveryTwoSeconds() {
        for (int i = 0; i < 300; i++) {
            assertThat(house.before("203.0.113.0/24")).as("wrong one " + i).isZero();
            house.wrong();
        }
        assertThat(house.before("203.0.113.0/24")).isEqualTo(Duration.ofSeconds(2));
        pass(Duration.ofSeconds(2));
        assertThat(house.before("203.0.113.0/24")).isZero();
        house.wrong();
        assertThat(house.before("198.51.100.0/24")).isEqualTo(Duration.ofSeconds(2));
        pass(Duration.ofMinutes(10));
        for (int i = 0; i < 300; i++) {
            assertThat(house.before("203.0.113.0/24")).isZero();
            house.wrong();
        }
    }

    @Test
    void whereSomebodyHasSignedInNobodyWaitsForTheHouse() {
        house.right("10.1.2.0/24");
        for (int i = 0; i < 1_000; i++) {
            house.wrong();
        }
        assertThat(house.before("10.1.2.0/24")).isZero();
        assertThat(house.before("10.1.3.0/24")).isPositive();
        pass(Duration.ofDays(8));
        assertThat(house.isKnown("10.1.2.0/24")).isFalse();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
