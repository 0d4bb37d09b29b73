package org.redshield.bridge.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;
import static org.redshield.bridge.support.Flow.instance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.disposition.plan.Measure;
import org.redshield.bridge.platform.guard.Gateways;
import org.redshield.bridge.scenario.DispositionScenario;
import org.redshield.bridge.scenario.LostLetter;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.work.Signals;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.RegexPatternTypeFilter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.ClassUtils;

/**
 * Every form on the screen of the person who gets it: filled in by its Chinese labels and sent. Each test bears its form's
 * name; the case is brought to it over HTTP. Pictures of the form and of the case file beside it are left in
 * {@code target/screens}. What {@link ReadmeWalkTest} fills in too, and forms that are alike but for one, are of the tier {@code long}.
 */
@Tag("thorough")
@Tag("browser")
class EveryFormTest extends DispositionScenario {

    @RegisterExtension
    @Order(1)
    static final Chromium CHROMIUM = new Chromium();

    @RegisterExtension
    @Order(2)
    static final FormDesk DESK = new FormDesk(CHROMIUM);

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Gateways gateways;

    @Autowired
    private Signals signals;

    @Autowired
    private Organisations bureaus;

    /** Here, or for a process that brings its own forms in a class beside this one. */
    @Test
    void everyFormHasItsTest() {
        DESK.nothingToSend();
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(
                new RegexPatternTypeFilter(Pattern.compile("org\\.redshield\\.bridge\\.browser\\.\\w+FormTest")));
        Set<String> tests = scanner.findCandidateComponents("org.redshield.bridge.browser").stream()
                .map(found -> ClassUtils.resolveClassName(found.getBeanClassName(), null))
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(Test.class))
                .map(method -> method.getName())
                .collect(Collectors.toCollection(TreeSet::new));
        tests.remove("everyFormHasItsTest");

        // A form that stands in several processes may have a test for each.
        tests.removeIf(test -> forms().stream().anyMatch(form -> test.startsWith(form + "Of")));

