package org.redshield.bridge.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;

import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redshield.bridge.scenario.TransferScenario;

/** Every form of a transfer on the screen of the person who gets it: filled in by its Chinese labels and sent. */
@Tag("long")
@Tag("browser")
class TransferFormTest extends TransferScenario {

    @RegisterExtension
    @Order(1)
    static final Chromium CHROMIUM = new Chromium();

    @RegisterExtension
    @Order(2)
    static final FormDesk DESK = new FormDesk(CHROMIUM);

    @Test
    void raiseTransfer() {
        DESK.starts(address(), "officer310105", desk -> {
            desk.start("移送")
                    .choose("移送的是", "线索（尚未立案）")
                    .type("案由", "涉嫌销售侵权商品")
                    .type("主要事实", "网店销售的商品涉嫌侵犯注册商标专用权，发货地在临平。")
                    .type("移送理由", "当事人实际经营地不在本局辖区，不属于本局管辖")
                    .type("移送材料清单", "网页截图 2 份")
                    .type("网店 ID", "S5000001")
                    .select("网络交易平台", "淘宝")
                    .select("主体类型", "平台内经营者")
                    .select("行为类型", "售假")
                    .type("实际经营地", "杭州市临平区");
            desk.screen(1366, 2400).picture("raiseTransfer.png");
            desk.sendStart();
        });
    }

    @Test
    void completeTransfer() {
        Map<String, Object> vague = clue(Map.of());
        vague.remove("actualPlace");
        String caseNo = raisedTransfer(CHANGNING, vague);
        fills("officer310105", caseNo, desk -> desk.choose("如何处理", "补充完善后送审").type("实际经营地", "330113"));
        waitingTask("bureauhead310105", "approveTransfer", caseNo);
    }

    @Test
    void approveTransfer() {
        String caseNo = raisedTransfer(CHANGNING, clue(Map.of()));
        fills("bureauhead310105", caseNo, desk -> desk.choose("审批结论", "同意，签发移送函")
                .type("审批意见", "同意移送。"));
        waitingTask("officer330113", "signTransfer", caseNo);
    }

    @Test
    void chaseReceipt() {
        String caseNo = transferred(clue(Map.of()));
        waitingTask("officer330113", "signTransfer", caseNo);
        fires("signingMissing", caseNo);
        fills("officer310105", caseNo, desk -> desk.type("处理情况", "已致电对方，今日签收。"));
    }

    @Test
    void signTransfer() {
        String caseNo = transferred(clue(Map.of()));
        fills("officer330113", caseNo, desk -> desk.tick("材料与清单相符"));
        waitingTask("officer330113", "reviewTransfer", caseNo);
    }

    @Test
    void reviewTransfer() {
        String caseNo = transferred(clue(Map.of()));
        signTransfer(LINPING, caseNo);
        fills("officer330113", caseNo, desk -> {
            desk.choose("审查结论", "材料不全，退回补正").picture("reviewTransfer-return.png");
            desk.choose("审查结论", "不属于本局管辖").type("有管辖权的局", "杭州市余杭区").type("理由", "经核实，当事人的仓库在余杭。");
        });
        waitingTask("bureauhead330113", "approveTransferAnswer", caseNo);
    }

    @Test
    void approveTransferAnswer() {
        String caseNo = transferred(clue(Map.of()));
        signTransfer(LINPING, caseNo);
        does(
                "officer330113",
                "reviewTransfer",
                caseNo,
                Map.of("decision", "notOurs", "objection", "经核实，当事人的仓库在余杭", "competentBureau", YUHANG));
        fills("bureauhead330113", caseNo, desk -> desk.choose("审批结论", "退回重新审查").type("审批意见", "仓库已迁到临平，请接收。"));
        waitingTask("officer330113", "reviewTransfer", caseNo);
    }

