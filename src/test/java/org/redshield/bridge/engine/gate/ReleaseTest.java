package org.redshield.bridge.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.support.Alone;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.ModelFiles;
import org.redshield.bridge.support.Scenario;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** As in production: what a modeler deploys waits for a second person. */
@Alone
@TestPropertySource(properties = "bridge.releases.second-person=true")
class ReleaseTest extends Scenario {

    @Autowired
    private RepositoryService repository;

    @AfterEach
    void undeploy() {
        repository
                .createDeploymentQuery()
                .deploymentName("by test")
                .list()
                .forEach(deployment -> repository.deleteDeployment(deployment.getId(), true));
    }

    @Test
    void nothingIsDeployedBeforeAnotherPersonReleasesIt() {
        int before = version();
        Http.Answer proposed = as("modeler").deploy(Map.of("supervision.bpmn", ModelFiles.process("supervision")));
        assertThat(proposed.status()).as(proposed.text()).isEqualTo(202);
        assertThat(version()).isEqualTo(before);
        String release = "/api/releases/" + proposed.json().path("id").asText();

        for (String user : new String[] {"modeler", "officer310105", "operator", "auditor"}) {
            assertThat(as(user).post(release, Map.of()).status()).as(user).isEqualTo(403);
        }
        assertThat(as("officer310105").get(release).status()).isEqualTo(403);
        assertThat(as("securityadmin")
                        .get(release)
                        .json()
                        .at("/files/supervision.bpmn")
                        .asText())
                .isEqualTo(ModelFiles.process("supervision"));
        Http.Answer released = as("securityadmin").post(release, Map.of());
        assertThat(released.status()).as(released.text()).isEqualTo(200);
        assertThat(version()).isEqualTo(before + 1);
        assertThat(as("securityadmin").post(release, Map.of()).text()).contains("gate.proposal-decided");
    }

    @Test
    void whatIsProposedShowsWhichStateMayFollowWhich() {
        String release = "/api/releases/"
                + as("modeler")
                        .deploy(Map.of("paper-correspondence.bpmn", ModelFiles.process("paper-correspondence")))
                        .json()
                        .path("id")
                        .asText();
        assertThat(as("securityadmin").get(release).json().at("/states/paperCorrespondence/0"))
                .hasToString("{\"from\":\"函件待寄送\",\"to\":[\"函件在途\",\"已改由系统送达\",\"不再寄送，函件没有寄出\"]}");
        as("securityadmin").post(release + "/rejection", Map.of("reason", "只看一看"));
    }

    @Test
    void whatIsRejectedStaysAway() {
        int before = version();
        String release = "/api/releases/"
                + as("modeler")
                        .deploy(Map.of("supervision.bpmn", ModelFiles.process("supervision")))
                        .json()
                        .path("id")
                        .asText();
        assertThat(as("securityadmin")
                        .post(release + "/rejection", Map.of("reason", "先等培训"))
                        .status())
                .isEqualTo(204);
        assertThat(as("securityadmin").post(release, Map.of()).text()).contains("gate.proposal-decided");
        assertThat(version()).isEqualTo(before);
    }

    @Test
    void whatIsWrongIsRefusedAtOnce() {
        Http.Answer answer = as("modeler")
                .deploy(Map.of(
                        "supervision.bpmn", ModelFiles.process("supervision").replace("name=\"答复督办\"", "")));
        assertThat(answer.status()).isEqualTo(400);
    }

    private int version() {
        return repository
                .createProcessDefinitionQuery()
                .processDefinitionKey("supervisionOrder")
                .latestVersion()
                .singleResult()
                .getVersion();
    }
}
