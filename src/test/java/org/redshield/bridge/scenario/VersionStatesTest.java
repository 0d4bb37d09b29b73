package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.redshield.bridge.paper.PaperState.NOT_SENT;
import static org.redshield.bridge.paper.PaperState.TO_DISPATCH;
import static org.redshield.bridge.support.Flow.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.casework.Transitions;
import org.redshield.bridge.engine.ProcessContracts;
import org.redshield.bridge.engine.gate.VersionStates;
import org.redshield.bridge.paper.PaperState;
import org.redshield.bridge.support.Deployments;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.ModelFiles;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A modeler takes 不再寄送 away: what an instance may do, the version says on which it began. */
class VersionStatesTest extends PaperScenario {

    @Autowired
    private RepositoryService repository;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private Transitions transitions;

    @Autowired
    private ProcessContracts contracts;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    @AfterEach
    void undeploy() {
        Deployments.undeploy(repository);
    }

    @Test
    @DisplayName("the old version's instance goes its way, the new one's is refused what its version lacks")
    void anInstanceObeysItsVersion() {
        String old = transferred(inXihu());
        deployWithoutAbandoning();
        String young = transferred(inXihu());

        assertThatThrownBy(() -> moved(paper(young), transitions))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("paper.state-forbidden"));
        assertThat(transitions.allow(TO_DISPATCH, NOT_SENT))
                .as("where no instance is at work")
                .isTrue();
        assertThat(shown())
                .isEqualTo(Map.of(
                        true, "[\"函件在途\",\"已改由系统送达\"]",
                        false, "[\"函件在途\",\"已改由系统送达\",\"不再寄送，函件没有寄出\"]"));

        assertThat(moved(paper(old), transitions)).isEqualTo(NOT_SENT);
        for (String caseNo : List.of(old, young)) {
            does("officer310105", "registerDispatch", caseNo, dispatch(today()));
            assertThat(paper(caseNo)).isWaitingAt("registerDelivery");
        }
    }

    @Test
    @DisplayName("a version of an earlier release, with which nothing was kept, goes by what the contracts declare")
    void withoutARecordTheContractsCount() {
        deployWithoutAbandoning();
        ProcessInstance paper = paper(transferred(inXihu()));
        new TransactionTemplate(transactions).executeWithoutResult(undone -> {
            undone.setRollbackOnly();
            jdbc.sql("update deployment_record set states = null").update();
            assertThat(moved(paper, new Transitions(contracts, new VersionStates(contracts, jdbc))))
                    .isEqualTo(NOT_SENT);
        });
    }

    /** Within the instance. */
    private PaperState moved(ProcessInstance instance, Transitions by) {
        return ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                .getCommandExecutorTxRequired()
                .execute(command -> {
                    Context.setExecutionContext(command.getExecutionManager().findExecutionById(instance.getId()));
                    try {
                        return by.move(TO_DISPATCH, NOT_SENT);
                    } finally {
                        Context.removeExecutionContext();
                    }
                });
    }

    /** What may follow the first state, by whether the version is the newest. */
    private Map<Boolean, String> shown() {
        return each(as("modeler").get("/api/definitions").json())
                .filter(version -> version.get("key").asText().equals("paperCorrespondence"))
                .collect(Collectors.toMap(
                        version -> version.get("newest").asBoolean(),
                        version -> each(version.get("states"))
                                .filter(next -> next.get("from").asText().equals(TO_DISPATCH.title()))
                                .map(next -> next.get("to"))
                                .map(JsonNode::toString)
                                .findFirst()
                                .orElse(""),
                        (one, other) -> one));
    }

    private void deployWithoutAbandoning() {
        String model = ModelFiles.process("paper-correspondence")
                .replace("<bpmn:outgoing>flow017</bpmn:outgoing>", "")
                .replaceAll("(?s)<bpmn:endEvent id=\"notSent\".*?</bpmn:endEvent>", "")
                .replaceAll("(?s)<bpmn:sequenceFlow id=\"flow017\".*?</bpmn:sequenceFlow>", "")
                .replaceAll("(?s)<bpmndi:BPMNShape id=\"notSentShape\".*?</bpmndi:BPMNShape>", "")
                .replaceAll("(?s)<bpmndi:BPMNEdge id=\"flow017Edge\".*?</bpmndi:BPMNEdge>", "");
        String form = ModelFiles.form("registerDispatch")
                .toString()
                .replaceAll(",\\{\"label\":\"不再寄送[^}]*}", "")
                .replaceAll(",\\{\"type\":\"textarea\",\"key\":\"notSentReason\".*}(?=]}$)", "");
        Http.Answer answer = as("modeler")
                .deploy(Map.of(
                        "paper-correspondence.bpmn",
                        model,
                        "registerDispatch.form",
                        form,
                        "override.txt",
                        "试改的流程，不再寄送一律由承办人另行办理。"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }
}
