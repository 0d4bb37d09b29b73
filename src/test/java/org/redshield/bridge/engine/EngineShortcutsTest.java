package org.redshield.bridge.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.SuspendedEntityInteractionException;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.identity.ReadOnlyIdentityProvider;
import org.camunda.bpm.engine.impl.identity.db.DbIdentityServiceProvider;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.GenericManagerFactory;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.engine.account.People;
import org.redshield.bridge.engine.account.Person;
import org.redshield.bridge.engine.job.Onward;
import org.redshield.bridge.support.Scenario;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What our engine asks less often than the stock one must come out the same. */
class EngineShortcutsTest extends Scenario {

    private static final String CASE = "310105-2026-888888";
    private static final Variable<String> KEY = Variable.text("requestId");

    /** Waits for a message, with a deadline beside it, and goes on in the background. */
    private static final String MODEL = """
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
                         xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="t">
              <message id="begin" name="ShortcutBegin"/>
              <message id="go" name="ShortcutGo"/>
              <process id="shortcut" isExecutable="true" camunda:historyTimeToLive="P1D">
                <startEvent id="begun" camunda:asyncAfter="true"><messageEventDefinition messageRef="begin"/></startEvent>
                <sequenceFlow id="a" sourceRef="begun" targetRef="waits"/>
                <receiveTask id="waits" messageRef="go" camunda:asyncAfter="true"/>
                <boundaryEvent id="late" attachedToRef="waits" cancelActivity="false">
                  <timerEventDefinition><timeDuration>P7D</timeDuration></timerEventDefinition>
                </boundaryEvent>
                <sequenceFlow id="b" sourceRef="waits" targetRef="ended"/>
                <endEvent id="ended"/>
                <sequenceFlow id="c" sourceRef="late" targetRef="lateEnded"/>
                <endEvent id="lateEnded"/>
              </process>
            </definitions>
            """;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private ManagementService management;

    @Autowired
    private ProcessMessages messages;

    @Autowired
    private Onward onward;

    @Autowired
    private TransactionTemplate transactions;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private People people;

    @Autowired
    private IdentityService identity;

    private String deployment;

    @BeforeEach
    void deploy() {
        deployment = repository
                .createDeployment()
                .addModelInstance(
                        "shortcut.bpmn",
                        Bpmn.readModelFromStream(
                                new java.io.ByteArrayInputStream(MODEL.getBytes(StandardCharsets.UTF_8))))
                .deploy()
                .getId();
    }

    @AfterEach
    void undeploy() {
        repository.deleteDeployment(deployment, true);
    }

    @Test
    void theNodeThatWritesAJobTakesItWithTheRowAndRunsItAfterTheCommit() {
        transactions.executeWithoutResult(transaction -> {
            start("one");
            assertThat(owners()).containsExactly(own());
        });
        await("the job has run").atMost(Duration.ofSeconds(10)).until(this::waiting);
    }

    @Test
    void behindAMessageThatIsHandedOverInOneGoThereIsNoJob() {
        transactions.executeWithoutResult(transaction -> {
            onward.inOneGo(() -> start("one"));
            assertThat(waiting()).isTrue();
            onward.inOneGo(() -> assertThat(messages.correlate("310105", "ShortcutGo", KEY, "one", Map.of()))
                    .isTrue());
            assertThat(owners()).isEmpty();
        });
        assertThat(runtime.createProcessInstanceQuery()
                        .processDefinitionKey("shortcut")
                        .count())
                .isZero();
    }

    /** Of two that wait for the same message each is found by what its own scope says, however far up. */
    @Test
    void aMessageIsForWhoeverSeesTheValue() {
        onward.inOneGo(() -> start("one"));
        onward.inOneGo(() -> start("two"));
        String two = runtime.createProcessInstanceQuery()
                .processDefinitionKey("shortcut")
                .variableValueEquals("requestId", "two")
                .singleResult()
                .getId();
        String waits = runtime.createExecutionQuery()
                .processInstanceId(two)
                .messageEventSubscriptionName("ShortcutGo")
                .singleResult()
                .getId();
        runtime.setVariableLocal(waits, "requestId", "three");

        assertThat(messages.correlate("310105", "ShortcutGo", KEY, "two", Map.of()))
                .as("hidden by its own")
                .isFalse();
        assertThat(messages.correlate("330110", "ShortcutGo", KEY, "three", Map.of()))
                .as("another organisation's")
                .isFalse();
        onward.inOneGo(() -> assertThat(messages.correlate("310105", "ShortcutGo", KEY, "three", Map.of()))
                .isTrue());
        onward.inOneGo(() -> assertThat(messages.correlate("310105", "ShortcutGo", KEY, "one", Map.of()))
                .isTrue());
    }

