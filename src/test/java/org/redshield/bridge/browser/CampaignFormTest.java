package org.redshield.bridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redshield.bridge.scenario.CampaignScenario;

/** The forms of a campaign on screen, as {@link EveryFormTest} has the others, and its page. */
@Tag("browser")
class CampaignFormTest extends CampaignScenario {

    private static final String MEMBER = "bureauhead330110";

    @RegisterExtension
    @Order(1)
    static final Chromium CHROMIUM = new Chromium();

    @RegisterExtension
    @Order(2)
    static final FormDesk DESK = new FormDesk(CHROMIUM);

    @Test
    void proposeCampaign() {
        DESK.starts(address(), OFFICER, desk -> {
            desk.start("联合行动")
                    .type("行动名称", "查处家用电器网店虚构交易联合行动")
                    .select("法律依据", "行政处罚法第二十六条")
                    .date("开始日期", today().toString())
                    .date("结束日期", today().plusDays(30).toString())
                    .date("复函截止日期", today().plusDays(3).toString())
                    .tick("虚构交易、刷单炒信")
                    .tag("平台", "淘宝")
                    .tag("邀请单位", "杭州市余杭区");
            desk.screen(1366, 1800).picture("proposeCampaign.png");
            desk.sendStart();
        });
    }

    @Test
    void approveCampaign() {
        String caseNo = proposed(List.of(YUHANG));
        fills(HEAD, caseNo, desk -> desk.choose("审批结论", "同意，发出邀请函").type("审批意见", "同意组织。"));
        waitingTask(MEMBER, "decideInvitation", caseNo);
    }

    @Test
    void conductCampaign() {
        String caseNo = running();
        fills(HEAD, caseNo, desk -> desk.choose("办理方式", "邀请其他单位参加")
                .tag("邀请单位", "杭州市临平区")
                .date("复函截止日期", today().plusDays(3).toString()));
        waitingTask("bureauhead" + LINPING, "decideInvitation", caseNo);
    }

    @Test
    void decideInvitation() {
        String caseNo = invited();
        fills(MEMBER, caseNo, desk -> desk.choose("是否参加", "同意参加，发出复函").type("意见", "同意参加。"));
        waitingTask(MEMBER, "takePartInCampaign", caseNo);
    }

    @Test
    void takePartInCampaign() {
        String caseNo = running();
        fills(MEMBER, caseNo, desk -> desk.choose("办理方式", "退出联合行动").type("退出的理由", "机构改革，无法继续参加。"));
        eventually("the lead is told", () -> letters(OFFICER, caseNo).contains("CAMPAIGN_LEAVING"));
    }

    @Test
    void superviseInvitation() {
        String caseNo = invited();
        fires("invitationOverdue", caseNo);
        fills("supervisor310105", caseNo, desk -> desk.choose("处理结果", "已督办").type("办理情况", "已电话联系受邀单位。"));
    }

    /** From the list to the rows behind a number. */
    @Test
    void theCampaignSPage() {
        DESK.nothingToSend();
        String caseNo = running();
        ScreenCheck check = ScreenCheck.ofCases();
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), OFFICER)) {
            Page page = desk.screen(1366, 768).page();
            page.navigate(address() + "/campaigns");
            page.locator("a[href*='" + caseNo + "']").click();
            page.getByText("加入检查对象").click();
            page.locator("textarea[name=list]").fill("taobao,W5000001,,清茗茶庄\ntaobao,W5000002\ntaobao,W5000003");
            button(page, "加入").click();
            assertThat(page.locator("main")).containsText("新加入 3 个检查对象");
            button(page, "认领").first().click();
            assertThat(page.locator("main")).containsText("已认领 1 个");
            button(page, "转为线索").click();
            page.locator("input[name=cause]").fill("涉嫌虚构交易");
            desk.picture("campaign-page.png");
            check.look(page, "campaign-page");
            button(page, "登记线索").click();
            assertThat(page.locator("a[href^='/cases/310105-']").nth(1)).isVisible();
            page.locator(".cp-numbers a").first().click();
            assertThat(page.locator("main")).containsText("显示全部");
            desk.picture("campaign-rows.png");
            check.look(page, "campaign-rows");
            assertThat(desk.errors()).isEmpty();
        }
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), "officer" + YUHANG)) {
            Page page = desk.screen(1366, 768).page();
            page.navigate(address() + "/campaigns#case=" + caseNo);
            button(page, "本局先立案").click();
            assertThat(page.locator("main")).containsText("这个检查对象已由上海市长宁区市场监督管理局认领");
            button(page, "协办").click();
            assertThat(page.locator(".cf-table").last()).containsText("余杭");
            desk.picture("campaign-taken.png");
            check.look(page, "campaign-taken");
        }
        check.nothingWasFound();
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private String invited() {
        String caseNo = proposed(List.of(YUHANG));
        sendsInvitations(caseNo);
        waitingTask(MEMBER, "decideInvitation", caseNo);
        return caseNo;
    }

    private String running() {
        String caseNo = invited();
        does(MEMBER, "decideInvitation", caseNo, Map.of("decision", "accept"));
        waitingTask(MEMBER, "takePartInCampaign", caseNo);
        return caseNo;
    }

    private void fills(String user, String caseNo, Consumer<Tasklist> fill) {
        String id = waitingTask(user, DESK.form(), caseNo).get("id").asText();
        DESK.fills(address(), user, id, fill);
        isDone(user, DESK.form(), caseNo, id);
    }
}
