package org.redshield.bridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redshield.bridge.messages.notice.NoticeKind;
import org.redshield.bridge.scenario.AssistanceScenario;
import org.redshield.bridge.scenario.Requests;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The bell and the messages of a case: two bureaus sit at their screens, and nobody reloads anything. */
@Tag("browser")
class InboxScreenTest extends AssistanceScenario {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private static final String ASKS = "officer310105";
    private static final String ANSWERS = "officer330110";

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void nothingWasTold() {
        jdbc.sql("delete from notice").update();
    }

    private static Locator bell(Page page) {
        return page.locator("a[aria-label^='提醒，']");
    }

    private static Locator messages(Page page) {
        return page.locator("section[aria-label='联系对方']");
    }

    private static void say(Page page, String text) {
        messages(page).locator("textarea").fill(text);
        messages(page)
                .getByText("发送", new Locator.GetByTextOptions().setExact(true))
                .click();
    }

    @Test
    void twoBureausTalkAndTheBellRings() {
        String caseNo = approved(Requests.question());
        jdbc.sql("""
                        insert into notice (user_id, kind, case_no, what, at, read_at, shown, mail_wanted)
                        select ?, 'OVERDUE', ?, '早先的任务 ' || n, now(), now(), true, false from generate_series(1, 70) n
                        """).params(ANSWERS, caseNo).update();
        jdbc.sql("""
                        insert into notice (user_id, kind, case_no, task_id, what, at, read_at, shown, mail_wanted)
                        values (?, 'OVERDUE', ?, 'long-done', '早已办结的任务', now(), now(), true, false)
                        """).params(ANSWERS, caseNo).update();
        try (Tasklist asks = new Tasklist(CHROMIUM, address(), ASKS);
                Tasklist answers = new Tasklist(CHROMIUM, address(), ANSWERS)) {
            Page mine = asks.page();
            Page theirs = answers.page();
            assertThat(bell(theirs)).hasAttribute("aria-label", "提醒，未读 0 条");
            accept(caseNo);
            assertThat(bell(theirs).locator(".ms-count")).hasText("1");

            bell(theirs).click();
            Locator inbox = theirs.locator("dialog.ms-inbox");
            assertThat(inbox.locator(".ms-notice").first()).containsText("核查并形成结论");
            answers.picture("inbox.png");
            assertThat(inbox.locator(".ms-notice")).hasCount(50);
            inbox.getByText("更早的提醒").click();
            assertThat(inbox.locator(".ms-notice")).hasCount(72);
            assertThat(inbox.getByText("更早的提醒")).isHidden();
            inbox.getByText("提醒设置").click();
            // All but the one that nobody silences.
            assertThat(inbox.locator(".ms-kinds tbody tr")).hasCount(NoticeKind.values().length - 1);
            inbox.locator("button")
                    .filter(new Locator.FilterOptions().setHasText("生成地址"))
                    .click();
            assertThat(inbox.locator("#ms-calendar")).hasValue(Pattern.compile(".*/api/calendar/.{43}\\.ics"));
            answers.picture("inbox-settings.png");
            inbox.getByText("返回提醒").click();
            inbox.getByText("查看案卷").first().click();
            assertThat(messages(theirs)).containsText("没有消息");

            asks.searchCases()
                    .locator("button.cf-hit")
                    .filter(new Locator.FilterOptions().setHasText(caseNo))
                    .click();
            say(mine, "请问经营地址是否在仓前街道？");
            assertThat(messages(theirs)).containsText("请问经营地址是否在仓前街道？");
            messages(theirs).locator("textarea").scrollIntoViewIfNeeded();
            assertThat(messages(mine)).containsText("对方已读");
            say(theirs, "是，已派人前往。");
            assertThat(messages(mine)).containsText("是，已派人前往。");
            // What loaded above it meanwhile may have moved it off the screen; and what nobody sees is not read.
            messages(mine).locator("textarea").scrollIntoViewIfNeeded();
            assertThat(messages(theirs)).containsText("对方已读");
            answers.picture("talk.png");
            assertThat(bell(mine).locator(".ms-count")).isVisible();

            inbox.getByText("返回提醒").click();
            inbox.getByText("打开任务").last().click();
            assertThat(inbox).containsText("“早已办结的任务”打不开。没有找到这项任务。");
            inbox.getByText("打开任务").first().click();
            theirs.locator(".fjs-form").first().waitFor();
            assertThat(inbox).isHidden();
            assertThat(asks.errors()).isEmpty();
            assertThat(answers.errors()).isEmpty();
        }
    }
}
