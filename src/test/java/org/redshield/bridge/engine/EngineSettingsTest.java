package org.redshield.bridge.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.engine.history.BridgeHistoryLevel;
import org.redshield.bridge.engine.job.BatchJobExecutor;
import org.redshield.bridge.engine.job.TakeJobs;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.Scenario;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.task.TaskExecutor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** The settings as the running engine has them, not as a file says them. */
class EngineSettingsTest extends Scenario {

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private ManagementService management;

    @Autowired
    private HistoryService history;

    @Autowired
    private ProcessMessages messages;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    @Qualifier("camundaTaskExecutor")
    private TaskExecutor jobThreads;

    @Test
    void theJobExecutorIsFastAndBounded() {
        ThreadPoolTaskExecutor threads = (ThreadPoolTaskExecutor) jobThreads;
        assertThat(threads.getCorePoolSize()).isEqualTo(4);
        assertThat(threads.getMaxPoolSize()).isEqualTo(4);
        assertThat(threads.getQueueCapacity()).isEqualTo(64);
        JobExecutor executor = configuration().getJobExecutor();
        assertThat(executor.isActive()).isTrue();
        assertThat(executor.getMaxJobsPerAcquisition()).isEqualTo(32);
        assertThat(executor.getWaitTimeInMillis()).isEqualTo(200);
        assertThat(executor.getMaxWait()).isEqualTo(5_000);
        assertThat(executor.getLockTimeInMillis()).isEqualTo(60_000);
        assertThat(configuration().isJobExecutorPreferTimerJobs()).isTrue();
        assertThat(configuration().isJobExecutorAcquireByDueDate()).isTrue();
        assertThat(configuration().isEnsureJobDueDateNotNull()).isTrue();
    }

