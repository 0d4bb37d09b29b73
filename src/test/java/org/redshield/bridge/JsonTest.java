package org.redshield.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonTest {

    record Stored(LocalDate day, Instant at, Optional<String> note) {}

    @Test
    void whatIsStoredStaysAsInstallationsHaveIt() {
        Stored stored = new Stored(LocalDate.of(2026, 9, 18), Instant.parse("2026-09-18T02:00:00Z"), Optional.empty());

        assertThat(Json.write(stored)).isEqualTo("{\"day\":\"2026-09-18\",\"at\":\"2026-09-18T02:00:00Z\"}");
        assertThat(Json.read(Json.write(stored), Stored.class)).isEqualTo(stored);
    }

    @Test
    void aFieldOfALaterReleaseIsPassedOver() {
        assertThat(Json.read("{\"day\":\"2026-09-18\",\"later\":1}", Stored.class)
                        .day())
                .isEqualTo(LocalDate.of(2026, 9, 18));
    }

    @Test
    void anObjectOfTextsHoldsNothingElse() {
        assertThat(Json.texts("{\"a\":\"b\"}")).isEqualTo(Map.of("a", "b"));
        assertThatThrownBy(() -> Json.texts("[1]")).isInstanceOf(IllegalStateException.class);
    }
}
