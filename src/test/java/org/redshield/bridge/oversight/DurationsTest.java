package org.redshield.bridge.oversight;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DurationsTest {

    @Test
    void halfAndNineInTenAreReadFromTheLengths() {
        Durations took = new Durations();
        assertThat(took.within(0.5)).isEmpty();
        took.add(0, 10);
        took.add(4, 80);
        took.add(16, 10);

        assertThat(took.count()).isEqualTo(100);
        assertThat(took.within(0.05))
                .as("half of what took less than 15 minutes")
                .contains(8L);
        assertThat(took.within(0.5)).as("half way from 8 hours to a day").contains(480L + 480);
        assertThat(took.within(0.9)).contains(1440L);
        assertThat(took.within(1)).contains(525_600L);
    }
}