    @Test
    void whatIsRolledBackIsNotRun() {
        transactions.executeWithoutResult(transaction -> {
            start("one");
            transaction.setRollbackOnly();
        });
        assertThat(runtime.createProcessInstanceQuery()
                        .processDefinitionKey("shortcut")
                        .count())
                .isZero();
    }

    @Test
    void aJobOfAnInstanceThatANodeWorksOnIsLeftAndFoundLater() {
        start("one");
        await("it waits").atMost(Duration.ofSeconds(10)).until(this::waiting);
        jdbc.sql("""
                        update act_ru_job set lock_owner_ = 'another', lock_exp_time_ = now() + interval '1 hour'
                         where process_def_key_ = 'shortcut'
                        """).update();
        transactions.executeWithoutResult(transaction -> {
            assertThat(messages.correlate("310105", "ShortcutGo", KEY, "one", Map.of()))
                    .isTrue();
            assertThat(jdbc.sql(
                                    "select count(*) from act_ru_job where process_def_key_ = 'shortcut' and lock_owner_ is null")
                            .query(Long.class)
                            .single())
                    .isOne();
        });
        jdbc.sql("update act_ru_job set lock_owner_ = null, lock_exp_time_ = null where lock_owner_ = 'another'")
                .update();
        await("it has ended")
                .atMost(Duration.ofSeconds(10))
                .until(() -> runtime.createProcessInstanceQuery()
                                .processDefinitionKey("shortcut")
                                .count()
                        == 0);
    }

    /** Both variables go by one statement; one of them was changed by somebody else meanwhile. */
    @Test
    void rowsDeletedTogetherAreEachCheckedForTheirRevision() {
        start("one", Map.of("requestId", "one", "decision", "approve"));
        await("it waits").atMost(Duration.ofSeconds(10)).until(this::waiting);
        String instance = runtime.createProcessInstanceQuery()
                .processDefinitionKey("shortcut")
                .singleResult()
                .getId();

        assertThatExceptionOfType(OptimisticLockingException.class)
                .isThrownBy(() -> configuration().getCommandExecutorTxRequired().execute(context -> {
                    runtime.removeVariables(instance, List.of("requestId", "decision"));
                    CompletableFuture.runAsync(() -> jdbc.sql(
                                            "update act_ru_variable set rev_ = rev_ + 1 where name_ = 'decision' and proc_inst_id_ = ?")
                                    .param(instance)
                                    .update())
                            .join();
                    return null;
                }));

        assertThat(runtime.getVariables(instance)).containsOnlyKeys("requestId", "decision");
        runtime.removeVariables(instance, List.of("requestId", "decision"));
        assertThat(runtime.getVariables(instance)).isEmpty();
    }

    @Test
    void aSuspendedDefinitionIsSeenAtOnceAndAPriorityIsKept() {
        start("one");
        await("it waits").atMost(Duration.ofSeconds(10)).until(this::waiting);
        String async = management
                .createJobDefinitionQuery()
                .processDefinitionKey("shortcut")
                .activityIdIn("waits")
                .singleResult()
                .getId();

        management.setOverridingJobPriorityForJobDefinition(async, 7);
        assertThat(management
                        .createJobDefinitionQuery()
                        .jobDefinitionId(async)
                        .singleResult()
                        .getOverridingJobPriority())
                .isEqualTo(7);

        management.suspendJobDefinitionById(async);
        messages.correlate("310105", "ShortcutGo", KEY, "one", Map.of());
        assertThat(management
                        .createJobQuery()
                        .jobDefinitionId(async)
                        .singleResult()
                        .isSuspended())
                .isTrue();

        String definition = repository
                .createProcessDefinitionQuery()
                .processDefinitionKey("shortcut")
                .singleResult()
                .getId();
        repository.suspendProcessDefinitionByKey("shortcut");
        assertThatExceptionOfType(SuspendedEntityInteractionException.class)
                .isThrownBy(() -> runtime.startProcessInstanceById(definition));
    }

