package org.redshield.bridge.screens;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redshield.bridge.screens.Exchanges.Exchange;

/** Our translation against the engine's own files in its jar: after an upgrade this says what has come, gone or moved. */
class LocalesTest {

    private static final String ROOT = "/META-INF/resources/";
    /** The same in both languages. */
    private static final Set<String> ALIKE = Set.of("", "CSV", "JSON");

    private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "cockpit", "admin", "welcome"})
    void everyWordOfTheEngineIsInChinese(String app) throws IOException {
        Map<String, String> english = labels(app, "en");
        Map<String, String> chinese = labels(app, "zh-CN");
        assertThat(chinese.keySet()).isEqualTo(english.keySet());
        english.forEach((key, words) -> {
            if (!ALIKE.contains(words)) {
                assertThat(chinese.get(key)).as(key).isNotEqualTo(words).containsPattern(CHINESE);
            }
            assertThat(placeholders(chinese.get(key))).as(key + ": " + words).isEqualTo(placeholders(words));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "cockpit", "admin"})
    void datesAreWrittenInOneWay(String app) throws IOException {
        JsonNode english = locale(app, "en").get("dateLocales");
        JsonNode chinese = locale(app, "zh-CN").get("dateLocales");
        assertThat(names(chinese)).isEqualTo(names(english));
        assertThat(chinese.at("/longDateFormat/LLLL").asText()).isEqualTo("YYYY-MM-DD HH:mm");
        assertThat(chinese.at("/months")).hasSize(12);
        assertThat(chinese.at("/weekdays")).hasSize(7);
    }

    /** What is exchanged stands in the engine's files as it was when the exchange was written. */
    @Test
    void whatIsExchangedIsThere() throws IOException {
        StringBuilder all = new StringBuilder(text("webjars/camunda/lib/deps.js"));
        for (String app : List.of("tasklist", "cockpit", "admin", "welcome")) {
            all.append(text("webjars/camunda/app/" + app + "/camunda-" + app + "-bootstrap.js"))
                    .append(text("webjars/camunda/app/" + app + "/index.html"));
        }
        for (String app : List.of("tasklist", "cockpit", "admin")) {
            all.append(text("plugin/" + app + "/app/plugin.js"));
        }
        assertThat(Exchanges.read().all()).isNotEmpty().allSatisfy(exchange -> assertThat(all.indexOf(exchange.from()))
                .as(exchange.from())
                .isNotNegative());
    }

    /** Words in quotes or between tags; names of the program's own have neither a capital before small letters nor a blank. */
    @Test
    void whatIsPutInItsPlaceSaysNothingInEnglish() throws IOException {
        Pattern english = Pattern.compile("[\"`>](\\\\n)?\\s*([A-Z][a-z]+|[a-z]+ [a-z]+)");
        List<Exchange> all = Exchanges.read().all();
        assertThat(all.stream()
                        .filter(exchange -> english.matcher(exchange.from()).find()))
                .as("words of the engine")
                .hasSizeGreaterThan(40);
        assertThat(all).allSatisfy(exchange -> assertThat(exchange.to()).doesNotContainPattern(english));
    }

    @Test
    void exchangesAreTakenInTheirOrder() {
        Exchanges exchanges = Exchanges.of("A comment\n- one\n+ two\n\n- two three\n+ four\n");
        assertThat(exchanges.all()).containsExactly(new Exchange("one", "two"), new Exchange("two three", "four"));
        assertThat(exchanges.in("one three")).isEqualTo("four");
        assertThat(exchanges.version())
                .isNotEqualTo(Exchanges.of("- one\n+ 2\n").version());
    }

    private static Set<String> placeholders(String words) {
        return new TreeSet<>(PLACEHOLDER
                .matcher(words)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList());
    }

    private static Map<String, String> labels(String app, String language) throws IOException {
        Map<String, String> labels = new TreeMap<>();
        locale(app, language)
                .get("labels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        return labels;
    }

    private static Set<String> names(JsonNode node) {
        Set<String> names = new TreeSet<>();
        Iterator<String> all = node.fieldNames();
        all.forEachRemaining(names::add);
        return names;
    }

    private static JsonNode locale(String app, String language) throws IOException {
        // The engine's files begin with a mark of their encoding.
        return new ObjectMapper()
                .readTree(text("webjars/camunda/app/" + app + "/locales/" + language + ".json")
                        .replace("\uFEFF", ""));
    }

    private static String text(String path) throws IOException {
        try (InputStream in = LocalesTest.class.getResourceAsStream(ROOT + path)) {
            assertThat(in).as(path).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