        assertThat(tests).isEqualTo(forms());
    }

    @Test
    @Tag("long")
    void raiseRequest() {
        DESK.starts(address(), "officer310105", desk -> {
            desk.start("协查请求")
                    .type("案由", "涉嫌虚假交易")
                    .type("案号或线索编号", "长市监线索〔2026〕18号")
                    .type("承办人联系电话", "021-22050000")
                    .choose("协查渠道", "请平台属地局协查")
                    .select("网络交易平台", "淘宝")
                    .type("网店 ID", "S1000001")
                    .tick("店铺主体信息")
                    .tick("交易记录（须办案机构负责人审批）")
                    .date("起始日期", day(300))
                    .date("截止日期", day(1))
                    .select("法律依据", "三十四")
                    .type("调取目的", "查明网店经营主体与涉嫌刷单的交易情况")
                    .type("需要对方查明的事项", "网店由谁经营；交易是否真实");
            desk.picture(DESK.form() + ".png");
            desk.sendStart();
        });
    }

    @Test
    void completeRequest() {
        Map<String, Object> request = Requests.throughHomeBureau("SHOP_SUBJECT", "TRADE");
        request.remove("sourceNo");
        String caseNo = raised("officer310105", request);
        fills("officer310105", caseNo, desk -> desk.choose("如何处理", "补正后重新提交")
                .select("法律依据", "行政处罚法")
                .type("案号或线索编号", "长市监线索〔2026〕19号")
                .date("起始日期", day(90))
                .date("截止日期", day(1))
                .tag("数据种类", "商品信息")
                .type("调取目的", "查明网店经营主体与涉嫌刷单的交易情况"));
        waitingTask("unithead310105", "approveRequest", caseNo);
    }

    @Test
    @Tag("long")
    void approveRequest() {
        String caseNo = raised("officer310105", Requests.throughHomeBureau("SHOP_SUBJECT", "TRADE"));
        fills("unithead310105", caseNo, desk -> desk.choose("审批结论", "退回补正").type("审批意见", "请缩短数据期间。"));
        waitingTask("officer310105", "completeRequest", caseNo);
    }

    @Test
    void followRequest() {
        String caseNo = approved(Requests.question());
        waitingTask("officer330110", "acknowledgeLetter", caseNo);
        fills("officer310105", caseNo, desk -> desk.type("撤回理由", "当事人已主动说明情况。"));
        waitingTask("unithead310105", "approveWithdrawal", caseNo);
    }

    @Test
    void approveWithdrawal() {
        String caseNo = approved(Requests.question());
        waitingTask("officer330110", "acknowledgeLetter", caseNo);
        does("officer310105", "followRequest", caseNo, Map.of("decision", "withdraw", "reason", "当事人已主动说明情况。"));
        fills("unithead310105", caseNo, desk -> desk.choose("审批结论", "同意撤回，签发撤回函")
                .type("审批意见", "同意撤回。"));
        assertThat(request(caseNo)).isEnded();
    }

    @Test
    @Tag("long")
    void acknowledgeLetter() {
        String caseNo = approved(Requests.throughHomeBureau("SHOP_SUBJECT", "TRADE"));
        fills("officer330110", caseNo, desk -> desk.tick("齐全"));
        waitingTask("officer330110", "reviewLetter", caseNo);
    }

    @Test
    @Tag("long")
    void reviewLetter() {
        String caseNo = arrived();
        fills("officer330110", caseNo, desk -> desk.choose("审查结论", "不予协助")
                .select("不予协助的原因", "没有管辖权")
                .type("理由", "该店铺的经营者不在本局辖区。"));
        waitingTask("unithead330110", "approveRejection", caseNo);
    }

    @Test
    void approveRejection() {
        String caseNo = arrived();
        rejects(caseNo, Map.of("decision", "return", "missingItems", "请写明需要查明的期间"));
        fills("unithead330110", caseNo, desk -> desk.choose("审批结论", "退回重新审查").type("审批意见", "期间在来函附件中，请受理。"));
        waitingTask("officer330110", "reviewLetter", caseNo);
    }

    @Test
    void correctRequest() {
        String caseNo = arrived();
        rejects(caseNo, Map.of("decision", "return", "missingItems", "请写明需要查明的期间"));
        does("unithead330110", "approveRejection", caseNo, Map.of("decision", "approve"));
        fills("officer310105", caseNo, desk -> desk.choose("如何处理", "更正后重新送审")
                .select("法律依据", "电子商务法")
                .tag("数据种类", "商品信息")
                .type("需要对方查明的事项", "2026年以来网店由谁经营；交易是否真实"));
        waitingTask("unithead310105", "approveRequest", caseNo);
    }

    @Test
    void reviewDecline() {
        String caseNo = arrived();
        rejects(caseNo, Map.of("decision", "decline", "declineReason", "NOT_COMPETENT", "reason", "该店铺不在本局辖区"));
        does("unithead330110", "approveRejection", caseNo, Map.of("decision", "approve"));
        fills("officer310105", caseNo, desk -> desk.type("后续安排", "改向宿迁市局请求协查。"));
        assertThat(request(caseNo)).isEnded();
    }

    @Test
    @Tag("long")
    void assignOfficers() {
        String caseNo = arrived();
        does("officer330110", "reviewLetter", caseNo, Map.of("decision", "accept"));
        fills("unithead330110", caseNo, desk -> desk.select("主办人", "33011001001")
                .select("协办人", "33011001002"));
        waitingTask("officer330110", "investigate", caseNo);
    }

    @Test
    @Tag("long")
    void approveDataRequest() {
        String caseNo = approved(Requests.throughHomeBureau("SHOP_SUBJECT", "TRADE"));
        accept(caseNo);
        fills("unithead330110", caseNo, desk -> desk.choose("审批结论", "不予同意").type("审批意见", "期间过长，与案情不符。"));
        waitingTask("officer330110", "investigate", caseNo);
    }

    @Test
    void approveSensitiveData() {
        Map<String, Object> request = Requests.direct("LOGIN");
        request.put("legalBasis", "PROCEDURE_30");
        String caseNo = approved(request);
        fills("bureauhead310105", caseNo, desk -> desk.choose("审批结论", "不予同意").type("审批意见", "超出办案所必需的范围。"));
        waitingTask("officer310105", "decideOutcome", caseNo);
    }

    @Test
    @Tag("long")
    void approveAccountData() {
        String caseNo = raised("officer321300", Requests.direct("PAYMENT"));
        does("unithead321300", "approveRequest", caseNo, Map.of("decision", "approve", "reason", "同意协查"));
        fills("chiefhead321300", caseNo, desk -> desk.choose("审批结论", "同意调取").type("审批意见", "与案件有关，同意查询。"));
        waitingTask("officer321300", "decideOutcome", caseNo);
    }

    @Test
    @Tag("long")
    void investigate() {
        String caseNo = approved(Requests.throughHomeBureau("SHOP_SUBJECT", "TRADE"));
        accept(caseNo);
        does("unithead330110", "approveDataRequest", caseNo, Map.of("decision", "approve"));
        fills("officer330110", caseNo, desk -> desk.choose("下一步", "提交结论")
                .select("总体结论", "已查明")
                .type("第1项：网店由谁经营", "由宿迁一家家具公司经营。")
                .type("第2项：交易是否真实", "不真实。")
                .type("核查情况", "网店由宿迁一家家具公司经营；多笔订单收货地址相同，物流没有派送记录。"));
        waitingTask("officer2330110", "confirmFindings", caseNo);
    }

    @Test
    @Tag("long")
    void confirmFindings() {
        String caseNo = found();
        fills("officer2330110", caseNo, desk -> desk.choose("复核结论", "退回重新核查").type("复核意见", "请补充物流的核查情况。"));
        waitingTask("officer330110", "investigate", caseNo);
    }

    @Test
    @Tag("long")
    void approveReply() {
        String caseNo = found();
        does("officer2330110", "confirmFindings", caseNo, Map.of("decision", "confirm"));
        fills("unithead330110", caseNo, desk -> desk.choose("审批结论", "同意，签发复函").type("审批意见", "同意答复。"));
        waitingTask("officer310105", "reviewReply", caseNo);
    }

    @Test
    @Tag("long")
    void reviewReply() {
        String caseNo = replied(Requests.throughHomeBureau("SHOP_SUBJECT"));
        fills("officer310105", caseNo, desk -> desk.choose("复函内容是否充分", "不充分").type("需要补充的内容", "请补充仓库的实际地址"));
        waitingTask("unithead310105", "approveSupplement", caseNo);
    }

    @Test
    void approveSupplement() {
        String caseNo = replied(Requests.throughHomeBureau("SHOP_SUBJECT"));
        does("officer310105", "reviewReply", caseNo, Map.of("decision", "supplement", "supplementText", "请补充仓库的实际地址"));
        fills("unithead310105", caseNo, desk -> desk.choose("审批结论", "退回重新审核复函").type("审批意见", "复函已写明地址，请再核对。"));
        waitingTask("officer310105", "reviewReply", caseNo);
    }

    @Test
    void approveDelay() {
        String caseNo = approved(Requests.question());
        accept(caseNo);
        does(
                "officer330110",
                "investigate",
                caseNo,
                Map.of(
                        "decision", "delay",
                        "delayUntil", Requests.today().plusDays(60).toString(),
                        "delayReason", "需要到仓库现场核查"));
        fills("unithead330110", caseNo, desk -> desk.choose("审批结论", "同意，签发延期告知函")
                .type("审批意见", "同意延期。"));
        eventually("the notice goes out", () -> letters("officer330110", caseNo).contains("DELAY"));
        waitingTask("officer330110", "investigate", caseNo);
    }

    @Test
    @Tag("long")
    void decideOutcome() {
        String caseNo = approved(Requests.direct("SHOP_SUBJECT"));
        fills("officer310105", caseNo, desk -> desk.choose("案件去向", "请求处置，同时")
                .tag("建议的处置措施", "警示")
                .tag("建议的处置措施", "删除虚假销量")
                .tag("处置的法律依据", "网络交易监督管理办法第三十条")
                .type("涉及的商品编号", "710000010001\n710000010002")
                .type("涉及的账号", "seller_0001")
                .type("涉及的关键字", "三天祛斑")
                .type("说明", "建议对店铺予以警示。"));
        does("unithead310105", "approveDispositionRequest", caseNo, Map.of("decision", "approve", "reason", "同意"));
        waitingTask("officer330110", "draftDisposition", caseNo);
        assertThat(letter("officer330110", caseNo, "DISPOSITION_REQUEST")
                        .get("paragraphs")
                        .toString())
                .contains("710000010001、710000010002", "seller_0001", "三天祛斑");
    }

    @Test
    @Tag("long")
    void approveDispositionRequest() {
        String caseNo = approved(Requests.direct("SHOP_SUBJECT"));
        does(
                "officer310105",
                "decideOutcome",
                caseNo,
                Map.of(
                        "decision", "both",
                        "measures", List.of("WARNING", "SALES_RESET"),
                        "legalHook", "网络交易监督管理办法第三十条",
                        "note", "刷单事实清楚"));
        fills("unithead310105", caseNo, desk -> desk.choose("审批结论", "退回重新决定").type("审批意见", "请写明建议的期限。"));
        waitingTask("officer310105", "decideOutcome", caseNo);
    }

    @Test
    @Tag("long")
    void draftDisposition() {
        String caseNo = dispositionWanted("both");
        fills("officer330110", caseNo, desk -> {
            desk.choose("如何处理", "提交审批").select("对象类型", "关键字").type("对象编号或关键字", "三天祛斑");
            assertThat(desk.options("处置措施")).hasSameSizeAs(Measure.values()).contains("警示（网店）");
            desk.select("处置措施", "全网排查关键字")
                    .type("关键字所指", "宣称三天祛斑的未备案化妆品")
                    .tag("法律依据", "网络交易监督管理办法第二十九条")
                    .type("违法事实", ENOUGH_FACTS)
                    .type("超出商请范围的理由", "同一经营者在多家网店销售同一商品。");
        });
        waitingTask("bureauhead330110", "approveDisposition", caseNo);
        assertThat(disposition(caseNo).toString()).contains("宣称三天祛斑的未备案化妆品", "同一经营者在多家网店销售同一商品。");
    }

    @Test
    @Tag("long")
    void approveDisposition() {
        String caseNo = dispositionWanted("both");
        draft(caseNo, SHOP, ITEM);
        fills("bureauhead330110", caseNo, desk -> desk.choose("审批结论", "退回修改").type("审批意见", "商品编号有误，请核对后重报。"));
        waitingTask("officer330110", "draftDisposition", caseNo);
    }

    @Test
    @Tag("long")
    void followDisposition() {
        String caseNo = disposed(SHOP, ITEM);
        fills("officer330110", caseNo, desk -> desk.choose("下一步", "解除处置")
                .tick("S1000001")
                .type("理由", "商家已整改，经复查符合要求。"));
        waitingTask("unithead330110", "approveLift", caseNo);
    }

    @Test
    void decideAppeal() {
        String caseNo = disposed(SHOP, ITEM);
        appeals(caseNo, 1);
        fills("officer330110", caseNo, desk -> desk.choose("申诉处理结果", "解除处置")
                .tick("S1000001")
                .type("理由", ENOUGH_REASON));
        waitingTask("unithead330110", "approveLift", caseNo);
    }

    @Test
    @Tag("long")
    void approveLift() {
        String caseNo = disposed(SHOP, ITEM);
        lift(caseNo, "followDisposition", 1);
        fills("unithead330110", caseNo, desk -> desk.choose("审批结论", "同意").type("审批意见", "同意解除。"));
        eventually("the measure is lifted", () -> targetStates(caseNo).get(0).equals("LIFTED"));
    }

    @Test
    void chasePublicity() {
        String caseNo = dispositionWanted("both");
        draft(caseNo, SHOP);
        platformFault("处置", "PUBLICITY_MISSING", "submit", 1);
        approveDraft(caseNo);
        fires("publicityMissing", caseNo);
        fills("officer330110", caseNo, desk -> desk.choose("催办结果", "平台已公示")
                .type("公示网址", "https://rule.example.invalid/notice/1")
                .type("说明", "平台来电说明已补公示。"));
        waitingTask("officer330110", "followDisposition", caseNo);
    }

    @Test
    void reviewDispositionReport() {
        String caseNo = dispositionWanted("disposition");
        draft(caseNo, SHOP, ITEM);
        approveDraft(caseNo);
        fills("officer310105", caseNo, desk -> desk.type("说明", "处置已执行，予以办结。"));
        assertThat(request(caseNo)).isEnded();
    }

    @Test
    @Tag("long")
    void remindConfirmation() {
        String caseNo = replied(Requests.question());
        fires("confirmationReminderDue", caseNo);
        fills("unithead310105", caseNo, desk -> desk.type("说明", "已督促承办人两日内确认。"));
    }

    @Test
    void closeUnconfirmed() {
        String caseNo = replied(Requests.question());
        fires("confirmationReminderDue", caseNo);
        fires("confirmationExpired", caseNo);
        fills("officer330110", caseNo, desk -> desk.type("说明", "复函二十个工作日未获确认。"));
        assertThat(handling(caseNo)).isEnded();
    }

    @Test
    @Tag("long")
    void superviseOverdueHandling() {
        String caseNo = overdue();
        fills("supervisor330110", caseNo, desk -> desk.type("督办情况", "已约谈承办人。"));
    }

    @Test
    @Tag("long")
    void superviseOverdueReply() {
        String caseNo = overdue();
        fills("supervisor310105", caseNo, desk -> desk.type("督办情况", "已致电对方，三日内复函。"));
    }

    @Test
    void answerReminder() {
        String caseNo = approved(Requests.question());
        waitingTask("officer330110", "acknowledgeLetter", caseNo);
        String clockId =
                clock("officer330110", caseNo, "ACKNOWLEDGEMENT").get("id").asText();
        Http.Answer ordered = as("supervisor330110")
                .post("/api/supervision/reminders", Map.of("clockId", clockId, "text", "请说明为何仍未签收，并于今日内签收。"));
        assertThat(ordered.status()).as(ordered.text()).isEqualTo(201);
        fills("unithead330110", caseNo, desk -> desk.type("办理情况", "已改派他人，今日签收。"));
        assertThat(instance("supervisionOrder", YUHANG, caseNo)).isEnded();
    }

    @Test
    void answerLiaisonRequest() {
        String caseNo = raised("officer310105", Requests.direct("SHOP_SUBJECT"));
        platformFault(caseNo, "REFUSE", Map.of("reason", "TECHNICAL_IMPOSSIBILITY", "text", "系统升级"));
        approve(caseNo);
        fills("liaisontaobao", caseNo, desk -> {
            desk.choose("答复", "先询问市场监管局").picture(DESK.form() + "-ask.png");
            desk.choose("答复", "提出改期").picture(DESK.form() + "-date.png");
            desk.choose("答复", "不能提供").select("不能提供的原因", "已超过保存期限").type("说明", "该店铺的历史记录已按期删除。");
        });
        close(caseNo);
    }

    private String withLiaison(Map<String, Object> said) {
        String caseNo = raised("officer310105", Requests.direct("TRADE"));
        platformFault(caseNo, "REFUSE", Map.of("reason", "TECHNICAL_IMPOSSIBILITY", "text", "系统升级"));
        approve(caseNo);
        does("unithead310105", "approveDataRequest", caseNo, Map.of("decision", "approve", "reason", "同意调取"));
        does("liaisontaobao", "answerLiaisonRequest", caseNo, said);
        return caseNo;
    }

    @Test
    void answerQuestion() {
        String caseNo = withLiaison(Map.of("decision", "ask", "question", "请说明是否包括未付款的订单。"));
        fills("officer310105", caseNo, desk -> desk.type("答复", "只需已付款的订单。"));
        waitingTask("liaisontaobao", "answerLiaisonRequest", caseNo);
    }

    @Test
    void decideNewDate() {
        String caseNo = withLiaison(Map.of(
                "decision", "newDate",
                "newDate", Requests.today().plusDays(20).toString(),
                "note", "数据量大，需要分批导出。"));
        fills("officer310105", caseNo, desk -> desk.choose("对改期的决定", "同意改期").type("理由", "同意，请尽早提供。"));
        waitingTask("liaisontaobao", "answerLiaisonRequest", caseNo);
    }

    @Test
    void decideFoundDisposition() {
        String caseNo = dispositionWanted("both");
        new LostLetter(jdbc, gateways, signals, bureaus).warns(caseNo, "S1000001");
        try {
            waitingTask("officer330110", "decideFoundDisposition", caseNo);
            fills("officer330110", caseNo, desk -> desk.choose("处理", "采纳").type("理由", "与平台核对属实。"));
            waitingTask("officer330110", "followDisposition", caseNo);
        } finally {
            LostLetter.forget(jdbc);
        }
    }

    @Test
    void resumePlatformCall() {
        String caseNo = raised("officer310105", Requests.direct("SHOP_SUBJECT"));
        platformFault(caseNo, "REMOTE_SERVICE_ERROR", Map.of("apiName", "request.submit", "times", -1));
        approve(caseNo);
        waitingTask("officer310105", "resumePlatformCall", caseNo);
        platformIsWellAgain();
        fills("officer310105", caseNo, desk -> desk.choose("处理", "恢复：立即重新发送"));
        waitingTask("officer310105", "decideOutcome", caseNo);
    }

    @Test
    void registerDeadline() {
        DESK.starts(address(), "officer310105", desk -> {
            desk.start("案件期限")
                    .type("本局案号", "长市监案〔2026〕7号")
                    .type("案由", "涉嫌虚假宣传")
                    .select("期限", "核查与立案")
                    .date("起算事由发生日", day(2))
                    .type("起算依据", "收到平台所在地市场监督管理局移送的材料");
            desk.picture(DESK.form() + ".png");
            desk.sendStart();
        });
    }

    @Test
    void followDeadline() {
        String caseNo = registered("CASE_FILING", 2);
        fills("officer310105", caseNo, desk -> {
            assertThat(desk.page().locator(".fjs-form").innerText())
                    .contains("可以中止的事由：检测检验检疫鉴定、权利人辨认鉴别；延期：15 个工作日，1 次");
            desk.choose("下一步", "申请延期").picture(DESK.form() + "-extend.png");
            desk.choose("下一步", "已办结").picture(DESK.form() + "-complete.png");
            desk.choose("下一步", "中止计算");
            assertThat(desk.options("中止事由")).containsExactly("检测检验检疫鉴定", "权利人辨认鉴别");
            desk.select("中止事由", "检测检验检疫鉴定").date("中止起始日", day(1)).type("理由", "已委托检验机构鉴定。");
        });
        waitingTask("officer310105", "resumeDeadline", caseNo);
    }

    @Test
    void resumeDeadline() {
        String caseNo = registered("CASE_FILING", 4);
        does("officer310105", "followDeadline", caseNo, pausing());
        fills("officer310105", caseNo, desk -> desk.choose("下一步", "恢复计算")
                .date("恢复之日", day(1))
                .type("说明", "鉴定报告已收到。"));
        waitingTask("officer310105", "followDeadline", caseNo);
    }

    @Test
    void approveExtension() {
        String caseNo = registered("CASE_FILING", 4);
        does("officer310105", "followDeadline", caseNo, pausing());
        does(
                "officer310105",
                "resumeDeadline",
                caseNo,
                Map.of(
                        "decision",
                        "resume",
                        "resumedOn",
                        Requests.today().minusDays(1).toString()));
        does("officer310105", "followDeadline", caseNo, Map.of("decision", "extend", "reason", "商户在外地，需要补充核查"));
        fills("bureauhead310105", caseNo, desk -> desk.choose("审批", "同意延期").type("理由", "情况属实，同意。"));
        waitingTask("officer310105", "followDeadline", caseNo);
    }

    @Test
    void remindCaseDeadline() {
        String caseNo = registered("CASE_DECISION", 2);
        fires("caseHalfway", caseNo);
        fills("officer310105", caseNo, desk -> {});
    }

    @Test
    void superviseOverdueCase() {
        String caseNo = registered("CASE_FILING", 2);
        fires("caseDeadlineOverdue", caseNo);
        fills("supervisor310105", caseNo, desk -> desk.type("督办情况", "已约谈承办人，三日内办结。"));
    }

    private String registered(String kind, int daysAgo) {
        Map<String, Object> fields = Map.of(
                "causeOfCase", "涉嫌虚假宣传",
                "ownCaseNumber", "长市监案〔2026〕7号",
                "deadlineKind", kind,
                "startedOn", Requests.today().minusDays(daysAgo).toString(),
                "ground", "收到移送材料");
        Http.Answer answer = as("officer310105")
                .post(
                        "/engine-rest/process-definition/key/caseDeadline/submit-form",
                        Map.of("variables", variables(fields)));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().get("businessKey").asText();
    }

    private static Map<String, Object> pausing() {
        return Map.of(
                "decision", "pause",
                "stopEvent", "TESTING",
                "pausedOn", Requests.today().minusDays(2).toString(),
                "reason", "已委托检验机构鉴定");
    }

    private String arrived() {
        String caseNo = approved(Requests.question());
        acknowledge(caseNo);
        return caseNo;
    }

    private void rejects(String caseNo, Map<String, Object> rejection) {
        does("officer330110", "reviewLetter", caseNo, rejection);
    }

    private String found() {
        String caseNo = approved(Requests.question());
        accept(caseNo);
        does("officer330110", "investigate", caseNo, Requests.findings());
        return caseNo;
    }

    private String replied(Map<String, Object> request) {
        String caseNo = approved(request);
        accept(caseNo);
        reply(caseNo);
        waitingTask("officer310105", "reviewReply", caseNo);
        return caseNo;
    }

    private String overdue() {
        String caseNo = approved(Requests.question());
        accept(caseNo);
        waitingTask("officer330110", "investigate", caseNo);
        fires("handlingAgreementOverdue", caseNo);
        fires("handlingOverdue", caseNo);
        fires("replyOverdue", caseNo);
        return caseNo;
    }

    private static String day(int ago) {
        return Requests.today().minusDays(ago).toString();
    }

    /** The form of the running test in the case's task. */
    private void fills(String user, String caseNo, Consumer<Tasklist> work) {
        String id = waitingTask(user, DESK.form(), caseNo).get("id").asText();
        DESK.fills(address(), user, id, work);
        isDone(user, DESK.form(), caseNo, id);
    }

    private static Set<String> forms() {
        try (Stream<Path> files = Files.list(Path.of("forms"))) {
            return files.map(file -> file.getFileName().toString().replaceFirst("\\.form$", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
