package org.redshield.bridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redshield.bridge.scenario.AssistanceScenario;
import org.redshield.bridge.scenario.Requests;

/** The desk as people find it in Tasklist. */
@Tag("browser")
class DeskScreenTest extends AssistanceScenario {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @Test
    void whoSignsInFindsWhereHisWorkBeginsAndTakesSeveralTasksAtOnce() {
        String one = raised("officer310105", Requests.throughHomeBureau("SHOP_SUBJECT"));
        String two = raised("officer310105", Requests.throughHomeBureau("SHOP_SUBJECT"));
        String taken =
                waitingTask("unithead310105", "approveRequest", one).get("id").asText();
        // What the officer is asked to complete stands in the head's list of what is taken.
        Map<String, Object> incomplete = Requests.throughHomeBureau("TRADE");
        incomplete.remove("sourceNo");
        String atOfficers = raised("officer310105", incomplete);
        String completing = waitingTask("officer310105", "completeRequest", atOfficers)
                .get("id")
                .asText();
        as("officer310105").post("/engine-rest/task/" + completing + "/claim", Map.of("userId", "officer310105"));
        String first =
                as("unithead310105").get("/api/desk").json().path("first").asText();
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), "unithead310105")) {
            Page page = desk.screen(1366, 768).page();
            // Other cases of this house may have left him something that is late, or so many tasks that they fill
            // pages.
            assertThat(page.locator(".task-filters .item.active h4 a")).containsText(first);
            desk.filter("待认领");
            assertThat(count(page, "待认领")).not().hasText("0");
            String own = count(page, "待办").innerText();
            Locator card = page.locator(".tasks-list li.task").filter(new Locator.FilterOptions().setHasText(two));
            Tasklist.turnTo(page, card);
            assertThat(card).containsText("到期");
            assertThat(card.locator(".cells-wrapper")).not().isVisible();
            page.locator(".dk-pick input").first().check();
            page.getByText("全选本页").click();
            desk.picture("desk-unithead.png");
            assertThat(as("unithead310105")
                            .post("/engine-rest/task/" + taken + "/claim", Map.of("userId", "unithead310105"))
                            .status())
                    .isEqualTo(204);
            page.getByText("认领所选").click();
            page.getByText("现在“待办”中").waitFor();
            assertThat(count(page, "待办")).not().hasText(own);
            desk.picture("desk-claimed.png");

            desk.filter("本单位已认领");
            Locator held = page.locator(".tasks-list li.task")
                    .filter(new Locator.FilterOptions().setHasText(atOfficers))
                    .filter(new Locator.FilterOptions().setHasText("认领"));
            Tasklist.turnTo(page, held);
            assertThat(held).containsText(Pattern.compile("已由 [\\u4e00-\\u9fff]+ 认领"));
            assertThat(held.innerText()).as("by name, not by account").doesNotContain("officer310105");
            assertThat(desk.errors()).isEmpty();
        }
    }

    @Test
    @Tag("thorough")
    void whatChangedIsToldAndACaseIsFollowedFromItsFile() {
        String caseNo = approved(Requests.throughHomeBureau("SHOP_SUBJECT"));
        String task = waitingTask("officer330110", "acknowledgeLetter", caseNo)
                .get("id")
                .asText();
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), "officer310105")) {
            Page page = desk.screen(1366, 768).page();
            page.locator(".dk-news summary").click();
            assertThat(page.locator(".dk-news li").first()).isVisible();
            assertThat(page.locator(".dk-news")).containsText("批准协查请求");
            desk.picture("desk-officer.png");
            assertThat(desk.errors()).isEmpty();
        }
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), "officer330110")) {
            Page page = desk.screen(1366, 768).page();
            String before = count(page, "我跟踪的案件").innerText();
            desk.open(task).caseFile();
            page.getByText("关注本案").click();
            page.getByText("已关注").waitFor();
            desk.picture("desk-followed.png");
            page.reload();
            assertThat(count(page, "我跟踪的案件")).not().hasText(before);
            assertThat(desk.errors()).isEmpty();
        }
    }

    /** Once, on the way in: whoever comes back from there stays. */
    @Test
    @Tag("thorough")
    void aSupervisorForWhomNothingWaitsBeginsWhereDeadlinesAreOverseen() {
        try (BrowserContext window = CHROMIUM.window()) {
            Page page = window.newPage();
            page.navigate(address() + "/camunda/app/tasklist/default/");
            // Of a bureau in which no test has a case.
            Tasklist.signIn(page, "supervisor330000");
            page.waitForURL("**/cockpit/default/**");
            page.locator(".ov-tile strong").first().waitFor();
            page.navigate(address() + "/camunda/app/tasklist/default/");
            page.locator(":root[data-landed]").waitFor();
            assertThat(page.locator(".task-filters .item.active h4 a")).containsText("待办");
        }
    }

    private static Locator count(Page page, String list) {
        return page.locator(".task-filters .item.task-filter h4")
                .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^\\s*" + list)))
                .locator(".dk-count");
    }
}
