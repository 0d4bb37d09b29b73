package org.redshield.bridge.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.redshield.bridge.support.Flow.assertThat;
import static org.redshield.bridge.support.Flow.instance;
import static org.redshield.bridge.support.Flow.path;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.AriaRole;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.Scenario;
import org.redshield.verifier.Verify;

/**
 * The README's walks, done in Tasklist as each person in turn, by mouse and by keyboard alone; the third, half of which is on a page
 * of its own, by mouse. With {@code -Ddocs.pictures=true} it also takes the README's pictures.
 */
@Tag("browser")
class ReadmeWalkTest extends Scenario {

    private static final Path PICTURES =
            Boolean.getBoolean("docs.pictures") ? Path.of("docs", "walk") : Path.of("target", "walk");

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    /** How people sit at their desks. */
    enum Hand {
        MOUSE {
            @Override
            Tasklist desk(String address, String user) {
                return new Tasklist(CHROMIUM, address, user);
            }
        },
        KEYBOARD {
            @Override
            Tasklist desk(String address, String user) {
                return new KeyboardTasklist(CHROMIUM, address, user);
            }
        };

        abstract Tasklist desk(String address, String user);

        Path pictures() {
            return this == MOUSE ? PICTURES : Chromium.SCREENS.resolve("keyboard");
        }
    }

    private final List<String> scriptErrors = new ArrayList<>();
    private Hand hand = Hand.MOUSE;
    private String caseNo;

    @Test
    @Tag("thorough")
    void aRequestTravelsFromADeskToADisposedShopAndTheDispositionIsLifted() {
        requestTravels(Hand.MOUSE);
    }

    @Test
    @Tag("long")
    void aRequestTravelsByKeyboardAlone() {
        requestTravels(Hand.KEYBOARD);
    }

    private void requestTravels(Hand way) {
        hand = way;
        at("officer310105", desk -> {
            desk.start("协查请求")
                    .type("案由", "涉嫌虚假交易")
                    .type("案号或线索编号", "长市监线索〔2026〕18号")
                    .type("承办人联系电话", "021-22050000")
                    .select("网络交易平台", "淘宝")
                    .select("平台属地局", "余杭")
                    .type("网店 ID", "S1000001")
                    .tick("店铺主体信息")
                    .tick("交易记录")
                    .date("起始日期", "2026-03-01")
                    .date("截止日期", "2026-10-31")
                    .select("法律依据", "三十四")
                    .type("调取目的", "查明网店经营主体与涉嫌刷单的交易情况")
                    .type("需要对方查明的事项", "网店由谁经营；交易是否真实");
            desk.picture(hand.pictures().resolve("01-raise-request.png"));
            desk.sendStart();
        });
        caseNo = newestCase("officer310105", "followRequest");

        does("unithead310105", "approveRequest", "02-approve-request", desk -> desk.choose("审批结论", "同意")
                .type("审批意见", "同意协查。"));
        does("officer330110", "acknowledgeLetter", null, desk -> desk.tick("齐全"));
        does("officer330110", "reviewLetter", "03-review-letter", desk -> desk.choose("审查结论", "受理"));
        does("unithead330110", "assignOfficers", "04-assign-officers", desk -> desk.select("主办人", "33011001001")
                .select("协办人", "33011001002"));
        does("unithead330110", "approveDataRequest", null, desk -> desk.choose("审批结论", "同意调取"));
        looksAtCaseFile("officer330110", "investigate", "05-case-file", "06-answers");
        does("officer330110", "investigate", "07-investigate", desk -> desk.choose("下一步", "提交结论")
                .select("总体结论", "已查明")
                .type("第1项", "由宿迁一家家具公司经营。")
                .type("第2项", "多笔订单收货地址相同，不真实。")
                .type("核查情况", "网店由宿迁一家家具公司经营；多笔订单收货地址相同，物流没有派送记录。"));
        does("officer2330110", "confirmFindings", null, desk -> desk.choose("复核结论", "通过"));
        does("unithead330110", "approveReply", null, desk -> desk.choose("审批结论", "同意"));
        does("officer310105", "reviewReply", "08-review-reply", desk -> desk.choose("复函内容", "充分，确认"));
        does("officer310105", "decideOutcome", null, desk -> desk.choose("案件去向", "请求处置，同时")
                .tag("建议的处置措施", "警示")
                .tag("处置的法律依据", "网络交易监督管理办法第三十条")
                .type("说明", "建议对店铺予以警示。"));
        does("unithead310105", "approveDispositionRequest", null, desk -> desk.choose("审批结论", "同意"));
        does("officer330110", "draftDisposition", "09-draft-disposition", desk -> desk.choose("如何处理", "提交审批")
                .type("违法事实", "经查，该店以虚构交易提高销量。"));
        does("unithead330110", "approveDisposition", null, desk -> desk.choose("审批结论", "同意"));
        looksAtCaseFile("officer330110", "followDisposition", null, "10-disposition-published");
        theEvidenceHolds();
        does("officer330110", "followDisposition", "11-lift", desk -> desk.choose("下一步", "解除处置")
                .tick("S1000001")
                .type("理由", "商家已整改，经复查符合要求。"));
        does("unithead330110", "approveLift", null, desk -> desk.choose("审批结论", "同意"));

        assertThat(instance("merchantDisposition", "330110", caseNo)).isEnded();
        assertThat(path(instance("merchantDisposition", "330110", caseNo))).endsWith("reportLift", "dispositionLifted");
        assertThat(scriptErrors).isEmpty();
    }

