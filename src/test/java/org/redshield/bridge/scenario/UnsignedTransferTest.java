package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.support.Deployments;
import org.redshield.bridge.support.ModelFiles;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Models in which an arrow leads around the head, as they come in under the gate: what they would send stops at its door. */
class UnsignedTransferTest extends TransferScenario {

    private static final String NAME = "unsigned transfers";
    private static final List<String> MODELS =
            List.of("case-transfer", "jurisdiction-negotiation", "transfer-handling", "jurisdiction-dispute");

    @Autowired
    private RepositoryService repository;

    @Autowired
    private JdbcClient jdbc;

    @AfterEach
    void undeploy() {
        Deployments.undeploy(repository, NAME);
    }

    @Test
    void noTransfer() throws IOException {
        moved(
                "case-transfer",
                "sourceRef=\"isReady\" targetRef=\"approveTransfer\"",
                "sourceRef=\"isReady\" targetRef=\"issueTransfer\"");
        String caseNo = raisedTransfer(CHANGNING, clue(Map.of()));
        stops("issueTransfer", caseNo);
        assertThat(letters("officer310105", caseNo)).isEmpty();
    }

    @Test
    void noObjection() throws IOException {
        moved(
                "transfer-handling",
                "sourceRef=\"isTransferTaken\" targetRef=\"approveTransferAnswer\"",
                "sourceRef=\"isTransferTaken\" targetRef=\"sendTransferAnswer\"");
        String caseNo = transferred(filedCase(Map.of()));
        signTransfer(LINPING, caseNo);
        does("officer330113", "reviewTransfer", caseNo, Map.of("decision", "dispute", "objection", "经核实经营地不在本局辖区"));
        stops("sendTransferAnswer", caseNo);
        assertThat(letters("officer330113", caseNo)).containsExactly("TRANSFER");
    }

    @Test
    void noObjectionOnTheSignatureOfAReturn() throws IOException {
        moved(
                "transfer-handling",
                "sourceRef=\"isTransferReturnApproved\" targetRef=\"sendTransferReturn\"",
                "sourceRef=\"isTransferReturnApproved\" targetRef=\"reviewTransfer\"",
                "sourceRef=\"isTransferTaken\" targetRef=\"approveTransferAnswer\"",
                "sourceRef=\"isTransferTaken\" targetRef=\"sendTransferAnswer\"");
        String caseNo = transferred(clue(Map.of()));
        signTransfer(LINPING, caseNo);
        does("officer330113", "reviewTransfer", caseNo, Map.of("decision", "return", "missingMaterials", "缺少购买记录原件"));
        does("unithead330113", "approveTransferReturn", caseNo, Map.of("decision", "approve"));
        does(
                "officer330113",
                "reviewTransfer",
                caseNo,
                Map.of("decision", "notOurs", "objection", "经核实，当事人的仓库在余杭", "competentBureau", YUHANG));
        stops("sendTransferAnswer", caseNo);
        assertThat(letters("officer330113", caseNo)).containsExactly("TRANSFER");
    }

    @Test
    void noReportToTheSuperior() throws IOException {
        moved(
                "jurisdiction-negotiation",
                "sourceRef=\"settleDispute\" targetRef=\"approveSettlement\"",
                "sourceRef=\"settleDispute\" targetRef=\"settlementApproved\"");
        String caseNo = transferred(filedCase(Map.of()));
        sendBack(LINPING, caseNo, Map.of("decision", "dispute", "objection", "经核实经营地不在本局辖区"));
        does("officer310105", "settleDispute", caseNo, Map.of("decision", "report", "ownView", "当事人的仓库在对方辖区"));
        stops("requestDesignation", caseNo);
        stands("officer310105", caseNo, "DISPUTED");
        assertThat(letters("officer310105", caseNo)).containsExactly("TRANSFER", "TRANSFER_DISPUTE");
    }

    @Test
    void noDesignation() throws IOException {
        moved(
                "jurisdiction-dispute",
                "sourceRef=\"designateJurisdiction\" targetRef=\"approveDesignation\"",
                "sourceRef=\"designateJurisdiction\" targetRef=\"issueDesignation\"");
        String caseNo = transferred(filedCase(Map.of()));
        sendBack(LINPING, caseNo, Map.of("decision", "dispute", "objection", "经核实经营地不在本局辖区"));
        settle(CHANGNING, caseNo, "report", "当事人的仓库在对方辖区");
        does(
                "officer100000",
                "designateJurisdiction",
                caseNo,
                Map.of("decision", "designate", "designatedBureau", LINPING, "designationReason", "实际经营地在其辖区"));
        stops("issueDesignation", caseNo);
        assertThat(letters("officer330113", caseNo)).doesNotContain("DESIGNATION");
    }

    /** By nobody: the gate would refuse it. @param fromAndTo what stands in the model, and what stands there instead, by turns */
    private void moved(String model, String... fromAndTo) throws IOException {
        Map<String, String> models = new TreeMap<>();
        MODELS.forEach(name -> models.put(name, ModelFiles.process(name)));
        for (int i = 0; i < fromAndTo.length; i += 2) {
            String intact = models.get(model);
            assertThat(intact).contains(fromAndTo[i]);
            models.put(model, intact.replace(fromAndTo[i], fromAndTo[i + 1]));
        }
        DeploymentBuilder deployment = repository.createDeployment().name(NAME);
        models.forEach((name, content) -> deployment.addString("processes/" + name + ".bpmn", content));
        try (Stream<Path> forms = Files.list(Path.of("forms"))) {
            for (Path form : forms.toList()) {
                deployment.addString("forms/" + form.getFileName(), Files.readString(form));
            }
        }
        deployment.deploy();
    }

    private void stops(String step, String caseNo) {
        eventually(
                step + " stops for want of an approval",
                () -> jdbc.sql("""
                        select exists (select from act_ru_job j join act_ru_execution at on at.id_ = j.execution_id_
                          join act_ru_execution e on e.id_ = j.process_instance_id_
                         where e.business_key_ = ? and at.act_id_ = ? and j.exception_msg_ ~ '须经批准|与批准时的内容不一致')
                        """).params(caseNo, step).query(Boolean.class).single());
    }
}
