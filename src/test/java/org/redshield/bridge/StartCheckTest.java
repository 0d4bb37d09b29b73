package org.redshield.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Settings as docker/production.env gives them: environment variables. */
class StartCheckTest {

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
        assertThatCode(() -> check(variable)).doesNotThrowAnyException();
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
                    .allSatisfy(
                            variable -> assertThatCode(() -> check(variable)).doesNotThrowAnyException());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"BRIDGE_NONSENSE", "BRIDGE_EXCHNAGE_INTERVAL", "BRIDGE_CONNECTEDBUREAU"})
    void refusesAVariableThatIsNone(String variable) {
        assertThatThrownBy(() -> check(variable))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("unknown setting " + variable);
    }

    @Test
    void takesTheSecretsFromVariables() {
        assertThatThrownBy(() -> StartCheck.check(environment(Map.of("SPRING_DATASOURCE_URL", "jdbc:postgresql:x"))))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("bridge.administrator.password")
                .hasMessageNotContaining("spring.datasource.url");
    }

    @Test
    void productionIsToldWhatWeakensItsProofs() {
        Map<String, String> secrets =
                Map.of("SPRING_DATASOURCE_URL", "jdbc:postgresql:x", "BRIDGE_ADMINISTRATOR_PASSWORD", "s");
        assertThatCode(() -> StartCheck.check(environment(secrets))).doesNotThrowAnyException();
        assertThat(StartCheck.weakProofs(environment(secrets)))
                .satisfiesExactly(
                        key -> assertThat(key).contains("bridge.evidence.log.key"),
                        stamp -> assertThat(stamp).contains("bridge.evidence.time-stamp.url"),
                        seals -> assertThat(seals).contains("bridge.seals.trusted"));
        Map<String, String> complete = new HashMap<>(secrets);
        complete.put("BRIDGE_EVIDENCE_LOG_KEY", "file:/key.pem");
        complete.put("BRIDGE_EVIDENCE_TIMESTAMP_URL", "https://tsa.example");
        complete.put("BRIDGE_SEALS_TRUSTED", "file:/seals.pem");
        assertThat(StartCheck.weakProofs(environment(complete))).isEmpty();
    }

    private static void check(String variable) {
        Map<String, String> variables = new HashMap<>(
                Map.of("SPRING_DATASOURCE_URL", "jdbc:postgresql:x", "BRIDGE_ADMINISTRATOR_PASSWORD", "s"));
        variables.put(variable, "1");
        StartCheck.check(environment(variables));
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
