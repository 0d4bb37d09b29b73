package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;
import static org.redshield.bridge.support.Flow.instance;
import static org.redshield.bridge.support.Flow.instances;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.support.Flow;
import org.redshield.bridge.support.Http;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.util.ReflectionTestUtils;

/** A transfer to a bureau that is not on the system: letters, receipts and answers on paper, registered by hand. */
class BureauOffTheSystemTest extends PaperScenario {

    private static final String OFFICER = "officer310105";

    /** As {@code deadlines.dmn} says. */
    private static final int FEEDBACK_DAYS = 20;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Organisations organisations;

    @Test
    void acceptedOnPaperWithFeedbackToTheEnd() {
        String caseNo = transferred(inXihu());
        assertThat(paper(caseNo)).isWaitingAt("registerDispatch");
        assertThat(receipts(letter(OFFICER, caseNo, "TRANSFER"))).containsExactly("SUBMITTED");
        assertThat(transfer(caseNo)).isWaitingAt("awaitDelivery");
        LocalDate signed = received(caseNo);

        JsonNode sent = letter(OFFICER, caseNo, "TRANSFER");
        assertThat(receipts(sent)).containsExactly("SUBMITTED", "RELAYED", "DELIVERED", "ACKNOWLEDGED");
        assertThat(deliveredAt(sent)).isEqualTo(ChinaTime.startOf(signed));
        assertThat(caseFile(OFFICER, caseNo).at("/papers/0").toString())
                .contains("邮政特快 1123456789012", "收发室李某", signed.toString());

        daysPass(8);
        LocalDate arrived = today().minusDays(1);
        String scan = scan(caseNo);
        does(OFFICER, "registerReply", caseNo, reply("TRANSFER_ACCEPTED", signed.plusDays(1), arrived, scan, Map.of()));
        stands(OFFICER, caseNo, "ACCEPTED");
        JsonNode accepted = letter(OFFICER, caseNo, "TRANSFER_ACCEPTED");
        assertThat(accepted.get("number").asText()).startsWith("杭西市监函〔2026〕");
        assertThat(accepted.get("senderName").asText()).contains("西湖区");
        assertThat(accepted.get("evidence").toString()).contains(scan);
        assertThat(deliveredAt(accepted)).isEqualTo(ChinaTime.startOf(arrived));
        // The answer's own way does not count either: silence is measured from the day on which it came.
        assertThat(dueAt(OFFICER, caseNo, "TRANSFER_FEEDBACK"))
                .isEqualTo(workingDaysAfter(ChinaTime.startOf(arrived), FEEDBACK_DAYS));

        does(OFFICER, "registerReply", caseNo, milestone("FILED", scan));
        stands(OFFICER, caseNo, "FILED");
        does(OFFICER, "registerReply", caseNo, milestone("CLOSED", scan));

        assertThat(transfer(caseNo)).isEnded();
        assertThat(paper(caseNo)).isEnded();
        assertThat(transfer(caseNo))
                .passedExactly(
                        RAISED,
                        SENT,
                        ACCEPTED,
                        "recordTransferFeedback",
                        "awaitFeedback",
                        "recordTransferFeedback",
                        "closeTransfer",
                        "transferClosed");
        assertThat(paper(caseNo)).passedExactly(ON_PAPER, "registerReply", "registerReply", "correspondenceEnded");
        assertThat(state(OFFICER, caseNo)).isEqualTo("CLOSED");
        assertThat(transferOf(OFFICER, caseNo).get("progress").asText()).isEqualTo("结案");
        assertThat(milestones(OFFICER, caseNo))
                .contains("PAPER_DISPATCHED", "PAPER_DELIVERED", "PAPER_REPLIED", "ACCEPTANCE_RECEIVED")
                .doesNotContain("RECEIPT_LATE", "RECEIPT_MISSING", "DISPATCH_OVERDUE", "DELIVERY_OVERDUE");
        assertThat(clocks(OFFICER, caseNo)).contains("PAPER_DISPATCH MET", "PAPER_DELIVERY MET");
        assertThat(leaves("LETTER", accepted.get("id").asText())).isOne();
        assertThat(custody(scan)).contains("RECEIVED", "REFERENCED");
    }

    private Map<String, Object> milestone(String step, String scan) {
        return reply(
                "TRANSFER_FEEDBACK",
                today(),
                today(),
                scan,
                Map.of("milestone", step, "milestoneAt", today().toString()));
    }

    private int leaves(String kind, String key) {
        return jdbc.sql("select count(*) from log_leaf where kind = ? and row_key = ?")
                .params(kind, key)
                .query(Integer.class)
                .single();
    }

