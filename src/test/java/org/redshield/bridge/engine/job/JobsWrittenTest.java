package org.redshield.bridge.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.engine.ProcessMessages;
import org.redshield.bridge.support.Scenario;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** How soon the running executor gets to a job of which the engine itself tells it nothing; left alone it sleeps five seconds. */
class JobsWrittenTest extends Scenario {

    private static final Duration AT_MOST = Duration.ofSeconds(1);

    @Autowired
    private RepositoryService repository;

    @Autowired
    private ManagementService management;

    @Autowired
    private ProcessMessages messages;

    @Autowired
    private Environment environment;

    private String deployment;
    private String caseNo;

    @BeforeEach
    void oneThatWaitsForAnHour() throws InterruptedException {
        deployment = repository
                .createDeployment()
                .name("waiting")
                .addInputStream("waiting.bpmn", new ByteArrayInputStream("""
                        <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
                            xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="test">
                          <message id="m" name="WaitPlease"/>
                          <process id="waiting" isExecutable="true" camunda:historyTimeToLive="P1D">
                            <startEvent id="begin"><messageEventDefinition messageRef="m"/></startEvent>
                            <sequenceFlow id="f" sourceRef="begin" targetRef="wait"/>
                            <intermediateCatchEvent id="wait"><timerEventDefinition>
                              <timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>
                          </process>
                        </definitions>
                        """.getBytes(StandardCharsets.UTF_8)))
                .deploy()
                .getId();
        caseNo = "310105-2026-" + UUID.randomUUID();
        messages.start("310105", "WaitPlease", caseNo, Map.of());
        // Now nobody has anything to do, and all have looked.
        Thread.sleep(700);
    }

    @AfterEach
    void forget() {
        repository.deleteDeployment(deployment, true);
    }

    private Job timer() {
        return management.createJobQuery().processDefinitionKey("waiting").singleResult();
    }

    private void firesWithin(Instant due) {
        await().pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofSeconds(10))
                .until(() -> timer() == null);
        assertThat(Duration.between(due, Instant.now())).isBetween(Duration.ZERO, AT_MOST);
    }

    @Test
    void aDateThatIsMovedToAMomentFromNow() {
        Instant due = Instant.now().plusMillis(1_500);
        management.setJobDuedate(timer().getId(), Date.from(due));
        firesWithin(due);
    }

    @Test
    void aJobThatMayBeTriedAgain() throws InterruptedException {
        Job job = timer();
        management.setJobRetries(job.getId(), 0);
        management.setJobDuedate(job.getId(), new Date());
        Thread.sleep(700);
        Instant due = Instant.now();
        management.setJobRetries(job.getId(), 1);
        firesWithin(due);
    }

    @Test
    void aJobThatAnotherNodeWrites() {
        JdbcClient other = JdbcClient.create(new DriverManagerDataSource(
                environment.getRequiredProperty("spring.datasource.url"), "postgres", "postgres"));
        Instant due = Instant.now();
        other.sql("update act_ru_job set duedate_ = ? where id_ = ?")
                .params(Timestamp.from(due), timer().getId())
                .update();
        other.sql("select pg_notify('bridge_work', 'clocks jobs')")
                .query((row, n) -> true)
                .list();
        firesWithin(due);
    }
}
