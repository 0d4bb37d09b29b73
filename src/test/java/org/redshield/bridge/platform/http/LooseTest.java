package org.redshield.bridge.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Times as platforms write them. */
class LooseTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static JsonNode at(String value) throws IOException {
        return JSON.readTree("{\"at\":" + value + "}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"2026-11-24T10:00:00+08:00\"",
                "\"2026-11-24T02:00:00Z\"",
                "\"2026-11-24T02:00:00.000z\"",
                "\"2026-11-24T10:00:00.000+0800\"",
                "\"2026-11-24T10:00:00 +08:00\"",
                "\"2026-11-24T10:00+08\"",
                "\"2026-11-24 10:00:00\"",
                "\"2026-11-24 10:00:00.0\"",
                "\"2026-11-24T10:00:00\"",
                "\"2026-11-24 10:00\"",
                "\"2026/11/24 10:00:00\"",
                "\"2026.11.24 10:00\"",
                "\"2026年11月24日 10:00:00\"",
                "\"20261124 10:00:00\"",
                "1795485600000",
                "\"1795485600000\"",
                "1795485600",
                "\"1795485600\""
            })
    void aMomentIsReadInAnyForm(String value) throws IOException {
        Instant moment = Instant.parse("2026-11-24T02:00:00Z");
        assertThat(Loose.instant(at(value), "at")).contains(moment);
        assertThat(Loose.deadline(at(value), "at")).contains(moment);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"2026-11-04\"", "\"2026/11/4\"", "\"2026年11月4日\"", "\"20261104\"", "20261104"})
    void aDayBeginsWhereItIsAMomentAndEndsWhereItIsADeadline(String value) throws IOException {
        assertThat(Loose.instant(at(value), "at")).contains(Instant.parse("2026-11-03T16:00:00Z"));
        assertThat(Loose.deadline(at(value), "at")).contains(Instant.parse("2026-11-04T15:59:59Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "null",
                "\"soon\"",
                "\"月底前\"",
                "\"2026-13-01\"",
                "\"0000-00-00 00:00:00\"",
                "0",
                "17",
                "\"2026-11\"",
                "\"2026/11\"",
                "\"2026年11月\"",
                "\"202611\"",
                "\"2026112\""
            })
    void whatIsNoTimeIsEmpty(String value) throws IOException {
        assertThat(Loose.instant(at(value), "at")).isEmpty();
        assertThat(Loose.deadline(at(value), "at")).isEmpty();
    }
}
