package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.ModelFiles;
import org.springframework.beans.factory.annotation.Autowired;

/** Who may approve at least is the house's to say: a model from before the gate that gives it to officers changes nothing. */
class ChangedGroupTest extends AssistanceScenario {

    private static final String NAME = "changed group";

    @Autowired
    private RepositoryService repository;

    @BeforeEach
    void deploy() throws IOException {
        String approval =
                "camunda:formRef=\"approveRequest\" camunda:formRefBinding=\"deployment\" camunda:candidateGroups=";
        String intact = ModelFiles.process("assistance");
        String changed = intact.replace(approval + "\"unitHead\"", approval + "\"officer\"");
        assertThat(changed).isNotEqualTo(intact);
        // By nobody, as the house's own models come: the gate would refuse it.
        DeploymentBuilder deployment =
                repository.createDeployment().name(NAME).addString("processes/assistance.bpmn", changed);
        try (Stream<Path> forms = Files.list(Path.of("forms"))) {
            for (Path form : forms.toList()) {
                deployment.addString("forms/" + form.getFileName(), Files.readString(form));
            }
        }
        deployment.deploy();
    }

    @AfterEach
    void undeploy() {
        repository
                .createDeploymentQuery()
                .deploymentName(NAME)
                .list()
                .forEach(deployment -> repository.deleteDeployment(deployment.getId(), true));
    }

    @Test
    void noOfficerApproves() {
        String caseNo = raised("officer310105", Requests.question());
        JsonNode task = waitingTask("officer2310105", "approveRequest", caseNo);
        String id = task.get("id").asText();
        String sentence = new Refusal("engine.wrong-role", task.get("name").asText()).getMessage();

        for (String user : List.of("officer310105", "officer2310105")) {
            as(user).post("/engine-rest/task/" + id + "/claim", Map.of("userId", user));
            for (String way : List.of("submit-form", "complete", "resolve")) {
                Http.Answer answer = as(user).post(
                                "/engine-rest/task/" + id + "/" + way,
                                Map.of("variables", variables(Map.of("decision", "approve", "reason", "同意"))));
                assertThat(answer.status()).as(user + " " + way + answer.text()).isGreaterThanOrEqualTo(400);
                if (!way.equals("resolve") && user.equals("officer310105")) {
                    assertThat(answer.text()).contains(sentence);
                }
            }
        }
        assertThat(caseFile("officer310105", caseNo).get("milestones").toString())
                .doesNotContain("批准协查");
        assertThat(waitingTask("officer310105", "approveRequest", caseNo)
                        .get("id")
                        .asText())
                .isEqualTo(id);
    }
}
