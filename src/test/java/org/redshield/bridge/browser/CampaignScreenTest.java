package org.redshield.bridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redshield.bridge.scenario.CampaignScenario;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The page of a campaign, and the way there. */
@Tag("browser")
class CampaignScreenTest extends CampaignScenario {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @Autowired
    private JdbcClient jdbc;

    /** Records offered and agreed to, and what is found in them. */
    @Test
    @Tag("long")
    void ringsOverSeveralBureaus() {
        String caseNo = joined(YUHANG, LINPING);
        held(jdbc, CHANGNING, caseNo);
        String rings = "/api/campaigns/" + caseNo + "/rings";
        for (String bureau : List.of(YUHANG, LINPING)) {
            held(jdbc, bureau, caseNo);
            as("officer" + bureau)
                    .post(
                            rings + "/offers",
                            Map.of(
                                    "answers",
                                    each(as("officer" + bureau)
                                                    .get(rings + "/records")
                                                    .json())
                                            .map(one -> one.get("requestNo").asText())
                                            .toList(),
                                    "purpose",
                                    "查明跨单位网店的刷单团伙"));
            agrees(rings, bureau);
        }
        ScreenCheck check = ScreenCheck.ofCases();
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), OFFICER)) {
            Page page = desk.page();
            page.navigate(address() + "/campaigns#case=" + caseNo);
            page.setViewportSize(1366, 768);
            page.getByText("团伙串并").click();
            button(page, "拟办参加串并").click();
            page.locator("textarea[name=purpose]").fill("查明跨单位网店的刷单团伙");
            assertThat(page.locator("dialog tbody tr")).hasCount(2);
            look(check, page, "campaign-rings-offer");
            button(page, "报部门负责人决定").click();
            assertThat(page.locator("main")).containsText("待负责人决定");
            agrees(rings, CHANGNING);
            page.reload();
            button(page, "发起串并").click();
            assertThat(page.locator("main")).containsText("跨单位团伙 1 个");
            page.getByText("查看", new Page.GetByTextOptions().setExact(true))
                    .last()
                    .click();
            assertThat(page.locator("main")).containsText("同一批买家在多家网店下单");
            page.getByText("本局记录中的订单 12 笔").click();
            look(check, page, "campaign-rings");
            page.getByText("存入案件").last().click();
            assertThat(page.locator("main")).containsText("已作为证据存入案件");
        }
        check.nothingWasFound();
        ends(caseNo);
    }

    private void agrees(String rings, String bureau) {
        String offer = as("officer" + bureau).get(rings).json().at("/own/id").asText();
        as("bureauhead" + bureau)
                .post(rings + "/offers/" + offer + "/decision", Map.of("decision", "approve", "opinion", "同意参加"));
    }

    /** From the bar to the rows behind a number, as an officer of the lead and one of a member do it. */
    @Test
    void theCampaignSPage() {
        String caseNo = joined(YUHANG);
        ScreenCheck check = ScreenCheck.ofCases();
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), OFFICER)) {
            Page page = desk.page().waitForPopup(() -> bar(desk).click());
            page.setViewportSize(1366, 768);
            page.locator("a[href*='" + caseNo + "']").click();
            assertThat(page.locator("main")).containsText("名单中还没有检查对象");
            look(check, page, "campaign-empty");
            page.getByText("加入检查对象").click();
            button(page, "加入").click();
            assertThat(page.getByRole(AriaRole.STATUS)).containsText("请填写网店");
            page.locator("textarea[name=list]").fill("淘宝网,W5000001,,清茗茶庄\ntaobao,W5000002");
            // As table programs save it in China.
            page.locator("input[name=file]")
                    .setInputFiles(new FilePayload(
                            "名单.csv",
                            "text/csv",
                            "店铺名称,网店ID,平台\n春风家具,W5000003,淘宝网\n误加,W5000004,淘宝网".getBytes(Charset.forName("GBK"))));
            button(page, "加入").click();
            assertThat(page.locator("main")).containsText("新加入 4 个检查对象");
            assertThat(page.locator(".cp-pool")).containsText("春风家具");
            button(page, "撤下 W5000004").click();
            assertThat(page.locator(".cp-pool tbody tr")).hasCount(3);
            // The lines are in when the file is refused, and can be taken out all the same.
            page.locator("textarea[name=list]").fill("淘宝网,W5000005\n淘宝网,W5000006");
            page.locator("input[name=file]")
                    .setInputFiles(new FilePayload("名单.csv", "text/csv", "淘宝网,W5000007\n淘宝网,坏 编号".getBytes(UTF_8)));
            button(page, "加入").click();
            assertThat(page.locator("main")).containsText("新加入 2 个检查对象");
            assertThat(page.locator("main")).containsText("名单第 2 行");
            assertThat(page.locator(".cp-pool tbody tr")).hasCount(5);
            button(page, "加错了，撤下刚才加入的").click();
            assertThat(page.locator("main")).containsText("已撤下 2 个检查对象");
            assertThat(page.locator(".cp-pool tbody tr")).hasCount(3);
            page.locator("input[name=file]").setInputFiles(new FilePayload[0]);
            // Also a list from an earlier day.
            page.locator("textarea[name=list]").fill("淘宝网,W5000005\n淘宝网,W5000006");
            button(page, "加入").click();
            assertThat(page.locator(".cp-pool tbody tr")).hasCount(5);
            page.onceDialog(Dialog::accept);
            button(page, "整批撤下 W5000005").click();
            assertThat(page.locator(".cp-pool tbody tr")).hasCount(3);
            button(page, "认领 W5000001").click();
            assertThat(page.locator("main")).containsText("已认领 1 个");
            button(page, "退回名单 W5000001").click();
            assertThat(page.locator("main")).containsText("已认领 0 个");
            button(page, "认领 W5000001").click();
            button(page, "认领 W5000002").click();
            button(page, "检查 W5000002").click();
            button(page, "保存").click();
            assertThat(page.locator("dialog")).containsText("没有记录任何一项检查结果");
            page.locator("select[name=LICENCE]").selectOption("正常");
            page.locator("select[name=BRUSHING]").selectOption("异常");
            look(check, page, "campaign-check");
            button(page, "保存").click();
            assertThat(page.locator("dialog")).hasCount(0);
            assertThat(page.locator(".cp-pool")).containsText("虚构交易、刷单炒信异常");
            button(page, "检查 W5000002").click();
            assertThat(page.locator("select[name=BRUSHING]")).hasValue("IRREGULAR");
            button(page, "取消").click();
            button(page, "转为线索 W5000002").click();
            assertThat(page.locator("textarea[name=content]")).hasValue(Pattern.compile(".*发现异常：虚构交易、刷单炒信。"));
            button(page, "取消").click();
            page.locator(".cp-failed tbody a").last().click();
            assertThat(page.locator("main")).containsText("检查对象：虚构交易、刷单炒信异常");
            assertThat(page.locator(".cp-pool tbody tr")).hasCount(1);
            page.getByText("显示全部").click();
            button(page, "转为线索 W5000001").click();
            button(page, "本局已经立案，关联原案件").click();
            assertThat(page.locator("dialog")).containsText("没有填写“案由”");
            page.locator("input[name=cause]").fill("涉嫌虚构交易");
            look(check, page, "campaign-clue");
            button(page, "登记线索").click();
            Locator own = page.locator(".cp-pool a[href^='/cases/" + CHANGNING + "-']");
            assertThat(own).hasCount(1);
            assertThat(page.locator("dialog")).hasCount(0);
            page.getByText("提出统一协查、处置").click();
            page.locator("input[name=askAt]").fill(day(2) + "T10:00");
            page.locator("textarea[name=purpose]").fill("查明网店的实际经营者");
            button(page, "提出").click();
            assertThat(page.locator("main")).containsText("没有填写“调取的数据”");
            page.getByLabel("店铺主体信息").check();
            button(page, "提出").click();
            assertThat(page.locator("main")).containsText("1 个单位，列入网店 1 家，已发出 0 家");
            assertThat(page.locator("main")).containsText("待负责人审批");
            page.getByText("本局列入的网店").click();
            look(check, page, "campaign-page");
            page.getByText("本局列入的网店").click();
            button(page, "本局，W5000001 的认领经过").click();
            assertThat(page.locator("dialog tbody tr")).hasCount(4);
            look(check, page, "campaign-deeds");
            button(page, "关闭").click();

            page.locator(".cp-numbers tbody tr").first().locator("a").first().click();
            assertThat(page.locator("main")).containsText("检查对象：上海市长宁区市场监督管理局，淘宝网");
            assertThat(page.locator(".cp-pool tbody tr")).hasCount(2);
            look(check, page, "campaign-rows");
            page.getByText("显示全部").click();
            assertThat(page.locator(".cp-pool tbody tr")).hasCount(3);
            page.onceDialog(asked -> {
                assertThat(asked.message()).containsPattern("的 [\\d,]+ 家网店加入名单，所有成员单位都能看到");
                asked.accept();
            });
            button(page, "本局在办的线索、案件").click();
            assertThat(page.locator(".cp-fill").first()).containsText("新加入");
            page.getByText("会商记录").click();
            assertThat(page.locator("main")).containsText("还没有会商记录");
            button(page, "记录会商").click();
            page.locator("textarea[name=agenda]").fill("核对虚构交易的证据标准，明确各单位分工");
            page.getByLabel("第 1 项议定事项").fill("汇总各单位调取的交易记录清单");
            page.getByLabel("第 1 项责任单位").selectOption(CHANGNING);
            button(page, "保存").click();
            assertThat(page.locator("dialog")).containsText("没有填写“完成日期”");
            page.getByLabel("第 1 项完成日期").fill(day(7));
            page.getByLabel("第 2 项议定事项").fill("统一现场检查笔录的格式");
            page.getByLabel("第 2 项责任单位").selectOption(YUHANG);
            page.getByLabel("第 2 项完成日期").fill(day(3));
            // What was chosen stays when more is typed.
            page.locator("input[name=heldOn]").fill(day(-1));
            page.locator("input[name=bureaus][value='" + YUHANG + "']").uncheck();
            page.getByLabel("第 1 项议定事项").fill("汇总各单位调取的交易记录清单");
            look(check, page, "campaign-minutes");
            button(page, "保存").click();
            assertThat(page.locator("dialog")).hasCount(0);
            assertThat(page.locator("main section")).hasCount(1);
            assertThat(page.locator("main section")).containsText(day(-1) + " 会商");
            assertThat(page.locator("main section dd").first()).hasText("上海市长宁区市场监督管理局");
            button(page, "更正 " + day(-1) + " 会商").click();
            page.getByLabel("第 2 项完成日期").fill(day(4));
            button(page, "保存").click();
            assertThat(page.locator(".cp-corrected")).hasCount(1);
            look(check, page, "campaign-meetings");
            page.locator("main a[href*='" + caseNo + "']").first().click();
            assertThat(page.locator(".cp-owed tbody tr")).hasCount(1);
            assertThat(page.locator(".cp-owed")).containsText("汇总各单位调取的交易记录清单");
            look(check, page, "campaign-owed");
            page.locator(".cp-owed a").click();
            button(page, "填写完成情况：汇总各单位调取的交易记录清单").click();
            page.locator("textarea[name=note]").fill("清单已经汇总，附在案卷中");
            button(page, "保存").click();
            assertThat(page.locator("main")).containsText("清单已经汇总，附在案卷中");
            page.locator("main a[href*='" + caseNo + "']").first().click();
            assertThat(page.locator(".cp-owed")).hasCount(0);
            page.getByText("统计表和图").click();
            assertThat(page.locator(".cp-chart")).hasCount(4);
            look(check, page, "campaign-report");
            // As of all charts, the numbers stand in its table, and lead to their rows.
            page.locator("section[aria-label=按周] tbody a").first().click();
            assertThat(page.locator("main")).containsText("起的一周");
            assertThat(page.locator(".cp-pool tbody tr")).hasCount(1);
            assertThat(desk.errors()).isEmpty();
        }
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), "officer" + YUHANG)) {
            Page page = desk.screen(1366, 768).page();
            page.navigate(address() + "/campaigns#case=" + caseNo);
            button(page, "本局先立案 W5000001").click();
            assertThat(page.locator("main")).containsText("这个检查对象已由上海市长宁区市场监督管理局认领");
            look(check, page, "campaign-taken");
            button(page, "协办 W5000001").click();
            assertThat(page.locator(".cp-pool tbody tr").first()).containsText("余杭");
            assertThat(button(page, "协办 W5000001")).hasCount(0);
            // Another bureau's case.
            assertThat(page.locator(".cp-pool a")).hasCount(0);
            assertThat(desk.errors()).isEmpty();
        }
        check.nothingWasFound();
    }

    /** The lead's officer proposes measures on one day; his head, who has approved it, moves the day. */
    @Test
    @Tag("long")
    void whatGoesOutOnOneDay() {
        String caseNo = joined(YUHANG);
        worked(OFFICER, caseNo);
        ScreenCheck check = ScreenCheck.ofCases();
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), OFFICER)) {
            Page page = desk.screen(1366, 768).page();
            page.navigate(address() + "/campaigns#case=" + caseNo);
            page.getByText("提出统一协查、处置").click();
            page.locator("select[name=kind]").selectOption("统一处置");
            page.getByLabel("警示", new Page.GetByLabelOptions().setExact(true)).check();
            page.locator("input[name=askAt]").fill(day(2) + "T10:00");
            page.locator("textarea[name=purpose]").fill("查实虚构交易，同日处置以免转移销售");
            button(page, "提出").click();
            assertThat(page.locator("main")).containsText("没有填写“处置依据”");
            page.getByLabel("网络交易监督管理办法第三十条").check();
            look(check, page, "campaign-one-day");
            button(page, "提出").click();
            assertThat(page.locator("main")).containsText("统一处置，淘宝网：警示");
            assertThat(desk.errors()).isEmpty();
        }
        sendsWhatItShows(HEAD, "approveQuestion", caseNo, Map.of("decision", "approve", "opinion", "同意"));
        waitingTask("officer" + YUHANG, "prepareQuestion", caseNo);
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), HEAD)) {
            Page page = desk.screen(1366, 768).page();
            page.navigate(address() + "/campaigns#case=" + caseNo);
            page.locator("summary", new Page.LocatorOptions().setHasText("改期")).click();
            page.locator("input[name=askAt]").fill(day(5) + "T10:00");
            page.locator("details[open] textarea[name=reason]").fill("与平台大促的时间错开");
            look(check, page, "campaign-move");
            button(page, "改期").click();
            assertThat(page.locator("main")).containsText("已改期，已通知各成员单位");
            assertThat(page.locator("main")).containsText(day(5) + " 10:00");
            assertThat(desk.errors()).isEmpty();
        }
        check.nothingWasFound();
    }

    /** Where the shops trade, whose they are by that, and until when; and what another bureau can do. */
    @Test
    @Tag("thorough")
    void whoIsCompetentComesFirst() {
        String caseNo = joined(Map.of("priorityDays", 5), YUHANG);
        String lines = """
                taobao,W7000001,91310105MA1FW00015,清茗茶庄,长宁区
                taobao,W7000002,91310105MA1FW00015,清茗茶庄二店,
                taobao,W7000003,,春风家具,余杭区
                taobao,W7000004,,远山电器,睢宁县
                taobao,W7000005,,江南布艺,
                taobao,W7000006,,湖畔数码,余杭区
                """;
        assertThat(list(OFFICER, caseNo, lines.strip()).status()).isEqualTo(200);
        ScreenCheck check = ScreenCheck.ofCases();
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), OFFICER)) {
            Page page = desk.screen(1366, 1100).page();
            page.navigate(address() + "/campaigns#case=" + caseNo);
            Locator third = page.locator(".cp-pool tr", new Page.LocatorOptions().setHasText("W7000003"));
            assertThat(third).containsText("管辖：杭州市余杭区市场监督管理局");
            assertThat(third).containsText("优先至");
            assertThat(page.locator(".cp-pool tr", new Page.LocatorOptions().setHasText("W7000004")))
                    .containsText("（未参加）");
            button(page, "本局已立案 W7000003").click();
            assertThat(page.locator("main")).containsText("由有管辖权的杭州市余杭区市场监督管理局先行认领");
            look(check, page, "campaign-places");
            button(page, "报名协办 W7000003").click();
            assertThat(third).containsText("上海市长宁区市场监督管理局");
            button(page, "更正经营地 W7000006").click();
            page.locator("input[name=place]").fill("某某区");
            page.locator("textarea[name=reason]").fill("现场核查，实际在本区经营");
            button(page, "保存").click();
            assertThat(page.locator("dialog")).containsText("不能确定是哪一个行政区划");
            look(check, page, "campaign-place");
            page.locator("input[name=place]").fill("上海市长宁区");
            button(page, "保存").click();
            assertThat(page.locator("dialog")).hasCount(0);
            page.getByText("本单位管辖的", new Page.GetByTextOptions().setExact(true)).click();
            assertThat(page.locator(".cp-pool tbody tr")).hasCount(3);
            page.onceDialog(Dialog::accept);
            button(page, "认领本单位管辖的 3 个").click();
            assertThat(page.locator("main")).containsText("已认领 3 个");
            look(check, page, "campaign-ours");
            assertThat(desk.errors()).isEmpty();
        }
        check.nothingWasFound();
    }

    /** A page has a hundred rows; numbers lead to theirs, wherever they stand. */
    @Test
    @Tag("thorough")
    void aLongListIsTurnedBothWays() {
        String caseNo = joined(YUHANG);
        String shops = IntStream.range(0, 130)
                .mapToObj(shop -> "taobao,W6%05d".formatted(shop))
                .collect(Collectors.joining("\n"));
        assertThat(list(OFFICER, caseNo, shops).status()).isEqualTo(200);
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), HEAD)) {
            Page page = desk.page().waitForPopup(() -> bar(desk).click());
            page.setViewportSize(1366, 768);
            page.locator("a[href*='" + caseNo + "']").click();
            assertThat(page.locator(".cp-pool tbody tr")).hasCount(100);
            // Heads look on.
            assertThat(page.locator("main button")).hasCount(0);
            page.getByText("下一页").click();
            assertThat(page.locator(".cp-pool tbody tr")).hasCount(30);
            assertThat(page.locator("main")).containsText("第 2 页");
            page.getByText("上一页").click();
            assertThat(page.locator(".cp-pool tbody tr")).hasCount(100);
            assertThat(page.locator("h2", new Page.LocatorOptions().setHasText("检查对象")))
                    .isInViewport();
            assertThat(desk.errors()).isEmpty();
        }
    }

    /** As officers and heads of bureaus above, unit heads are shown the way; who works on no cases of a bureau is not. */
    @Test
    @Tag("thorough")
    void theWayThere() {
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), UNIT_HEAD)) {
            assertThat(bar(desk)).isVisible();
        }
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), "liaisontaobao")) {
            assertThat(bar(desk)).isHidden();
        }
    }

    private static Locator bar(Tasklist desk) {
        return desk.page().locator("a.cp-link");
    }

    private static void look(ScreenCheck check, Page page, String name) {
        check.look(page, name);
        Chromium.picture(page, Chromium.SCREENS.resolve(name + ".png"));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
