package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;
import static org.redshield.bridge.support.Flow.instance;
import static org.redshield.bridge.support.Flow.instances;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.cases.order.Progress.Step;

/** A clue or a case changes hands: the ways it can take, each with its exact path on both sides. */
class TransferTest extends TransferScenario {

    private static final Map<String, String> NONE = Map.of();

    @Test
    void acceptedWithFeedbackToTheEnd() {
        String caseNo = transferred(clue(NONE));
        acceptTransfer(LINPING, caseNo);
        stands("officer310105", caseNo, "ACCEPTED");
        progresses(LINPING, caseNo, Step.ASSIGNED, NONE);
        progresses(LINPING, caseNo, Step.FILED, Map.of("filingNo", "余临市监案〔2026〕5号", "secret", "内部研判意见"));
        stands("officer310105", caseNo, "FILED");
        assertThat(transferOf("officer310105", caseNo).get("progress").asText()).isEqualTo("立案");
        progresses(LINPING, caseNo, Step.DECIDED, Map.of("outcome", "行政处罚", "decisionNo", "余临市监罚〔2026〕6号"));
        progresses(LINPING, caseNo, Step.CLOSED, NONE);

        assertThat(transfer(caseNo)).isEnded();
        assertThat(transferHandling(LINPING, caseNo)).isEnded();
        assertThat(transfer(caseNo))
                .passedExactly(
                        RAISED,
                        SENT,
                        ACCEPTED,
                        "recordTransferFeedback",
                        "awaitFeedback",
                        "recordTransferFeedback",
                        "awaitFeedback",
                        "recordTransferFeedback",
                        "awaitFeedback",
                        "recordTransferFeedback",
                        "closeTransfer",
                        "transferClosed");
        assertThat(transferHandling(LINPING, caseNo))
                .passedExactly(ARRIVED, TAKEN, "closeTransferHandling", "transferHandled");
        assertThat(letters("officer310105", caseNo))
                .containsExactly(
                        "TRANSFER",
                        "TRANSFER_ACCEPTED",
                        "TRANSFER_FEEDBACK",
                        "TRANSFER_FEEDBACK",
                        "TRANSFER_FEEDBACK",
                        "TRANSFER_FEEDBACK");
        var letter = letter("officer330113", caseNo, "TRANSFER");
        assertThat(letter.get("number").asText()).matches("沪长市监案移〔\\d{4}〕\\d+号");
        assertThat(letter.toString())
                .contains("购买记录 1 份", "《市场监督管理行政处罚程序规定》第十条")
                .doesNotContain("分送");
        assertThat(receipts(letter)).contains("SUBMITTED", "RELAYED", "DELIVERED", "ACKNOWLEDGED");
        assertThat(caseFile("officer310105", caseNo).get("letters").toString())
                .contains("余临市监罚〔2026〕6号")
                .doesNotContain("内部研判意见");
        assertThat(clocks("officer310105", caseNo))
                .contains("TRANSFER_FEEDBACK MET")
                .doesNotContain("TRANSFER_FEEDBACK RUNNING");
        assertThat(milestones("officer330113", caseNo)).contains("VERIFICATION_ORDERED", "FEEDBACK_SENT");
        assertThat(state("officer330113", caseNo)).isEqualTo("CLOSED");
        assertThat(state("officer310105", caseNo)).isEqualTo("CLOSED");
    }