    private List<String> custody(String evidence) {
        return jdbc.sql("select event from custody_event where evidence_id = cast(? as uuid)")
                .param(evidence)
                .query(String.class)
                .list();
    }

    @Test
    void returnedOnPaperAndSentAgain() {
        String caseNo = transferred(inXihu());
        LocalDate signed = received(caseNo);
        does(
                OFFICER,
                "registerReply",
                caseNo,
                reply(
                        "TRANSFER_INCOMPLETE",
                        signed.plusDays(1),
                        today(),
                        scan(caseNo),
                        Map.of("missingItems", "缺少购买记录原件")));
        stands(OFFICER, caseNo, "RETURNED");
        assertThat(transferOf(OFFICER, caseNo).get("answer").asText()).contains("缺少购买记录原件");
        assertThat(paper(caseNo)).isEnded();
        assertThat(paper(caseNo)).passedExactly(ON_PAPER, "correspondenceEnded");

        Map<String, Object> again = inXihu();
        again.put("decision", "submit");
        does(OFFICER, "completeTransfer", caseNo, again);
        approveTransfer(CHANGNING, caseNo);
        assertThat(instance("paperCorrespondence", CHANGNING, caseNo, 2)).isWaitingAt("registerDispatch");
        received(caseNo);
        does(
                OFFICER,
                "registerReply",
                caseNo,
                reply(
                        "TRANSFER_OBJECTION",
                        today(),
                        today(),
                        scan(caseNo),
                        Map.of("note", "仓库在临平区", "competentBureau", LINPING)));
        stands(OFFICER, caseNo, "RETURNED");
        assertThat(transferOf(OFFICER, caseNo).get("competentName").asText()).contains("临平");
        assertThat(transfer(caseNo))
                .passedExactly(
                        RAISED,
                        SENT,
                        "recordTransferReturn",
                        "completeTransfer",
                        "examineTransfer",
                        "approveTransfer",
                        SENT,
                        "recordTransferReturn",
                        "completeTransfer");
    }

    @Test
    void disputedOnPaperAndAgreed() {
        String caseNo = transferred(filedCase(Map.of("actualPlace", XIHU)));
        LocalDate signed = received(caseNo);
        daysPass(6);
        LocalDate arrived = today().minusDays(1);
        Map<String, Object> why = Map.of("note", "经营地不在西湖区");
        String scan = scan(caseNo);
        does(OFFICER, "registerReply", caseNo, reply("TRANSFER_DISPUTE", signed, arrived, scan, why));
        stands(OFFICER, caseNo, "DISPUTED");
        assertThat(dueAt(OFFICER, caseNo, "TRANSFER_NEGOTIATION"))
                .isEqualTo(workingDaysAfter(ChinaTime.startOf(arrived), 7));
        does(OFFICER, "registerReply", caseNo, reply("TRANSFER_AGREED", arrived, today(), scan, why));
        stands(OFFICER, caseNo, "SIGNED");
        assertThat(letters(OFFICER, caseNo))
                .containsExactly("TRANSFER", "TRANSFER_DISPUTE", "TRANSFER_AGREED", "TRANSFER_CONFIRMED");

        // What they agreed is confirmed on paper too, and needs no answer of its own.
        assertThat(instance("paperCorrespondence", CHANGNING, caseNo, 2)).isWaitingAt("registerDispatch");
        does(OFFICER, "registerDispatch", caseNo, dispatch(today()));
        does(OFFICER, "registerDelivery", caseNo, delivery(today(), scan));
        assertThat(instance("paperCorrespondence", CHANGNING, caseNo, 2))
                .passedExactly(
                        "paperLetterArises",
                        "openPaperLetter",
                        "registerDispatch",
                        "registerDelivery",
                        "deliveredAndDone");
        does(OFFICER, "registerReply", caseNo, reply("TRANSFER_ACCEPTED", today(), today(), scan, Map.of()));
        stands(OFFICER, caseNo, "ACCEPTED");
    }

