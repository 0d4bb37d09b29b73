package org.redshield.bridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redshield.bridge.scenario.AssistanceScenario;
import org.redshield.bridge.scenario.Requests;

/** 案件查询 in the navigation bar: a closed case is looked up, and its records are archived and restored. */
@Tag("browser")
class CaseSearchScreenTest extends AssistanceScenario {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @Test
    void aBureauHeadFindsAClosedCaseAndArchivesAndRestoresItsRecords() {
        String caseNo = approved(Requests.direct("TRADE"));
        does("unithead310105", "approveDataRequest", caseNo, Map.of("decision", "approve", "reason", "同意调取"));
        waitingTask("officer310105", "decideOutcome", caseNo);
        String total = dataset("officer310105", caseNo).get("total").asText();
        close(caseNo);
        String open = approved(Requests.question());
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), "bureauhead310105")) {
            Locator search = desk.searchCases();
            Locator hits = search.locator(".cf-hit");
            Locator found = search.locator("section[aria-label='案件线索'] .cf-hit");
            assertThat(search.locator("input")).isFocused();
            assertThat(hits.first()).containsText(open);
            assertThat(hits.first()).containsText("在办");
            desk.picture("cases.png");

            find(search, caseNo.substring(4));
            assertThat(found).hasCount(1);
            assertThat(found).containsText(Pattern.compile(caseNo + ".*已结.*已办结", Pattern.DOTALL));
            desk.picture("cases-found.png");
            found.press("Enter");
            assertThat(search.getByText("案件概要")).isVisible();
            assertThat(search.locator(".cf-upload")).hasCount(0);
            desk.picture("case-closed.png");

            Locator answer = search.locator("section[aria-label='数据答复']");
            answer.locator("summary").first().click();
            answer.getByText("数据查询").click();
            assertThat(answer.locator(".cf-sums")).containsText("共 " + total + " 笔");
            button(answer, "归档本案记录").scrollIntoViewIfNeeded();
            desk.picture("case-closed-records.png");
            button(answer, "归档本案记录").click();
            assertThat(answer.getByText("现在不能查询")).isVisible();
            assertThat(answer).containsText("记录已归档");
            assertThat(answer).isFocused();
            assertThat(answer).isInViewport();
            assertThat(answer.locator(".cf-records")).hasCount(0);
            desk.picture("case-archived.png");

            button(answer, "恢复").click();
            assertThat(answer).not().containsText("记录已归档");
            answer.locator("summary").first().click();
            answer.getByText("数据查询").click();
            assertThat(answer.locator(".cf-sums")).containsText("共 " + total + " 笔");

            button(search, "返回列表").click();
            assertThat(found).isFocused();
            find(search, "310105-1999");
            assertThat(search).containsText("没有找到“310105-1999”");
            desk.picture("cases-none.png");
            desk.page().keyboard().press("Escape");
            assertThat(search).hasCount(0);
            assertThat(desk.page().getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("案件查询")))
                    .isFocused();
            assertThat(desk.errors()).isEmpty();
        }
    }

    @Test
    @Tag("thorough")
    void fromTheFileOfACaseOneGoesToWhatThereIsToDoInIt() {
        String caseNo = raised("officer310105", Requests.question());
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), "unithead310105")) {
            Locator search = desk.searchCases();
            find(search, caseNo);
            search.locator("section[aria-label='案件线索'] .cf-hit").press("Enter");
            Locator tasks = search.getByRole(AriaRole.NAVIGATION, named("在办任务"));
            assertThat(tasks.getByRole(AriaRole.LINK)).hasText(new String[] {"审批协查请求", "跟踪协查（可撤回）"});
            desk.picture("case-tasks.png");
            tasks.getByText("审批协查请求").click();
            assertThat(search).hasCount(0);
            desk.page().locator(".fjs-form").getByText("审批结论").first().waitFor();
            assertThat(desk.errors()).isEmpty();
        }
    }

    @Test
    @Tag("thorough")
    void anotherOrganisationDoesNotFindTheCase() {
        String caseNo = approved(Requests.direct("SHOP_SUBJECT"));
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), "bureauhead330110")) {
            Locator search = desk.searchCases();
            assertThat(search).not().containsText(caseNo);
            find(search, caseNo);
            assertThat(search).containsText("没有找到“" + caseNo + "”");
            assertThat(search.locator(".cf-hit")).hasCount(0);
            assertThat(desk.errors()).isEmpty();
        }
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), "bureauhead310105")) {
            Locator search = desk.searchCases();
            find(search, caseNo);
            Locator found = search.locator("section[aria-label='案件线索'] .cf-hit");
            assertThat(found).hasCount(1);
            assertThat(found).containsText(caseNo);
        }
    }

    @Test
    @Tag("thorough")
    void aLongListIsTurnedAndSaysWhatWentWrong() {
        for (int number = 0; number < 41; number++) {
            raised("officer320324", Requests.question());
        }
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), "unithead320324")) {
            Locator search = desk.screen(1024, 768).searchCases();
            Locator hits = search.locator(".cf-hit");
            assertThat(hits).hasCount(20);
            desk.picture("cases-1024.png");
            button(search, "下一页").scrollIntoViewIfNeeded();
            desk.screen(1366, 768).picture("cases-end.png");
            button(search, "下一页").press("Enter");
            assertThat(search.getByText("第 2 页")).isVisible();
            assertThat(button(search, "下一页")).isFocused();
            // Others of this bureau may have come from other tests.
            for (int number = 3; button(search, "下一页").isEnabled(); number++) {
                button(search, "下一页").press("Enter");
                assertThat(search.getByText("第 " + number + " 页")).isVisible();
            }
            assertThat(search.locator(".cf-found")).isFocused();
            desk.picture("cases-last.png");
            desk.page().route("**/api/cases?*", Route::abort);
            button(search, "上一页").press("Enter");
            assertThat(search.getByRole(AriaRole.ALERT)).containsText("暂时连不上服务器");
            assertThat(button(search, "重新读取")).isFocused();
            desk.pictureOfFailure("cases-failed.png");
            desk.page().unroute("**/api/cases?*");
            button(search, "重新读取").press("Enter");
            assertThat(hits).hasCount(20);
            assertThat(search.locator(".cf-found")).isFocused();
            assertThat(desk.errors()).isEmpty();
        }
    }

    @Test
    @Tag("thorough")
    void whatIsNotCountedOrNotFoundInTimeIsToldSo() {
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), "unithead310105")) {
            answers(desk, "cases", 200, "{\"page\":0,\"more\":true,\"total\":1000,\"beyond\":true,\"cases\":[]}");
            Locator search = desk.searchCases();
            assertThat(search.locator(".cf-found")).hasText("超过 1,000 件，新的在前");
            answers(desk, "search", 503, "{\"detail\":\"这次查询用时太长，已经停止。\",\"code\":\"casefile.search-too-slow\"}");
            find(search, "2026");
            assertThat(search.getByRole(AriaRole.ALERT)).containsText("用时太长");
            assertThat(search.locator("input")).isFocused();
        }
    }

    private static void answers(Tasklist desk, String what, int status, String body) {
        desk.page()
                .route(
                        "**/api/" + what + "?*",
                        route -> route.fulfill(
                                new Route.FulfillOptions().setStatus(status).setBody(body)));
    }

    private static void find(Locator search, String text) {
        search.locator("input").fill(text);
        search.locator("input").press("Enter");
    }

    private static Locator button(Locator within, String name) {
        return within.getByText(name, new Locator.GetByTextOptions().setExact(true));
    }

    private static Locator.GetByRoleOptions named(String name) {
        return new Locator.GetByRoleOptions().setName(name);
    }
}
