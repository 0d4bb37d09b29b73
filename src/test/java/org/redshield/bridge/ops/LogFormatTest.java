package org.redshield.bridge.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogFormatTest {

    @Test
    void inProductionALineIsOneJsonObjectWithItsContext() throws Exception {
        String line = lineOf("production");
        JsonNode json = new ObjectMapper().readTree(line);
        assertThat(json.path("message").asText()).isEqualTo("said \"this\"");
        assertThat(json.path("log").path("level").asText()).isEqualTo("INFO");
        assertThat(json.path("caseNo").asText()).isEqualTo("310105-2026-000123");
        assertThat(json.path("requestId").asText()).isEqualTo("request-1");
        assertThat(json.at("/service/node/name").asText()).isEqualTo("node1");
    }

    @Test
    void inTheDemonstrationALineIsForPeople() throws Exception {
        assertThat(lineOf("demo"))
                .contains("[310105-2026-000123", "request-1]", "said \"this\"")
                .doesNotStartWith("{");
    }

    private static String lineOf(String profile) throws Exception {
        Program java = new Program(Path.of(System.getProperty("java.home"), "bin", "java"));
        Program.Result result = java.run(
                Map.of("HOSTNAME", "node1"),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                LogProbe.class.getName(),
                "--spring.config.name=logging",
                "--spring.main.banner-mode=off",
                "--spring.profiles.active=" + profile);
        assertThat(result.exit()).as(result.err()).isZero();
        return result.out()
                .lines()
                .filter(line -> line.contains("said"))
                .findFirst()
                .orElseThrow();
    }
}
