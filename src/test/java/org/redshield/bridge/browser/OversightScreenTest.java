package org.redshield.bridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.oversight.ManyBureaus;
import org.redshield.bridge.oversight.model.SupervisionNumbers;
import org.redshield.bridge.platform.guard.Gateways;
import org.redshield.bridge.scenario.AssistanceScenario;
import org.redshield.bridge.scenario.LostLetter;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.work.Signals;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** 监督总览: SAMR's supervisor goes from the country to a district's case, and a wrong number is owned up to. */
@Tag("browser")
class OversightScreenTest extends AssistanceScenario {

    private static final String PROVINCE = "浙江省市场监督管理局";
    private static final String CITY = "杭州市市场监督管理局";
    private static final String DISTRICT = "杭州市余杭区市场监督管理局";

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private IdentityService identity;

    @Autowired
    private SupervisionNumbers numbers;

    @Autowired
    private Gateways gateways;

    @Autowired
    private Signals signals;

    @Autowired
    private Organisations bureaus;

    @Test
    void fromTheCountryToACase() {
        String caseNo = approved(Requests.question());
        waitingTask("officer330110", "acknowledgeLetter", caseNo);
        ManyBureaus bureaus = new ManyBureaus(jdbc, identity);
        bureaus.open();
        bureaus.askPlatform(clock.instant());
        // More in time than late or overdue: what is half and half reads the same from both ends.
        jdbc.sql(
                        "update platform_request set status = 'ANSWERED', answered_at = created_at where request_no in ('330110-2026-900000-R5-ITEM', '330110-2026-900000-R7-ITEM')")
                .update();
        ScreenCheck check = ScreenCheck.ofCases();
        List<String> errors = new ArrayList<>();
        try (BrowserContext window = CHROMIUM.window()) {
            bureaus.areCounted(numbers);
            Page page = window.newPage();
            page.setViewportSize(1366, 768);
            page.onPageError(errors::add);
            page.navigate(address() + "/camunda/app/cockpit/default/");
            Tasklist.signIn(page, "supervisor100000");
            page.locator(".ov-over").click();
            shows(page, "国家市场监督管理总局", check, "oversight-country");
            // Delivered at once, and told as what was counted: not as some minutes in between.
            assertThat(page.locator("section[aria-label='各环节用时'] tbody tr").first())
                    .containsText("不超过 15 分钟");
            down(page, PROVINCE, check, "oversight-province");
            down(page, CITY, check, "oversight-city");
            down(page, DISTRICT, check, "oversight-district");
            takenAlong(page);
            Locator answers = page.locator(".os-answers tbody tr").first();
            answers.scrollIntoViewIfNeeded();
            // Of how many is not said here: other tests ask that platform, too.
            List<String> cells = answers.locator("td").allInnerTexts();
            int inTime = number(cells.get(1));
            int late = number(cells.get(2));
            assertThat(late).isPositive();
            int overdue = number(cells.get(6));
            assertThat(overdue).isPositive();
            int all = inTime + late + overdue;
            assertThat(cells.get(4))
                    .as("what is overdue without an answer is not kept either")
                    .isEqualTo("%.1f%% %,d 项".formatted(Math.floor(1000.0 * inTime / all) / 10, all));
            picture(page, "oversight-answers");
            jdbc.sql("insert into supervision_check values ('330110', now(), 3, now()) on conflict (tenant) do update"
                            + " set differences = 3, found_at = now()")
                    .update();
            page.reload();
            assertThat(page.locator(".os-wrong")).containsText("3 处数字与案件记录不一致");
            picture(page, "oversight-wrong");
            jdbc.sql("update supervision_check set differences = 0, found_at = null")
                    .update();
            page.waitForResponse(answer -> answer.url().contains("state=OPEN"), page.getByText("在办期限")::click);
            Locator lines = page.locator("section[aria-label*='本级的案件'] tbody tr");
            Locator line = lines.filter(new Locator.FilterOptions().setHasText(caseNo));
            lines.first().waitFor();
            while (line.count() == 0) {
                int shown = lines.count();
                page.getByText("继续显示").click();
                assertThat(lines.nth(shown)).isVisible();
            }
            line.first().scrollIntoViewIfNeeded();
            picture(page, "oversight-cases");
            page.evaluate("document.querySelector('.os-beside').scrollIntoView()");
            picture(page, "oversight-beside");
            line.first().locator("a").click();
            page.locator(".cf").first().waitFor();
            calledUp(page, caseNo, check);
        } finally {
            bureaus.close();
        }
        assertThat(errors).isEmpty();
        check.nothingWasFound();
    }

