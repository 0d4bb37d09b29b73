package org.redshield.bridge.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The alerts as Prometheus reads them: each rings in its fault, and none in a quiet hour. */
class PrometheusRulesTest {

    private static final Path RULES = Path.of("ops/prometheus/rules.yml");
    private static final Path PLAYED = Path.of("ops/prometheus/rules.test.yml");

    /** When the quiet hour is judged: all that is played in it must last so long, or an alert is silent for want of figures. */
    private static final String JUDGED = "7h";

    private static final String LASTS = "x420";
    private static final Pattern METRIC = Pattern.compile("[a-z]+_[a-z_]+");

    @Test
    void eachAlertRingsInItsFaultAndNoneInAQuietHour() throws Exception {
        Program.Result result = Program.named("promtool").run(Map.of(), "test", "rules", PLAYED.toString());
        assertThat(result.exit()).as(result.out() + result.err()).isZero();
    }

    @Test
    void noAlertIsLeftOut() throws IOException {
        List<JsonNode> plays = each(yaml(PLAYED).get("tests")).toList();
        JsonNode quiet = plays.get(0);
        List<JsonNode> judgements = plays.stream()
                .flatMap(play -> each(play.get("alert_rule_test")))
                .toList();
        for (JsonNode rule : each(yaml(RULES).at("/groups/0/rules"))
                .filter(rule -> rule.has("alert"))
                .toList()) {
            String alert = rule.get("alert").asText();
            String expression = rule.get("expr").asText();
            assertThat(each(quiet.get("alert_rule_test")))
                    .as(alert + " is awaited silent in the quiet hour")
                    .anyMatch(judged -> judged.get("alertname").asText().equals(alert)
                            && judged.get("exp_alerts").isEmpty()
                            && judged.get("eval_time").asText().equals(JUDGED));
            assertThat(METRIC.matcher(expression).results().map(MatchResult::group))
                    .as(alert + " has its figures in the quiet hour")
                    .allMatch(metric -> each(quiet.get("input_series"))
                            .anyMatch(series -> series.get("series").asText().startsWith(metric + "{")
                                    && series.get("values").asText().endsWith(LASTS)));
            assertThat(judgements.stream()
                            .filter(judged -> judged.get("alertname").asText().equals(alert)
                                    && !judged.get("exp_alerts").isEmpty()))
                    .as(alert + " rings in a fault of each side of its `or`")
                    .hasSizeGreaterThanOrEqualTo(expression.split(" or ").length);
        }
    }

    @Test
    void theNodesThatTheDashboardCallsReadyArePlayed() throws IOException {
        String ready = each(new ObjectMapper()
                        .readTree(Files.readString(Path.of("ops/grafana/redshield-bridge.json")))
                        .get("panels"))
                .filter(panel -> panel.get("title").asText().endsWith("Nodes ready"))
                .map(panel -> panel.at("/targets/0/expr").asText())
                .findAny()
                .orElseThrow();
        assertThat(each(yaml(PLAYED).get("tests"))
                        .flatMap(play -> each(play.path("promql_expr_test")))
                        .map(asked -> asked.get("expr").asText()))
                .contains(ready);
    }

    private static JsonNode yaml(Path file) throws IOException {
        return new ObjectMapper().valueToTree(new Yaml().load(Files.readString(file)));
    }

    private static Stream<JsonNode> each(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
