package org.redshield.bridge.paper;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.redshield.bridge.letter.LetterKind;
import org.redshield.bridge.letter.OnPaper.Read;
import org.redshield.bridge.model.Contracts;

/** What is read off a letter on paper has its field in the form, under its label, shown for that kind of letter. */
class ReadOffPaperTest {

    static Stream<LetterKind> answers() {
        return Contracts.letterKinds().all().stream()
                .filter(kind -> !kind.onPaper().answers().isEmpty());
    }

    /** Whatever else is read off a letter has happened when it is read. */
    @Test
    void ofAllDaysTheEndOfADelayAloneMayLieAhead() {
        assertThat(answers().flatMap(kind -> kind.onPaper().read().stream()
                        .filter(Read::isDay)
                        .map(read -> kind.name() + " " + read.label() + " " + read.type())))
                .containsExactlyInAnyOrder("DELAY 延期至 DAY_TO_COME", "TRANSFER_FEEDBACK 进展发生日 DAY");
    }

    @ParameterizedTest
    @MethodSource("answers")
    void hasItsField(LetterKind kind) throws Exception {
        Map<String, JsonNode> fields = new HashMap<>();
        new ObjectMapper()
                .readTree(Path.of("forms/registerReply.form").toFile())
                .get("components")
                .forEach(field -> fields.put(field.path("key").asText(), field));
        assertThat(kind.onPaper().answers())
                .allMatch(answered -> answered.onPaper().out());
        for (Read read : kind.onPaper().read()) {
            JsonNode field = fields.get(read.fact());
            assertThat(field).as(read.fact()).isNotNull();
            assertThat(field.path("label").asText(field.path("dateLabel").asText()))
                    .isEqualTo(read.label());
            assertThat(field.at("/conditional/hide").asText()).contains("\"" + kind.name() + "\"");
            assertThat(field.path("type").asText())
                    .isEqualTo(
                            switch (read.type()) {
                                case TEXT -> "textarea";
                                case BUREAU -> "textfield";
                                case DAY, DAY_TO_COME -> "datetime";
                                case CHOICE -> "select";
                            });
            if (read.type() == Read.Type.CHOICE) {
                assertThat(field.path("valuesKey").asText()).isEqualTo(read.fact() + "Options");
            }
        }
    }
}
