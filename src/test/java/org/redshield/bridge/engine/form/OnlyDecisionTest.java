package org.redshield.bridge.engine.form;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No form asks where there is nothing to choose. */
class OnlyDecisionTest {

    static Stream<Path> forms() throws Exception {
        return Files.list(Path.of("forms"));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void whatIsShownHasNoChoiceOfOne(Path file) throws Exception {
        JsonNode form = new ObjectMapper().readTree(file.toFile());
        FinalDecisions.addTo(form);
        OnlyDecision.say(form);
        assertThat(form.findParents("values"))
                .filteredOn(field -> field.path("values").size() == 1)
                .allSatisfy(field -> {
                    assertThat(field.path("type").asText()).isEqualTo("text");
                    assertThat(field.path("text").asText())
                            .startsWith("提交即表示：" + field.at("/values/0/label").asText());
                });
    }

    @Test
    void whatEndsAMatterIsStillAskedAbout() throws Exception {
        JsonNode form =
                new ObjectMapper().readTree(Path.of("forms/followRequest.form").toFile());
        FinalDecisions.addTo(form);
        OnlyDecision.say(form);
        assertThat(List.copyOf(form.findParents("values"))).singleElement().satisfies(field -> assertThat(
                        field.at("/properties/ask.withdraw").asText())
                .contains("撤回函"));
    }
}
