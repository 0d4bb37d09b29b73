package org.redshield.bridge.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.Scenario;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/** Every chart as Prometheus answers it, which scrapes a running bridge: none is empty because it asks for the wrong thing. */
class DashboardTest extends Scenario {

    /**
     * HAProxy is held against them by its own test; the others have a series for each platform of which something waits, and for
     * each alert that rings.
     */
    private static final Pattern ELSEWHERE = Pattern.compile("haproxy_|bridge_platform_(?:calls|loads)_|ALERTS");

    private static final Pattern LABEL = Pattern.compile("\\{\\{(\\w+)}}");

    private static final ObjectMapper JSON = new ObjectMapper();

    @Autowired
    private Environment environment;

    /** The same bridge as two nodes. */
    @Tag("thorough")
    @Test
    void everyChartShowsSomethingAndTellsNodesApart(@TempDir Path folder) throws Exception {
        String caseNo = raised("officer310105", Requests.question());
        does("unithead310105", "approveRequest", caseNo, Map.of("decision", "approve", "reason", "同意"));
        waitingTask("officer330110", "acknowledgeLetter", caseNo);
        int port = freePort();
        Path settings = Files.writeString(folder.resolve("prometheus.yml"), """
                global: {scrape_interval: 1s, evaluation_interval: 1s}
                rule_files: ['%1$s']
                scrape_configs:
                  - job_name: redshield-bridge
                    metrics_path: /actuator/prometheus
                    static_configs: [{targets: ['localhost:%2$s', '127.0.0.1:%2$s']}]
                """.formatted(
                        Path.of("ops/prometheus/rules.yml").toAbsolutePath(),
                        environment.getRequiredProperty("local.management.port")));
        Process prometheus = Program.named("prometheus")
                .builder(
                        Map.of(),
                        "--config.file=" + settings,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        try {
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofSeconds(1))
                    .ignoreExceptions()
                    .untilAsserted(() -> {
                        assertThat(asked(port, "up == 1")).hasSize(2);
                        for (JsonNode panel : panels()) {
                            shows(port, panel);
                        }
                    });
        } finally {
            prometheus.destroyForcibly().onExit().join();
        }
    }

    private static void shows(int port, JsonNode panel) {
        List<String> legends = new ArrayList<>();
        for (JsonNode target : panel.path("targets")) {
            String chart = target.get("expr").asText();
            JsonNode answer = asked(port, chart);
            if (!ELSEWHERE.matcher(chart).find()) {
                assertThat(answer).as(chart).isNotEmpty();
            }
            answer.forEach(series -> legends.add(legend(target, series.get("metric"))));
        }
        assertThat(legends).as(panel.get("title").asText()).doesNotHaveDuplicates();
    }

    @Test
    void aFigureThatNobodyReadsIsNotGreen() throws IOException {
        assertThat(panels().stream().filter(panel -> panel.get("type").asText().equals("stat")))
                .hasSizeGreaterThan(10)
                .allSatisfy(panel -> {
                    JsonNode drawn = panel.at("/fieldConfig/defaults");
                    assertThat(drawn.get("noValue").asText()).isEqualTo("没有读数");
                    assertThat(drawn.at("/thresholds/steps/0/value").isNull()).isTrue();
                    assertThat(drawn.at("/thresholds/steps/0/color").asText()).isEqualTo("red");
                });
    }

    /** A day has 5 minutes between two points, in which an alert rings and is silent again. */
    @Test
    void whatIsAlarmedAboutIsDrawnWithTheWorstBetweenTwoPoints() throws IOException {
        assertThat(panels().stream()
                        .filter(panel -> panel.at("/fieldConfig/defaults/custom/thresholdsStyle/mode")
                                .asText()
                                .equals("line"))
                        .flatMap(panel -> panel.get("targets").findValuesAsText("expr").stream()))
                .hasSizeGreaterThan(10)
                .allMatch(chart -> chart.contains("["));
    }

    @Test
    void whatIsReadIsChinese() throws IOException {
        for (JsonNode panel : panels()) {
            assertThat(panel.get("title").asText()).containsPattern("\\p{IsHan}");
            assertThat(panel.findValuesAsText("legendFormat").stream()
                            .flatMap(legend -> LABEL.matcher(legend).results().map(label -> label.group(1))))
                    .as("labels whose values people know: " + panel.get("title"))
                    .isSubsetOf("instance", "platform", "bureau", "title", "code", "alertname");
        }
    }

    private static List<JsonNode> panels() throws IOException {
        JsonNode dashboard = JSON.readTree(Files.readString(Path.of("ops/grafana/redshield-bridge.json")));
        return StreamSupport.stream(dashboard.get("panels").spliterator(), false)
                .toList();
    }

    /** As Grafana writes it. */
    private static String legend(JsonNode target, JsonNode labels) {
        return LABEL.matcher(target.path("legendFormat").asText())
                .replaceAll(label -> labels.path(label.group(1)).asText());
    }

    private static JsonNode asked(int port, String chart) {
        Http.Answer answer = new Http("http://127.0.0.1:" + port, null)
                .get("/api/v1/query?query="
                        + URLEncoder.encode(chart.replace("$__rate_interval", "1m"), StandardCharsets.UTF_8));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().at("/data/result");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