    @Test
    void approveTransferReturn() {
        String caseNo = transferred(clue(Map.of()));
        signTransfer(LINPING, caseNo);
        does("officer330113", "reviewTransfer", caseNo, Map.of("decision", "return", "missingMaterials", "缺少购买记录"));
        fills("unithead330113", caseNo, desk -> desk.choose("审批结论", "退回重新审查").type("审批意见", "购买记录在附件中，请接收。"));
        waitingTask("officer330113", "reviewTransfer", caseNo);
    }

    @Test
    void answerTransferReminder() {
        String caseNo = silent();
        fills("unithead330113", caseNo, desk -> desk.type("处理情况", "已督促承办人员本周内立案。"));
    }

    @Test
    void followFeedback() {
        String caseNo = silent();
        fires("feedbackStillMissing", caseNo);
        fills("officer310105", caseNo, desk -> desk.type("处理情况", "对方答复本周立案。"));
    }

    private String silent() {
        String caseNo = transferred(clue(Map.of()));
        acceptTransfer(LINPING, caseNo);
        assertThat(transfer(caseNo)).isWaitingAt("awaitFeedback");
        fires("feedbackOverdue", caseNo);
        return caseNo;
    }

    @Test
    void settleDispute() {
        String caseNo = disputed();
        fills("officer310105", caseNo, desk -> desk.choose("处理结果", "协商不成，报请指定管辖")
                .type("本局的意见和协商情况", "当事人的仓库在临平，协商未能一致。"));
        waitingTask("bureauhead310105", "approveSettlement", caseNo);
    }

    @Test
    void approveSettlement() {
        String caseNo = disputed();
        does("officer310105", "settleDispute", caseNo, Map.of("decision", "report", "ownView", "当事人的仓库在临平"));
        fills("bureauhead310105", caseNo, desk -> {
            desk.choose("审批结论", "同意，签发函件").type("审批意见", "同意报请。");
            desk.picture("approveSettlement.png");
        });
        waitingTask("officer100000", "designateJurisdiction", caseNo);
    }

    @Test
    void reconsiderTransfer() {
        String caseNo = disputed();
        fills("officer330113", caseNo, desk -> desk.type("协商情况", "经协商由本局办理。"));
        stands("officer310105", caseNo, "ACCEPTED");
        assertThat(transferHandling(LINPING, caseNo)).isWaitingAt("awaitVerification");
    }

    @Test
    void designateJurisdiction() {
        String caseNo = reported();
        fills("officer100000", caseNo, desk -> desk.select("指定管辖的局", "临平").type("指定的理由", "当事人实际经营地在临平。"));
        waitingTask("bureauhead100000", "approveDesignation", caseNo);
    }

    @Test
    void approveDesignation() {
        String caseNo = reported();
        does(
                "officer100000",
                "designateJurisdiction",
                caseNo,
                Map.of("decision", "designate", "designatedBureau", LINPING, "designationReason", "实际经营地在临平"));
        fills("bureauhead100000", caseNo, desk -> desk.choose("审批结论", "同意，签发指定管辖通知书")
                .type("审批意见", "同意。"));
        assertThat(transferHandling(LINPING, caseNo)).isWaitingAt("awaitVerification");
    }

    @Test
    void superviseDesignation() {
        String caseNo = reported();
        fires("designationOverdue", caseNo);
        fills("supervisor100000", caseNo, desk -> desk.type("处理情况", "已督促承办人员。"));
    }

    private String disputed() {
        String caseNo = transferred(filedCase(Map.of()));
        sendBack(LINPING, caseNo, Map.of("decision", "dispute", "objection", "经营地不在临平区"));
        return caseNo;
    }

    private String reported() {
        String caseNo = disputed();
        settle(CHANGNING, caseNo, "report", "当事人的仓库在临平");
        waitingTask("officer100000", "designateJurisdiction", caseNo);
        return caseNo;
    }

    /** The form of the running test in the case's task. */
    private void fills(String user, String caseNo, Consumer<Tasklist> work) {
        String id = waitingTask(user, DESK.form(), caseNo).get("id").asText();
        DESK.fills(address(), user, id, work);
        isDone(user, DESK.form(), caseNo, id);
    }
}