    @Test
    void incompleteMaterialIsSentBackOnceAndSentAgain() {
        String caseNo = transferred(clue(NONE));
        sendBack(LINPING, caseNo, Map.of("decision", "return", "missingMaterials", "缺少购买记录原件"));
        stands("officer310105", caseNo, "RETURNED");
        assertThat(waitingTask("officer310105", "completeTransfer", caseNo)).isNotNull();
        assertThat(transferOf("officer310105", caseNo).get("answer").asText()).contains("缺少购买记录原件");
        does("officer310105", "completeTransfer", caseNo, again(Map.of("materials", "购买记录原件 1 份")));
        approveTransfer(CHANGNING, caseNo);
        assertThat(instance("transferHandling", LINPING, caseNo, 2)).isWaitingAt("signTransfer");
        signTransfer(LINPING, caseNo);
        isRefused(
                "officer330113",
                "reviewTransfer",
                caseNo,
                Map.of("decision", "return", "missingMaterials", "还缺少营业执照"),
                "已经退回补正过一次");
        does("officer330113", "reviewTransfer", caseNo, Map.of("decision", "accept"));
        stands("officer310105", caseNo, "ACCEPTED");

        assertThat(transfer(caseNo))
                .passedExactly(
                        RAISED,
                        SENT,
                        "recordTransferReturn",
                        "completeTransfer",
                        "examineTransfer",
                        "approveTransfer",
                        SENT,
                        ACCEPTED);
        assertThat(instances("transferHandling", LINPING, caseNo).get(0)).passedExactly(ARRIVED, SENT_FOR_MORE);
        assertThat(instances("transferHandling", LINPING, caseNo).get(1)).passedExactly(ARRIVED, TAKEN);
    }

    @Test
    void aReceiptSaysThatAllIsThereOnlyWhereWhoeverSignedSaidSo() {
        String ticked = transferred(clue(NONE));
        acceptTransfer(LINPING, ticked);
        String bare = transferred(clue(NONE));
        does("officer330113", "signTransfer", bare, Map.of("decision", "sign"));
        does("officer330113", "reviewTransfer", bare, Map.of("decision", "accept"));
        stands("officer310105", ticked, "ACCEPTED");
        stands("officer310105", bare, "ACCEPTED");
        assertThat(letter("officer310105", ticked, "TRANSFER_ACCEPTED").toString())
                .contains("材料经核对齐全，所移送的线索本局已经接收");
        assertThat(letter("officer310105", bare, "TRANSFER_ACCEPTED").toString())
                .contains("收悉，所移送的线索本局已经接收")
                .doesNotContain("齐全");
    }

    @Test
    void aClueThatIsNotTheirsComesBackAndGoesOnToTheBureauTheyName() {
        String caseNo = transferred(clue(Map.of("actualPlace", "330110")));
        signTransfer(YUHANG, caseNo);
        isRefused(
                "officer330110",
                "reviewTransfer",
                caseNo,
                Map.of("decision", "dispute", "objection", "经营地不在余杭"),
                "不需要报请指定管辖");
        isRefused(
                "officer330110",
                "reviewTransfer",
                caseNo,
                Map.of("decision", "notOurs", "objection", "经营地不在余杭"),
                "没有写明哪个局有管辖权");
        for (String nobody : new String[] {"330103", YUHANG}) {
            isRefused(
                    "officer330110",
                    "reviewTransfer",
                    caseNo,
                    Map.of("decision", "notOurs", "objection", "经营地不在余杭", "competentBureau", nobody),
                    "不是可以受移送的");
        }
        does(
                "officer330110",
                "reviewTransfer",
                caseNo,
                Map.of("decision", "notOurs", "objection", "经核实，当事人的仓库在临平", "competentBureau", "杭州市临平区"));
        does("bureauhead330110", "approveTransferAnswer", caseNo, Map.of("decision", "approve"));
        stands("officer310105", caseNo, "RETURNED");
        // Nothing is typed again: the form comes with the bureau that was named.
        does("officer310105", "completeTransfer", caseNo, again(Map.of()));
        approveTransfer(CHANGNING, caseNo);
        acceptTransfer(LINPING, caseNo);
        stands("officer310105", caseNo, "ACCEPTED");
        assertThat(transferOf("officer310105", caseNo).get("counterpartName").asText())
                .contains("临平");
        assertThat(transferHandling(YUHANG, caseNo)).isEnded();
        assertThat(transferHandling(YUHANG, caseNo)).passedExactly(ARRIVED, SENT_BACK);
        assertThat(letter("officer310105", caseNo, "TRANSFER_OBJECTION").toString())
                .contains("临平区市场监督管理局");
    }

