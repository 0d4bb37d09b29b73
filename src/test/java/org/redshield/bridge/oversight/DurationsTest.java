package org.redshield.bridge.oversight;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DurationsTest {

    @Test
    void whatAPartTookIsToldAsTheEndOfItsLengthAndNeverFromBetween() {
        Durations took = new Durations();
        assertThat(took.within(0.5)).isEmpty();
        took.add(0, 10);
        took.add(4, 80);
        took.add(16, 10);

        assertThat(took.count()).isEqualTo(100);
        assertThat(took.within(0.05))
                .as("whether that was a second or 14 minutes nobody has counted")
                .contains("不超过 15 分钟");
        assertThat(took.within(0.1)).contains("不超过 15 分钟");
        assertThat(took.within(0.11)).contains("不超过 1 天");
        assertThat(took.within(0.9)).contains("不超过 1 天");
        assertThat(took.within(0.91)).as("the last has no end").contains("超过 90 天");
        assertThat(took.within(1)).contains("超过 90 天");
    }

    @Test
    void eachLengthIsToldByItsEnd() {
        String[] ends = {
            "不超过 15 分钟",
            "不超过 1 小时",
            "不超过 4 小时",
            "不超过 8 小时",
            "不超过 1 天",
            "不超过 2 天",
            "不超过 3 天",
            "不超过 5 天",
            "不超过 7 天",
            "不超过 10 天",
            "不超过 15 天",
            "不超过 21 天",
            "不超过 30 天",
            "不超过 45 天",
            "不超过 60 天",
            "不超过 90 天",
            "超过 90 天"
        };
        assertThat(ends).hasSize(Durations.LENGTHS);
        for (int length = 0; length < Durations.LENGTHS; length++) {
            Durations took = new Durations();
            took.add(length, 1);
            assertThat(took.within(0.5)).contains(ends[length]);
        }
    }
}