    @Test
    void whatCannotBeIsRefusedAndNothingIsLost() {
        String caseNo = transferred(inXihu());
        LocalDate sent = today();
        refuses("registerDispatch", caseNo, with(dispatch(sent.minusDays(1))), "早于函件的签发日期");
        refuses("registerDispatch", caseNo, with(dispatch(sent.plusDays(1))), "还没有到");
        refuses("registerDispatch", caseNo, with(dispatch(sent), "trackingNo", ""), "没有填写“邮件号”");
        refuses("registerDispatch", caseNo, with(dispatch(sent), "way", "PIGEON"), "没有“PIGEON”这个选项");
        refuses("registerDispatch", caseNo, with(dispatch(sent), "scan", LETTERS_ID), "不是本单位放入本案案卷的文件");
        refuses("registerDispatch", caseNo, Map.of("decision", "online"), "没有接入本系统，函件不能由系统送达");
        does(OFFICER, "registerDispatch", caseNo, dispatch(sent));
        daysPass(6);

        String scan = scan(caseNo);
        refuses("registerDelivery", caseNo, with(delivery(sent.minusDays(1), scan)), "早于寄出日期");
        refuses("registerDelivery", caseNo, with(delivery(today().plusDays(1), scan)), "还没有到");
        refuses("registerDelivery", caseNo, with(delivery(sent.plusDays(4), scan), "scan", ""), "没有填写“扫描件”");
        refuses("registerDelivery", caseNo, with(delivery(sent.plusDays(4), scan), "signedBy", ""), "没有填写“签收人”");
        does(OFFICER, "registerDelivery", caseNo, delivery(sent.plusDays(4), scan));

        LocalDate signed = sent.plusDays(4);
        Map<String, Object> accepted = reply("TRANSFER_ACCEPTED", signed, today(), scan, Map.of());
        refuses("registerReply", caseNo, with(accepted, "writtenOn", sent.toString()), "早于对方收到本局函件的日期");
        refuses(
                "registerReply",
                caseNo,
                with(accepted, "arrivedOn", signed.minusDays(1).toString()),
                "早于来函日期");
        refuses(
                "registerReply",
                caseNo,
                with(accepted, "arrivedOn", today().plusDays(1).toString()),
                "还没有到");
        refuses("registerReply", caseNo, with(accepted, "scan", ""), "没有填写“扫描件”");
        refuses("registerReply", caseNo, with(accepted, "replyNumber", ""), "没有填写“来函文号”");
        refuses("registerReply", caseNo, with(accepted, "replyKind", "DESIGNATION"), "没有“DESIGNATION”这个选项");
        refuses("registerReply", caseNo, with(accepted, "replyKind", "TRANSFER_DISPUTE"), "没有填写“对方的理由”");
        assertThat(letters(OFFICER, caseNo)).containsExactly("TRANSFER");
        does(OFFICER, "registerReply", caseNo, accepted);
        stands(OFFICER, caseNo, "ACCEPTED");

        String typedOtherwise =
                accepted.get("replyNumber").toString().replace("〔", " [").replace("〕", "] ");
        Map<String, Object> more = milestone("VERIFYING", scan);
        refuses("registerReply", caseNo, with(more, "replyNumber", typedOtherwise), "已经登记过");
        refuses("registerReply", caseNo, with(more, "milestone", "WON"), "没有“WON”这个选项");
        refuses(
                "registerReply",
                caseNo,
                with(more, "milestoneAt", today().plusDays(2).toString()),
                "还没有到");
        assertThat(letters(OFFICER, caseNo)).containsExactly("TRANSFER", "TRANSFER_ACCEPTED");

        refuses("registerReply", caseNo, Map.of("decision", "end"), "没有填写“结束的原因”");
        does(OFFICER, "registerReply", caseNo, Map.of("decision", "end", "endReason", "对方已并入其他局，改为电话联系"));
        assertThat(paper(caseNo)).isEnded();
        assertThat(paper(caseNo)).passedExactly(ON_PAPER, "registerReply", "correspondenceEndedByOfficer");
    }

    /** Any evidence that is not this bureau's. */
    private static final String LETTERS_ID = "01990000-0000-7000-8000-000000000000";

    private void refuses(String task, String caseNo, Map<String, Object> fields, String sentence) {
        isRefused(OFFICER, task, caseNo, fields, sentence);
    }

    private static Map<String, Object> with(Map<String, Object> fields, String... changes) {
        Map<String, Object> changed = new HashMap<>(fields);
        for (int i = 0; i < changes.length; i += 2) {
            changed.put(changes[i], changes[i + 1]);
        }
        return changed;
    }