    @Test
    void whoSaidThatItIsNotTheirsIsAskedAgainWithNewFactsOnly() {
        String caseNo = transferred(clue(Map.of("actualPlace", "330110")));
        Map<String, Object> notOurs =
                Map.of("decision", "notOurs", "objection", "经核实，当事人的仓库在临平", "competentBureau", LINPING);
        sendBack(YUHANG, caseNo, notOurs);
        stands("officer310105", caseNo, "RETURNED");
        Map<String, Object> insisting =
                again(Map.of("actualPlace", "330110", "receiverCode", YUHANG, "choiceReason", "工商登记和发货地都在余杭"));
        String said = "余杭区市场监督管理局已于 " + ChinaTime.day(clock.instant()) + " 答复不属其管辖：经核实，当事人的仓库在临平";
        isRefused("officer310105", "completeTransfer", caseNo, insisting, said);
        insisting.put("newFacts", "有新的");
        isRefused("officer310105", "completeTransfer", caseNo, insisting, "“新的事实”不能少于");
        insisting.put("newFacts", "四月一日起当事人已经迁入余杭区的仓库，附租赁合同");
        does("officer310105", "completeTransfer", caseNo, insisting);
        approveTransfer(CHANGNING, caseNo);
        sendBack(YUHANG, caseNo, notOurs);
        stands("officer310105", caseNo, "RETURNED");
        assertThat(caseFile("officer330110", caseNo).toString()).contains("贵局答复后又查明：四月一日起");
        isRefused("officer310105", "completeTransfer", caseNo, insisting, said);
        does("officer310105", "completeTransfer", caseNo, again(Map.of()));
        approveTransfer(CHANGNING, caseNo);
        acceptTransfer(LINPING, caseNo);
    }

    @Test
    void aFiledCaseCanOnlyBeDisputed() {
        String caseNo = transferred(filedCase(NONE));
        signTransfer(LINPING, caseNo);
        isRefused(
                "officer330113",
                "reviewTransfer",
                caseNo,
                Map.of("decision", "notOurs", "objection", "经营地不在临平", "competentBureau", "330110"),
                "只能报请共同的上一级指定管辖");
        does("officer330113", "reviewTransfer", caseNo, Map.of("decision", "dispute", "objection", "经营地不在临平区"));
        does("bureauhead330113", "approveTransferAnswer", caseNo, Map.of("decision", "approve"));
        stands("officer310105", caseNo, "DISPUTED");
        assertThat(state("officer330113", caseNo)).isEqualTo("DISPUTED");
    }

    @Test
    void aDistributedReportGoesBackToItsIntakeUnit() {
        String caseNo = transferred(clue(Map.of("distributed", true)));
        signTransfer(LINPING, caseNo);
        isRefused(
                "officer330113",
                "reviewTransfer",
                caseNo,
                Map.of("decision", "notOurs", "objection", "经营地不在临平", "competentBureau", "330110"),
                "应当退回分送单位");
        does("officer330113", "reviewTransfer", caseNo, Map.of("decision", "giveBack", "objection", "经营地不在临平区"));
        does("bureauhead330113", "approveTransferAnswer", caseNo, Map.of("decision", "approve"));
        stands("officer310105", caseNo, "RETURNED");
        assertThat(transferHandling(LINPING, caseNo)).passedExactly(ARRIVED, SENT_BACK);
        assertThat(letter("officer310105", caseNo, "TRANSFER_OBJECTION").toString())
                .contains("退回分送单位");
    }

    /** The form as it comes, with these changes. */
    private static Map<String, Object> again(Map<String, Object> changes) {
        Map<String, Object> fields = clue(changes);
        fields.put("decision", "submit");
        return fields;
    }

