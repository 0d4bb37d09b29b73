package org.redshield.bridge.platform.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.redshield.bridge.support.Flow.assertThat;
import static org.redshield.bridge.support.Flow.instance;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.runtime.Incident;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.engine.job.ClockTimers;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.request.DataRequest.Status;
import org.redshield.bridge.platform.request.DataRequests;
import org.redshield.bridge.support.DataRequestProcess;
import org.redshield.bridge.support.Scenario;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What could not be sent for as long as it was tried: a sentence, an incident, one button; and the return of a platform. */
class PlatformFaultTest extends Scenario {

    private static final AtomicInteger NUMBER = new AtomicInteger(910_000);
    private static final String FAULT = "platformFault";
    private static final String BUREAU = "310105";

    @Autowired
    private DataRequests requests;

    @Autowired
    private IdentityService identity;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private ManagementService management;

    @Autowired
    private ClockTimers timers;

    private String caseNo;

    @BeforeEach
    @AfterEach
    void thePlatformIsWell() {
        sandbox().put("/admin/faults", List.of());
    }

    private String started() {
        caseNo = "310105-2026-" + NUMBER.incrementAndGet();
        return new DataRequestProcess(requests, runtime, identity)
                .start(caseNo, Dataset.ITEM, "S1000001", clock.instant());
    }

    /** A request that is never taken, so that it is given up. */
    private String givenUp() {
        Map<String, Object> fault = Map.of("fault", "REMOTE_SERVICE_ERROR", "apiName", "request.submit", "times", -1);
        assertThat(sandbox().put("/admin/faults", List.of(fault)).status()).isLessThan(300);
        String requestNo = started();
        assertThat(instance("platformFault", "310105", caseNo)).isWaitingAt("resumePlatformCall");
        return requestNo;
    }

    private List<Incident> incidents() {
        return runtime.createIncidentQuery().list().stream()
                .filter(incident -> caseNo.equals(runtime.createProcessInstanceQuery()
                        .processInstanceId(incident.getProcessInstanceId())
                        .singleResult()
                        .getBusinessKey()))
                .toList();
    }

    private List<JsonNode> ledger(String requestNo) {
        return sandbox().get("/admin/ledger").json().findParents("requestNo").stream()
                .filter(entry -> entry.get("requestNo").asText().equals(requestNo))
                .toList();
    }

    @Test
    void oneButtonResumesWhatWasGivenUp() {
        String requestNo = givenUp();

        JsonNode task = waitingTask("officer310105", "resumePlatformCall", caseNo);
        String summary = as("officer310105")
                .get("/engine-rest/task/" + task.get("id").asText() + "/form-variables")
                .json()
                .at("/summary/value")
                .asText();
        assertThat(summary).contains(caseNo, "“提交平台”", "淘宝", "isp.", "没有丢失");
        assertThat(incidents()).singleElement().satisfies(incident -> {
            assertThat(incident.getTenantId()).isEqualTo(BUREAU);
            assertThat(incident.getIncidentMessage()).contains("“提交平台”", "isp.", "恢复平台调用");
        });
        assertThat(ledger(requestNo)).isEmpty();
        JsonNode beside = as("officer310105")
                .get("/api/tasks/" + task.get("id").asText() + "/case")
                .json();
        assertThat(beside.get("caseNo").asText()).isEqualTo(caseNo);
        assertThat(beside.has("subjectId")).as("no file can be added to a call").isFalse();

        thePlatformIsWell();
        does("officer310105", "resumePlatformCall", caseNo, Map.of("decision", "resume"));

        assertThat(instance(DataRequestProcess.KEY, BUREAU, caseNo)).isEnded();
        assertThat(instance(FAULT, BUREAU, caseNo)).isEnded();
        assertThat(requests.get(requestNo).status()).isEqualTo(Status.ANSWERED);
        assertThat(ledger(requestNo)).hasSize(1);
        assertThat(incidents()).isEmpty();
        assertThat(instance(FAULT, BUREAU, caseNo))
                .passedExactly("platformGivenUp", "resumePlatformCall", "releaseCall", "callReleased");
        isForgotten();
    }

    @Test
    void whenThePlatformIsBackTheTaskEndsByItself() {
        givenUp();
        // Two that fail: whatever was called before, the platform counts as away.
        String first = givenUp();
        String firstCase = caseNo;
        thePlatformIsWell();

        // Somebody else's request finds out that it is back.
        String second = started();
        assertThat(instance(DataRequestProcess.KEY, BUREAU, caseNo)).isEnded();

        assertThat(instance(DataRequestProcess.KEY, BUREAU, firstCase)).isEnded();
        assertThat(instance(FAULT, BUREAU, firstCase))
                .isEnded()
                .passedExactly("platformGivenUp", "resumePlatformCall", "platformRecovered", "nothingToRelease");
        assertThat(requests.get(first).status()).isEqualTo(Status.ANSWERED);
        assertThat(requests.get(second).status()).isEqualTo(Status.ANSWERED);
        assertThat(ledger(first)).hasSize(1);
    }

    /** Its timer comes with the step after the one that waits. */
    @Test
    void aDeadlineThatRunsOutMeanwhileIsNoDefectOfTheProcess() {
        String requestNo = givenUp();
        var timer = new ClockTimers.Wanted(BUREAU, requestNo, Set.of("answerOverdue"));

        assertThat(timers.inHand(List.of(timer))).containsExactly(timer);
        assertThat(timers.fire(timer)).isEqualTo(ClockTimers.Fired.IN_HAND);
        assertThat(incidents()).hasSize(1);

        thePlatformIsWell();
        does("officer310105", "resumePlatformCall", caseNo, Map.of("decision", "resume"));
        assertThat(instance(DataRequestProcess.KEY, BUREAU, caseNo)).isEnded();
    }

    /** Else the engine would run the job again each minute, and nobody would ever hear of it. */
    @Test
    void whenEvenTheFailureCannotBeWrittenDownTheRetryCycleCounts() {
        jdbc.sql("""
                        create function refuse_call() returns trigger language plpgsql as
                        $$ begin raise exception 'disk full'; end $$
                        """).update();
        jdbc.sql("create trigger refused before insert on platform_call for each row execute function refuse_call()")
                .update();
        try {
            Map<String, Object> fault = Map.of("fault", "HTTP_502", "apiName", "request.submit", "times", -1);
            assertThat(sandbox().put("/admin/faults", List.of(fault)).status()).isLessThan(300);
            started();
            await().atMost(Duration.ofSeconds(60)).until(() -> !incidents().isEmpty());
        } finally {
            jdbc.sql("drop trigger refused on platform_call").update();
            jdbc.sql("drop function refuse_call()").update();
        }
        assertThat(incidents()).hasSize(1);
        thePlatformIsWell();
        management.setJobRetries(incidents().get(0).getConfiguration(), 1);
        assertThat(instance(DataRequestProcess.KEY, BUREAU, caseNo)).isEnded();
    }

    @Test
    void anotherBureauSeesNothingOfIt() {
        givenUp();
        assertThat(tasks("officer330110", "resumePlatformCall", caseNo)).isEmpty();
        thePlatformIsWell();
        does("officer310105", "resumePlatformCall", caseNo, Map.of("decision", "resume"));
        assertThat(instance(DataRequestProcess.KEY, BUREAU, caseNo)).isEnded();
    }

    /** Nothing stays in the line once a call is over. */
    private void isForgotten() {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> jdbc.sql("select count(*) from platform_call where case_no = ?")
                                .param(caseNo)
                                .query(Integer.class)
                                .single()
                        == 0);
    }
}
