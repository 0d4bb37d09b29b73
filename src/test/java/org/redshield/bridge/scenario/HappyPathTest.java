package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.support.Scenario;

/** A request travels from a Changning desk to a disposed shop, with nothing going wrong. */
class HappyPathTest extends Scenario {

    @Test
    void throughThePlatformsHomeBureau() {
        String caseNo = raised("officer310105", Requests.throughHomeBureau("SHOP_SUBJECT", "TRADE"));
        does("unithead310105", "approveRequest", caseNo, Map.of("decision", "approve", "reason", "同意协查"));
        does("officer330110", "acknowledgeLetter", caseNo, Map.of("decision", "acknowledge", "copies", true));
        does("officer330110", "reviewLetter", caseNo, Map.of("decision", "accept"));
        does(
                "unithead330110",
                "assignOfficers",
                caseNo,
                Map.of(
                        "decision", "assign",
                        "leadCertificateNo", "33011001001",
                        "secondCertificateNo", "33011001002"));
        does("unithead330110", "approveDataRequest", caseNo, Map.of("decision", "approve", "reason", "同意调取"));
        does(
                "officer330110",
                "investigate",
                caseNo,
                Map.of("decision", "submit", "findings", "多笔订单没有真实物流。", "itemConclusion", "FOUND"));
        does("officer2330110", "confirmFindings", caseNo, Map.of("decision", "confirm"));
        does("unithead330110", "approveReply", caseNo, Map.of("decision", "approve", "reason", "同意"));
        does("officer310105", "reviewReply", caseNo, Map.of("decision", "confirm"));
        ends("assistanceHandling", "330110", caseNo);
        does("officer310105", "decideOutcome", caseNo, Map.of("decision", "close", "note", "事实已查清"));
        ends("assistanceRequest", "310105", caseNo);

        assertThat(path("assistanceRequest", "310105", caseNo))
                .containsExactly(
                        "raiseRequest",
                        "checkCompleteness",
                        "approveRequest",
                        "followRequest",
                        "issueRequestLetter",
                        "dispatchRequest",
                        "letterDelivered",
                        "startReplyClocks",
                        "awaitReply",
                        "recordReply",
                        "reviewReply",
                        "sendConfirmation",
                        "decideOutcome",
                        "closeRequest",
                        "requestClosed");
        assertThat(path("assistanceHandling", "330110", caseNo))
                .containsExactly(
                        "letterArrives",
                        "registerArrival",
                        "prepareReply",
                        "handlingBegins",
                        "acknowledgeLetter",
                        "reviewLetter",
                        "assignOfficers",
                        "prepareDataRequests",
                        "requestPlatformData",
                        "requestPlatformData",
                        "investigate",
                        "confirmFindings",
                        "approveReply",
                        "replyApproved",
                        "issueReply",
                        "sendReply",
                        "awaitConfirmation",
                        "closeHandling",
                        "handlingConfirmed");
    }
}