    @Test
    void silenceBecomesASupervisorsTaskAndNoWarningOfMinutes() {
        String caseNo = transferred(inXihu());
        assertThat(paper(caseNo)).isWaitingAt("registerDispatch");
        assertThat(due("relayLate", caseNo)).isAfter(clock.instant().plus(Duration.ofDays(25)));
        LocalDate sent = today();
        fires("dispatchOverdue", caseNo);
        does("supervisor310105", "supervisePaper", caseNo, Map.of("decision", "noted", "note", "已督促今日寄出"));
        does(OFFICER, "registerDispatch", caseNo, dispatch(sent));
        fires("deliveryUnknown", caseNo);
        does("supervisor310105", "supervisePaper", caseNo, Map.of("decision", "noted", "note", "已向邮局查询"));
        does(OFFICER, "registerDelivery", caseNo, delivery(sent.plusDays(2), scan(caseNo)));
        stands(OFFICER, caseNo, "SIGNED");

        assertThat(milestones(OFFICER, caseNo))
                .contains("DISPATCH_OVERDUE", "DELIVERY_OVERDUE", "SUPERVISION_NOTED")
                .doesNotContain("RECEIPT_LATE", "RECEIPT_MISSING");
        assertThat(clocks(OFFICER, caseNo)).contains("PAPER_DISPATCH MISSED", "PAPER_DELIVERY MISSED");
        assertThat(transfer(caseNo)).passedExactly(RAISED, SENT);
    }

    @Test
    void aTransferThatComesOnPaperIsAClueWithItsLetterAndScan() {
        Map<String, Object> fields = Map.of(
                "source", "TRANSFERRED",
                "channel", "OTHER",
                "receivedOn", today().minusDays(1).toString(),
                "fromBureau", XIHU,
                "fromLetter", "杭西市监案移〔2026〕41号",
                "causeOfCase", "涉嫌销售侵权商品",
                "content", "网店销售的商品涉嫌侵犯注册商标专用权，发货地在长宁。",
                "platformKey1", "taobao",
                "shopId1", "S39990001");
        var refused = register(with(fields, "fromBureau", "999999"));
        assertThat(refused.json().path("message").asText()).contains("“来函单位”没有“999999”这个选项");
        String caseNo = register(fields).json().get("businessKey").asText();
        scan(caseNo);
        JsonNode clue = caseFile(OFFICER, caseNo).at("/clues/0");
        assertThat(clue.get("fromBureau").asText()).isEqualTo(XIHU);
        assertThat(clue.get("fromLetter").asText()).isEqualTo("杭西市监案移〔2026〕41号");
        assertThat(clue.get("externalNo").asText()).isEqualTo("杭西市监案移〔2026〕41号");
    }

    private Http.Answer register(Map<String, Object> fields) {
        return as(OFFICER)
                .post(
                        "/engine-rest/process-definition/key/clueVerification/submit-form",
                        Map.of("variables", variables(fields)));
    }

    private static Instant due(String timer, String caseNo) {
        return Flow.timer(timer, caseNo).getDuedate().toInstant();
    }

    @Test
    void aBureauThatHasJoinedGetsItsLetterByTheSystem() {
        String caseNo = transferred(clue(Map.of("actualPlace", "330108")));
        assertThat(paper(caseNo)).isWaitingAt("registerDispatch");
        assertThat(shown("registerDispatch", caseNo)).contains("（未接入本系统）");
        joined("330108", true);
        try {
            assertThat(shown("registerDispatch", caseNo)).contains("（现已接入本系统）");
            refuses("registerDispatch", caseNo, dispatch(today()), "现已接入本系统");
            does(OFFICER, "registerDispatch", caseNo, Map.of("decision", "online"));
            assertThat(instance("transferHandling", "330108", caseNo)).isWaitingAt("signTransfer");
            assertThat(transfer(caseNo)).isWaitingAt("awaitSigning");
            assertThat(paper(caseNo)).isEnded();
            assertThat(paper(caseNo))
                    .passedExactly("paperLetterArises", "openPaperLetter", "registerDispatch", "goesOnline");
            assertThat(receipts(letter(OFFICER, caseNo, "TRANSFER")))
                    .containsExactly("SUBMITTED", "RELAYED", "DELIVERED");
            assertThat(instances("paperCorrespondence", CHANGNING, caseNo)).hasSize(1);
        } finally {
            joined("330108", false);
        }
    }

    private String shown(String task, String caseNo) {
        String id = waitingTask(OFFICER, task, caseNo).get("id").asText();
        return as(OFFICER).get("/engine-rest/task/" + id + "/form-variables").text();
    }

    /** As an operator's setting would say after the next start. */
    private void joined(String bureau, boolean connected) {
        jdbc.sql("update organisation set connected = ? where code = ?")
                .params(connected, bureau)
                .update();
        ((Map<?, ?>) ReflectionTestUtils.getField(organisations, "known")).clear();
    }
}
