package org.redshield.bridge.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * People who work in Tasklist, over HTTP, each with his own login.
 *
 * @param base address of the bridge
 * @param patience longest wait for a task to appear
 */
public record Desk(String base, Duration patience) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** That person's HTTP client. */
    public Http as(String user) {
        return new Http(base, user);
    }

    /** Sends the start form of the assistance request. */
    public Http.Answer raise(String user, Map<String, Object> fields) {
        return as(user).post(
                        "/engine-rest/process-definition/key/assistanceRequest/submit-form",
                        Map.of("variables", variables(fields)));
    }

    /** Raises a request that is accepted. @return the case number */
    public String raised(String user, Map<String, Object> fields) {
        Http.Answer answer = raise(user, fields);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().get("businessKey").asText();
    }

    /** Waits for that task of the case, claims it where nobody has, and submits its form. */
    public void does(String user, String task, String caseNo, Map<String, Object> fields) {
        Http.Answer answer = tries(user, task, caseNo, fields);
        assertThat(answer.status()).as(task + ": " + answer.text()).isEqualTo(204);
    }

    /** As {@link #does}, but whatever comes back. */
    public Http.Answer tries(String user, String task, String caseNo, Map<String, Object> fields) {
        return tries(user, task, waitingTask(user, task, caseNo), fields);
    }

    /** The same of a task that he has seen. */
    public Http.Answer tries(String user, String task, JsonNode waiting, Map<String, Object> fields) {
        String path = "/engine-rest/task/" + waiting.get("id").asText();
        if (waiting.get("assignee").isNull()) {
            Http.Answer claimed = as(user).post(path + "/claim", Map.of("userId", user));
            assertThat(claimed.status()).as(task + ": " + claimed.text()).isEqualTo(204);
        }
        return as(user).post(path + "/submit-form", Map.of("variables", variables(fields)));
    }

    /** The newest open task of that kind in the case, as that person sees it; waits until it is there. */
    public JsonNode waitingTask(String user, String task, String caseNo) {
        return await(user + " waits for " + task + " of " + caseNo)
                .atMost(patience)
                .until(() -> tasks(user, task, caseNo), found -> !found.isEmpty())
                .get(0);
    }

    /** Open tasks of that kind in the case that the person can see. */
    public JsonNode tasks(String user, String task, String caseNo) {
        return as(user).get("/engine-rest/task?sortBy=created&sortOrder=desc&taskDefinitionKey=" + task
                        + "&processInstanceBusinessKey=" + caseNo)
                .json();
    }

    /** Form fields as Tasklist sends them: lists as JSON. */
    public static Map<String, Object> variables(Map<String, Object> fields) {
        Map<String, Object> variables = new LinkedHashMap<>();
        fields.forEach((name, value) -> variables.put(
                name,
                value instanceof List<?>
                        ? Map.of("value", JSON.valueToTree(value).toString(), "type", "Json")
                        : Map.of("value", value)));
        return variables;
    }
}
