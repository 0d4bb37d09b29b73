package org.redshield.bridge.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;

import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redshield.bridge.scenario.ClueScenario;

/** The forms of clues and cases on screen, as {@link EveryFormTest} has the others. */
@Tag("long")
@Tag("browser")
class ClueFormTest extends ClueScenario {

    @RegisterExtension
    @Order(1)
    static final Chromium CHROMIUM = new Chromium();

    @RegisterExtension
    @Order(2)
    static final FormDesk DESK = new FormDesk(CHROMIUM);

    @Test
    void registerClue() {
        DESK.starts(address(), OFFICER, desk -> {
            desk.start("线索核查")
                    .select("来源分类", "投诉、举报")
                    .select("接收渠道", "全国12315平台")
                    .date("发现线索或者收到材料的日期", today().toString())
                    .type("来源编号", "12315-2026-310105-77")
                    .type("案由", "涉嫌虚假宣传")
                    .date("违法行为终了日", today().minusDays(9).toString())
                    .type("案源内容", "网店宣传其茶叶具有治疗功效，并附有截图为证")
                    .select("平台", "淘宝")
                    .type("网店ID", shop())
                    .type("网店名称", "清茗茶庄")
                    .type("姓名或者名称", "王某")
                    .type("举报人电话", "13900000000");
            desk.picture(DESK.form() + ".png");
            desk.sendStart();
        });
    }

    @Test
    void assignVerification() {
        String caseNo = registered(clue());
        fills(UNIT_HEAD, caseNo, desk -> desk.select("主办人", "31010501001").select("协办人", "31010501002"));
        waitingTask(OFFICER, "verifyClue", caseNo);
    }

    @Test
    void verifyClue() {
        String caseNo = assigned();
        fills(OFFICER, caseNo, desk -> {
            desk.choose("核查结果或者下一步", "向平台调取数据").picture(DESK.form() + "-ask.png");
            desk.choose("核查结果或者下一步", "建议移送").picture(DESK.form() + "-transfer.png");
            desk.choose("核查结果或者下一步", "建议立案").type("案号", filingNo(caseNo)).type("核查情况及理由", REASON);
        });
        waitingTask(UNIT_HEAD, "reviewVerification", caseNo);
    }

    @Test
    void resumeVerification() {
        String caseNo = assigned();
        does(OFFICER, "verifyClue", caseNo, proposal("pause", "stopEvent", "TESTING"));
        fills(OFFICER, caseNo, desk -> desk.type("说明", "检测报告已经收到"));
        waitingTask(OFFICER, "verifyClue", caseNo);
    }

    @Test
    void reviewVerification() {
        String caseNo = proposed();
        fills(UNIT_HEAD, caseNo, desk -> desk.choose("审核意见", "退回承办人").type("意见", "请补充核查进货渠道"));
        waitingTask(OFFICER, "verifyClue", caseNo);
    }

    @Test
    void decideFiling() {
        String caseNo = proposed();
        does(UNIT_HEAD, "reviewVerification", caseNo, Map.of("decision", "agree"));
        fills(HEAD, caseNo, desk -> {
            assertThat(desk.page().locator(".fjs-form").innerText())
                    .contains("拟：立案（案号 " + filingNo(caseNo) + "）", "理由：" + REASON);
            desk.choose("审批结论", "同意").type("意见", "同意立案");
        });
        waitingTask(OFFICER, "conductCase", caseNo);
    }

    private String proposed() {
        String caseNo = assigned();
        does(OFFICER, "verifyClue", caseNo, proposal("file", "filingNo", filingNo(caseNo)));
        return caseNo;
    }

    @Test
    void superviseOverdueVerification() {
        String caseNo = assigned();
        fires("verificationOverdue", caseNo);
        fills("supervisor310105", caseNo, desk -> desk.type("督办情况", "已约谈承办人"));
    }

