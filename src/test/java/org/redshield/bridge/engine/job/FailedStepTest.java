package org.redshield.bridge.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.redshield.bridge.engine.message.ProcessMessages;
import org.redshield.bridge.scenario.Scenario;
import org.redshield.bridge.support.Deployments;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DuplicateKeyException;

/** What an incident says of a step that a model led to at the wrong time. */
class FailedStepTest extends Scenario {

    @Autowired
    private RepositoryService repository;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private ManagementService management;

    @Autowired
    private ProcessMessages messages;

    /** What it is to register is there already. */
    public static class Twice implements JavaDelegate {

        @Override
        public void execute(DelegateExecution execution) {
            throw new DuplicateKeyException("ERROR: duplicate key value violates unique constraint");
        }
    }

    /** What it is to send is not there yet. */
    public static class TooEarly implements JavaDelegate {

        @Override
        public void execute(DelegateExecution execution) {
            throw new NoSuchElementException("No value present");
        }
    }

    @AfterEach
    void forget() {
        Deployments.undeploy(repository, "failing");
    }

    @ParameterizedTest
    @CsvSource({"Twice,“登记回执”要登记的内容与案件已有的记录对不上。没有登记", "TooEarly,“登记回执”所需的内容还没有人拟写或者登记。没有发出"})
    void itSaysInWordsWhatIsWrong(String step, String says) {
        repository
                .createDeployment()
                .name("failing")
                .addInputStream("failing.bpmn", new ByteArrayInputStream("""
                        <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
                            xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="test">
                          <message id="m" name="FailPlease"/>
                          <process id="failing" isExecutable="true" camunda:historyTimeToLive="P1D">
                            <startEvent id="begin"><messageEventDefinition messageRef="m"/></startEvent>
                            <sequenceFlow id="f" sourceRef="begin" targetRef="fail"/>
                            <serviceTask id="fail" name="登记回执" camunda:asyncBefore="true" camunda:class="%s"/>
                          </process>
                        </definitions>
                        """.formatted(
                                FailedStepTest.class.getName() + "$" + step)
                        .getBytes(StandardCharsets.UTF_8)))
                .deploy();
        messages.start("310105", "FailPlease", "310105-2026-" + UUID.randomUUID(), Map.of());

        await().until(() -> {
            for (Job job : management
                    .createJobQuery()
                    .processDefinitionKey("failing")
                    .withRetriesLeft()
                    .list()) {
                if (job.getDuedate() != null && job.getExceptionMessage() != null) {
                    management.setJobRetries(job.getId(), 1);
                    management.setJobDuedate(job.getId(), null);
                }
            }
            return !incidents().isEmpty();
        });

        assertThat(incidents())
                .singleElement()
                .extracting(Incident::getIncidentMessage)
                .asString()
                .startsWith(says);
    }

    private List<Incident> incidents() {
        return runtime.createIncidentQuery().processDefinitionKeyIn("failing").list();
    }
}
