package org.redshield.bridge.screens;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.Scenario;
import org.springframework.beans.factory.annotation.Autowired;

/** What the screens hide from a role, the server refuses; and the screens learn from {@code /api/me} who is there. */
class HiddenControlsTest extends Scenario {

    @Autowired
    private RuntimeService instances;

    @Autowired
    private ManagementService management;

    @Test
    void whatCockpitHidesFromSupervisorsTheServerRefuses() {
        String caseNo = raised("officer310105", Requests.question());
        String instance = instances
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(caseNo)
                .singleResult()
                .getId();
        JsonNode running = as("supervisor310105")
                .get("/engine-rest/process-instance/" + instance)
                .json();
        String definition = running.get("definitionId").asText();
        String task = waitingTask("unithead310105", "approveRequest", caseNo)
                .get("id")
                .asText();
        Http supervisor = as("supervisor310105");
        String path = "/engine-rest/process-instance/" + instance;
        refused(supervisor.put(path + "/suspended", Map.of("suspended", true)));
        refused(supervisor.delete(path));
        refused(supervisor.post(
                path + "/modification",
                Map.of("instructions", List.of(Map.of("type", "cancel", "activityId", "approveRequest")))));
        refused(supervisor.put(path + "/variables/anything", Map.of("value", "x", "type", "String")));
        refused(supervisor.put(
                "/engine-rest/process-definition/" + definition + "/suspended", Map.of("suspended", true)));
        refused(supervisor.delete("/engine-rest/process-definition/" + definition));
        refused(supervisor.post("/engine-rest/task/" + task + "/assignee", Map.of("userId", "officer310105")));
        refused(supervisor.post(
                "/engine-rest/task/" + task + "/identity-links", Map.of("groupId", "officer", "type", "candidate")));
        refused(supervisor.post(
                "/engine-rest/migration/execute",
                Map.of(
                        "migrationPlan",
                        Map.of(
                                "sourceProcessDefinitionId",
                                definition,
                                "targetProcessDefinitionId",
                                definition,
                                "instructions",
                                List.of()),
                        "processInstanceIds",
                        List.of(instance))));
        management.createJobQuery().processInstanceId(instance).list().forEach(job -> {
            refused(supervisor.put("/engine-rest/job/" + job.getId() + "/retries", Map.of("retries", 1)));
            refused(supervisor.put("/engine-rest/job/" + job.getId() + "/suspended", Map.of("suspended", true)));
            refused(supervisor.put(
                    "/engine-rest/job/" + job.getId() + "/duedate", Map.of("duedate", "2030-01-01T00:00:00.000+0800")));
        });
        assertThat(instances
                        .createProcessInstanceQuery()
                        .processInstanceId(instance)
                        .active()
                        .count())
                .isOne();
    }

    @Test
    void theScreensLearnWhoIsThere() {
        JsonNode officer = as("officer310105").get("/api/me").json();
        assertThat(texts(officer.get("roles"))).containsExactly("officer");
        assertThat(texts(officer.get("organisations"))).containsExactly("310105");
        assertThat(texts(officer.get("starts"))).contains("assistanceRequest", "clueVerification");
        assertThat(texts(as("unithead310105").get("/api/me").json().get("starts")))
                .isEmpty();
        assertThat(new Http(address(), null).get("/api/me").status()).isEqualTo(401);
    }

    private static void refused(Http.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isBetween(400, 403);
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
