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
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.Scenario;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/** Every chart as Prometheus answers it, which scrapes a running bridge: none is empty because it asks for the wrong thing. */
class DashboardTest extends Scenario {

    /** HAProxy is held against them by its own test; the others have a series for each platform of which something waits. */
    private static final Pattern ELSEWHERE = Pattern.compile("haproxy_|bridge_platform_(?:calls|loads)_");

    private static final ObjectMapper JSON = new ObjectMapper();

    @Autowired
    private Environment environment;

    @Test
    void everyChartShowsSomething(@TempDir Path folder) throws Exception {
        String caseNo = raised("officer310105", Requests.question());
        does("unithead310105", "approveRequest", caseNo, Map.of("decision", "approve", "reason", "同意"));
        waitingTask("officer330110", "acknowledgeLetter", caseNo);
        int port = freePort();
        Path settings = Files.writeString(folder.resolve("prometheus.yml"), """
                scrape_configs:
                  - job_name: redshield-bridge
                    scrape_interval: 1s
                    metrics_path: /actuator/prometheus
                    static_configs: [{targets: ['localhost:%s']}]
                """.formatted(
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
            Set<String> empty = charts();
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofSeconds(1))
                    .ignoreExceptions()
                    .untilAsserted(() -> {
                        for (String chart : Set.copyOf(empty)) {
                            if (!asked(port, chart).isEmpty()) {
                                empty.remove(chart);
                            }
                        }
                        assertThat(empty)
                                .allMatch(chart -> ELSEWHERE.matcher(chart).find());
                    });
        } finally {
            prometheus.destroyForcibly().onExit().join();
        }
    }

    private static Set<String> charts() throws IOException {
        JsonNode dashboard = JSON.readTree(Files.readString(Path.of("ops/grafana/redshield-bridge.json")));
        Set<String> charts = new TreeSet<>();
        dashboard.get("panels").forEach(panel -> panel.path("targets")
                .forEach(target -> charts.add(target.get("expr").asText())));
        assertThat(charts).hasSizeGreaterThan(30);
        return charts;
    }

    private static JsonNode asked(int port, String chart) {
        Http.Answer answer = new Http("http://127.0.0.1:" + port, null)
                .get("/api/v1/query?query=" + URLEncoder.encode(chart, StandardCharsets.UTF_8));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().at("/data/result");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