    @Test
    void aPersonIsLookedUpByOneStatementInOneTransaction() {
        assertThat(asked(() -> assertThat(people.find("officer310105")).isPresent()))
                .containsExactly("statement", "commit");
        assertThat(asked(() ->
                        assertThat(people.byPassword("officer310105", "demo")).isPresent()))
                .containsExactly("statement", "commit");
        assertThat(people.find("nobody")).isEmpty();
    }

    /** A directory in place of our accounts is asked by the engine's queries, and the person is the same. */
    @Test
    void aPersonOfAnotherIdentityProviderIsTheSame() {
        List<Optional<Person>> ours = List.of(
                people.find("officer310105"), people.byPassword("officer310105", "demo"), people.find("nobody"));
        identity.createTenantGroupMembership("330110", "officer");
        Map<Class<?>, SessionFactory> parts = configuration().getSessionFactories();
        SessionFactory accounts = parts.get(ReadOnlyIdentityProvider.class);
        try {
            Optional<Person> ofTwo = people.find("officer310105");
            assertThat(ofTwo.orElseThrow().tenants())
                    .as("those of his groups too")
                    .containsExactly("310105", "330110");
            parts.put(ReadOnlyIdentityProvider.class, new GenericManagerFactory(DbIdentityServiceProvider.class));
            assertThat(asked(() -> assertThat(people.find("officer310105")).isEqualTo(ofTwo)))
                    .containsExactly("statement", "statement", "statement", "commit");
            identity.deleteTenantGroupMembership("330110", "officer");
            assertThat(List.of(
                            people.find("officer310105"),
                            people.byPassword("officer310105", "demo"),
                            people.find("nobody")))
                    .isEqualTo(ours);
        } finally {
            parts.put(ReadOnlyIdentityProvider.class, accounts);
            identity.deleteTenantGroupMembership("330110", "officer");
        }
    }

    /** What this thread asks of the database meanwhile, as MyBatis, JDBC and the transactions tell their logs. */
    private static List<String> asked(Runnable work) {
        Thread here = Thread.currentThread();
        List<String> asked = new ArrayList<>();
        AppenderBase<ILoggingEvent> ears = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                String said = event.getMessage();
                if (here != Thread.currentThread()) {
                    return;
                }
                if (said.startsWith("==>  Preparing") || said.startsWith("Executing prepared SQL statement")) {
                    asked.add("statement");
                } else if (said.startsWith("Initiating transaction commit")) {
                    asked.add("commit");
                }
            }
        };
        ears.start();
        List<Logger> loggers = Stream.of(
                        "bridge",
                        "org.camunda.bpm.engine.impl.persistence.entity",
                        "org.springframework.jdbc.core.JdbcTemplate",
                        "org.redshield.bridge.DatabasePools$Transactions")
                .map(name -> (Logger) LoggerFactory.getLogger(name))
                .toList();
        List<Level> before = loggers.stream().map(Logger::getLevel).toList();
        loggers.forEach(logger -> {
            logger.setLevel(Level.DEBUG);
            logger.setAdditive(false);
            logger.addAppender(ears);
        });
        try {
            work.run();
            return asked;
        } finally {
            for (int i = 0; i < before.size(); i++) {
                loggers.get(i).detachAppender(ears);
                loggers.get(i).setAdditive(true);
                loggers.get(i).setLevel(before.get(i));
            }
        }
    }

    private void start(String key) {
        start(key, Map.of("requestId", key));
    }

    private void start(String key, Map<String, Object> variables) {
        messages.start("310105", "ShortcutBegin", CASE, variables);
    }

    private boolean waiting() {
        return runtime.createEventSubscriptionQuery().eventName("ShortcutGo").count() == 1;
    }

    private List<String> owners() {
        return jdbc.sql("select lock_owner_ from act_ru_job where process_def_key_ = 'shortcut'")
                .query(String.class)
                .list();
    }

    private String own() {
        return configuration().getJobExecutor().getLockOwner();
    }

    private ProcessEngineConfigurationImpl configuration() {
        return (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
    }
}
