package org.redshield.bridge.operations.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.operations.trace.Collector.Told;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.CapturedLog;
import org.redshield.bridge.support.Scenario;
import org.slf4j.LoggerFactory;

/** What somebody at a collector sees of one request: from the click to the platform. */
class TracesTest extends Scenario {

    private static final Logger SQL = (Logger) LoggerFactory.getLogger("org.springframework.jdbc.core.JdbcTemplate");

    /** Who did it, his secret, and what he wrote. */
    private static final Pattern PERSON = Pattern.compile("officer310105|unithead310105|Basic |021-22050000|同意");

    @Test
    void aRequestIsFollowedFromTheClickToThePlatform() throws Exception {
        // Every statement is a line of the log.
        SQL.setLevel(Level.DEBUG);
        try (Collector collector = new Collector();
                CapturedLog log = new CapturedLog();
                TraceExport export =
                        new TraceExport(new TraceSettings(collector.address(), 1), "redshield-bridge", "node1")) {
            String caseNo = raised("officer310105", Requests.direct("SHOP_SUBJECT"));
            does("unithead310105", "approveRequest", caseNo, Map.of("decision", "approve", "reason", "同意"));
            assertThat(as("officer310105").get("/api/cases/" + caseNo).status()).isEqualTo(200);
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                export.flush();
                assertThat(find(collector, span -> span.name().equals("step recordAnswer") && of(span, caseNo)))
                        .isPresent();
            });

            Told submitted = find(collector, span -> span.name().equals("platform taobao submit") && of(span, caseNo))
                    .orElseThrow();
            assertThat(submitted.kind()).as("CLIENT").isEqualTo(3);
            Told step = parent(collector, submitted);
            assertThat(step.name()).isEqualTo("step submitDataRequest");
            assertThat(step.attributes()).containsEntry("bridge.tenant", "310105");
            assertThat(first(collector, step).name()).isEqualTo("job");

            Told page = find(collector, span -> span.name().equals("GET /api/cases/{caseNo}") && of(span, caseNo))
                    .orElseThrow();
            assertThat(page.kind()).as("SERVER").isEqualTo(2);
            assertThat(page.parent()).isEmpty();
            assertThat(page.attributes())
                    .containsEntry("http.response.status_code", "200")
                    .containsKey("bridge.requestId");
            assertThat(names(collector)).anyMatch(name -> name.matches("POST /(engine-rest|camunda/api/.*)/task/\\*"));
            assertThat(names(collector)).anyMatch(name -> name.startsWith("platform taobao open"));
            assertThat(find(collector, span -> span.name().startsWith("platform taobao open"))
                            .map(span -> first(collector, span).name()))
                    .hasValueSatisfying(name -> assertThat(name).startsWith("work "));

            assertThat(log.events(event ->
                            submitted.trace().equals(event.getMDCPropertyMap().get("traceId"))))
                    .as("lines of the log lead to the trace")
                    .anyMatch(event -> caseNo.equals(event.getMDCPropertyMap().get("caseNo")));
            assertThat(collector.spans())
                    .as("nobody's name, no secret")
                    .noneMatch(span -> PERSON.matcher(span.everything()).find());
        } finally {
            SQL.setLevel(null);
        }
        assertThat(Traced.asked("HTTP")).as("nobody wants to know any more").isNull();
    }

    private static List<String> names(Collector collector) {
        return collector.spans().stream().map(Told::name).distinct().toList();
    }

    private static boolean of(Told span, String caseNo) {
        return caseNo.equals(span.attributes().get("bridge.caseNo"));
    }

    private static Optional<Told> find(Collector collector, Predicate<Told> which) {
        return collector.spans().stream().filter(which).findFirst();
    }

    private static Told parent(Collector collector, Told child) {
        return find(collector, span -> span.id().equals(child.parent())).orElseThrow();
    }

    private static Told first(Collector collector, Told span) {
        return span.parent().isEmpty() ? span : first(collector, parent(collector, span));
    }
}
