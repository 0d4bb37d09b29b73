package org.redshield.bridge.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.redshield.bridge.support.Flow.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.evidence.log.SealedRows;
import org.redshield.bridge.scenario.AssistanceScenario;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.Http;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the sides of a case write each other, and who does not. */
class CaseMessagesTest extends AssistanceScenario {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String ASKS = "officer310105";
    private static final String ANSWERS = "officer330110";

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private SealedRows sealed;

    private Http.Answer send(String user, String caseNo, String to, String text) {
        return send(user, caseNo, UUID.randomUUID(), to, text);
    }

    private Http.Answer send(String user, String caseNo, UUID id, String to, String text) {
        return as(user).post(path(caseNo), Map.of("id", id, "to", to, "text", text));
    }

    private static String path(String caseNo) {
        return "/api/cases/" + caseNo + "/messages";
    }

    private List<JsonNode> messages(String user, String caseNo) {
        List<JsonNode> found = new ArrayList<>();
        as(user).get(path(caseNo)).json().get("messages").forEach(found::add);
        return found;
    }

    private List<String> partners(String user, String caseNo) {
        return as(user).get(path(caseNo)).json().get("partners").findValuesAsText("code");
    }

    private static void refused(Http.Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().get("code").asText()).isEqualTo(code);
    }

    @Test
    void twoBureausTalkAndSeeWhatWasDeliveredAndRead() {
        String caseNo = raised(ASKS, Requests.question());
        assertThat(partners(ASKS, caseNo)).as("before the letter").isEmpty();
        refused(send(ASKS, caseNo, YUHANG, "在吗"), 422, "messages.no-partner");
        approve(caseNo);
        acknowledge(caseNo);
        assertThat(partners(ASKS, caseNo)).containsExactly(YUHANG);
        assertThat(partners(ANSWERS, caseNo)).containsExactly(CHANGNING);

        UUID id = UUID.randomUUID();
        assertThat(send(ASKS, caseNo, id, YUHANG, "  请问地址是否在仓前？\n急。 ").status()).isEqualTo(200);
        assertThat(send(ASKS, caseNo, id, YUHANG, "又一次").status())
                .as("the same again")
                .isEqualTo(200);
        await("delivered").atMost(SOON).untilAsserted(() -> assertThat(messages(ANSWERS, caseNo))
                .hasSize(1));
        JsonNode theirs = messages(ANSWERS, caseNo).get(0);
        assertThat(theirs.get("text").asText()).isEqualTo("请问地址是否在仓前？\n急。");
        assertThat(theirs.get("ours").asBoolean()).isFalse();
        assertThat(theirs.has("by"))
                .as("of the other side's people nothing is told")
                .isFalse();
        JsonNode ours = messages(ASKS, caseNo).get(0);
        assertThat(ours.has("by")).isTrue();
        assertThat(ours.has("deliveredAt")).isTrue();
        assertThat(ours.has("readAt")).isFalse();

        as("supervisor330110").post(path(caseNo) + "/read", Map.of());
        assertThat(messages(ASKS, caseNo).get(0).has("readAt"))
                .as("who reads along")
                .isFalse();
        assertThat(as(ANSWERS).post(path(caseNo) + "/read", Map.of()).status()).isEqualTo(200);
        assertThat(messages(ASKS, caseNo).get(0).has("readAt")).isTrue();
        assertThat(caseFile(ASKS, caseNo).get("messages")).hasSize(1);
        await("whoever signed for the letter is told").atMost(SOON).untilAsserted(() -> assertThat(
                        as(ANSWERS).get("/api/notices").text())
                .contains("MESSAGE", caseNo));

        acceptAcknowledged(caseNo);
        reply(caseNo);
        confirmAndClose(caseNo);
        refused(send(ASKS, caseNo, YUHANG, "谢谢"), 422, "messages.case-over");
        assertThat(messages(ASKS, caseNo)).hasSize(1);
    }

    @Test
    void nobodyElseReadsOrWrites() {
        String caseNo = approved(Requests.question());
        waitingTask(ANSWERS, "acknowledgeLetter", caseNo);
        assertThat(send(ASKS, caseNo, YUHANG, "在吗").status()).isEqualTo(200);
        for (String stranger : List.of("officer321300", "unithead320324", "liaisontaobao", "modeler", "auditor")) {
            assertThat(as(stranger).get(path(caseNo)).status()).as(stranger).isEqualTo(404);
            assertThat(send(stranger, caseNo, YUHANG, "我").status())
                    .as(stranger)
                    .isEqualTo(404);
            assertThat(as(stranger).post(path(caseNo) + "/read", Map.of()).status())
                    .as(stranger)
                    .isEqualTo(404);
        }
        assertThat(new Http(address(), null).get(path(caseNo)).status()).isEqualTo(401);
        refused(send("supervisor310105", caseNo, YUHANG, "我"), 422, "messages.role");
        refused(send("reviewer310105", caseNo, YUHANG, "我"), 422, "messages.role");
        refused(send(ASKS, caseNo, "321300", "我"), 422, "messages.no-partner");
        refused(send(ASKS, caseNo, "taobao", "我"), 422, "messages.no-partner");
        refused(send(ASKS, caseNo, CHANGNING, "我"), 422, "messages.no-partner");
        refused(send(ASKS, caseNo, YUHANG, "   "), 422, "messages.text");
        refused(send(ASKS, caseNo, YUHANG, "一".repeat(1001)), 422, "messages.text");
        refused(send(ASKS, caseNo, YUHANG, "一\u0007"), 422, "messages.text");
        assertThat(as(ASKS).post(path(caseNo), Map.of("to", YUHANG, "text", "一"))
                        .status())
                .isEqualTo(422);
        assertThat(messages(ASKS, caseNo)).hasSize(1);
    }

    @Test
    void theLiaisonTalksWithWhoseLetterHeHas() {
        String caseNo = raised(ASKS, Requests.direct("SHOP_SUBJECT"));
        platformFault(caseNo, "REFUSE", Map.of("reason", "TECHNICAL_IMPOSSIBILITY", "text", "系统升级"));
        approve(caseNo);
        assertThat(liaison(caseNo)).isWaitingAt("answerLiaisonRequest");
        assertThat(partners("liaisontaobao", caseNo)).containsExactly(CHANGNING);
        assertThat(send("liaisontaobao", caseNo, CHANGNING, "请问要哪几个月的？").status())
                .isEqualTo(200);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(messages(ASKS, caseNo)).hasSize(1));
        assertThat(send(ASKS, caseNo, "taobao", "上半年").status()).isEqualTo(200);
        await().atMost(SOON).untilAsserted(() -> assertThat(messages("liaisontaobao", caseNo))
                .hasSize(2));
        liaisonFindsNothing(caseNo);
        close(caseNo);
    }

    private List<String> exported(String caseNo, String tenant) {
        return sealed.ofCase(caseNo, tenant).stream().map(SealedRows.Row::kind).toList();
    }

    /** Each row has its leaf, what each side may not know apart, and no row can be changed. */
    @Test
    void whatWasWrittenStays() {
        String caseNo = approved(Requests.question());
        waitingTask(ANSWERS, "acknowledgeLetter", caseNo);
        UUID id = UUID.randomUUID();
        send(ASKS, caseNo, id, YUHANG, "在吗");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(messages(ANSWERS, caseNo)).hasSize(1));
        as(ANSWERS).post(path(caseNo) + "/read", Map.of());
        assertThat(jdbc.sql(
                                "select kind from log_leaf where row_key = :id or row_key like :id || '/%' order by kind, row_key")
                        .param("id", id.toString())
                        .query(String.class)
                        .list())
                .containsExactly("MESSAGE", "MESSAGE_MARK", "MESSAGE_MARK", "MESSAGE_PERSON", "MESSAGE_READER");
        assertThat(exported(caseNo, CHANGNING))
                .contains("MESSAGE", "MESSAGE_PERSON", "MESSAGE_MARK")
                .doesNotContain("MESSAGE_READER");
        assertThat(exported(caseNo, YUHANG))
                .contains("MESSAGE", "MESSAGE_READER", "MESSAGE_MARK")
                .doesNotContain("MESSAGE_PERSON");
        assertThat(exported(caseNo, "321300")).isEmpty();
        for (String change : List.of(
                "update case_message set text = 'x'", "delete from case_message_mark", "delete from case_message")) {
            assertThatThrownBy(() -> jdbc.sql(change).update()).as(change).isInstanceOf(RuntimeException.class);
        }
        assertThat(jdbc.sql("select count(*) from inbox where id = ? and state = 'FILED'")
                        .param(id)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }
}
