package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.support.Http;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An id of another organisation is answered exactly as one that does not exist: nobody learns that it does. */
class ForeignIdTest extends AssistanceScenario {

    private static final String UNKNOWN = "01a20ef1-b8cc-7000-b0c1-c9ab68430718";
    private static final String PART = "01a20ef1-b8cc-7000-b0c1-c9ab68430719";

    @Autowired
    private JdbcClient jdbc;

    private record Call(String method, String path, Object body) {

        /** What comes back, with the id taken out. */
        String with(String id, Http person) {
            String at = path.replace("{id}", id);
            Http.Answer answer =
                    switch (method) {
                        case "GET" -> person.get(at);
                        case "PUT" -> person.put(at, body);
                        case "DELETE" -> person.delete(at);
                        default -> person.post(at, body);
                    };
            return answer.status() + " " + answer.text().replace(id, "?").replaceAll("task-page[^\"]*", "");
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private static final Map<String, Object> TEXT = Map.of("value", "x", "type", "String");
    private static final Map<String, Object> VARIABLES = Map.of("variables", Map.of("decision", TEXT));

    private static final List<Call> OF_TASK = List.of(
            get("/engine-rest/task/{id}"),
            get("/engine-rest/task/{id}/form"),
            get("/engine-rest/task/{id}/deployed-form"),
            get("/engine-rest/task/{id}/rendered-form"),
            get("/engine-rest/task/{id}/form-variables"),
            get("/engine-rest/task/{id}/variables"),
            get("/engine-rest/task/{id}/variables/decision"),
            get("/engine-rest/task/{id}/variables/decision/data"),
            get("/engine-rest/task/{id}/localVariables"),
            get("/engine-rest/task/{id}/localVariables/decision"),
            get("/engine-rest/task/{id}/identity-links"),
            get("/engine-rest/task/{id}/comment"),
            get("/engine-rest/task/{id}/comment/" + PART),
            get("/engine-rest/task/{id}/attachment"),
            get("/engine-rest/task/{id}/attachment/" + PART),
            get("/engine-rest/task/{id}/attachment/" + PART + "/data"),
            get("/api/tasks/{id}/case"),
            get("/api/task-cards?ids={id}"),
            post("/engine-rest/task/{id}/claim", Map.of("userId", "officer330110")),
            post("/engine-rest/task/{id}/unclaim", Map.of()),
            post("/engine-rest/task/{id}/assignee", Map.of("userId", "officer330110")),
            post("/engine-rest/task/{id}/delegate", Map.of("userId", "officer330110")),
            post("/engine-rest/task/{id}/complete", VARIABLES),
            post("/engine-rest/task/{id}/submit-form", VARIABLES),
            post("/engine-rest/task/{id}/resolve", VARIABLES),
            post("/engine-rest/task/{id}/bpmnError", Map.of("errorCode", "X")),
            post("/engine-rest/task/{id}/bpmnEscalation", Map.of("escalationCode", "X")),
            post("/engine-rest/task/{id}/comment/create", Map.of("message", "x")),
            post("/engine-rest/task/{id}/identity-links", Map.of("userId", "officer330110", "type", "candidate")),
            post(
                    "/engine-rest/task/{id}/identity-links/delete",
                    Map.of("userId", "officer330110", "type", "candidate")),
            post("/engine-rest/task/{id}/variables", Map.of("modifications", Map.of("decision", TEXT))),
            post("/engine-rest/task/{id}/localVariables", Map.of("modifications", Map.of("decision", TEXT))),
            put("/engine-rest/task/{id}", Map.of("name", "x")),
            put("/engine-rest/task/{id}/variables/decision", TEXT),
            put("/engine-rest/task/{id}/localVariables/decision", TEXT),
            delete("/engine-rest/task/{id}"),
            delete("/engine-rest/task/{id}/variables/decision"),
            post("/api/tasks/{id}/return", Map.of("reason", "与我无关")),
            post("/engine-rest/task", Map.of("taskIdIn", List.of("{id}"))));

    private static final List<Call> OF_INSTANCE = List.of(
            get("/engine-rest/process-instance/{id}"),
            get("/engine-rest/process-instance/{id}/activity-instances"),
            get("/engine-rest/process-instance/{id}/variables"),
            get("/engine-rest/process-instance/{id}/variables/decision"),
            get("/engine-rest/process-instance/{id}/comment"),
            get("/engine-rest/process-instance?processInstanceIds={id}"),
            get("/engine-rest/history/process-instance/{id}"),
            get("/engine-rest/history/task?processInstanceId={id}"),
            get("/engine-rest/history/activity-instance?processInstanceId={id}"),
            get("/engine-rest/history/variable-instance?processInstanceIdIn={id}"),
            get("/engine-rest/variable-instance?processInstanceIdIn={id}"),
            get("/engine-rest/incident?processInstanceId={id}"),
            get("/engine-rest/job?processInstanceId={id}"),
            post("/engine-rest/process-instance/{id}/variables", Map.of("modifications", Map.of("decision", TEXT))),
            put("/engine-rest/process-instance/{id}/variables/decision", TEXT),
            put("/engine-rest/process-instance/{id}/suspended", Map.of("suspended", true)),
            post("/engine-rest/process-instance/{id}/modification", Map.of("instructions", List.of())),
            post(
                    "/engine-rest/process-instance/{id}/modification",
                    Map.of("instructions", List.of(Map.of("type", "cancel", "activityId", "approveRequest")))),
            delete("/engine-rest/process-instance/{id}"),
            delete("/engine-rest/process-instance/{id}/variables/decision"),
            get("/engine-rest/execution/{id}"),
            get("/engine-rest/execution/{id}/localVariables"),
            get("/engine-rest/execution/{id}/messageSubscriptions/ReplyLetter"),
            post("/engine-rest/execution/{id}/signal", Map.of()),
            post("/engine-rest/execution/{id}/messageSubscriptions/ReplyLetter/trigger", Map.of()),
            post("/engine-rest/execution/{id}/localVariables", Map.of("modifications", Map.of("decision", TEXT))),
            put("/engine-rest/execution/{id}/localVariables/decision", TEXT));

    private static final List<Call> OF_JOB = List.of(
            get("/engine-rest/job/{id}"),
            get("/engine-rest/job/{id}/stacktrace"),
            post("/engine-rest/job/{id}/execute", Map.of()),
            put("/engine-rest/job/{id}/retries", Map.of("retries", 3)),
            put("/engine-rest/job/{id}/duedate", Map.of("duedate", "2030-01-01T00:00:00.000+0800")),
            put("/engine-rest/job/{id}/suspended", Map.of("suspended", true)),
            put("/engine-rest/job/{id}/priority", Map.of("priority", 1)),
            delete("/engine-rest/job/{id}"));

    private static final List<Call> OF_VARIABLE = List.of(
            get("/engine-rest/variable-instance/{id}"),
            get("/engine-rest/variable-instance/{id}/data"),
            get("/engine-rest/history/variable-instance/{id}"),
            get("/engine-rest/history/variable-instance/{id}/data"),
            delete("/engine-rest/history/variable-instance/{id}"));

    private static final List<Call> OF_HISTORY =
            List.of(get("/engine-rest/history/activity-instance/{id}"), get("/engine-rest/history/task?taskId={id}"));

    private static final List<Call> OF_CASE = List.of(
            get("/api/cases/{id}"),
            get("/api/cases/{id}/records"),
            get("/api/cases/{id}/indicators"),
            get("/api/cases/{id}/preservations"),
            get("/api/cases/{id}/dialogues"),
            get("/api/cases/{id}/letters/" + PART),
            get("/api/cases/{id}/letters/" + PART + "/service"),
            get("/api/cases/{id}/dossier"),
            get("/api/cases/{id}/evidence"),
            get("/api/cases/{id}/package"),
            get("/engine-rest/process-instance?businessKey={id}"));

    private static final List<Call> OF_EVIDENCE = List.of(
            get("/api/evidence/{id}"),
            get("/api/evidence/{id}/content"),
            post("/api/evidence/{id}/verification", Map.of()));

    @Test
    void aForeignIdLooksLikeOneThatDoesNotExist() {
        String caseNo = raised("officer310105", Requests.throughHomeBureau("SHOP_SUBJECT"));
        String task = waitingTask("unithead310105", "approveRequest", caseNo)
                .get("id")
                .asText();
        String instance = one("select proc_inst_id_ from act_ru_task where id_ = ?", task);
        Map<String, String> ids = new LinkedHashMap<>();
        Map<String, List<Call>> calls = new LinkedHashMap<>();
        ids.put("task", task);
        calls.put("task", OF_TASK);
        ids.put("instance", instance);
        calls.put("instance", OF_INSTANCE);
        ids.put("job", one("select id_ from act_ru_job where root_proc_inst_id_ = ? limit 1", instance));
        calls.put("job", OF_JOB);
        ids.put("variable", one("select id_ from act_ru_variable where proc_inst_id_ = ? limit 1", instance));
        calls.put("variable", OF_VARIABLE);
        ids.put("activity", one("select id_ from act_hi_actinst where proc_inst_id_ = ? limit 1", instance));
        calls.put("activity", OF_HISTORY);
        ids.put("case", caseNo);
        calls.put("case", OF_CASE);

        List<String> told = new ArrayList<>();
        for (String person : List.of("officer330110", "unithead330110", "supervisor330110")) {
            calls.forEach((kind, all) -> {
                String id = ids.get(kind);
                String unknown = kind.equals("case") ? "310105-2026-999999" : UNKNOWN;
                for (Call call : all) {
                    String foreign = call.with(id, as(person));
                    String missing = call.with(unknown, as(person));
                    if (!foreign.equals(missing)) {
                        told.add(person + " " + call + "\n    foreign " + cut(foreign) + "\n    unknown "
                                + cut(missing));
                    } else if (foreign.startsWith("500") && !call.path().endsWith("/execute")) {
                        // The interface itself makes 500 of whatever a job's execution says.
                        told.add(person + " " + call + "\n    both " + cut(foreign));
                    }
                }
            });
        }
        assertThat(told).as(String.join("\n", told)).isEmpty();
        assertThat(waitingTask("unithead310105", "approveRequest", caseNo)
                        .get("id")
                        .asText())
                .isEqualTo(task);
    }

    private static String cut(String text) {
        return text.length() > 260 ? text.substring(0, 260) : text;
    }

    private String one(String sql, String id) {
        return jdbc.sql(sql).param(id).query(String.class).optional().orElse(UNKNOWN);
    }

    private static Call get(String path) {
        return new Call("GET", path, null);
    }

    private static Call post(String path, Object body) {
        return new Call("POST", path, body);
    }

    private static Call put(String path, Object body) {
        return new Call("PUT", path, body);
    }

    private static Call delete(String path) {
        return new Call("DELETE", path, null);
    }
}
