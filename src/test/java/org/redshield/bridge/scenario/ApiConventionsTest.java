package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;
import static org.redshield.bridge.support.Flow.instance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.Scenario;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What holds for every answer of /api. */
class ApiConventionsTest extends Scenario {

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void whatIsAbsentIsLeftOut() {
        String caseNo = raised("officer310105", Requests.question());
        does("unithead310105", "approveRequest", caseNo, Map.of("decision", "approve", "reason", "同意"));
        for (String path : new String[] {"/api/cases?q=" + caseNo, "/api/cases/" + caseNo}) {
            JsonNode answer = as("officer310105").get(path).json();
            assertThat(answer.toString()).contains(caseNo);
            assertNoNullField(path, answer);
        }
        assertThat(as("officer310105")
                        .get("/v3/api-docs")
                        .json()
                        .at("/info/description")
                        .asText())
                .contains("left out");
    }

    @Test
    void theDescriptionHasEveryFieldOfTheCaseFile() {
        String caseNo = raised("officer310105", Requests.question());
        JsonNode file = as("officer310105").get("/api/cases/" + caseNo).json();
        JsonNode described =
                as("officer310105").get("/v3/api-docs").json().at("/components/schemas/CaseFile/properties");
        assertThat(described.properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrderElementsOf(
                        file.properties().stream().map(Map.Entry::getKey).toList())
                .contains("letters", "clocks", "datasets", "findings", "evidence", "dispositions");
        assertThat(described.at("/letters/items/$ref").asText()).isEqualTo("#/components/schemas/LetterItem");
    }

    /** However its parts stand together in the code. */
    @Test
    void aHoldIsDescribedFlat() {
        assertThat(as("officer310105")
                        .get("/v3/api-docs")
                        .json()
                        .at("/components/schemas/Preservation/properties")
                        .properties())
                .extracting(Map.Entry::getKey)
                .contains("holdNo", "dataset", "targetTitle", "from", "status", "open", "explanation", "orderedAt")
                .hasSize(19);
    }

    private static void assertNoNullField(String where, JsonNode node) {
        node.properties().forEach(field -> {
            assertThat(field.getValue().isNull())
                    .as(where + "/" + field.getKey())
                    .isFalse();
            assertNoNullField(where + "/" + field.getKey(), field.getValue());
        });
        if (node.isArray()) {
            node.forEach(item -> assertNoNullField(where + "[]", item));
        }
    }

    @Test
    void theListSaysHowManyThereAre() {
        raised("officer310105", Requests.question());
        raised("officer310105", Requests.question());
        JsonNode page = as("officer310105").get("/api/cases?size=1").json();
        assertThat(page.get("cases")).hasSize(1);
        assertThat(page.get("more").asBoolean()).isTrue();
        assertThat(page.get("total").asLong()).isGreaterThanOrEqualTo(2);
    }

    /** What holds up a search holds up nobody else: it has connections of its own, and gives up in time. */
    @Test
    void aSearchThatTakesTooLongIsToldSo() {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("lock table case_deadline in access exclusive mode").update();
            assertProblem(as("officer310105").get("/api/cases"), 503, null, "casefile.search-too-slow");
        });
        assertThat(as("officer310105").get("/api/cases").status()).isEqualTo(200);
    }

    @Test
    void aProblemIsChineseWithAStableCode() {
        Http officer = as("officer310105");
        String caseNo = raised("officer310105", Requests.question());
        does("unithead310105", "approveRequest", caseNo, Map.of("decision", "approve", "reason", "同意"));
        assertThat(instance("assistanceHandling", "330110", caseNo)).isWaitingAt("acknowledgeLetter");
        assertProblem(officer.get("/api/cases/310105-1999-000001"), 404, "没有找到", "casefile.unknown-case");
        assertProblem(officer.get("/api/cases?size=0"), 422, "不能办理", "casefile.page-invalid");
        assertProblem(new Http(address(), null).get("/api/cases"), 401, "需要登录", "access.sign-in-required");
        assertProblem(officer.get("/api/cases?page=one"), 400, "请求有误", "access.request-invalid");
        assertProblem(officer.post("/api/cases", Map.of()), 405, "不支持此操作", "access.request-invalid");
        assertProblem(officer.get("/api/nothing"), 404, "没有找到", "access.request-invalid");
        assertProblem(officer.get("/api/deadlines/count"), 400, null, null);
    }

    private static void assertProblem(Http.Answer answer, int status, String title, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        JsonNode problem = answer.json();
        assertThat(problem.get("title").asText()).as(answer.text()).matches("\\p{IsHan}+");
        assertThat(problem.get("detail").asText()).as(answer.text()).contains("。");
        assertThat(problem.get("code").asText()).isNotBlank();
        if (title != null) {
            assertThat(problem.get("title").asText()).isEqualTo(title);
            assertThat(problem.get("code").asText()).isEqualTo(code);
        }
    }
}
