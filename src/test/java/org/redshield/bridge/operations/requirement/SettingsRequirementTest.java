package org.redshield.bridge.operations.requirement;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redshield.bridge.operations.requirement.Requirement.Lack;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Settings as docker/production.env gives them: environment variables. */
class SettingsRequirementTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BRIDGE_CONNECTEDBUREAUS",
                "BRIDGE_CONNECTED_BUREAUS",
                "BRIDGE_CONNECTEDBUREAUS_0",
                "BRIDGE_PLATFORMS_TAOBAO_URL",
                "BRIDGE_STOP_DRAIN",
                "BRIDGE_DB_PASSWORD",
                "SERVER_PORT"
            })
    void takesAVariableThatIsASetting(String variable) {
        assertThat(check(variable)).isEmpty();
    }

    @Test
    void takesWhateverIsSetAroundTheNodesInTheSameShell() throws IOException {
        for (String file : List.of("docker-compose.yml", "docker/haproxy.cfg", "docker/accounts.sh")) {
            assertThat(Pattern.compile("BRIDGE_[A-Z_]+")
                            .matcher(Files.readString(Path.of(file)))
                            .results()
                            .map(MatchResult::group)
                            .distinct())
                    .isNotEmpty()
                    .allSatisfy(variable -> assertThat(check(variable)).isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"BRIDGE_NONSENSE", "BRIDGE_EXCHNAGE_INTERVAL", "BRIDGE_CONNECTEDBUREAU"})
    void refusesAVariableThatIsNone(String variable) {
        assertThat(check(variable)).singleElement().satisfies(lack -> assertThat(lack.english())
                .contains("unknown setting " + variable));
    }

    /** No setting of an amount, a time or a switch takes what is none, and none goes below zero. */
    @Test
    @Tag("thorough")
    void everySettingThatIsNoTextIsRead() throws IOException {
        List<String> read = new ArrayList<>();
        JsonNode metadata = new ObjectMapper()
                .readTree(getClass().getResource("/META-INF/spring-configuration-metadata.json"))
                .path("properties");
        for (JsonNode property : metadata) {
            String name = property.path("name").asText();
            String type = property.path("type").asText();
            if (name.startsWith("bridge.")
                    && type.matches(
                            ".*\\.(Duration|Period|DataSize|Integer|Long|Double|Boolean|LocalTime|[A-Z]\\w+Kind)")) {
                read.add(name);
                assertThat(check(Map.of(name, "nonsense")))
                        .as(name)
                        .singleElement()
                        .satisfies(lack -> assertThat(lack.chinese())
                                .contains(name, Demand.variable(name).orElseThrow(), "nonsense"));
                if (type.matches(".*\\.(Duration|DataSize|Integer|Long)")) {
                    assertThat(check(Map.of(name, "-1"))).as(name).isNotEmpty();
                }
            }
        }
        assertThat(read).hasSizeGreaterThan(80);
    }

    private static List<Lack> check(String variable) {
        return new SettingsRequirement()
                .hindering(environment(Map.of(variable, "1")), Optional.empty()).stream()
                        // Whether 1 is a value of it is another question.
                        .filter(lack -> lack.chinese().startsWith("没有名为"))
                        .toList();
    }

    private static List<Lack> check(Map<String, Object> settings) {
        StandardEnvironment environment = environment(Map.of());
        environment.getPropertySources().addFirst(new MapPropertySource("settings", settings));
        return new SettingsRequirement().hindering(environment, Optional.empty());
    }

    private static StandardEnvironment environment(Map<String, String> variables) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, new HashMap<>(variables)));
        // As Spring Boot does before our check: a dash in a key is nothing in a variable.
        ConfigurationPropertySources.attach(environment);
        return environment;
    }
}
