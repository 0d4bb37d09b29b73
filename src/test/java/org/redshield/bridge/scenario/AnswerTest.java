package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each question of a letter has an answer of its own, from the form to the reply. */
class AnswerTest extends AssistanceScenario {

    @Test
    void everyQuestionIsAnsweredAndTheReplySaysSoUnderIt() {
        String caseNo = approved(Requests.question());
        accept(caseNo);
        JsonNode form = form(caseNo);
        assertThat(form.at("/question1/value").asText()).isEqualTo("网店由谁经营");
        assertThat(form.at("/question2/value").asText()).isEqualTo("交易是否真实");
        assertThat(form.has("question3")).isFalse();
        assertThat(form.has("answer1")).isFalse();

        Map<String, Object> half = Requests.findings();
        half.remove("answer2");
        isRefused(
                "officer330110",
                "investigate",
                caseNo,
                half,
                "第 2 项“交易是否真实”还没有答复。请逐项填写查明的情况；查不到、不属本局职权的，也请写明。已填写的内容都保留着。");
        Map<String, Object> found = Requests.findings();
        found.remove("findings");
        does("officer330110", "investigate", caseNo, found);
        does("officer2330110", "confirmFindings", caseNo, Map.of("decision", "return", "reason", "请补充物流的核查情况"));

        // Nothing is typed again.
        JsonNode again = form(caseNo);
        assertThat(again.at("/answer1/value").asText()).isEqualTo("由宿迁一家家具公司经营。");
        assertThat(again.at("/answer2/value").asText()).isEqualTo("多笔订单没有真实物流。");
        assertThat(again.at("/itemConclusion/value").asText()).isEqualTo("FOUND");
        found.put("answer2", "多笔订单没有真实物流，\n快递公司证实没有揽收。");
        does("officer330110", "investigate", caseNo, found);
        does("officer2330110", "confirmFindings", caseNo, Map.of("decision", "confirm"));
        sendsWhatItShows("unithead330110", "approveReply", caseNo, Map.of("decision", "approve"));

        eventually("the reply arrives", () -> letters("officer310105", caseNo).contains("REPLY"));
        assertThat(page("officer310105", caseNo, letter("officer310105", caseNo, "REPLY")))
                .contains(
                        "<p>1．网店由谁经营。</p>\n<p>答：由宿迁一家家具公司经营。</p>\n<p>2．交易是否真实。</p>\n<p>答：多笔订单没有真实物流，快递公司证实没有揽收。</p>",
                        "核查结论：已查明",
                        "逐项答复如前。");
        JsonNode finding = caseFile("officer330110", caseNo).at("/findings/1");
        assertThat(finding.at("/answers/0/question").asText()).isEqualTo("网店由谁经营");
        assertThat(finding.get("text").asText()).contains("答：由宿迁一家家具公司经营。");

        supplement(caseNo, "请补充仓库的实际地址");
        waitingTask("officer330110", "investigate", caseNo);
        JsonNode supplement = form(caseNo);
        assertThat(supplement.at("/question1/value").asText()).isEqualTo("请补充仓库的实际地址");
        assertThat(supplement.has("question2")).isFalse();
        assertThat(supplement.has("answer1")).isFalse();
        reply(caseNo);
        eventually(
                "the second reply arrives",
                () -> letters("officer310105", caseNo).stream()
                                .filter("REPLY"::equals)
                                .count()
                        == 2);
        assertThat(page("officer310105", caseNo, letter("officer310105", caseNo, "REPLY")))
                .contains("对补充事项的答复", "<p>请补充仓库的实际地址。</p>\n<p>答：由宿迁一家家具公司经营。</p>");
    }

    @Test
    void aLetterWithoutQuestionsIsAnsweredInOneText() {
        Map<String, Object> request = Requests.throughHomeBureau("SHOP_SUBJECT");
        request.remove("questions");
        String caseNo = approved(request);
        accept(caseNo);
        waitingTask("officer330110", "investigate", caseNo);
        assertThat(form(caseNo).has("question1")).isFalse();
        isRefused(
                "officer330110",
                "investigate",
                caseNo,
                Map.of("decision", "submit", "itemConclusion", "FOUND"),
                "没有填写“核查情况”。请补填后再提交，已填写的内容都保留着。");
        reply(caseNo);
    }

    private JsonNode form(String caseNo) {
        String task =
                waitingTask("officer330110", "investigate", caseNo).get("id").asText();
        return as("officer330110")
                .get("/engine-rest/task/" + task + "/form-variables")
                .json();
    }
}
