package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.ChinaTime;

/** A receiver is offered what the law allows of what came, and can always begin with it. */
class TransferAnswerTest extends TransferScenario {

    @Test
    void ofAClueThatItIsNotTheirs() {
        assertThat(offered(LINPING, transferred(clue(Map.of())))).containsExactly("accept", "return", "notOurs");
    }

    @Test
    void ofAFiledCaseOnlyThatTheSuperiorSays() {
        assertThat(offered(LINPING, transferred(filedCase(Map.of())))).containsExactly("accept", "return", "dispute");
    }

    @Test
    void ofADistributedReportThatItGoesBack() {
        assertThat(offered(LINPING, transferred(clue(Map.of("distributed", true)))))
                .containsExactly("accept", "return", "giveBack");
    }

    @Test
    void ofWhatWasHandedDownNothing() {
        Map<String, Object> fields = clue(Map.of(
                "handedDown",
                true,
                "answerBy",
                ChinaTime.day(workingDaysAfter(clock.instant(), 7)).toString(),
                "receiverCode",
                LINPING));
        assertThat(offered(LINPING, transferred("330100", fields))).containsExactly("accept", "return");
    }

    @Test
    void materialIsSentBackOnce() {
        String caseNo = transferred(clue(Map.of()));
        sendBack(LINPING, caseNo, Map.of("decision", "return", "missingMaterials", "缺少购买记录原件"));
        Map<String, Object> again = clue(Map.of("decision", "submit", "materials", "购买记录原件 1 份"));
        does("officer310105", "completeTransfer", caseNo, again);
        approveTransfer(CHANGNING, caseNo);
        assertThat(offered(LINPING, caseNo)).containsExactly("accept", "notOurs");
    }

    /** Else it would be taken and never be worked on. */
    @Test
    void whatTheyCouldNotBeginWithIsNotSent() {
        isNotSent(clue(Map.of("creditCode", "12345")), "统一社会信用代码");
        isNotSent(clue(Map.of("platformKey", "")), "平台");
        isNotSent(clue(Map.of("shopId", "坏 号")), "坏 号");
        isNotSent(clue(Map.of("shopId", "", "platformKey", "")), "没有写明线索针对谁");
    }

    @Test
    void whoWasFirstIsNotDecidedByADayToCome() {
        String tomorrow = ChinaTime.day(clock.instant()).plusDays(1).toString();
        isNotSent(clue(Map.of("firstFoundAt", tomorrow)), "还没有到");
        isNotSent(filedCase(Map.of("filedAt", tomorrow)), "还没有到");
    }

    private void isNotSent(Map<String, Object> fields, String sentence) {
        var answer = raiseTransfer("officer310105", fields);
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().path("message").asText()).contains(sentence);
    }

    private List<String> offered(String tenant, String caseNo) {
        signTransfer(tenant, caseNo);
        String user = "officer" + tenant;
        JsonNode options = as(user).get("/engine-rest/task/"
                        + waitingTask(user, "reviewTransfer", caseNo).get("id").asText() + "/form-variables")
                .json()
                .path("answerOptions")
                .path("value");
        return (options.isTextual() ? parsed(options.asText()) : options).findValuesAsText("value");
    }

    private static JsonNode parsed(String json) {
        try {
            return new com.fasterxml.jackson.databind.ObjectMapper().readTree(json);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
