package org.redshield.bridge.disposition.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasureTest {

    /** What an officer chooses stands in the letter in the same words. */
    @ParameterizedTest
    @CsvSource({"decideOutcome, measures"})
    void theFormOffersEachMeasureInTheWordsOfTheLetter(String form, String fields) throws IOException {
        JsonNode schema =
                new ObjectMapper().readTree(Path.of("forms", form + ".form").toFile());
        List<Map<String, String>> offered = new ArrayList<>();
        for (JsonNode component : schema.findParents("values")) {
            if (component.path("key").asText().matches(fields)) {
                offered.add(StreamSupport.stream(component.get("values").spliterator(), false)
                        .collect(
                                Collectors.toMap(option -> option.path("value").asText(), option -> option.path("label")
                                        .asText())));
            }
        }
        Map<String, String> titles =
                Arrays.stream(Measure.values()).collect(Collectors.toMap(Measure::name, Measure::title));
        assertThat(offered).isNotEmpty().allSatisfy(field -> assertThat(field).isEqualTo(titles));
    }
}