    @Test
    @Tag("long")
    void aClueBecomesACaseAtTheRightBureauAndItsSenderSeesHowItEnds() {
        clueTravels(Hand.MOUSE);
    }

    @Test
    @Tag("long")
    void aClueTravelsByKeyboardAlone() {
        clueTravels(Hand.KEYBOARD);
    }

    private void clueTravels(Hand way) {
        hand = way;
        at("officer310105", desk -> {
            desk.start("线索核查")
                    .select("来源分类", "投诉、举报")
                    .select("接收渠道", "全国12315平台")
                    .date("发现线索或者收到材料的日期", Requests.today().toString())
                    .type("案由", "涉嫌虚假宣传")
                    .type("案源内容", "网店宣传其茶叶具有治疗功效，并附有截图为证")
                    .select("平台", "淘宝")
                    .type("网店ID", "S1000002")
                    .type("网店名称", "清茗茶庄")
                    .type("姓名或者名称", "王某");
            desk.sendStart();
        });
        caseNo = newestCase("unithead310105", "assignVerification");

        does("unithead310105", "assignVerification", null, desk -> desk.select("主办人", "31010501001")
                .select("协办人", "31010501002"));
        does("officer310105", "verifyClue", null, desk -> desk.choose("核查结果或者下一步", "建议移送")
                .type("核查情况及理由", "当事人实际经营地在杭州市临平区，不属于本局管辖"));
        does("unithead310105", "reviewVerification", null, desk -> desk.choose("审核意见", "同意"));
        does("bureauhead310105", "decideFiling", null, desk -> desk.choose("审批结论", "同意"));
        String draft = waitingTask("officer310105", "completeTransfer", caseNo)
                .get("id")
                .asText();
        at("officer310105", desk -> {
            desk.open(draft).screen(1366, 1700);
            desk.choose("如何处理", "补充完善后送审")
                    .type("移送材料清单", "网页截图 2 份")
                    .select("主体类型", "平台内经营者")
                    .select("行为类型", "其他")
                    .type("实际经营地", "临平区");
            desk.picture(hand.pictures().resolve("14-complete-transfer.png"));
            desk.complete();
        });
        looksAtWholeFile("bureauhead310105", "approveTransfer", "15-approve-transfer");
        does("bureauhead310105", "approveTransfer", null, desk -> desk.choose("审批结论", "同意，签发移送函"));
        does("officer330113", "signTransfer", null, desk -> desk.tick("材料与清单相符"));
        does("officer330113", "reviewTransfer", null, desk -> desk.choose("审查结论", "接收，交办核查"));
        does("unithead330113", "assignVerification", null, desk -> desk.select("主办人", "33011301001")
                .select("协办人", "33011301002"));
        does("officer330113", "verifyClue", null, desk -> desk.choose("核查结果或者下一步", "建议立案")
                .type("案号", number("临市监案〔2026〕%d号"))
                .type("核查情况及理由", "网页截图证明宣传治疗功效"));
        does("unithead330113", "reviewVerification", null, desk -> desk.choose("审核意见", "同意"));
        does("bureauhead330113", "decideFiling", null, desk -> desk.choose("审批结论", "同意"));
        looksAtWholeFile("officer330113", "conductCase", "16-conduct-case");
        does("officer330113", "conductCase", null, desk -> desk.choose("下一步", "报请作出决定")
                .select("决定种类", "行政处罚")
                .type("决定文书号", number("临市监罚〔2026〕%d号"))
                .type("情况及理由", "违法事实清楚，证据充分"));
        does("unithead330113", "reviewCaseMatter", null, desk -> desk.choose("审核意见", "同意"));
        does("bureauhead330113", "decideCaseMatter", null, desk -> desk.choose("审批结论", "同意"));
        does("officer330113", "recordExecution", null, desk -> desk.select("结案情形", "行政处罚决定执行完毕")
                .date("发生的日期", Requests.today().toString()));
        does("officer330113", "proposeClosing", null, desk -> desk.type("结案情况及理由", "罚款已经缴清"));
        does("bureauhead330113", "approveClosing", null, desk -> desk.choose("审批结论", "同意结案"));

        await("the sender's transfer ends")
                .until(() -> instance("caseTransfer", "310105", caseNo).isEnded());
        at("officer310105", desk -> {
            Locator search = desk.screen(1366, 1500).openCase(caseNo);
            search.getByText("移送办结").first().waitFor();
            assertThat(search.innerText()).contains("最新进展").contains("结案");
            desk.picture(hand.pictures().resolve("17-how-it-ended.png"));
        });
        assertThat(scriptErrors).isEmpty();
    }

