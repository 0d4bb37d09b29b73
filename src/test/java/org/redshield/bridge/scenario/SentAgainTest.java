package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.support.Browser;
import org.redshield.bridge.support.Desk;
import org.redshield.bridge.support.Scenario;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who has heard nothing of what he sent sends it again with its id: it is done once, and he hears what came of it. */
class SentAgainTest extends Scenario {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TASKLIST = "/camunda/api/engine/engine/default";
    private static final String START = TASKLIST + "/process-definition/key/assistanceRequest/submit-form";

    private final String id = UUID.randomUUID().toString();
    private final String purpose = "查明经营主体 " + id;

    @Autowired
    private JdbcClient database;

    @Test
    void aRequestIsRaisedOnce() throws Exception {
        Browser officer = Browser.signedIn(address(), "officer310105");
        assertThat(outcome(officer)).contains("NOT_DONE", "什么也没有办理");

        HttpResponse<String> first = officer.ask("POST", START, request(purpose), id);
        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        HttpResponse<String> second = officer.ask("POST", START, request(purpose), id);

        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("Content-Type"))
                .isEqualTo(first.headers().firstValue("Content-Type"));
        assertThat(second.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(raised()).isEqualTo(1);
        String caseNo = JSON.readTree(first.body()).get("businessKey").asText();
        assertThat(outcome(officer)).contains("DONE", "案件 " + caseNo, "审批协查请求");
        assertThat(outcome(Browser.signedIn(address(), "officer2310105")))
                .as("nobody else's")
                .contains("NOT_DONE");
        assertThat(database.sql("select count(*) from sent_request where key = :key and answer is not null"
                                + " and position(convert_to(:case, 'UTF8') in answer) = 0")
                        .param("key", id)
                        .param("case", caseNo)
                        .query(Long.class)
                        .single())
                .as("its answer is kept, and nobody reads it in the table")
                .isEqualTo(1);
    }

    @Test
    void aTaskIsDoneOnceAndTheSecondTimeIsNoRefusal() throws Exception {
        String caseNo = raised("officer310105", request());
        Browser head = Browser.signedIn(address(), "unithead310105");
        String task = waitingTask("unithead310105", "approveRequest", caseNo)
                .get("id")
                .asText();
        as("unithead310105").post("/engine-rest/task/" + task + "/claim", Map.of("userId", "unithead310105"));
        Map<String, Object> form = Map.of("variables", Desk.variables(Map.of("decision", "approve", "reason", "同意")));

        for (int i = 0; i < 2; i++) {
            assertThat(head.ask("POST", TASKLIST + "/task/" + task + "/submit-form", form, id)
                            .statusCode())
                    .isEqualTo(204);
        }
        assertThat(head.ask(
                                "POST",
                                TASKLIST + "/task/" + task + "/submit-form",
                                form,
                                UUID.randomUUID().toString())
                        .body())
                .as("another form of the same task")
                .contains("已经办结");
        assertThat(outcome(head)).contains("DONE", "已批准协查请求");
    }

    @Test
    void underTheSameIdNothingElseIsDone() throws Exception {
        Browser officer = Browser.signedIn(address(), "officer310105");
        officer.ask("POST", START, request(purpose), id);

        HttpResponse<String> other = officer.ask("POST", START, request(purpose + "，另查"), id);

        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.body()).contains("access.sent-otherwise", "没有办理");
        assertThat(raised()).isEqualTo(1);
        assertThat(officer.ask("POST", START, request(purpose), "short").statusCode())
                .isEqualTo(400);
    }

    @Test
    void whatWasRefusedIsMendedAndSentUnderTheSameId() throws Exception {
        Browser officer = Browser.signedIn(address(), "officer310105");
        HttpResponse<String> refused = officer.ask("POST", START, request(""), id);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        assertThat(outcome(officer)).contains("NOT_DONE");

        assertThat(officer.ask("POST", START, request(purpose), id).statusCode())
                .isEqualTo(200);
        assertThat(raised()).isEqualTo(1);
    }

    @Test
    void whoClicksManyTimesAtOnceDoesItOnce() throws Exception {
        Browser officer = Browser.signedIn(address(), "officer310105");
        List<CompletableFuture<HttpResponse<String>>> clicks = IntStream.range(0, 6)
                .mapToObj(click -> CompletableFuture.supplyAsync(() -> {
                    try {
                        return officer.ask("POST", START, request(purpose), id);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .toList();
        for (CompletableFuture<HttpResponse<String>> click : clicks) {
            HttpResponse<String> answer = click.join();
            assertThat(answer.statusCode()).as(answer.body()).isIn(200, 409);
            if (answer.statusCode() == 409) {
                assertThat(answer.body()).contains("access.sent-running", "不会重复办理");
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            }
        }
        assertThat(officer.ask("POST", START, request(purpose), id).statusCode())
                .isEqualTo(200);
        assertThat(raised()).isEqualTo(1);
    }

    /** Of our own interface; without an id each is another one. */
    @Test
    void whatIsHeldOfACaseIsHeldOnce() throws Exception {
        String caseNo = raised("officer310105", request());
        Browser head = Browser.signedIn(address(), "bureauhead310105");
        Map<String, Object> hold = Map.of("ground", "OTHER", "reason", "另案仍需使用这些材料，编号 " + id);
        HttpResponse<String> first = head.ask("POST", "/api/cases/" + caseNo + "/holds", hold, id);
        assertThat(first.statusCode()).as(first.body()).isLessThan(300);
        assertThat(head.ask("POST", "/api/cases/" + caseNo + "/holds", hold, id).body())
                .isEqualTo(first.body());
        assertThat(database.sql("select count(*) from legal_hold where case_no = ?")
                        .param(caseNo)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        assertThat(outcome(head)).contains("DONE", "已于");
    }

    private String outcome(Browser person) throws Exception {
        HttpResponse<String> answer = person.ask("GET", "/api/sent/" + id + "/outcome", null, null);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private long raised() {
        return database.sql("select count(*) from assistance_request where purpose like ?")
                .param(purpose + "%")
                .query(Long.class)
                .single();
    }

    private static Map<String, Object> request() {
        return new LinkedHashMap<>(Requests.question());
    }

    private static Map<String, Object> request(String purpose) {
        Map<String, Object> fields = request();
        fields.put("purpose", purpose);
        return Map.of("variables", Desk.variables(fields));
    }
}