    @Test
    void whatIsUncertainIsNotSent() {
        Map<String, Object> vague = clue(NONE);
        vague.remove("actualPlace");
        String caseNo = raisedTransfer(CHANGNING, vague);
        assertThat(waitingTask("officer310105", "completeTransfer", caseNo)).isNotNull();
        assertThat(transferOf("officer310105", caseNo).get("missing").toString())
                .contains("实际经营地");
        vague.put("decision", "submit");
        vague.put("receiverCode", LINPING);
        does("officer310105", "completeTransfer", caseNo, vague);
        assertThat(waitingTask("officer310105", "completeTransfer", caseNo)).isNotNull();
        does("officer310105", "completeTransfer", caseNo, Map.of("decision", "abandon", "abandonReason", "本局自行核查"));
        assertThat(transfer(caseNo))
                .passedExactly(
                        "raiseTransfer",
                        "examineTransfer",
                        "completeTransfer",
                        "examineTransfer",
                        "completeTransfer",
                        "transferAbandoned");
        assertThat(transfer(caseNo)).isEnded();
        assertThat(letters("officer310105", caseNo)).isEmpty();
    }

    @Test
    void refusedWithASentence() {
        record Try(Map<String, Object> fields, String sentence) {}
        for (Try one : List.of(
                new Try(clue(Map.of("actualPlace", CHANGNING)), "受移送单位是本局自己"),
                new Try(clue(Map.of("receiverCode", CHANGNING)), "受移送单位是本局自己"),
                new Try(clue(Map.of("receiverCode", "330103")), "已经撤销"),
                new Try(clue(Map.of("receiverCode", "taobao")), "没有代码为 taobao 的市场监督管理局"),
                new Try(clue(Map.of("receiverCode", "321300")), "没有管辖权；有管辖权的是"),
                new Try(clue(Map.of("limitationDate", "2024-01-01")), "追究时效已于 2024-01-01 届满"),
                new Try(clue(Map.of("actualPlace", "临平")), "不是县级以上行政区划的代码"),
                new Try(clue(Map.of("content", " ")), "没有填写“主要事实”"),
                new Try(clue(Map.of("what", "CASE")), "没有填写“立案日期”"))) {
            var answer = raiseTransfer("officer310105", one.fields());
            assertThat(answer.status()).as(answer.text()).isEqualTo(400);
            assertThat(answer.json().path("message").asText()).contains(one.sentence());
        }
        String late = raisedTransfer(
                CHANGNING, clue(Map.of("limitationDate", "2024-01-01", "limitationNote", "违法行为可能处于连续状态")));
        assertThat(waitingTask("bureauhead310105", "approveTransfer", late)).isNotNull();
    }

    @Test
    void anotherCompetentBureauIsChosenWithAReasonOnly() {
        Map<String, Object> fields = clue(Map.of("foundFirstBy", YUHANG, "receiverCode", YUHANG));
        var refused = raiseTransfer("officer310105", fields);
        assertThat(refused.json().path("message").asText()).contains("选择其他局的理由");
        fields.put("choiceReason", "余杭局已经掌握平台数据");
        String caseNo = raisedTransfer(CHANGNING, fields);
        assertThat(transferOf("officer310105", caseNo).get("counterpartName").asText())
                .contains("余杭");
    }

    @Test
    void theHeadSendsBackAndRejects() {
        String caseNo = raisedTransfer(CHANGNING, clue(NONE));
        isRefused("bureauhead310105", "approveTransfer", caseNo, Map.of("decision", "return"), "审批意见");
        does("bureauhead310105", "approveTransfer", caseNo, Map.of("decision", "return", "opinion", "请写明发货地"));
        does("officer310105", "completeTransfer", caseNo, again(Map.of()));
        does("bureauhead310105", "approveTransfer", caseNo, Map.of("decision", "reject", "opinion", "本局有管辖权"));
        assertThat(transfer(caseNo))
                .passedExactly(RAISED, "completeTransfer", "examineTransfer", "approveTransfer", "transferRejected");
        assertThat(transfer(caseNo)).isEnded();
    }
}
