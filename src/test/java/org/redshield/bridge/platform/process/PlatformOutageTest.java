package org.redshield.bridge.platform.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.redshield.bridge.support.Flow.assertThat;
import static org.redshield.bridge.support.Flow.instance;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.request.DataRequest.Status;
import org.redshield.bridge.platform.request.DataRequests;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.Alone;
import org.redshield.bridge.support.DataRequestProcess;
import org.redshield.bridge.support.Scenario;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** A platform that is away: for a week, on a clock that the test moves, or while it hangs. */
@Alone
@Tag("thorough")
@TestPropertySource(
        properties = {
            "bridge.platforms.taobao.pace.calls-per-second=40",
            "bridge.retry.platform=PT2S,PT10S,PT30S,PT1M,PT5M,PT15M,PT30M,PT1H,PT2H,PT4H,PT8H,P8D"
        })
class PlatformOutageTest extends Scenario {

    private static final AtomicInteger NUMBER = new AtomicInteger(920_000);
    private static final int REQUESTS = 60;

    @Autowired
    private DataRequests requests;

    @Autowired
    private IdentityService identity;

    @Autowired
    private JdbcClient jdbc;

    @AfterEach
    void thePlatformIsWell() {
        sandbox().put("/admin/faults", List.of());
    }

    private String started(Dataset dataset) {
        String caseNo = "310105-2026-" + NUMBER.incrementAndGet();
        return new DataRequestProcess(requests, runtime, identity).start(caseNo, dataset, "S1000001", clock.instant());
    }

    private void fault(Map<String, Object> fault) {
        assertThat(sandbox().put("/admin/faults", List.of(fault)).status()).isLessThan(300);
    }

    private Map<String, JsonNode> ledger(List<String> requestNos) {
        Map<String, JsonNode> found = new HashMap<>();
        for (JsonNode entry : sandbox().get("/admin/ledger").json().findParents("requestNo")) {
            String requestNo = entry.get("requestNo").asText();
            if (requestNos.contains(requestNo)) {
                assertThat(found.put(requestNo, entry)).as(requestNo).isNull();
            }
        }
        return found;
    }

    private int waiting(String condition) {
        return jdbc.sql("select count(*) from platform_call where " + condition)
                .query(Integer.class)
                .single();
    }

    @Test
    void afterSevenDaysItIsCaughtUpInOrderOfDeadlineWithoutAnybody() {
        fault(Map.of("fault", "HTTP_502", "times", -1));
        Instant begun = clock.instant();
        List<Integer> hours = new ArrayList<>();
        for (int hour = 0; hour < REQUESTS; hour++) {
            hours.add(hour);
        }
        Collections.shuffle(hours, new Random(20171031));
        List<String> inOrder = new ArrayList<>(Collections.nCopies(REQUESTS, ""));
        for (int hour : hours) {
            clock.setTo(begun.plus(Duration.ofHours(hour)));
            inOrder.set(hour, started(Dataset.ITEM));
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> waiting("true") == REQUESTS);

        clock.setTo(begun.plus(Duration.ofDays(7)));
        // The platform is tried again and again meanwhile.
        int tries = jdbc.sql("select sum(tries) from platform_call")
                .query(Integer.class)
                .single();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> jdbc.sql("select sum(tries) from platform_call")
                                .query(Integer.class)
                                .single()
                        > tries + 3);
        assertThat(waiting("state = 'GIVEN_UP'")).isZero();
        assertThat(runtime.createIncidentQuery().count()).isZero();
        assertThat(ledger(inOrder)).isEmpty();

        thePlatformIsWell();
        await().atMost(Duration.ofSeconds(90)).until(() -> inOrder.stream()
                .allMatch(requestNo -> requests.get(requestNo).status() == Status.ANSWERED));

        Map<String, JsonNode> ledger = ledger(inOrder);
        assertThat(ledger).hasSize(REQUESTS);
        List<String> arrived = inOrder.stream()
                .sorted(java.util.Comparator.comparing(requestNo ->
                        Instant.parse(ledger.get(requestNo).get("firstAt").asText())))
                .toList();
        // Calls that go together may overtake each other; without any order half of all pairs would.
        assertThat(overtakings(arrived, inOrder)).isLessThan(REQUESTS * (REQUESTS - 1) / 2 * 15 / 100);
        Duration took = Duration.between(
                Instant.parse(ledger.get(arrived.get(1)).get("firstAt").asText()),
                Instant.parse(
                        ledger.get(arrived.get(REQUESTS - 1)).get("firstAt").asText()));
        // 20 submissions a second at most.
        assertThat(took).isGreaterThan(Duration.ofSeconds(REQUESTS / 20 - 1));
        assertThat(runtime.createIncidentQuery().count()).isZero();
        assertThat(inOrder).allSatisfy(requestNo -> assertThat(
                        tasks("officer310105", "resumePlatformCall", requestNo.substring(0, 18)))
                .isEmpty());
    }

    /** Pairs that arrived the other way round. */
    private static int overtakings(List<String> arrived, List<String> inOrder) {
        int count = 0;
        for (int i = 0; i < arrived.size(); i++) {
            for (int j = i + 1; j < arrived.size(); j++) {
                if (inOrder.indexOf(arrived.get(i)) > inOrder.indexOf(arrived.get(j))) {
                    count++;
                }
            }
        }
        return count;
    }

    @Test
    void whileItHangsTheEngineWorksForOthers() {
        // After a jump of the clock the first call learns what time it is there.
        String first = started(Dataset.ITEM);
        await().atMost(Duration.ofSeconds(60)).until(() -> requests.get(first).status() == Status.ANSWERED);
        fault(Map.of("fault", "ACT_THEN_SILENCE", "apiName", "request.submit", "times", -1, "hold", "PT60S"));
        List<String> hanging = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            hanging.add(started(Dataset.ITEM));
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> ledger(hanging).size() == 2);
        Instant since = clock.instant();

        // A letter's way from one bureau to the other takes a dozen jobs of the same engine.
        String caseNo = raised("officer310105", Requests.question());
        does("unithead310105", "approveRequest", caseNo, Map.of("decision", "approve"));
        assertThat(instance("assistanceHandling", "330110", caseNo)).isWaitingAt("acknowledgeLetter");
        // Two at once, each until its 15 seconds are over.
        long rounds = 1 + Duration.between(since, clock.instant()).toSeconds() / 15;
        assertThat(ledger(hanging).size()).isLessThanOrEqualTo((int) (2 * rounds));

        thePlatformIsWell();
        await().atMost(Duration.ofSeconds(60)).until(() -> hanging.stream()
                .allMatch(requestNo -> requests.get(requestNo).status() == Status.ANSWERED));
        assertThat(ledger(hanging)).hasSize(6);
    }
}
