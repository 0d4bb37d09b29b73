package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;

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
        assertThat(letters("officer310105", caseNo)).containsExactly("REQUEST");
        assertThat(letter("officer310105", caseNo, "REQUEST").get("receiver").asText())
                .isEqualTo("taobao");
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
