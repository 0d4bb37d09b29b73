package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.managementService;
import static org.redshield.bridge.support.Flow.assertThat;
import static org.redshield.bridge.support.Flow.instances;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.management.JobDefinition;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.cases.order.Progress.Step;
import org.redshield.bridge.support.Deployments;
import org.redshield.bridge.support.ModelFiles;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.ApplicationRunner;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Transfers that began on {@code case-transfer.bpmn} 1.1.0 end, on it or where heads sign what it lets officers send. */
class FormerTransferTest extends TransferScenario {

    private static final String NAME = "former transfers";

    private static final List<String> OBJECTED =
            List.of("approveTransferAnswer", "sendTransferAnswer", "reconsiderTransfer");

    @Autowired
    private RepositoryService repository;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    @Qualifier("formerNegotiations")
    private ApplicationRunner atStart;

    @BeforeEach
    void deployFormer() throws IOException {
        deploy(Map.of(
                "processes/case-transfer.bpmn",
                Files.readString(Path.of("src/test/resources/transfer/former-case-transfer.bpmn"))));
    }

    private void deployPresent() throws IOException {
        deploy(Map.of(
                "processes/case-transfer.bpmn", ModelFiles.process("case-transfer"),
                "processes/jurisdiction-negotiation.bpmn", ModelFiles.process("jurisdiction-negotiation"),
                "processes/transfer-handling.bpmn", ModelFiles.process("transfer-handling")));
    }

    /** By nobody, as the house's own models come. */
    private void deploy(Map<String, String> models) throws IOException {
        DeploymentBuilder deployment = repository.createDeployment().name(NAME);
        models.forEach(deployment::addString);
        try (Stream<Path> forms = Files.list(Path.of("forms"))) {
            for (Path form : forms.toList()) {
                deployment.addString("forms/" + form.getFileName(), Files.readString(form));
            }
        }
        // Releases before this one kept no states with what they deployed.
        jdbc.sql("update deployment_record set states = null where deployment_id = ?")
                .param(deployment.deploy().getId())
                .update();
    }

    @AfterEach
    void undeploy() {
        Deployments.undeploy(repository, NAME);
    }

    @Test
    void whatIsMissingIsAskedForAndTheTransferEnds() {
        String caseNo = transferred(clue(Map.of()));
        signTransfer(LINPING, caseNo);
        does("officer330113", "reviewTransfer", caseNo, Map.of("decision", "return", "missingMaterials", "缺少购买记录原件"));
        // The one form of its version is for objections too, so it is for the head that these take.
        sendsWhatItShows("bureauhead330113", "approveTransferAnswer", caseNo, Map.of("decision", "approve"));
        does("officer310105", "completeTransfer", caseNo, clue(Map.of("decision", "submit")));
        approveTransfer(CHANGNING, caseNo);
        assertThat(instances("transferHandling", LINPING, caseNo).get(0)).passedExactly(ARRIVED, SENT_BACK);
        signTransfer(LINPING, caseNo);
        does("officer330113", "reviewTransfer", caseNo, Map.of("decision", "accept"));
        stands("officer310105", caseNo, "ACCEPTED");
        progresses(LINPING, caseNo, Step.CLOSED, Map.of());
        assertThat(transfer(caseNo)).isEnded();
    }

    /** Nobody could approve it there: it goes on where the head can. */
    @Test
    void aDisputeGoesOnWhereItsHeadSigns() throws Exception {
        String caseNo = disputed();
        deployPresent();
        atStart.run(null);
        settle(CHANGNING, caseNo, "report", "当事人的仓库在对方辖区");
        does(
                "officer100000",
                "designateJurisdiction",
                caseNo,
                Map.of("decision", "designate", "designatedBureau", LINPING, "designationReason", "实际经营地在其辖区"));
        does("bureauhead100000", "approveDesignation", caseNo, Map.of("decision", "approve"));
        stands("officer310105", caseNo, "ACCEPTED");
        progresses(LINPING, caseNo, Step.CLOSED, Map.of());
        eventually("the sender has ended, on both models", () -> instances("caseTransfer", CHANGNING, caseNo).stream()
                .allMatch(ProcessInstance::isEnded));
        assertThat(transferHandling(LINPING, caseNo))
                .passedExactly(
                        ARRIVED,
                        OBJECTED,
                        "settlementArrives",
                        "recordTransferSettlement",
                        TAKEN,
                        "closeTransferHandling",
                        "transferHandled");
    }

    @Test
    void whatOnlyAnOfficerHadDecidedComesBackToHim() throws Exception {
        String caseNo = disputed();
        List<String> jobs =
                managementService().createJobDefinitionQuery().activityIdIn("sendTransferKept").list().stream()
                        .map(JobDefinition::getId)
                        .toList();
        jobs.forEach(id -> managementService().suspendJobDefinitionById(id, true));
        try {
            does("officer310105", "settleDispute", caseNo, Map.of("decision", "keep", "ownView", "经协商由本局继续办理"));
            deployPresent();
            atStart.run(null);
        } finally {
            jobs.forEach(id -> managementService().activateJobDefinitionById(id, true));
        }
        String again =
                waitingTask("officer310105", "settleDispute", caseNo).get("id").asText();
        assertThat(as("officer310105")
                        .get("/engine-rest/task/" + again + "/form-variables")
                        .text())
                .contains("经协商由本局继续办理");
        assertThat(letters("officer310105", caseNo)).doesNotContain("TRANSFER_KEPT");
        assertThat(milestones("officer310105", caseNo)).contains("SETTLEMENT_SENT_BACK");
        settle(CHANGNING, caseNo, "keep", "经协商由本局继续办理");
        stands("officer330113", caseNo, "CLOSED");
        assertThat(letters("officer330113", caseNo)).contains("TRANSFER_KEPT");
    }

    @Test
    void aDisputeEndsByAnAgreement() {
        String caseNo = disputed();
        does("officer330113", "reconsiderTransfer", caseNo, Map.of("decision", "accept", "negotiation", "经协商由本局办理"));
        stands("officer310105", caseNo, "ACCEPTED");
        assertThat(transfer(caseNo)).isWaitingAt("awaitFeedback");
    }

    private String disputed() {
        String caseNo = transferred(filedCase(Map.of()));
        signTransfer(LINPING, caseNo);
        does("officer330113", "reviewTransfer", caseNo, Map.of("decision", "dispute", "objection", "经核实经营地不在本局辖区"));
        does("bureauhead330113", "approveTransferAnswer", caseNo, Map.of("decision", "approve"));
        stands("officer310105", caseNo, "DISPUTED");
        return caseNo;
    }
}
