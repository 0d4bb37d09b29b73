package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;
import static org.redshield.bridge.support.Flow.path;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Before any letter: a request that is incomplete, sent back, rejected or given up. */
class DraftTest extends AssistanceScenario {

    @Test
    void tradeRecordsWithoutACaseNumberAreCompletedFirst() {
        Map<String, Object> request = Requests.throughHomeBureau("TRADE");
        request.remove("sourceNo");
        String caseNo = raised("officer310105", request);
        does("officer310105", "completeRequest", caseNo, Map.of("decision", "resubmit", "sourceNo", "长市监线索〔2026〕19号"));
        approve(caseNo);
        assertThat(handling(caseNo)).isWaitingAt("acknowledgeLetter");

        assertThat(path(request(caseNo)).subList(0, 6))
                .containsExactly(
                        "raiseRequest",
                        "checkCompleteness",
                        "completeRequest",
                        "followRequest",
                        "checkCompleteness",
                        "approveRequest");
        assertThat(caseFile("officer330110", caseNo).at("/summary/sourceNo").asText())
                .isEqualTo("长市监线索〔2026〕19号");
    }

    @Test
    void anIncompleteRequestMayBeAbandoned() {
        Map<String, Object> request = Requests.throughHomeBureau("TRADE");
        request.remove("sourceNo");
        String caseNo = raised("officer310105", request);
        does("officer310105", "completeRequest", caseNo, Map.of("decision", "abandon", "reason", "线索不成立"));
        assertThat(request(caseNo))
                .isEnded()
                .passedExactly(
                        "raiseRequest", "checkCompleteness", "completeRequest", "followRequest", "requestAbandoned");
    }

    @Test
    void theUnitHeadSendsItBackAndThenRejectsIt() {
        String caseNo = raised("officer310105", Requests.question());
        does("unithead310105", "approveRequest", caseNo, Map.of("decision", "return", "reason", "请补充目的"));
        does("officer310105", "completeRequest", caseNo, Map.of("decision", "resubmit", "purpose", "查明网店经营主体以便立案"));
        does("unithead310105", "approveRequest", caseNo, Map.of("decision", "reject", "reason", "不属于本局管辖"));
        assertThat(request(caseNo))
                .isEnded()
                .passedExactly(
                        "raiseRequest",
                        "checkCompleteness",
                        "approveRequest",
                        "followRequest",
                        "completeRequest",
                        "checkCompleteness",
                        "approveRequest",
                        "requestRejected");
        assertThat(state("officer310105", caseNo)).isEqualTo("CLOSED");
        assertThat(letters("officer310105", caseNo)).isEmpty();
    }
}
