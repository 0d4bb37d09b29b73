package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;
import static org.redshield.bridge.support.HarmlessChanges.stepBefore;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.support.Deployments;
import org.redshield.bridge.support.HarmlessChanges;
import org.redshield.bridge.support.Http;
import org.springframework.beans.factory.annotation.Autowired;

/** What people change in good faith goes through the modeler's door, and a case on it comes to its end. */
class HarmlessChangesTest extends AssistanceScenario {

    @Autowired
    private RepositoryService repository;

    @AfterEach
    void undeploy() {
        Deployments.undeploy(repository);
    }

    @Test
    @DisplayName("each of twenty changes is deployed by itself")
    void eachIsDeployed() {
        assertThat(HarmlessChanges.ALL).hasSize(20);
        for (HarmlessChanges.Change change : HarmlessChanges.ALL) {
            deploy(List.of(change));
            undeploy();
        }
    }

    @Test
    @DisplayName("all of them together are played to the end of both sides")
    void allArePlayed() {
        deploy(HarmlessChanges.ALL);
        String caseNo = raised("officer310105", Requests.question());
        does("reviewer310105", stepBefore("approveRequest"), caseNo, Map.of("decision", "agree"));
        does(
                "unithead310105",
                "approveRequest",
                caseNo,
                Map.of("decision", "approve", "reason", "同意协查", "hurry", true));
        accept(caseNo);
        does("officer330110", "investigate", caseNo, Requests.findings());
        does("officer2330110", "confirmFindings", caseNo, Map.of("decision", "confirm"));
        does("officer330110", stepBefore("approveReply"), caseNo, Map.of("decision", "noted"));
        does("unithead330110", "approveReply", caseNo, Map.of("decision", "approve", "reason", "同意答复"));
        does("officer310105", "reviewReply", caseNo, Map.of("decision", "confirm"));
        does("officer310105", "decideOutcome", caseNo, Map.of("decision", "close", "note", "事实已经查清"));
        does("officer310105", stepBefore("closeRequest"), caseNo, Map.of("decision", "noted"));

        assertThat(request(caseNo)).isEnded();
        assertThat(handling(caseNo)).isEnded();
        assertThat(state("officer310105", caseNo)).isEqualTo("CLOSED");
        everyLetterArrived("officer310105", caseNo);
    }

    private void deploy(List<HarmlessChanges.Change> changes) {
        Http.Answer answer = as("modeler").deploy(HarmlessChanges.files(changes));
        assertThat(answer.status()).as(changes + " " + answer.text()).isEqualTo(200);
    }
}
