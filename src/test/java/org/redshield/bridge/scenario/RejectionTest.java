package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;
import static org.redshield.bridge.support.Flow.instance;
import static org.redshield.bridge.support.Flow.instances;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;

/** What Yuhang does not take on: returned for correction, once, or declined. */
class RejectionTest extends AssistanceScenario {

    private static final List<String> REVIEWED = List.of(
            "letterArrives", "registerArrival", "prepareReply", "handlingStarts", "acknowledgeLetter", "reviewLetter");

    private void returned(String caseNo) {
        acknowledge(caseNo);
        does("officer330110", "reviewLetter", caseNo, Map.of("decision", "return", "missingItems", "请写明需要查明的期间"));
        does("unithead330110", "approveRejection", caseNo, Map.of("decision", "approve", "reason", "同意退回"));
    }

    /** The handling of the corrected letter; that of the first one has ended with its return. */
    private static ProcessInstance handledAnew(String caseNo) {
        assertThat(instances("assistanceHandling", YUHANG, caseNo).get(0))
                .isEnded()
                .passedExactly(REVIEWED, "approveRejection", "rejectionApproved", "sendReturn", "letterReturned");
        return instance("assistanceHandling", YUHANG, caseNo, 2);
    }

    private void comesBackToItsAuthorAsItWas(String caseNo) {
        JsonNode task = waitingTask("officer310105", "correctRequest", caseNo);
        assertThat(task.get("assignee").asText()).isEqualTo("officer310105");
        JsonNode form = as("officer310105")
                .get("/engine-rest/task/" + task.get("id").asText() + "/form-variables")
                .json();
        Requests.question().forEach((field, value) -> {
            if (!List.of("requestRoute", "platformKey", "requestedBureauCode").contains(field)) {
                assertThat(form.at("/" + field + "/value").asText()).as(field).isEqualTo(value);
            }
        });
    }

    @Test
    void aReturnedLetterIsCorrectedOnceAndGetsNewClocks() {
        String caseNo = approved(Requests.question());
        returned(caseNo);
        comesBackToItsAuthorAsItWas(caseNo);
        does(
                "officer310105",
                "correctRequest",
                caseNo,
                Map.of("decision", "resubmit", "contactPhone", "021-22050001", "questions", "网店由谁经营；2026年以来的交易是否真实"));
        assertThat(clocks("officer310105", caseNo))
                .containsExactlyInAnyOrder("AGREEMENT_REPLY CANCELLED", "STATUTORY_REPLY CANCELLED");
        approve(caseNo);
        assertThat(handledAnew(caseNo)).isWaitingAt("acknowledgeLetter");
        assertThat(clocks("officer330110", caseNo))
                .containsExactlyInAnyOrder(
                        "ACKNOWLEDGEMENT MET",
                        "AGREEMENT_REPLY CANCELLED",
                        "STATUTORY_REPLY CANCELLED",
                        "ACKNOWLEDGEMENT RUNNING",
                        "AGREEMENT_REPLY RUNNING",
                        "STATUTORY_REPLY RUNNING");
        assertThat(dueAt("officer330110", caseNo, "STATUTORY_REPLY"))
                .isEqualTo(workingDaysAfter(deliveredAt(letter("officer330110", caseNo, "REQUEST")), 15));
        accept(caseNo);
        reply(caseNo);
        confirmAndClose(caseNo);

        assertThat(request(caseNo))
                .passedExactly(
                        REQUEST_SENT,
                        "recordReturn",
                        "correctRequest",
                        "approveRequest",
                        "issueRequestLetter",
                        "dispatchRequest",
                        "letterDelivered",
                        "startReplyClocks",
                        "awaitReply",
                        REPLY_CONFIRMED);
        assertThat(handledAnew(caseNo)).passedExactly(HANDLING_ACCEPTED, HANDLING_REPLIED, HANDLING_CONFIRMED);
        assertThat(letters("officer310105", caseNo)).containsExactly("REQUEST", "RETURN", "REQUEST", "REPLY");
        assertThat(letter("officer310105", caseNo, "RETURN").get("number").asText())
                .matches(".+协查退〔\\d{4}〕\\d+号");
    }