    @Test
    @Tag("long")
    void threeBureausOfTwoProvincesWorkOneListOfShops() {
        hand = Hand.MOUSE;
        at("officer321300", desk -> {
            desk.start("联合行动")
                    .type("行动名称", "查处家具网店虚构交易联合行动")
                    .select("法律依据", "行政处罚法第二十六条")
                    .date("开始日期", Requests.today().toString())
                    .date("结束日期", Requests.today().plusDays(35).toString())
                    .date("复函截止日期", Requests.today().plusDays(3).toString())
                    .tick("虚构交易、刷单炒信")
                    .tag("平台", "淘宝")
                    .tag("邀请单位", "睢宁")
                    .tag("邀请单位", "余杭");
            desk.sendStart();
        });
        caseNo = newestCase("bureauhead321300", "approveCampaign");
        String campaign = caseNo;
        does("bureauhead321300", "approveCampaign", "18-approve-campaign", desk -> {
            desk.choose("审批结论", "同意").type("审批意见", "同意组织。");
            desk.page().locator("iframe.cf-sheet[aria-busy=false]").waitFor();
        });
        for (String member : List.of("320324", "330110")) {
            does("bureauhead" + member, "decideInvitation", null, desk -> desk.choose("是否参加", "同意参加"));
        }
        inTheCampaign("officer321300", campaign, page -> {
            page.getByText("加入检查对象").click();
            page.locator("textarea[name=list]").fill("""
                            淘宝网,W7000001,,宜居家具
                            淘宝网,W7000002,,木语家居
                            淘宝网,W7000003,,恒源沙发
                            淘宝网,W7000004,,北欧小木屋
                            淘宝网,W7000005,,苏北藤艺
                            """);
            presses(page, "加入");
            presses(page, "认领 W7000001");
            presses(page, "认领 W7000002");
            presses(page, "检查 W7000002");
            page.locator("select[name=BRUSHING]").selectOption("正常");
            presses(page, "保存");
            page.locator(".cp-pool td").getByText("已核查").waitFor();
            presses(page, "转为线索 W7000001");
            page.locator("input[name=cause]").fill("涉嫌虚构交易");
            presses(page, "登记线索");
            caseNo = page.locator(".cp-pool a[href^='/cases/321300-']").innerText();
        });
        isFiledAndPenalised();
        inTheCampaign("officer320324", campaign, page -> {
            presses(page, "认领 W7000003");
            presses(page, "本局先立案 W7000001");
            page.getByText("已由宿迁市市场监督管理局认领").waitFor();
            presses(page, "协办 W7000001");
            page.locator(".cp-pool td").getByText("徐州市睢宁县市场监督管理局").waitFor();
        });
        inTheCampaign("officer330110", campaign, page -> {
            presses(page, "认领 W7000004");
            page.getByText("已认领 4 个").waitFor();
            page.screenshot(new Page.ScreenshotOptions().setPath(hand.pictures().resolve("19-campaign-pool.png")));
        });
        caseNo = campaign;
        does("bureauhead321300", "conductCampaign", null, desk -> desk.choose("办理方式", "结束联合行动")
                .type("提前结束的理由", "检查对象已经全部核查"));
        await("the report arrives")
                .until(() -> instance("campaignMembership", "320324", campaign).isEnded());
        at("officer320324", desk -> {
            Locator report = desk.screen(1366, 1000).openCase(campaign);
            report.locator("summary")
                    .filter(new Locator.FilterOptions().setHasText("联合行动总结"))
                    .click();
            report.getByText("行政处罚 1 个").waitFor();
            desk.picture(hand.pictures().resolve("20-campaign-report.png"));
        });
        assertThat(scriptErrors).isEmpty();
    }

