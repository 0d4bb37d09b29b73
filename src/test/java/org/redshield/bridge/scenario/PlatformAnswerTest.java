package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;
import static org.redshield.bridge.support.Flow.instances;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.redshield.bridge.platform.dataset.RefusalReason;

/** What else a platform can answer: a part, nothing, a refusal with its reason. */
class PlatformAnswerTest extends AssistanceScenario {

    private static final List<String> SUBMITTED =
            List.of("dataRequestStarts", "classifyDataset", "submitDataRequest", "awaitAnswer");

    private static final List<String> SUBMITTED_WITH_APPROVAL =
            List.of("dataRequestStarts", "classifyDataset", "approveDataRequest", "submitDataRequest", "awaitAnswer");

    private void approveData(String bureau, String caseNo) {
        does("unithead" + bureau, "approveDataRequest", caseNo, Map.of("decision", "approve", "reason", "同意调取"));
    }

    @Test
    void aPartialReplyIsWhatTheReplyLetterSays() {
        String caseNo = approved(Requests.throughHomeBureau("TRADE"));
        platformFault(caseNo, "PARTIAL", Map.of("dataset", "TRADE"));
        accept(caseNo);
        approveData(YUHANG, caseNo);
        reply(caseNo);
        confirmAndClose(caseNo);

        assertThat(dataRequest(YUHANG, caseNo))
                .passedExactly(SUBMITTED_WITH_APPROVAL, "recordAnswer", "answeredInPart");
        assertThat(handling(caseNo))
                .passedExactly(HANDLING_ACCEPTED, "requestPlatformData", HANDLING_REPLIED, HANDLING_CONFIRMED);
        assertThat(request(caseNo)).passedExactly(REQUEST_SENT, REPLY_CONFIRMED);
        JsonNode trades = dataset("officer330110", caseNo);
        assertThat(trades.get("state").asText()).isEqualTo("PARTIAL");
        assertThat(trades.get("total").asInt()).isPositive();
        assertThat(letter("officer310105", caseNo, "REPLY").get("paragraphs").toString())
                .contains("部分提供，共" + trades.get("total").asText() + "条");
    }

    @Test
    void aShopWithoutOrdersIsNoRecordAndNoRefusal() {
        Map<String, Object> request = Requests.direct("TRADE");
        request.put("shopId", "S1000013");
        String caseNo = approved(request);
        approveData(CHANGNING, caseNo);
        close(caseNo);

        assertThat(dataRequest(CHANGNING, caseNo))
                .passedExactly(SUBMITTED_WITH_APPROVAL, "recordAnswer", "noRecordFound");
        assertThat(dataset("officer310105", caseNo).get("state").asText()).isEqualTo("NO_RECORD");
        assertThat(dataset("officer310105", caseNo).hasNonNull("refusalTitle")).isFalse();
    }

    @Test
    void anUnknownShopIsNoRecord() {
        Map<String, Object> request = Requests.direct("SHOP_SUBJECT");
        request.put("shopId", "S7654321");
        String caseNo = approved(request);
        close(caseNo);

        assertThat(dataRequest(CHANGNING, caseNo)).passedExactly(SUBMITTED, "recordAnswer", "noRecordFound");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TECHNICAL_IMPOSSIBILITY")
    void aRefusalKeepsItsReasonAndTheCaseGoesOn(RefusalReason reason) {
        String caseNo = raised("officer310105", Requests.direct("SHOP_SUBJECT"));
        platformFault(caseNo, "REFUSE", Map.of("reason", reason.name(), "text", "平台说明：" + reason.title()));
        approve(caseNo);
        close(caseNo);

        assertThat(request(caseNo)).passedExactly(DIRECT_ANSWERED, CLOSED);
        assertThat(dataRequest(CHANGNING, caseNo)).passedExactly(SUBMITTED, "recordAnswer", "requestRefused");
        assertThat(instances("liaisonHandling", "taobao", caseNo)).isEmpty();
        JsonNode subject = dataset("officer310105", caseNo);
        assertThat(subject.get("state").asText()).isEqualTo("REFUSED");
        assertThat(subject.get("refusalTitle").asText()).isEqualTo(reason.title());
        assertThat(subject.get("explanation").asText()).isEqualTo("平台说明：" + reason.title());
        assertThat(subject.get("total").asInt()).isZero();
    }

    @Test
    void aRefusalIsWhatTheReplyLetterSays() {
        String caseNo = approved(Requests.throughHomeBureau("SHOP_SUBJECT"));
        platformFault(caseNo, "REFUSE", Map.of("reason", "DATA_NOT_HELD"));
        accept(caseNo);
        reply(caseNo);
        confirmAndClose(caseNo);

        assertThat(dataRequest(YUHANG, caseNo)).passedExactly(SUBMITTED, "recordAnswer", "requestRefused");
        assertThat(letter("officer310105", caseNo, "REPLY").get("paragraphs").toString())
                .contains("未提供，原因：平台未保存该项数据");
    }
}
