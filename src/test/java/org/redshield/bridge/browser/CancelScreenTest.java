package org.redshield.bridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redshield.bridge.scenario.AssistanceScenario;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who uploaded something ends it where it is listed, and is told where it was ended for him. */
@Tag("browser")
class CancelScreenTest extends AssistanceScenario {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @Autowired
    private JdbcClient jdbc;

    private final UUID run = UUID.randomUUID();

    /** As if another node worked on it. */
    private void isImported(String owner, int deaths, String until) {
        jdbc.sql("""
                        insert into clue_import (id, tenant, source, file_name, bytes, sha256, preview, state, rows, imported, attempts, deaths,
                               started_by, started_at, next_at, lease_owner, lease_until)
                        values (gen_random_uuid(), '310105', '12315', '九月举报单.csv', 2048, '', false, 'RUNNING', 2000, 1990, 1, :deaths, :owner,
                                now(), now(), gen_random_uuid(), clock_timestamp() + cast(:until as interval))
                        """)
                .param("owner", owner)
                .param("deaths", deaths)
                .param("until", until)
                .update();
    }

    private void isMatched() {
        jdbc.sql("""
                        with run as (
                            insert into reconciliation (id, tenant, state, started_by, started_at, shops_file, registry_file, shops, entries)
                            values (:id, '310105', 'RUNNING', 'officer310105', now(), 'none', 'none', 5000, 3000) returning id)
                        insert into reconciliation_part (reconciliation_id, part, shops, next_at, due_at, attempts, lease_owner, lease_until)
                        select id, 1, 2000, now(), now(), 1, gen_random_uuid(), clock_timestamp() + interval '1 hour' from run
                        """).param("id", run).update();
    }

    @AfterEach
    void gone() {
        jdbc.sql("delete from clue_import where file_name = '九月举报单.csv'").update();
        jdbc.sql("delete from reconciliation_part where reconciliation_id = ?")
                .param(run)
                .update();
        jdbc.sql("delete from reconciliation where id = ?").param(run).update();
    }

    private static Locator button(Locator in, String name) {
        return in.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Page screen(Tasklist desk) {
        Page page = desk.page();
        page.setViewportSize(1366, 768);
        return page;
    }

    @Test
    void anOfficerCancelsWhatHeBeganAndNothingElse() {
        isImported("officer310105", 0, "1 hour");
        isMatched();
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), "officer310105")) {
            Page page = screen(desk);
            page.navigate(address() + "/imports");
            Locator row = page.locator("main tbody tr")
                    .filter(new Locator.FilterOptions().setHasText("九月举报单"))
                    .first();
            button(row, "取消导入").click();
            desk.picture("cancel-import-asks.png");
            button(row, "确定取消导入").click();
            assertThat(row).containsText("已取消");
            assertThat(page.locator("main")).containsText("导入人取消了导入。取消前已处理 2000 行：新线索 1990 件");
            assertThat(button(row, "取消导入")).hasCount(0);
            desk.picture("cancel-import.png");

            page.navigate(address() + "/reconciliation");
            Locator matched = page.locator("main tbody tr:has(a[href$='" + run + "'])");
            button(matched, "取消比对").click();
            button(matched, "确定取消比对").click();
            assertThat(matched).containsText("已取消");
            assertThat(page.locator("main")).containsText("发起人取消了比对");
            desk.picture("cancel-reconciliation.png");
        }
        isImported("officer2310105", 0, "1 hour");
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), "officer310105")) {
            Page page = screen(desk);
            page.navigate(address() + "/imports");
            Locator row = page.locator("main tbody tr")
                    .filter(new Locator.FilterOptions().setHasText("九月举报单"))
                    .first();
            assertThat(row).containsText("正在导入");
            assertThat(button(row, "取消导入")).hasCount(0);
        }
    }

    @Test
    void whoseImportIsSetAsideReadsItInHisInboxAndFromThereOnItsPage() {
        jdbc.sql("delete from notice where user_id = 'officer310105'").update();
        isImported("officer310105", 1, "-1 second");
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), "officer310105")) {
            Page page = screen(desk);
            page.locator("a[aria-label^='提醒，']").click();
            Locator inbox = page.locator("dialog.ms-inbox");
            assertThat(inbox).containsText("已搁置");
            assertThat(inbox).containsText("上传文件没有处理完");
            desk.picture("set-aside-notice.png");
            Page shown = page.waitForPopup(() -> inbox.getByText("查看", new Locator.GetByTextOptions().setExact(true))
                    .click());
            assertThat(shown.locator("main")).containsText("已搁置");
        }
    }

    @Test
    void anOperatorSeesAndCancelsWhatIsOpenAnywhere() {
        isImported("officer310105", 0, "1 hour");
        try (Cockpit desk = new Cockpit(CHROMIUM, address(), "operator")) {
            Page page = desk.page();
            page.setViewportSize(1366, 768);
            page.navigate(address() + "/imports");
            Locator row = page.locator("main tbody tr").first();
            assertThat(row).containsText("310105");
            assertThat(page.locator("main")).not().containsText("九月举报单");
            Chromium.picture(page, Chromium.SCREENS.resolve("cancel-operator.png"));
            button(row, "取消导入").click();
            button(row, "确定取消导入").click();
            assertThat(page.locator("main")).containsText("运维人员取消了导入");
        }
    }
}
