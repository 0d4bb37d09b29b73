package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Straight to the platform, where bureau and platform have agreed on it. */
class DirectRouteTest extends AssistanceScenario {

    @Test
    void underTheMemorandumThePlatformAnswersWithoutAnotherBureau() {
        String caseNo = approved(Requests.direct("SHOP_SUBJECT"));
        close(caseNo);

        assertThat(request(caseNo)).passedExactly(DIRECT_ANSWERED, CLOSED);
        assertThat(dataRequest(CHANGNING, caseNo))
                .passedExactly(
                        "dataRequestStarts",
                        "classifyDataset",
                        "submitDataRequest",
                        "awaitAnswer",
                        "recordAnswer",
                        "answeredInFull");
        assertThat(clocks("officer310105", caseNo)).containsExactly("SHOP_IDENTITY MET");
        assertThat(dataset("officer310105", caseNo).get("state").asText()).isEqualTo("ANSWERED");
        assertThat(dataset("officer310105", caseNo).get("total").asInt()).isPositive();
        // A platform is no bureau: it gets 限期提供材料通知书 and no 协助调查函 (程序规定 art. 30).
        assertThat(letters("officer310105", caseNo)).containsExactly("DATA_NOTICE");
        JsonNode notice = letter("officer310105", caseNo, "DATA_NOTICE");
        assertThat(notice.get("receiver").asText()).isEqualTo("taobao");
        assertThat(notice.get("number").asText()).contains("限提");
        assertThat(notice.toString())
                .contains("《市场监督管理行政处罚程序规定》第三十条", "店铺主体信息（当日内提供）。", "《网络交易监督管理办法》第五十三条")
                .contains("联系地址：上海市长宁区示例路999号");
    }

    /** What was asked for under seal is taken back under seal, by whoever signs such letters; the interface calls the requests back. */
    @Test
    void theNoticeIsTakenBackUnderSeal() {
        String caseNo = raised("officer310105", Requests.direct("SHOP_SUBJECT"));
        platformFault(caseNo, "NEW_DATE", Map.of("hold", "PT1H"));
        approve(caseNo);
        assertThat(dataRequest(CHANGNING, caseNo)).isWaitingAt("decideNewDate");
        does("officer310105", "followRequest", caseNo, Map.of("decision", "withdraw", "reason", "当事人已主动说明情况"));
        assertThat(letters("officer310105", caseNo)).containsExactly("DATA_NOTICE");
        sendsWhatItShows("unithead310105", "approveWithdrawal", caseNo, Map.of("decision", "approve"));

        assertThat(request(caseNo)).isEnded();
        assertThat(dataset("officer310105", caseNo).get("state").asText()).isEqualTo("WITHDRAWN");
        assertThat(letters("officer310105", caseNo)).containsExactly("DATA_NOTICE", "DATA_NOTICE_WITHDRAWN");
        JsonNode withdrawn = letter("officer310105", caseNo, "DATA_NOTICE_WITHDRAWN");
        assertThat(withdrawn.get("receiver").asText()).isEqualTo("taobao");
        assertThat(withdrawn.get("number").asText()).contains("限提撤");
    }

    @Test
    void needsNoQuestions() {
        Map<String, Object> request = Requests.direct("SHOP_HISTORY");
        request.remove("questions");
        String caseNo = approved(request);
        close(caseNo);

        assertThat(clocks("officer310105", caseNo)).containsExactly("AUTOMATIC_ITEM MET");
    }

    @Test
    void tradeRecordsAreApprovedByTheUnitHeadFirst() {
        String caseNo = approved(Requests.direct("TRADE"));
        does("unithead310105", "approveDataRequest", caseNo, Map.of("decision", "approve", "reason", "同意调取"));
        close(caseNo);

        assertThat(dataRequest(CHANGNING, caseNo))
                .passedExactly(
                        "dataRequestStarts",
                        "classifyDataset",
                        "approveDataRequest",
                        "submitDataRequest",
                        "awaitAnswer",
                        "recordAnswer",
                        "answeredInFull");
        assertThat(clocks("officer310105", caseNo)).containsExactly("TRADE_RECORDS MET");
    }

    @Test
    void theUnitHeadDeclinesTheTradeRecords() {
        String caseNo = approved(Requests.direct("TRADE"));
        isRefused(
                "unithead310105",
                "approveDataRequest",
                caseNo,
                Map.of("decision", "decline"),
                "不予批准必须写明理由。请填写理由后再提交；任务仍在待办中。");
        does("unithead310105", "approveDataRequest", caseNo, Map.of("decision", "decline", "reason", "与案件无关"));
        close(caseNo);

        assertThat(request(caseNo)).passedExactly(DIRECT_ANSWERED, CLOSED);
        assertThat(dataRequest(CHANGNING, caseNo))
                .passedExactly(
                        "dataRequestStarts",
                        "classifyDataset",
                        "approveDataRequest",
                        "recordDataDeclined",
                        "dataDeclined");
        assertThat(dataset("officer310105", caseNo).get("state").asText()).isEqualTo("DECLINED");
        assertThat(clocks("officer310105", caseNo)).containsExactly("TRADE_RECORDS CANCELLED");
        assertThat(sandbox().get("/admin/ledger").text()).doesNotContain(caseNo);
    }
}
