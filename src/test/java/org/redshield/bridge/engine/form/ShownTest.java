package org.redshield.bridge.engine.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A record is shown as a form takes it back. */
class ShownTest {

    enum Kind {
        OTHER
    }

    record Drafted(String title, Optional<LocalDate> from, Kind kind, List<String> datasets, Optional<String> note) {}

    @Test
    void eachComponentInTheFieldOfItsName() {
        Shown shown = new Shown();
        shown.putAll(new Drafted(
                "刷单", Optional.of(LocalDate.of(2026, 12, 1)), Kind.OTHER, List.of("ORDERS"), Optional.empty()));
        assertThat(shown.values())
                .containsOnly(
                        entry("title", "刷单"),
                        entry("from", "2026-12-01"),
                        entry("kind", "OTHER"),
                        entry("datasets", List.of("ORDERS")));
    }
}
