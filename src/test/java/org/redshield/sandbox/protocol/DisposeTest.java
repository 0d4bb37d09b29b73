package org.redshield.sandbox.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.sandbox.SandboxClient.disposition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.redshield.sandbox.RunningSandbox;
import org.redshield.sandbox.SandboxClient;

/** Dispositions, from submission to appeal and lift. */
class DisposeTest extends RunningSandbox {

    private static final String DOC = "余市监处置〔2026〕1号";

    private static ObjectNode againstShop(String docName, String measure) {
        return disposition(docName)
                .put("api_type", "2")
                .put("dispose_type", 3)
                .put("dispose_content", "S1000001")
                .put("remark", "{\"measure\":\"" + measure + "\",\"term\":\"P30D\"}");
    }

    private static JsonNode result(String key) {
        return SandboxClient.parse(
                SANDBOX.disposeQuery(key).get("list").get(0).get("result").asText());
    }

    @Test
    void carriesOutPublishesAndWritesBack() throws IOException {
        JsonNode answer = SANDBOX.dispose(againstShop(DOC, "SHOP_SUSPEND"));
        assertThat(answer.get("resule_code").asInt()).isEqualTo(1);
        String id = answer.get("data").asText();
        JsonNode list = SANDBOX.disposeQuery(id).get("list");
        assertThat(list).hasSize(1);
        assertThat(list.get(0).get("id").asText()).isEqualTo(id);
        assertThat(list.get(0).get("status").asText()).isEqualTo("已完成");
        assertThat(list.get(0).get("finish_time").asText()).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
        assertThat(SANDBOX.get(list.get(0).get("reply_url").asText()).body()).contains(DOC, "SHOP_SUSPEND");
        JsonNode result = result(id);
        assertThat(result.get("measure").asText()).isEqualTo("SHOP_SUSPEND");
        assertThat(result.get("outcome").asText()).isEqualTo("EXECUTED");
        assertThat(result.get("executedAt").asText()).endsWith("+08:00");
        assertThat(SANDBOX.get(result.get("publicityUrl").asText()).body()).contains("平台处置公示", "S1000001");
    }

    @Test
    void isFoundByItsDocNameAndNeverMadeTwice() {
        String id = SANDBOX.dispose(disposition(DOC)).get("data").asText();
        JsonNode again = SANDBOX.dispose(disposition(DOC));
        assertThat(again.get("resule_code").asInt()).isEqualTo(11);
        assertThat(again.get("data").asText()).isEqualTo(id);
        JsonNode found = SANDBOX.disposeQuery("unknown, " + DOC);
        assertThat(found.get("result_code").asInt()).isEqualTo(1);
        assertThat(found.get("list"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.get("id").asText()).isEqualTo(id));
        assertThat(SANDBOX.getJson("/admin/ledger")).singleElement().satisfies(entry -> {
            assertThat(entry.get("kind").asText()).isEqualTo("DISPOSITION");
            assertThat(entry.get("doc_name").asText()).isEqualTo(DOC);
            assertThat(entry.get("sent").asInt()).isEqualTo(2);
            assertThat(entry.get("state").asText()).isEqualTo("EXECUTED");
        });
    }

    @Test
    void readsTheMeasureFromThePublishedFieldsWhenNobodyNamesIt() {
        SANDBOX.dispose(disposition("A"));
        SANDBOX.dispose(disposition("B").put("dispose_type", 4));
        SANDBOX.dispose(againstShop("C", "").put("remark", "请尽快办理"));
        assertThat(result("A").get("measure").asText()).isEqualTo("ITEM_TAKEDOWN");
        assertThat(result("B").get("measure").asText()).isEqualTo("KEYWORD_SWEEP");
        assertThat(result("C").get("measure").asText()).isEqualTo("WARNING");
        assertThat(result("A").has("publicityUrl")).isFalse();
    }

    @Test
    void aMerchantAppealsAndTheMeasureIsLifted() {
        String id =
                SANDBOX.dispose(againstShop(DOC, "SHOP_SUSPEND")).get("data").asText();
        assertThat(SANDBOX.post("/admin/dispositions/" + id + "/appeal", "{\"text\":\"货源合法\"}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(result(id).get("appeal").get("text").asText()).isEqualTo("货源合法");
        SANDBOX.dispose(againstShop("余市监处置〔2026〕2号", "LIFT"));
        assertThat(result("余市监处置〔2026〕2号").get("measure").asText()).isEqualTo("LIFT");
        assertThat(SANDBOX.post("/admin/dispositions/1/appeal", "{\"text\":\"x\"}")
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void takesItsTimeAndCannotBeAppealedBefore() {
        SANDBOX.put("/admin/settings", "{\"delay\": {\"disposition\": \"PT1H\"}}");
        String id = SANDBOX.dispose(disposition(DOC)).get("data").asText();
        JsonNode entry = SANDBOX.disposeQuery(id).get("list").get(0);
        assertThat(entry.get("status").asText()).isEqualTo("处理中");
        assertThat(entry.has("result")).isFalse();
        assertThat(SANDBOX.post("/admin/dispositions/" + id + "/appeal", "{\"text\":\"x\"}")
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void namesWhatIsMissingAndTakesTwentyKeysAtMost() {
        JsonNode answer = SANDBOX.dispose(disposition("").put("reason", ""));
        assertThat(answer.get("resule_code").asInt()).isEqualTo(2);
        assertThat(answer.get("message").asText()).contains("doc_name", "reason");
        assertThat(SANDBOX.disposeQuery("x,".repeat(20) + "x")
                        .get("result_code")
                        .asInt())
                .isEqualTo(2);
    }
}
