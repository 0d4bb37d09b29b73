package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;
import static org.redshield.bridge.support.Flow.instances;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A request travels from a Changning desk to Yuhang and back, with nothing going wrong. */
class HappyPathTest extends AssistanceScenario {

    @Test
    void throughThePlatformsHomeBureau() {
        String caseNo = approved(Requests.throughHomeBureau("SHOP_SUBJECT", "TRADE"));
        acknowledge(caseNo);
        acceptAcknowledged(caseNo);
        does("unithead330110", "approveDataRequest", caseNo, Map.of("decision", "approve", "reason", "同意调取"));
        reply(caseNo);
        confirmAndClose(caseNo);

        assertThat(request(caseNo)).passedExactly(REQUEST_SENT, REPLY_CONFIRMED);
        assertThat(handling(caseNo))
                .passedExactly(
                        HANDLING_ACCEPTED,
                        "requestPlatformData",
                        "requestPlatformData",
                        HANDLING_REPLIED,
                        HANDLING_CONFIRMED);
        assertThat(instances("liaisonHandling", "taobao", caseNo)).isEmpty();
    }

    /** The agreed service: nobody stands between the assignment and the platform's answer. */
    @Test
    void theShopsIdentityIsAnsweredWithin15MinutesAndWithoutAnybody() {
        String caseNo = approved(Requests.throughHomeBureau("SHOP_SUBJECT"));
        accept(caseNo);
        assertThat(handling(caseNo)).isWaitingAt("investigate");

        var answer = dataset("officer330110", caseNo);
        assertThat(answer.get("state").asText()).isEqualTo("ANSWERED");
        assertThat(Duration.between(
                        OffsetDateTime.parse(answer.get("submittedAt").asText()),
                        OffsetDateTime.parse(answer.get("answeredAt").asText())))
                .isLessThan(Duration.ofMinutes(15));
        assertThat(dataRequest(YUHANG, caseNo))
                .passedExactly(
                        "dataRequestStarts",
                        "classifyDataset",
                        "submitDataRequest",
                        "awaitAnswer",
                        "recordAnswer",
                        "answeredInFull");
    }

    @Test
    void theClocksStartWithTheDeliveryReceiptAndAreMet() {
        String caseNo = approved(Requests.question());
        assertThat(handling(caseNo)).isWaitingAt("acknowledgeLetter");
        Instant delivered = deliveredAt(letter("officer330110", caseNo, "REQUEST"));

        assertThat(clocks("officer330110", caseNo))
                .containsExactlyInAnyOrder(
                        "ACKNOWLEDGEMENT RUNNING", "AGREEMENT_REPLY RUNNING", "STATUTORY_REPLY RUNNING");
        Instant acknowledged = workingDaysAfter(delivered, 1);
        assertThat(dueAt("officer330110", caseNo, "ACKNOWLEDGEMENT")).isEqualTo(acknowledged);
        assertThat(handling(caseNo)).task("acknowledgeLetter").hasDueDate(Date.from(acknowledged));
        for (String side : List.of("officer310105", "officer330110")) {
            eventually(side + "'s clocks run", () -> clocks(side, caseNo).contains("STATUTORY_REPLY RUNNING"));
            assertThat(dueAt(side, caseNo, "AGREEMENT_REPLY")).isEqualTo(workingDaysAfter(delivered, 3));
            assertThat(dueAt(side, caseNo, "STATUTORY_REPLY")).isEqualTo(workingDaysAfter(delivered, 15));
        }
        assertThat(clock("officer310105", caseNo, "AGREEMENT_REPLY")
                        .get("citation")
                        .asText())
                .contains("网络市场监管执法协作协议");

        accept(caseNo);
        reply(caseNo);
        confirmAndClose(caseNo);

        assertThat(clocks("officer310105", caseNo))
                .containsExactlyInAnyOrder("AGREEMENT_REPLY MET", "STATUTORY_REPLY MET");
        assertThat(clocks("officer330110", caseNo))
                .containsExactlyInAnyOrder(
                        "ACKNOWLEDGEMENT MET",
                        "AGREEMENT_REPLY MET",
                        "STATUTORY_REPLY MET",
                        "CONFIRMATION_REMINDER MET",
                        "CONFIRMATION_CLOSE MET");
    }

    @Test
    void bothSidesHoldTheSameNumberedLettersWithTheirReceipts() {
        String caseNo = approved(Requests.question());
        accept(caseNo);
        reply(caseNo);
        confirmAndClose(caseNo);

        assertThat(letters("officer310105", caseNo))
                .containsExactly("REQUEST", "REPLY")
                .isEqualTo(letters("officer330110", caseNo));
        var request = letter("officer330110", caseNo, "REQUEST");
        assertThat(request.get("number").asText()).matches("沪长市监协查〔\\d{4}〕\\d+号");
        assertThat(receipts(request)).containsExactly("SUBMITTED", "RELAYED", "DELIVERED", "ACKNOWLEDGED", "READ");
        var reply = letter("officer310105", caseNo, "REPLY");
        assertThat(reply.get("number").asText()).matches(".+协查复〔\\d{4}〕\\d+号");
        assertThat(receipts(reply)).containsExactly("SUBMITTED", "RELAYED", "DELIVERED", "READ");
        everyLetterArrived("officer310105", caseNo);
        assertThat(reply.get("paragraphs").toString()).contains("现场核查属实，多笔订单没有真实物流。");
        assertThat(each(caseFile("officer310105", caseNo).get("milestones"))
                        .filter(one -> one.get("what").asText().equals("CONFIRMED"))
                        .map(one -> one.get("by").asText()))
                .as("a receipt says so to the other side; the decision is a person's")
                .containsExactly("陈思远");
        assertThat(milestones("officer330110", caseNo)).contains("CONFIRMATION_RECEIVED");
        assertThat(page("officer330110", caseNo, request)).contains("021-22050000");
        assertThat(each(caseFile("unithead330110", caseNo).get("milestones"))
                        .filter(one -> one.get("what").asText().equals("REPLY_APPROVED"))
                        .map(one -> one.path("note").asText()))
                .containsExactly("同意答复");
        assertThat(state("officer310105", caseNo)).isEqualTo("CLOSED");
        assertThat(state("officer330110", caseNo)).isEqualTo("CONFIRMED");
    }
}