    /** {@link TakeJobs} is written for these. */
    @Test
    void theStatementThatTakesJobsFitsTheSettings() {
        assertThat(configuration().getJobExecutor()).isInstanceOf(BatchJobExecutor.class);
        assertThat(configuration().isJobExecutorAcquireByPriority()).isFalse();
        assertThat(configuration().isJobExecutorDeploymentAware()).isFalse();
        assertThat(configuration().isJobExecutorAcquireExclusiveOverProcessHierarchies())
                .isFalse();
        assertThat(configuration().isHistoryCleanupEnabled()).isTrue();
        assertThat(configuration().getJobExecutorPriorityRangeMin()).isEqualTo(Long.MIN_VALUE);
        assertThat(configuration().getJobExecutorPriorityRangeMax()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void theEngineKeepsWhatItMustAndNothingElse() {
        ProcessEngineConfigurationImpl configuration = configuration();
        assertThat(configuration.getHistoryLevel()).isInstanceOf(BridgeHistoryLevel.class);
        assertThat(configuration.getHistoryRemovalTimeStrategy()).isEqualTo("none");
        assertThat(configuration.getHistoryCleanupStrategy()).isEqualTo("endTimeBased");
        assertThat(configuration.getHistoryCleanupBatchSize()).isEqualTo(200);
        assertThat(configuration.getAuthorizationCheckRevokes()).isEqualTo("never");
        assertThat(configuration.isMetricsEnabled()).isFalse();
        assertThat(configuration.isTaskMetricsEnabled()).isFalse();
        assertThat(configuration.isCmmnEnabled()).isFalse();
        assertThat(configuration.isStandaloneTasksEnabled()).isFalse();
        assertThat(configuration.getDefaultSerializationFormat()).isEqualTo("application/json");
        assertThat(configuration.isJavaSerializationFormatEnabled()).isFalse();
        assertThat(configuration.isAuthorizationEnabled()).isTrue();
        assertThat(configuration.isTenantCheckEnabled()).isTrue();
        assertThat(configuration.isEnableExpressionsInAdhocQueries()).isFalse();
        assertThat(configuration.isEnableExceptionsAfterUnhandledBpmnError()).isTrue();
    }

    @Test
    void aTaskWithoutAProcessIsRefused() {
        assertThat(as("admin")
                        .post("/engine-rest/task/create", Map.of("name", "x"))
                        .status())
                .isGreaterThanOrEqualTo(400);
        assertThat(as("officer310105")
                        .post("/engine-rest/task/create", Map.of("name", "x"))
                        .status())
                .isGreaterThanOrEqualTo(400);
    }

    @Test
    void idsAscendWithTime() {
        List<String> instances = java.util.stream.IntStream.range(0, 3)
                .mapToObj(i -> raise("officer310105", Requests.throughHomeBureau("SHOP_SUBJECT"))
                        .json()
                        .get("id")
                        .asText())
                .toList();
        assertThat(instances).isSorted().doesNotHaveDuplicates().allMatch(id -> id.length() == 23);
    }

    @Test
    void tasksLeaveNoAuthorizationRows() {
        long before = authorizations();
        String caseNo = raised("officer310105", Requests.throughHomeBureau("SHOP_SUBJECT"));
        String task = waitingTask("unithead310105", "approveRequest", caseNo)
                .get("id")
                .asText();
        assertThat(as("unithead310105")
                        .post("/engine-rest/task/" + task + "/claim", Map.of("userId", "unithead310105"))
                        .status())
                .isEqualTo(204);
        does("unithead310105", "approveRequest", caseNo, Map.of("decision", "approve", "reason", "同意协查"));
        assertThat(authorizations()).isEqualTo(before);
    }

    /** The tests' list has three intervals: four tries, then an incident. */
    @Test
    void aFailingJobIsTriedByTheListAndThenAnIncident() {
        String deployment = repository
                .createDeployment()
                .name("failing")
                .addModelInstance(
                        "failing.bpmn", Bpmn.readModelFromStream(new java.io.ByteArrayInputStream("""
                        <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
                            xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="test">
                          <message id="m" name="FailPlease"/>
                          <process id="failing" isExecutable="true" camunda:historyTimeToLive="P1D">
                            <startEvent id="begin"><messageEventDefinition messageRef="m"/></startEvent>
                            <sequenceFlow id="f" sourceRef="begin" targetRef="fail"/>
                            <serviceTask id="fail" camunda:asyncBefore="true"
                                camunda:delegateExpression="${checkCompleteness}">
                              <extensionElements>
                                <camunda:failedJobRetryTimeCycle>${retryIntervals.own}</camunda:failedJobRetryTimeCycle>
                              </extensionElements>
                            </serviceTask>
                          </process>
                        </definitions>
                        """.getBytes(
                                        java.nio.charset.StandardCharsets.UTF_8))))
                .deploy()
                .getId();
        try {
            messages.start("310105", "FailPlease", "310105-2026-777777", Map.of());
            Incident incident = await("an incident")
                    .atMost(Duration.ofSeconds(30))
                    .until(
                            () -> runtime.createIncidentQuery()
                                    .processDefinitionKeyIn("failing")
                                    .list(),
                            found -> !found.isEmpty())
                    .get(0);
            assertThat(incident.getIncidentType()).isEqualTo(Incident.FAILED_JOB_HANDLER_TYPE);
            assertThat(incident.getActivityId()).isEqualTo("fail");
            assertThat(management
                            .createJobQuery()
                            .jobId(incident.getConfiguration())
                            .singleResult()
                            .getRetries())
                    .isZero();
            assertThat(history.createHistoricJobLogQuery()
                            .jobId(incident.getConfiguration())
                            .failureLog()
                            .count())
                    .isEqualTo(4);
        } finally {
            repository.deleteDeployment(deployment, true);
        }
    }

    private long authorizations() {
        return jdbc.sql("select count(*) from act_ru_authorization")
                .query(Long.class)
                .single();
    }

    private ProcessEngineConfigurationImpl configuration() {
        return (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
    }
}
