package org.redshield.bridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.LoadState;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redshield.bridge.scenario.AssistanceScenario;
import org.redshield.bridge.support.Received;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** 待分派 with two thousand clues: a unit head finds, compares, links, sends on and undoes, by mouse and by keyboard. */
@Tag("browser")
class DispatchScreenTest extends AssistanceScenario {

    private static final String BUREAU = "320324";
    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void twoThousandWait() {
        new Received(jdbc).many(BUREAU, 2000);
        String told = "2026年3月5日在该店买了明前龙井茶叶，花了328元，宣称能降血压治糖尿病，喝了一个月毫无效果，请依法查处。";
        String again = "3月5号网购的龙井茶叶，实付328块，吹嘘有治疗高血压和糖尿病的功效，喝了毫无效果。要求退一赔三。";
        Instant now = Instant.now();
        // Overdue for longest, so that they stand first.
        Instant due = now.minus(Duration.ofDays(9));
        new Received(jdbc).clue(BUREAU, BUREAU + "-2026-790001", "S790001", told, now.minus(Duration.ofDays(30)), due);
        new Received(jdbc).clue(BUREAU, BUREAU + "-2026-790002", "S790001", again, now.minus(Duration.ofDays(29)), due);
        new Received(jdbc).clue(BUREAU, BUREAU + "-2026-790003", "S790001", told, now.minus(Duration.ofDays(28)), due);
        eventually(
                "all are compared",
                () -> jdbc.sql(
                                        "select count(*) from clue where tenant = ? and state = 'RECEIVED' and compared_at is null")
                                .param(BUREAU)
                                .query(Integer.class)
                                .single()
                        == 0);
    }

    @AfterEach
    void gone() {
        new Received(jdbc).gone(BUREAU);
    }

    @Test
    void twoThousandAreSeenFilteredComparedLinkedAndDispatched() {
        ScreenCheck check = ScreenCheck.ofCases();
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), "unithead320324")) {
            Page page = desk.screen(1366, 768).page();
            Locator link = page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("待分派")));
            assertThat(link).containsText("2,003");
            desk.picture("dispatch-link.png");
            link.click();
            page.waitForURL("**/dispatch");
            assertThat(page.locator(".dp-sum")).containsText("待分派 2,003 件");
            assertThat(page.locator(".dp-sum")).containsText("其中已逾期");
            assertThat(page.locator(".dp-line")).hasCount(50);
            Instant before = Instant.now();
            page.reload();
            page.locator(".dp-line").nth(49).waitFor();
            assertThat(Duration.between(before, Instant.now()))
                    .as("fast with 2,000")
                    .isLessThan(AT_ONCE);
            desk.picture("dispatch.png");
            check.look(page, "dispatch");

            Locator first = page.locator(".dp-group").first();
            assertThat(first).containsText("同一网店 3 件");
            assertThat(first.locator(".dp-suspected")).hasCount(2);
            byKeyboard(page, first);
            compare(page, desk, check);
            undo(page);
            sameAtOnce(page);
            filterAndDispatch(page, desk, check);
            assertThat(desk.errors()).isEmpty();
        }
        check.nothingWasFound();
    }

    private void byKeyboard(Page page, Locator group) {
        Locator boxes = group.locator("input[data-clue]");
        boxes.first().focus();
        page.keyboard().press("ArrowDown");
        assertThat(boxes.nth(1)).isFocused();
        page.keyboard().press("Space");
        assertThat(boxes.nth(1)).isChecked();
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Space");
        assertThat(page.locator(".dp-acts strong")).hasText("已选 2 件");
    }

    private void compare(Page page, Tasklist desk, ScreenCheck check) {
        button(page, "逐对核对疑似重复（2）").click();
        Locator dialog = page.locator("dialog.dp-compare");
        assertThat(dialog).containsText("第 1 对，共 2 对");
        assertThat(dialog.locator(".dp-side")).hasCount(2);
        assertThat(dialog.locator("mark").nth(1)).isVisible();
        desk.picture("dispatch-compare.png");
        check.look(page, "dispatch-compare");
        dialog.getByText("是重复，并入").click();
        assertThat(dialog).containsText("第 2 对，共 2 对");
        dialog.getByText("关闭").click();
        assertThat(page.locator(".dp-links summary")).containsText("最近的并案（1）");
        assertThat(page.locator(".dp-sum")).containsText("待分派 2,002 件");
    }

    private void undo(Page page) {
        page.locator(".dp-links summary").click();
        page.locator(".dp-links").getByText("撤销").click();
        assertThat(page.locator(".cf-message")).containsText("已撤销并案 1 件");
        assertThat(page.locator(".dp-sum")).containsText("待分派 2,003 件");
    }

    private void sameAtOnce(Page page) {
        page.locator(".dp-group").first().locator("h2 input").check();
        button(page, "内容相同的 1 件直接并入").click();
        assertThat(page.locator(".cf-message")).containsText("已并入 1 件");
        assertThat(page.locator(".dp-sum")).containsText("待分派 2,002 件");
    }

    private void filterAndDispatch(Page page, Tasklist desk, ScreenCheck check) {
        page.getByLabel("网店", new Page.GetByLabelOptions().setExact(true)).fill("S700007");
        button(page, "筛选").click();
        assertThat(page.locator(".dp-line")).hasCount(20);
        page.getByLabel(Pattern.compile("全选已显示的")).check();
        assertThat(page.locator(".dp-acts strong")).hasText("已选 20 件");
        page.getByLabel("承办机构（留空按分流建议）").fill("网监科");
        desk.picture("dispatch-chosen.png");
        button(page, "分派").click();
        assertThat(page.locator(".cf-message")).containsText("已分派 20 件。");
        page.waitForLoadState(LoadState.NETWORKIDLE);
        assertThat(page.locator(".dp-sum")).containsText("待分派 1,982 件");
        assertThat(page.locator("main")).containsText("没有符合条件的待分派线索");
        desk.picture("dispatch-done.png");
        check.look(page, "dispatch-done");
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
