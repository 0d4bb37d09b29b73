package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.cockpit.Cockpit;
import org.camunda.bpm.cockpit.impl.DefaultCockpitRuntimeDelegate;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.support.Browser;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.People;
import org.redshield.bridge.support.Thorough;
import org.springframework.beans.factory.annotation.Autowired;

/** What Cockpit's pages of processes tell, which statements of ours ask, and to whom. */
class CockpitListsTest extends AssistanceScenario {

    private static final String ENGINE = "/camunda/api/engine/engine/default";
    private static final String COCKPIT = "/camunda/api/cockpit/plugin/base/default/process-instance";

    @Autowired
    private IdentityService identity;

    @Autowired
    private AuthorizationService authorizations;

    @Autowired
    private RepositoryService repository;

    private People people;

    @AfterEach
    void dismiss() {
        if (people != null) {
            people.dismissAll();
        }
    }

    /** Cockpit's pages of a process ask our statements, which stand in place of its own: whoever asks, and for what, is told the same. */
    @Test
    void cockpitsPagesTellWhatItsOwnStatementsWouldTell() {
        String caseNo = approved(Requests.question());
        waitingTask("officer330110", "acknowledgeLetter", caseNo);
        people = new People(identity);
        // May see instances by a grant on one process alone, which is joined; and one who may see none.
        String one = people.hire("oneprocess330110", "modeler", "330110");
        Authorization grant = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
        grant.setUserId(one);
        grant.setResource(Resources.PROCESS_DEFINITION);
        grant.setResourceId("assistanceHandling");
        grant.addPermission(Permissions.READ_INSTANCE);
        authorizations.saveAuthorization(grant);
        var statements = Cockpit.getRuntimeDelegate();
        var itsOwn = new DefaultCockpitRuntimeDelegate();
        int told = 0;
        try {
            List<String> others = Thorough.some(
                    2,
                    List.of("supervisor330000", "supervisor310000", "supervisor100000", "operator", "modeler"),
                    "cockpit");
            for (String user : Stream.concat(Stream.of("supervisor330110", one), others.stream())
                    .toList()) {
                Browser cockpit = Browser.signedIn(address(), user, "cockpit");
                for (Map<String, Object> question : questions(caseNo)) {
                    String ours = told(cockpit, question);
                    Cockpit.setCockpitRuntimeDelegate(itsOwn);
                    try {
                        assertThat(ours).as("%s: %s", user, question).isEqualTo(told(cockpit, question));
                    } finally {
                        Cockpit.setCockpitRuntimeDelegate(statements);
                    }
                    told += ours.contains("\"id\"") ? 1 : 0;
                    assertThat(user.equals("modeler") && ours.contains("\"id\""))
                            .as("what %s sees", user)
                            .isFalse();
                }
            }
            assertThat(told).isGreaterThan(5);
        } finally {
            authorizations.deleteAuthorization(grant.getId());
        }
    }

    private List<Map<String, Object>> questions(String caseNo) {
        List<Map<String, Object>> questions = new ArrayList<>();
        questions.add(Map.of());
        questions.add(Map.of("businessKey", caseNo));
        for (String process : List.of("assistanceRequest", "assistanceHandling")) {
            String definition = repository
                    .createProcessDefinitionQuery()
                    .processDefinitionKey(process)
                    .latestVersion()
                    .singleResult()
                    .getId();
            for (Map<String, Object> more : List.<Map<String, Object>>of(
                    Map.of(),
                    Map.of("businessKey", caseNo),
                    Map.of("activityIdIn", List.of("acknowledgeLetter", "awaitReply")),
                    Map.of("startedAfter", "2020-01-01T00:00:00.000+0800"),
                    Map.of("startedBefore", "2020-01-01T00:00:00.000+0800"),
                    Map.of("withIncident", true),
                    Map.of("parentProcessDefinitionId", definition),
                    Map.of("variables", List.of(Map.of("name", "caseNo", "operator", "eq", "value", caseNo))))) {
                Map<String, Object> question = new LinkedHashMap<>(more);
                question.put("processDefinitionId", definition);
                questions.add(question);
            }
        }
        return questions;
    }

    /** The count, the oldest and the newest first; what began at one instant in one order. */
    private static String told(Browser cockpit, Map<String, Object> question) {
        StringBuilder told = new StringBuilder(told(cockpit.post(COCKPIT + "/count", question)));
        for (String order : List.of("asc", "desc")) {
            Map<String, Object> page = new LinkedHashMap<>(question);
            page.putAll(Map.of("sortBy", "startTime", "sortOrder", order));
            told.append(told(cockpit.post(COCKPIT + "?maxResults=500", page)));
        }
        return told.toString();
    }

    private static String told(Http.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        List<String> rows = new ArrayList<>();
        answer.json().forEach(row -> rows.add(row.toString()));
        List<String> times = answer.json().findValuesAsText("startTime");
        rows.sort(null);
        return times + rows.toString();
    }

    /** What Cockpit's diagram and its counts say of a process are the rows of those bureaus that a supervisor sees. */
    @Test
    void numbersOfAProcessAreThoseOfItsInstances() {
        String caseNo = approved(Requests.question());
        waitingTask("officer330110", "acknowledgeLetter", caseNo);
        for (String user : Thorough.some(
                1, List.of("supervisor330110", "supervisor310000", "supervisor100000", "operator"), "numbers")) {
            Browser cockpit = Browser.signedIn(address(), user, "cockpit");
            for (JsonNode process : cockpit.get(ENGINE + "/process-definition?latestVersion=true")
                    .json()) {
                String id = process.get("id").asText();
                JsonNode rows = cockpit.get(ENGINE + "/process-instance?processDefinitionId=" + id)
                        .json();
                assertThat(cockpit.get(ENGINE + "/process-instance/count?processDefinitionId=" + id)
                                .json()
                                .get("count")
                                .asInt())
                        .as("%s, %s", user, id)
                        .isEqualTo(rows.size());
                Map<String, Integer> steps = steps(cockpit, id, "");
                assertThat(steps(cockpit, id, "?incidents=true"))
                        .as("%s, %s", user, id)
                        .isEqualTo(steps);
                assertThat(steps(cockpit, id, "?incidents=true&failedJobs=true"))
                        .as("%s, %s", user, id)
                        .isEqualTo(steps);
                assertThat(steps.isEmpty()).as("%s, %s: %s", user, id, rows).isEqualTo(rows.isEmpty());
            }
        }
    }

    private static Map<String, Integer> steps(Browser cockpit, String definition, String included) {
        Map<String, Integer> steps = new LinkedHashMap<>();
        cockpit.get(ENGINE + "/process-definition/" + definition + "/statistics" + included)
                .json()
                .forEach(step -> {
                    if (step.get("instances").asInt() > 0) {
                        steps.put(step.get("id").asText(), step.get("instances").asInt());
                    }
                });
        return steps;
    }
}