    @Test
    void conductCase() {
        String caseNo = filed();
        fills(OFFICER, caseNo, desk -> {
            desk.choose("下一步", "请求协查").picture(DESK.form() + "-assist.png");
            desk.choose("下一步", "提请调查措施（反不正当竞争法第十六条）")
                    .select("调查措施", "查封、扣押与涉嫌不正当竞争行为有关的财物")
                    .picture(DESK.form() + "-measure.png");
            desk.choose("下一步", "商请处置网店").picture(DESK.form() + "-dispose.png");
            desk.choose("下一步", "申请中止调查").select("中止调查的情形", "下落不明").type("情况及理由", "经两次上门均未找到当事人");
        });
        waitingTask(UNIT_HEAD, "reviewCaseMatter", caseNo);
    }

    @Test
    void reviewCaseMatter() {
        String caseNo = suspension();
        fills(UNIT_HEAD, caseNo, desk -> desk.choose("审核意见", "同意，报部门负责人审批").type("意见", "同意"));
        waitingTask(HEAD, "decideCaseMatter", caseNo);
    }

    @Test
    void decideCaseMatter() {
        String caseNo = suspension();
        does(UNIT_HEAD, "reviewCaseMatter", caseNo, Map.of("decision", "agree"));
        fills(HEAD, caseNo, desk -> desk.choose("审批结论", "不同意，退回承办人").type("意见", "请先通过平台联系当事人"));
        waitingTask(OFFICER, "conductCase", caseNo);
    }

    private String suspension() {
        String caseNo = filed();
        does(OFFICER, "conductCase", caseNo, proposal("suspend", "ground", "PARTY_UNTRACEABLE"));
        return caseNo;
    }

    @Test
    void resumeCase() {
        String caseNo = filed();
        approvedInCase(caseNo, proposal("suspend", "ground", "PARTY_UNTRACEABLE"));
        fills(OFFICER, caseNo, desk -> desk.type("说明", "当事人已经找到"));
        waitingTask(OFFICER, "conductCase", caseNo);
    }

    @Test
    void superviseOverdueCaseHandling() {
        String caseNo = filed();
        fires("caseHandlingOverdue", caseNo);
        fills("supervisor310105", caseNo, desk -> desk.type("督办情况", "已约谈承办人"));
    }

    @Test
    void proposeClosing() {
        String caseNo = decided();
        fills(OFFICER, caseNo, desk -> desk.type("结案情况及理由", "罚款已经缴清"));
        waitingTask(HEAD, "approveClosing", caseNo);
    }

    @Test
    void approveClosing() {
        String caseNo = decided();
        does(OFFICER, "proposeClosing", caseNo, Map.of("decision", "close", "reason", "罚款已经缴清"));
        fills(HEAD, caseNo, desk -> desk.choose("审批结论", "同意结案").type("意见", "同意"));
        assertThat(handlingOfCase(caseNo)).isEnded();
    }

    @Test
    void recordExecution() {
        String caseNo = filed();
        approvedInCase(caseNo, proposal("decide", "outcome", "PENALTY", "decisionNo", "长市监罚〔2026〕" + caseNo + "号"));
        fills(OFFICER, caseNo, desk -> desk.select("结案情形", "行政处罚决定执行完毕")
                .date("发生的日期", today().toString())
                .type("说明", "罚款已经缴清"));
        waitingTask(OFFICER, "proposeClosing", caseNo);
    }

    @Test
    void superviseOverdueClosing() {
        String caseNo = decided();
        fires("closingOverdue", caseNo);
        fills("supervisor310105", caseNo, desk -> desk.type("督办情况", "已约谈承办人"));
    }

    private String decided() {
        String caseNo = filed();
        approvedInCase(caseNo, proposal("decide", "outcome", "NO_PENALTY", "decisionNo", "长市监不罚〔2026〕" + caseNo + "号"));
        return caseNo;
    }

    /** The form of the running test in the case's task. */
    private void fills(String user, String caseNo, Consumer<Tasklist> work) {
        String id = waitingTask(user, DESK.form(), caseNo).get("id").asText();
        DESK.fills(address(), user, id, work);
        isDone(user, DESK.form(), caseNo, id);
    }
}
