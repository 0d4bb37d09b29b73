package org.redshield.bridge.scenario;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people are told after each decision of a transfer. */
class TransferOutcomeTest extends TransferScenario {

    private final Told told = new Told();

    @Override
    protected void did(String user, String task, String caseNo, String taskId) {
        super.did(user, task, caseNo, taskId);
        told.hear(as(user), task, "tasks/" + taskId);
    }

    @Test
    void accepted() {
        String caseNo = transferred(clue(Map.of()));
        acceptTransfer(LINPING, caseNo);
        told.is("""
                approveTransfer | 已批准移送，已签发 沪长市监案移〔某年〕某号，已送达杭州市临平区市场监督管理局；下一步：对方签收（某日 前）。
                signTransfer | 已签收移送函；下一步：由您办理“审查移送”（某日 前）。 → 审查移送
                reviewTransfer | 已接收移送，已签发 杭临平市监移回〔某年〕某号，已送达上海市长宁区市场监督管理局；下一步：核查得出结果。
                """);
    }

    @Test
    void sentBack() {
        String caseNo = transferred(clue(Map.of()));
        sendBack(LINPING, caseNo, Map.of("decision", "return", "missingMaterials", "购买记录的原件"));
        does("officer310105", "completeTransfer", caseNo, Map.of("decision", "abandon", "abandonReason", "由本局继续办理"));
        told.is("""
                approveTransfer | 已批准移送，已签发 沪长市监案移〔某年〕某号，已送达杭州市临平区市场监督管理局；下一步：对方签收（某日 前）。
                signTransfer | 已签收移送函；下一步：由您办理“审查移送”（某日 前）。 → 审查移送
                reviewTransfer | 已拟退回移送或提出异议；下一步：由办案机构负责人办理“审批退回补正”（某日 前）。
                approveTransferReturn | 已批准退回移送或提出异议，已签发 杭临平市监移回〔某年〕某号，已送达上海市长宁区市场监督管理局；“承接移送”到此结束，没有下一步。
                completeTransfer | 已放弃移送；“移送”到此结束，没有下一步。
                """);
    }
}
