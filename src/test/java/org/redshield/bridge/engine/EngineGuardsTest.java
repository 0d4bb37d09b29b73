package org.redshield.bridge.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.support.BridgeTest;
import org.redshield.bridge.support.Http;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The engine's closed doors, each tried over HTTP as somebody who would like it open. */
@BridgeTest
class EngineGuardsTest {

    @LocalServerPort
    private int port;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private IdentityService identity;

    private Http as(String user) {
        return new Http("http://localhost:" + port, user);
    }

    @Test
    void signsInWithAPasswordAndNotWithout() {
        assertThat(as("officer310105").get("/engine-rest/task/count").status()).isEqualTo(200);
        assertThat(as(null).get("/engine-rest/task/count").status()).isEqualTo(401);
        assertThat(as("nobody").get("/engine-rest/task/count").status()).isEqualTo(401);
    }

    @Test
    void anOfficerCannotDeploy() {
        var answer = as("officer310105").post("/engine-rest/deployment/create", Map.of());
        assertThat(answer.status()).isGreaterThanOrEqualTo(400);
        assertThat(repository.createDeploymentQuery().count()).isEqualTo(1);
    }

    @Test
    void noExpressionInATaskQueryIsEvaluated() {
        var hidden = Map.of("orQueries", new Object[] {Map.of("assigneeExpression", "${1 / 0}")});
        assertThat(as("officer310105").post("/engine-rest/task", hidden).status())
                .isEqualTo(400);
        assertThat(as("officer310105")
                        .post("/engine-rest/task", Map.of("orQueries", new Object[] {Map.of("assignee", "x")}))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void nobodyBecomesAdministratorThroughTheSetup() {
        var user = Map.of(
                "profile", Map.of("id", "intruder", "firstName", "x", "lastName", "y"),
                "credentials", Map.of("password", "intruder"));
        assertThat(as(null).post("/camunda/api/admin/setup/default/user/create", user)
                        .status())
                .isEqualTo(404);
        assertThat(identity.createUserQuery().userId("intruder").count()).isZero();
    }
}