    @Test
    void aSecondReturnIsRefusedAndTheLetterIsAccepted() {
        String caseNo = approved(Requests.question());
        returned(caseNo);
        does("officer310105", "correctRequest", caseNo, Map.of("decision", "resubmit"));
        approve(caseNo);
        acknowledge(caseNo);
        isRefused(
                "officer330110",
                "reviewLetter",
                caseNo,
                Map.of("decision", "return", "missingItems", "请再次写明期间"),
                "这份请求已经退回补正过一次，不能再次退回。请受理，或说明理由不予协助。");
        assertThat(state("officer330110", caseNo)).isEqualTo("ACKNOWLEDGED");
        acceptAcknowledged(caseNo);
        assertThat(handledAnew(caseNo)).passedExactly(HANDLING_ACCEPTED, "investigate");
    }

    @Test
    void aReturnedRequestMayBeAbandoned() {
        String caseNo = approved(Requests.question());
        returned(caseNo);
        does("officer310105", "correctRequest", caseNo, Map.of("decision", "abandon", "reason", "线索已由其他单位办理"));
        assertThat(request(caseNo))
                .isEnded()
                .passedExactly(REQUEST_SENT, "recordReturn", "correctRequest", "requestAbandonedAfterReturn");
        assertThat(state("officer310105", caseNo)).isEqualTo("CLOSED");
    }

    @Test
    void aLetterIsDeclinedWithAReasonFromTheList() {
        String caseNo = approved(Requests.question());
        acknowledge(caseNo);
        isRefused(
                "officer330110",
                "reviewLetter",
                caseNo,
                Map.of("decision", "decline", "reason", "本局没有管辖权"),
                "没有填写“不予协助的原因”。请补填后再提交，已填写的内容都保留着。");
        does(
                "officer330110",
                "reviewLetter",
                caseNo,
                Map.of("decision", "decline", "declineReason", "NOT_COMPETENT", "reason", "该店铺不在本局辖区"));
        does("unithead330110", "approveRejection", caseNo, Map.of("decision", "approve", "reason", "同意"));
        does("officer310105", "reviewDecline", caseNo, Map.of("decision", "close", "note", "改向有管辖权的单位发函"));
        assertThat(request(caseNo)).isEnded();
        assertThat(handling(caseNo)).isEnded();

        assertThat(request(caseNo)).passedExactly(REQUEST_SENT, "recordDecline", "reviewDecline", "requestDeclined");
        assertThat(handling(caseNo))
                .passedExactly(REVIEWED, "approveRejection", "rejectionApproved", "sendDecline", "letterDeclined");
        assertThat(letter("officer310105", caseNo, "DECLINE").get("paragraphs").toString())
                .contains("不属于本局职权范围。该店铺不在本局辖区");
        assertThat(letter("officer310105", caseNo, "DECLINE").get("number").asText())
                .matches(".+协查复〔\\d{4}〕\\d+号");
        assertThat(clocks("officer310105", caseNo))
                .containsExactlyInAnyOrder("AGREEMENT_REPLY MET", "STATUTORY_REPLY MET");
        assertThat(state("officer330110", caseNo)).isEqualTo("DECLINED");
    }

    @Test
    void aDeclineThatTheUnitHeadDoesNotShareIsReviewedAgain() {
        String caseNo = approved(Requests.question());
        acknowledge(caseNo);
        does(
                "officer330110",
                "reviewLetter",
                caseNo,
                Map.of("decision", "decline", "declineReason", "OTHER", "reason", "人手不足，无法办理"));
        does("unithead330110", "approveRejection", caseNo, Map.of("decision", "return", "reason", "人手不足不是法定理由"));
        acceptAcknowledged(caseNo);
        assertThat(handling(caseNo)).isWaitingAt("investigate");

        assertThat(handling(caseNo))
                .passedExactly(
                        REVIEWED,
                        "approveRejection",
                        "reviewLetter",
                        "assignOfficers",
                        "prepareDataRequests",
                        "investigate");
        assertThat(letters("officer330110", caseNo)).containsExactly("REQUEST");
    }
}
