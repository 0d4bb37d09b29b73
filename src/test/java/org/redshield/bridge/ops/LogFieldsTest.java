package org.redshield.bridge.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.redshield.bridge.LogContext;
import org.slf4j.MarkerFactory;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

/**
 * What each line carries beside its own fields, written by the encoder that writes it in production: a name that is one of those fields
 * costs the line.
 */
class LogFieldsTest {

    private static final String ENGINE = "camunda.bpm.generic-properties.properties.";

    private final LoggerContext context = new LoggerContext();
    private final StructuredLogEncoder encoder = new StructuredLogEncoder();

    @BeforeEach
    void asInProduction() throws Exception {
        StandardEnvironment environment = new StandardEnvironment();
        settings().forEach(environment.getPropertySources()::addFirst);
        environment.getSystemProperties().putIfAbsent("spring.application.pid", 1);
        context.putObject(Environment.class.getName(), environment);
        encoder.setContext(context);
        encoder.setFormat(environment.getRequiredProperty("logging.structured.format.console"));
        encoder.start();
    }

    private static List<EnumerablePropertySource<?>> settings() throws Exception {
        return new YamlPropertySourceLoader()
                .load("logging", new ClassPathResource("logging.yml")).stream()
                        .map(source -> (EnumerablePropertySource<?>) source)
                        .collect(Collectors.toList());
    }

    /** All that the bridge puts beside a line, and all that the engine does. */
    static Set<String> keys() throws Exception {
        Set<String> keys = new TreeSet<>();
        for (Field constant : LogContext.class.getFields()) {
            if (Modifier.isStatic(constant.getModifiers()) && constant.getType() == String.class) {
                keys.add((String) constant.get(null));
            }
        }
        assertThat(keys).hasSizeGreaterThanOrEqualTo(6);
        engineKeys().values().stream().filter(key -> !key.isEmpty()).forEach(keys::add);
        return keys;
    }

    private static Map<String, String> engineKeys() throws Exception {
        Map<String, String> keys = new HashMap<>();
        for (EnumerablePropertySource<?> source : settings()) {
            for (String name : source.getPropertyNames()) {
                if (name.startsWith(ENGINE + "loggingContext")) {
                    keys.put(name.substring(ENGINE.length()), String.valueOf(source.getProperty(name)));
                }
            }
        }
        return keys;
    }

    @ParameterizedTest
    @MethodSource("keys")
    void whatALineCarriesIsWrittenAndTakesNothingFromTheLine(String key) throws Exception {
        assertThat(key).as("a dot makes it part of an object").matches("[a-zA-Z]+");
        JsonNode line = line(Map.of(key, "its value"));
        assertThat(line.path(key).asText()).isEqualTo("its value");
        ownFields(line);
    }

    @Test
    void allOfItTogetherIsWritten() throws Exception {
        Map<String, String> all = keys().stream().collect(Collectors.toMap(key -> key, key -> "value of " + key));
        JsonNode line = line(all);
        all.forEach((key, value) -> assertThat(line.path(key).asText()).isEqualTo(value));
        ownFields(line);
    }

    private static void ownFields(JsonNode line) {
        assertThat(line.at("/log/level").asText()).isEqualTo("ERROR");
        assertThat(line.at("/log/logger").asText()).isEqualTo("org.redshield.Test");
        assertThat(line.at("/process/thread/name").asText()).isEqualTo("a thread");
        assertThat(line.at("/process/pid").asInt()).isPositive();
        assertThat(line.at("/message").asText()).isEqualTo("said this");
        assertThat(line.at("/error/type").asText()).isEqualTo("java.lang.IllegalStateException");
        assertThat(line.at("/error/stack_trace").asText()).contains("Caused by: ", "\n\tat ");
        assertThat(line.at("/tags/0").asText()).isEqualTo("marked");
        assertThat(line.at("/ecs/version").asText()).isNotEmpty();
    }

    /** So that the tests above can fail: this is what the encoder does with such a name, whichever way it is written. */
    @Test
    void aNameOfTheLinesOwnWouldCostTheLine() throws Exception {
        Set<String> own = new TreeSet<>();
        line(Map.of()).fieldNames().forEachRemaining(own::add);
        assertThat(own).contains("@timestamp", "log", "process", "message", "error", "tags", "ecs");
        for (String name : own) {
            for (String written : List.of(name, name + ".key")) {
                assertThatThrownBy(() -> line(Map.of(written, "value")))
                        .as(written)
                        .isInstanceOf(IllegalStateException.class);
            }
        }
    }

    @Test
    void theEngineCallsNothingByANameOfItsOwn() throws Exception {
        assertThat(engineKeys().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(ProcessEngineConfigurationImpl.class.getDeclaredFields())
                                .map(Field::getName)
                                .filter(name -> name.startsWith("loggingContext"))
                                .toList());
    }

    static Stream<String> texts() {
        return Stream.of(
                "said \"this\" and \\that\\",
                "two\nlines\r\nand\ttabs",
                "王小明的店 🛡️ \u2028\u2029\u0085",
                "half a character \ud83d alone, and \u0000\u0001\u001b[31m",
                "{\"message\":\"forged\"}\n{\"message\":\"forged\"}",
                "long ".repeat(400_000));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void whateverIsSaidIsOneLine(String text) throws Exception {
        LoggingEvent event = event(Map.of("caseNo", text), text, new IllegalArgumentException(text));
        String written = new String(encoder.encode(event), StandardCharsets.UTF_8);
        assertThat(written.strip().lines()).hasSize(1);
        assertThat(written).endsWith("\n");
        JsonNode line = new ObjectMapper().readTree(written);
        // Half a character has no bytes.
        String kept = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        assertThat(line.path("message").asText()).isEqualTo(kept);
        assertThat(line.path("caseNo").asText()).isEqualTo(kept);
        assertThat(line.at("/error/message").asText()).isEqualTo(kept);
    }

    private JsonNode line(Map<String, String> carried) throws Exception {
        Throwable failure = new IllegalStateException("it failed", new RuntimeException("because"));
        return new ObjectMapper().readTree(encoder.encode(event(carried, "said this", failure)));
    }

    private LoggingEvent event(Map<String, String> carried, String text, Throwable failure) {
        Logger logger = context.getLogger("org.redshield.Test");
        LoggingEvent event = new LoggingEvent("caller", logger, Level.ERROR, text, failure, null);
        event.setThreadName("a thread");
        event.setMDCPropertyMap(carried);
        event.addMarker(MarkerFactory.getMarker("marked"));
        return event;
    }
}