    /** In the file he orders, and among what is open he finds it again. */
    private void calledUp(Page page, String caseNo, ScreenCheck check) {
        Locator orders = page.locator("section[aria-label='提调和挂牌督办']");
        page.waitForResponse("**/api/supervision/orders", orders.locator("summary")::click);
        orders.getByText("发出通知书").click();
        assertThat(orders.locator(".cf-problem")).containsText("没有填写“理由”");
        orders.getByLabel("方式").selectOption("LISTING");
        orders.getByLabel("办结期限").fill("2027-01-15");
        orders.getByLabel("理由", new Locator.GetByLabelOptions().setExact(true)).fill("社会关注度高，请尽快查清并报告");
        orders.scrollIntoViewIfNeeded();
        picture(page, "oversight-order-form");
        orders.getByText("发出通知书").dblclick();
        assertThat(orders).containsText("挂牌督办中");
        assertThat(orders.locator(".cf-problem")).hasText("");
        assertThat(orders).containsText("国家市场监督管理总局挂牌督办");
        orders.scrollIntoViewIfNeeded();
        picture(page, "oversight-order");
        check.look(page, "oversight-order");
        page.navigate(address() + "/oversight");
        Locator open = page.locator("section[aria-label='提调和挂牌督办']");
        assertThat(open).containsText(caseNo);
        open.scrollIntoViewIfNeeded();
        picture(page, "oversight-orders");
    }

    private static int number(String cell) {
        return Integer.parseInt(cell.replaceAll("\\D", ""));
    }

    /** Both files of the page, with who took them. */
    private static void takenAlong(Page page) {
        for (String kind : List.of("csv", "pdf")) {
            Download file = page.waitForDownload(
                    () -> page.locator(".os-files a[href*='." + kind + "']").click());
            assertThat(file.suggestedFilename()).isEqualTo("监督总览 " + DISTRICT + "." + kind);
            assertThat(file.failure()).isNull();
        }
    }

    @Test
    @Tag("thorough")
    void aHeadSeesWhoOfHisBureauHasHowMuchInHandAndAnOfficerDoesNot() {
        String caseNo = approved(Requests.question());
        String task = waitingTask("officer330110", "acknowledgeLetter", caseNo)
                .get("id")
                .asText();
        as("officer330110").post("/engine-rest/task/" + task + "/claim", Map.of("userId", "officer330110"));
        ScreenCheck check = ScreenCheck.ofCases();
        try (BrowserContext window = CHROMIUM.window();
                BrowserContext other = CHROMIUM.window()) {
            Page page = window.newPage();
            page.setViewportSize(1366, 768);
            page.navigate(address() + "/camunda/app/tasklist/default/");
            Tasklist.signIn(page, "unithead330110");
            page.locator(".wl-link").waitFor();
            picture(page, "workload-link");
            page.locator(".wl-link").click();
            assertThat(page.locator(".os-people tbody tr").last()).containsText("合计");
            assertThat(page.locator(".os-people")).containsText("尚未认领");
            assertThat(page.locator(".os-files")).hasCount(0);
            picture(page, "workload");
            check.look(page, "workload");
            whatARestoreHasLost(page, check);

            Page officer = other.newPage();
            officer.navigate(address() + "/camunda/app/tasklist/default/");
            Tasklist.signIn(officer, "officer330110");
            officer.locator(".wl-link").waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
            assertThat(officer.locator(".wl-link")).isHidden();
            officer.navigate(address() + "/oversight");
            assertThat(officer.locator("main")).containsText("只有本单位负责人可以查看各人工作量");
        }
        check.nothingWasFound();
    }

    /** Of a case that is lost too nobody has a task: the bureau's heads see it where they look anyway. */
    private void whatARestoreHasLost(Page page, ScreenCheck check) {
        Locator lost = page.locator("section[aria-label='数据恢复后遗失的处置']");
        assertThat(lost).hasCount(0);
        LostLetter letter =
                new LostLetter(jdbc, gateways, signals, bureaus).isKnownOutside("330110-2026-999998", "S1000001");
        try {
            page.reload();
            assertThat(lost).containsText(letter.number() + "-1");
            assertThat(lost).containsText("330110-2026-999998");
            assertThat(lost).containsText("淘宝");
            assertThat(lost).containsText("警示");
            assertThat(lost).containsText("请与平台核对");
            picture(page, "lost-measures");
            check.look(page, "lost-measures");
        } finally {
            LostLetter.forget(jdbc);
        }
    }

    private static void down(Page page, String to, ScreenCheck check, String name) {
        page.locator(".os-parts").getByText(to).click();
        shows(page, to, check, name);
    }

    private static void shows(Page page, String bureau, ScreenCheck check, String name) {
        assertThat(page.locator(".os-path strong"))
                .containsText(bureau, new LocatorAssertions.ContainsTextOptions().setTimeout(20_000));
        assertThat(page.locator(".os-parts tbody tr").last()).containsText("合计");
        assertThat(page.locator(".os-late").first()).isVisible();
        picture(page, name);
        check.look(page, name);
    }

    private static void picture(Page page, String name) {
        Chromium.picture(page, Chromium.SCREENS.resolve(name + ".png"));
    }
}
