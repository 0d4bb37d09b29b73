package org.redshield.bridge.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redshield.bridge.scenario.ReferralScenario;

/** The forms of a referral to the police on screen, as {@link EveryFormTest} has the others. */
@Tag("long")
@Tag("browser")
class ReferralFormTest extends ReferralScenario {

    @RegisterExtension
    @Order(1)
    static final Chromium CHROMIUM = new Chromium();

    @RegisterExtension
    @Order(2)
    static final FormDesk DESK = new FormDesk(CHROMIUM);

    @Test
    void reportReferral() {
        String caseNo = suspected();
        fills(OFFICER, caseNo, desk -> desk.type("涉嫌的罪名", "销售假冒注册商标的商品罪")
                .type("移送的公安机关", "上海市公安局长宁分局")
                .type("抄送的人民检察院", "上海市长宁区人民检察院")
                .type("调查报告", "经查，当事人销售假冒茶叶，已售金额 32 万元。"));
        stands(caseNo, "REPORTED");
        assertThat(item(caseNo).get("police").asText()).isEqualTo("上海市公安局长宁分局");
    }

    @Test
    void confirmReferral() {
        String caseNo = suspected();
        does(OFFICER, "reportReferral", caseNo, report());
        fills(SECOND, caseNo, desk -> desk.choose("核对结果", "同意呈报，情况属实"));
        stands(caseNo, "PROPOSED");
    }

    @Test
    void decideReferral() {
        String caseNo = suspected();
        reported(caseNo);
        fills(CHIEF, caseNo, desk -> desk.choose("审批结论", "批准移送，签发移送书").type("审批意见", "同意移送"));
        stands(caseNo, "APPROVED");
    }

    @Test
    void followReferral() {
        String caseNo = withPolice();
        fills(OFFICER, caseNo, desk -> desk.type("撤回的理由", "当事人认定有误"));
        waitingTask(HEAD, "approveReferralLetter", caseNo);
    }

    @Test
    void registerReply() {
        String caseNo = withPolice();
        scan(caseNo);
        String id = paperTask("registerReply", caseNo, "REFERRAL");
        DESK.fills(address(), OFFICER, id, desk -> desk.select("来函种类", "公安机关答复")
                .type("来函文号", "长公不立字〔2026〕8号")
                .date("来函日期", day().toString())
                .date("收到日期", day().toString())
                .select("来函扫描件", "扫描件")
                .select("公安机关的决定", "决定不予立案")
                .type("对方的理由", "金额没有达到追诉标准"));
        stands(caseNo, "NOT_FILED");
    }

    @Test
    void challengeRefusal() {
        String caseNo = refusedByPolice();
        fills(OFFICER, caseNo, desk -> desk.choose("下一步", "提请公安机关复议").type("理由", "金额已达追诉标准"));
        waitingTask(HEAD, "approveReferralLetter", caseNo);
    }

    @Test
    void approveReferralLetter() {
        String caseNo = refusedByPolice();
        does(OFFICER, "challengeRefusal", caseNo, Map.of("decision", "supervise", "reason", "应当立案而不立案"));
        fills(HEAD, caseNo, desk -> {
            assertThat(desk.page().locator(".fjs-form").innerText()).contains("建议检察院进行立案监督");
            desk.choose("审批结论", "批准发出").type("审批意见", "同意");
        });
        stands(caseNo, "UNDER_SUPERVISION");
    }

    @Test
    void handOverGoods() {
        String caseNo = withPolice();
        policeAnswer(caseNo, "REFERRAL", "FILED");
        scan(caseNo);
        fills(OFFICER, caseNo, desk -> desk.date("移交日期", day().toString())
                .type("接收人", "民警张某")
                .type("移交清单", "某牌茶叶 320 盒；证据材料 3 册")
                .select("移交回执扫描件", "扫描件"));
        stands(caseNo, "HANDED_OVER");
    }

    @Test
    void followFiling() {
        String caseNo = withGoods();
        scan(caseNo);
        fills(OFFICER, caseNo, desk -> desk.choose("处理意见", "给予行政处罚，司法机关不再追究")
                .select("处理结果", "人民检察院不起诉")
                .type("文书文号", "沪长检刑不诉〔2026〕8号")
                .date("文书日期", day().toString())
                .date("收到日期", day().toString())
                .select("文书扫描件", "扫描件")
                .type("情况及理由", "检察意见建议给予行政处罚"));
        stands(caseNo, "GIVEN_BACK");
    }

    @Test
    void decideEndedCase() {
        String caseNo = withGoods();
        does(OFFICER, "followFiling", caseNo, ended(caseNo, "punish", "DROPPED"));
        fills(HEAD, caseNo, desk -> {
            assertThat(desk.page().locator(".fjs-form").innerText()).contains("公安机关撤销案件", "给予行政处罚");
            desk.choose("审批结论", "给予行政处罚，由本局办理").type("审批意见", "同意");
        });
        stands(caseNo, "PUNISHABLE");
    }

    @Test
    void superviseReferral() {
        String caseNo = suspected();
        reported(caseNo);
        waitingTask(CHIEF, "decideReferral", caseNo);
        fires("referralDecisionOverdue", caseNo);
        fills("supervisor310105", caseNo, desk -> desk.type("督办情况", "已提请尽快决定"));
    }

    private String refusedByPolice() {
        String caseNo = withPolice();
        policeAnswer(caseNo, "REFERRAL", "NOT_FILED");
        waitingTask(OFFICER, "challengeRefusal", caseNo);
        return caseNo;
    }

    private void fills(String user, String caseNo, Consumer<Tasklist> fill) {
        String id = waitingTask(user, DESK.form(), caseNo).get("id").asText();
        DESK.fills(address(), user, id, fill);
        isDone(user, DESK.form(), caseNo, id);
    }
}
