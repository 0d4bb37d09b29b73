package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;
import static org.redshield.bridge.support.Flow.instance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.redshield.bridge.cases.order.OrderKind;
import org.redshield.bridge.cases.order.Orders;
import org.redshield.bridge.cases.order.Progress;
import org.redshield.bridge.support.Http;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** The steps that transfers share. What verifies at the receiver is not looked at: its progress is told as it would tell it. */
public abstract class TransferScenario extends AssistanceScenario {

    protected static final String LINPING = "330113";

    private static final AtomicInteger SHOPS = new AtomicInteger();

    /** From the raised transfer to the wait for the answer. */
    protected static final List<String> SENT = List.of(
            "issueTransfer",
            "awaitDelivery",
            "recordTransferDelivery",
            "awaitSigning",
            "recordTransferSigning",
            "awaitAnswer");

    protected static final List<String> RAISED = List.of("raiseTransfer", "examineTransfer", "approveTransfer");

    protected static final List<String> ARRIVED =
            List.of("transferArrives", "registerTransfer", "signTransfer", "reviewTransfer");

    protected static final List<String> SENT_BACK =
            List.of("approveTransferAnswer", "sendTransferAnswer", "transferAnswered");

    protected static final List<String> SENT_FOR_MORE =
            List.of("approveTransferReturn", "sendTransferReturn", "transferReturned");

    protected static final List<String> TAKEN = List.of("confirmTransferAcceptance", "awaitVerification");

    protected static final List<String> ACCEPTED = List.of("recordTransferAcceptance", "awaitFeedback");

    @Autowired
    protected Orders orders;

    @Autowired
    protected TransactionTemplate transaction;

    protected static ProcessInstance transfer(String caseNo) {
        return transfer(CHANGNING, caseNo);
    }

    protected static ProcessInstance transfer(String tenant, String caseNo) {
        return instance("caseTransfer", tenant, caseNo);
    }

    protected static ProcessInstance negotiation(String tenant, String caseNo) {
        return instance("jurisdictionNegotiation", tenant, caseNo);
    }

    protected static ProcessInstance transferHandling(String tenant, String caseNo) {
        return instance("transferHandling", tenant, caseNo);
    }

    /** A clue about a shop of its own that trades from Linping. */
    protected static Map<String, Object> clue(Map<String, ?> changes) {
        Map<String, Object> fields = new HashMap<>(Map.of(
                "what", "CLUE",
                "cause", "涉嫌销售侵权商品",
                "content", "网店销售的商品涉嫌侵犯注册商标专用权，发货地在临平。",
                "reason", "当事人实际经营地不在本局辖区，不属于本局管辖",
                "platformKey", "taobao",
                "shopId", "S3" + String.format("%06d", SHOPS.incrementAndGet()),
                "subject", "IN_PLATFORM",
                "act", "COUNTERFEIT",
                "actualPlace", LINPING,
                "materials", "网页截图 2 份\n购买记录 1 份"));
        fields.putAll(changes);
        return fields;
    }

    protected static Map<String, Object> filedCase(Map<String, ?> changes) {
        Map<String, Object> fields = clue(Map.of("what", "CASE", "filedAt", "2026-03-02", "filingNo", "沪长市监案〔2026〕9号"));
        fields.putAll(changes);
        return fields;
    }

    protected Http.Answer raiseTransfer(String user, Map<String, Object> fields) {
        return as(user).post(
                        "/engine-rest/process-definition/key/caseTransfer/submit-form",
                        Map.of("variables", variables(fields)));
    }

    /** @return the case number */
    protected String raisedTransfer(String tenant, Map<String, Object> fields) {
        Http.Answer answer = raiseTransfer("officer" + tenant, fields);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().get("businessKey").asText();
    }

    protected void approveTransfer(String tenant, String caseNo) {
        sendsWhatItShows(
                "bureauhead" + tenant, "approveTransfer", caseNo, Map.of("decision", "approve", "opinion", "同意移送"));
    }

    /** Raised in Changning and approved. @return the case number */
    protected String transferred(Map<String, Object> fields) {
        return transferred(CHANGNING, fields);
    }

    protected String transferred(String tenant, Map<String, Object> fields) {
        String caseNo = raisedTransfer(tenant, fields);
        approveTransfer(tenant, caseNo);
        return caseNo;
    }

    protected void signTransfer(String tenant, String caseNo) {
        does("officer" + tenant, "signTransfer", caseNo, Map.of("decision", "sign", "materialsComplete", true));
    }

    protected void acceptTransfer(String tenant, String caseNo) {
        signTransfer(tenant, caseNo);
        does("officer" + tenant, "reviewTransfer", caseNo, Map.of("decision", "accept"));
        assertThat(transferHandling(tenant, caseNo)).isWaitingAt("awaitVerification");
    }

    /** Signed for and not taken; what is missing the unit head signs for, an objection the bureau head. */
    protected void sendBack(String tenant, String caseNo, Map<String, Object> review) {
        signTransfer(tenant, caseNo);
        does("officer" + tenant, "reviewTransfer", caseNo, review);
        boolean missing = "return".equals(review.get("decision"));
        sendsWhatItShows(
                (missing ? "unithead" : "bureauhead") + tenant,
                missing ? "approveTransferReturn" : "approveTransferAnswer",
                caseNo,
                Map.of("decision", "approve"));
    }

    /** What an officer proposes about a dispute, and the head lets go out. */
    protected void settle(String tenant, String caseNo, String how, String view) {
        does("officer" + tenant, "settleDispute", caseNo, Map.of("decision", how, "ownView", view));
        sendsWhatItShows("bureauhead" + tenant, "approveSettlement", caseNo, Map.of("decision", "approve"));
    }

    /** What verifies says how far it has come. */
    protected void progresses(String tenant, String caseNo, Progress.Step step, Map<String, String> facts) {
        transaction.executeWithoutResult(status -> orders.report(new Progress(
                OrderKind.CLUE_VERIFICATION,
                caseNo,
                tenant,
                caseNo + "-T1",
                caseNo + "-V1",
                step,
                clock.instant(),
                facts)));
    }

    protected JsonNode transferOf(String user, String caseNo) {
        JsonNode transfers = caseFile(user, caseNo).get("transfers");
        assertThat(transfers).hasSize(1);
        return transfers.get(0);
    }

    protected void stands(String user, String caseNo, String state) {
        eventually(caseNo + " of " + user + " is " + state, () -> state(user, caseNo)
                .equals(state));
    }
}
