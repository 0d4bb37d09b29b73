package org.redshield.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdsTest {

    @Test
    void textsSortAsTheyWereMadeAndAreNeverTheSame() {
        List<String> made = Stream.generate(Ids::text).limit(100_000).toList();
        assertThat(made).isSorted().doesNotHaveDuplicates().allMatch(id -> id.matches("[0-9a-v]{23}"));
    }

    @Test
    void aTextBeginsWithItsMillisecond() {
        long ticks = Long.parseLong(Ids.text().substring(0, 11), 32);
        assertThat(Duration.between(Instant.ofEpochMilli(ticks >> 12), Instant.now()))
                .isLessThan(Duration.ofMinutes(1))
                .isGreaterThan(Duration.ofMinutes(-1));
    }
}
