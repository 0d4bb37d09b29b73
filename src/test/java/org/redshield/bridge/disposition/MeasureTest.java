package org.redshield.bridge.disposition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasureTest {

    /** What an officer chooses stands in the letter in the same words. */
    @ParameterizedTest
    @CsvSource({"decideOutcome, measures", "draftDisposition, measure"})
    void theFormOffersEachMeasureInTheWordsOfTheLetter(String form, String field) throws IOException {
        JsonNode schema =
                new ObjectMapper().readTree(Path.of("forms", form + ".form").toFile());
        Map<String, String> offered = new LinkedHashMap<>();
        for (JsonNode component : schema.findParents("values")) {
            if (component.path("key").asText().equals(field)) {
                component
                        .path("values")
                        .forEach(option -> offered.put(
                                option.path("value").asText(),
                                option.path("label").asText()));
            }
        }
        assertThat(offered)
                .isEqualTo(Arrays.stream(Measure.values()).collect(Collectors.toMap(Measure::name, Measure::title)));
    }
}
