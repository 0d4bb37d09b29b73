package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;
import static org.redshield.bridge.support.Flow.instances;
import static org.redshield.bridge.support.Flow.path;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.assistance.correspondence.AssistanceLetter;
import org.redshield.bridge.exchange.Envelope;
import org.redshield.bridge.exchange.Outbox;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The officer takes the request back: at any time before the reply. */
class WithdrawalTest extends AssistanceScenario {

    private static final List<String> WITHDRAWN = List.of(
            "requestWithdrawnByOfficer", "withdrawal", "withdrawalWanted", "withdrawRequest", "requestWithdrawn");

    /** What the head decides keeps to itself: the way on waits for the other side's answer meanwhile. */
    private static final List<String> SIGNING =
            List.of("withdrawalSigning", "withdrawalSigningStarts", "approveWithdrawal");

    private static final List<String> SIGNED = Stream.of(
                    SIGNING, List.of("withdrawalApproved"), WITHDRAWN.subList(1, WITHDRAWN.size()))
            .flatMap(List::stream)
            .toList();

    @Autowired
    private Outbox outbox;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    private static final Map<String, Object> WANTED = Map.of("decision", "withdraw", "reason", "当事人已主动说明情况");

    @Test
    void beforeDispatchNobodyElseHearsOfIt() {
        String caseNo = raised("officer310105", Requests.question());
        does("officer310105", "followRequest", caseNo, WANTED);
        assertThat(request(caseNo)).isEnded();

        assertThat(request(caseNo))
                .passedExactly("raiseRequest", "checkCompleteness", "approveRequest", "followRequest", WITHDRAWN);
        assertThat(state("officer310105", caseNo)).isEqualTo("WITHDRAWN");
        assertThat(letters("officer310105", caseNo)).isEmpty();
        assertThat(instances("assistanceHandling", YUHANG, caseNo)).isEmpty();
    }

    @Test
    void whileTheOtherSideWorksItsWorkAndThePlatformsEndToo() {
        String caseNo = approved(Requests.throughHomeBureau("SHOP_SUBJECT"));
        platformFault(caseNo, "NEW_DATE", Map.of("hold", "PT1H"));
        accept(caseNo);
        eventually(
                "the platform has the request",
                () -> sandbox().get("/admin/ledger").text().contains(caseNo));
        does("officer310105", "followRequest", caseNo, WANTED);
        does("unithead310105", "approveWithdrawal", caseNo, Map.of("decision", "return", "reason", "请先与对方联系"));
        assertThat(handling(caseNo)).isWaitingAt("requestPlatformData");
        assertThat(letters("officer330110", caseNo)).containsExactly("REQUEST");
        does("officer310105", "followRequest", caseNo, WANTED);
        sendsWhatItShows("unithead310105", "approveWithdrawal", caseNo, Map.of("decision", "approve"));
        assertThat(request(caseNo)).isEnded();
        assertThat(handling(caseNo)).isEnded();

        assertThat(request(caseNo)).passedExactly(REQUEST_SENT, SIGNING, "withdrawalSentBack", "followRequest", SIGNED);
        assertThat(handling(caseNo))
                .passedExactly(
                        HANDLING_ACCEPTED,
                        "requestPlatformData",
                        "withdrawalOfRequest",
                        "withdrawalArrives",
                        "recordWithdrawal",
                        "handlingWithdrawn");
        assertThat(letters("officer330110", caseNo)).containsExactly("REQUEST", "WITHDRAWAL");
        assertThat(letter("officer330110", caseNo, "WITHDRAWAL").get("number").asText())
                .matches("沪长市监协查撤〔\\d{4}〕\\d+号");
        assertThat(clocks("officer310105", caseNo))
                .containsExactlyInAnyOrder("AGREEMENT_REPLY CANCELLED", "STATUTORY_REPLY CANCELLED");
        assertThat(clocks("officer330110", caseNo))
                .containsExactlyInAnyOrder(
                        "ACKNOWLEDGEMENT MET",
                        "AGREEMENT_REPLY CANCELLED",
                        "STATUTORY_REPLY CANCELLED",
                        "SHOP_IDENTITY CANCELLED");
        assertThat(dataset("officer330110", caseNo).get("state").asText()).isEqualTo("WITHDRAWN");
        eventually(
                "the platform knows", () -> each(sandbox().get("/admin/ledger").json())
                        .filter(entry -> entry.path("requestNo").asText().startsWith(caseNo))
                        .allMatch(entry -> entry.get("withdrawn").asBoolean()));
    }

    @Test
    void afterTheReplyItIsRefused() {
        String caseNo = approved(Requests.question());
        accept(caseNo);
        reply(caseNo);
        assertThat(request(caseNo)).isWaitingAt("reviewReply");
        isRefused(
                "officer310105",
                "followRequest",
                caseNo,
                Map.of("decision", "withdraw", "reason", "当事人已主动说明情况"),
                "协查目前处于“已复函”，已不能撤回。复函之前才可以撤回；请继续办理后续任务。");
        confirmAndClose(caseNo);

        assertThat(request(caseNo)).passedExactly(REQUEST_SENT, REPLY_CONFIRMED);
        assertThat(letters("officer310105", caseNo)).containsExactly("REQUEST", "REPLY");
    }

    @Test
    void anAnswerThatCrossedTheWithdrawalIsFiled() {
        String caseNo = approved(Requests.question());
        assertThat(handling(caseNo)).isWaitingAt("acknowledgeLetter");
        withdraw(caseNo);
        assertThat(request(caseNo)).isEnded();
        List<String> before = path(request(caseNo));
        UUID answer = UUID.randomUUID();
        transaction.executeWithoutResult(status -> outbox.send(new Envelope(
                answer,
                YUHANG,
                CHANGNING,
                AssistanceLetter.REPLY,
                caseNo + "-R1",
                caseNo,
                Optional.empty(),
                Map.of("decision", "reply"))));

        eventually("the answer is filed", () -> jdbc.sql("select state from inbox where id = ?")
                .param(answer)
                .query(String.class)
                .optional()
                .equals(Optional.of("FILED")));
        assertThat(request(caseNo)).passedExactly(before);
        assertThat(state("officer310105", caseNo)).isEqualTo("WITHDRAWN");
    }
}