    /** As any clue. */
    private void isFiledAndPenalised() {
        does("unithead321300", "assignVerification", null, desk -> desk.select("主办人", "32130001001")
                .select("协办人", "32130001002"));
        does("officer321300", "verifyClue", null, desk -> desk.choose("核查结果或者下一步", "建议立案")
                .type("案号", "宿市监案〔2026〕31号")
                .type("核查情况及理由", "多笔订单收货地址相同，物流没有派送记录"));
        does("unithead321300", "reviewVerification", null, desk -> desk.choose("审核意见", "同意"));
        does("bureauhead321300", "decideFiling", null, desk -> desk.choose("审批结论", "同意"));
        does("officer321300", "conductCase", null, desk -> desk.choose("下一步", "报请作出决定")
                .select("决定种类", "行政处罚")
                .type("决定文书号", "宿市监罚〔2026〕31号")
                .type("情况及理由", "违法事实清楚，证据充分"));
        does("unithead321300", "reviewCaseMatter", null, desk -> desk.choose("审核意见", "同意"));
        does("bureauhead321300", "decideCaseMatter", null, desk -> desk.choose("审批结论", "同意"));
    }

    /** The page of campaigns, as the bar leads to it. */
    private void inTheCampaign(String user, String campaign, Consumer<Page> work) {
        at(user, desk -> {
            Page page = desk.page()
                    .waitForPopup(() ->
                            desk.page().locator("a").getByText("联合行动").first().click());
            page.onPageError(scriptErrors::add);
            page.setViewportSize(1366, 768);
            page.locator("a[href*='" + campaign + "']").click();
            page.getByText("办理情况").waitFor();
            work.accept(page);
        });
    }

    private static void presses(Page page, String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    /** A number is used once. */
    private String number(String form) {
        return form.formatted(12 + hand.ordinal());
    }

    /** What was raised last has the newest task. */
    private String newestCase(String user, String task) {
        String instance = as(user).get(
                        "/engine-rest/task?sortBy=created&sortOrder=desc&maxResults=1&taskDefinitionKey=" + task)
                .json()
                .get(0)
                .get("processInstanceId")
                .asText();
        return runtime.createProcessInstanceQuery()
                .processInstanceId(instance)
                .singleResult()
                .getBusinessKey();
    }

    private void does(String user, String task, String picture, Consumer<Tasklist> work) {
        JsonNode waiting = waitingTask(user, task, caseNo);
        String id = waiting.get("id").asText();
        at(user, desk -> {
            desk.find(listOf(waiting), caseNo, waiting.get("name").asText());
            work.accept(desk);
            if (picture != null) {
                desk.picture(hand.pictures().resolve(picture + ".png"));
            }
            desk.complete();
        });
        isDone(user, task, caseNo, id);
    }

    private static String listOf(JsonNode task) {
        if (task.get("taskDefinitionKey").asText().startsWith("follow")) {
            return "我跟踪的案件";
        }
        return task.get("assignee").isNull() ? "待认领" : "待办";
    }

    /** Checked in the case file, exported, and checked again by a program that knows nothing of the bridge. */
    private void theEvidenceHolds() {
        String id = waitingTask("officer330110", "followDisposition", caseNo)
                .get("id")
                .asText();
        Path exported = Path.of("target", "walk-evidence.zip");
        at("officer330110", desk -> {
            desk.open(id)
                    .caseFile()
                    .verifyFirstFile()
                    .scrollTo("证据")
                    .picture(hand.pictures().resolve("12-evidence.png"));
            desk.exportEvidence(exported);
        });
        ByteArrayOutputStream verdict = new ByteArrayOutputStream();
        var log = as("officer330110").get("/api/evidence/log").json();
        assertThat(Verify.run(
                        new String[] {
                            exported.toString(),
                            "--log-certificate",
                            log.get("certificate").asText(),
                            "--tsa-certificate",
                            log.get("timeStampCertificate").asText()
                        },
                        new PrintStream(verdict, true, StandardCharsets.UTF_8)))
                .as(() -> verdict.toString(StandardCharsets.UTF_8))
                .isZero();
    }

    private void looksAtCaseFile(String user, String task, String top, String below) {
        String id = waitingTask(user, task, caseNo).get("id").asText();
        at(user, desk -> {
            desk.open(id).caseFile();
            if (top != null) {
                desk.picture(hand.pictures().resolve(top + ".png"));
            }
            desk.scrollTo(top != null ? "数据答复" : "处置").picture(hand.pictures().resolve(below + ".png"));
        });
    }

    private void looksAtWholeFile(String user, String task, String picture) {
        String id = waitingTask(user, task, caseNo).get("id").asText();
        at(user, desk -> {
            desk.open(id).screen(1366, 1500).caseFile();
            desk.picture(hand.pictures().resolve(picture + ".png"));
        });
    }

    private void at(String user, Consumer<Tasklist> work) {
        try (Tasklist desk = hand.desk(address(), user)) {
            try {
                work.accept(desk);
            } catch (PlaywrightException | AssertionError e) {
                desk.picture(Path.of("target", "walk-failed.png"));
                throw e;
            }
            scriptErrors.addAll(desk.errors());
        }
    }
}
