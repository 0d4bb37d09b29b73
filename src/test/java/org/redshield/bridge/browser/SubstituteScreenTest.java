package org.redshield.bridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redshield.bridge.scenario.AssistanceScenario;
import org.redshield.bridge.scenario.Requests;

/** 职务代行 on screen: a head names somebody, is refused what does not go, takes it back, and others only read it. */
@Tag("browser")
class SubstituteScreenTest extends AssistanceScenario {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @Test
    void aHeadNamesWhoStandsInForHim() {
        ScreenCheck check = ScreenCheck.ofCases();
        try (Tasklist head = new Tasklist(CHROMIUM, address(), "bureauhead321300");
                Tasklist officer = new Tasklist(CHROMIUM, address(), "officer321300")) {
            Locator mine = substitutes(head.page());
            check.look(head.page(), "职务代行");
            mine.locator("#ms-substitute-substitute").selectOption(new SelectOption().setValue("unithead321300"));
            mine.locator("#ms-substitute-from").fill(Requests.today().toString());
            mine.locator("#ms-substitute-until")
                    .fill(Requests.today().minusDays(1).toString());
            mine.locator("#ms-substitute-reason").fill("外出学习");
            mine.locator("button[type='submit']").click();
            assertThat(mine.getByRole(AriaRole.ALERT)).containsText("止日不早于起日");
            mine.locator("#ms-substitute-until")
                    .fill(Requests.today().plusDays(2).toString());
            mine.locator("button[type='submit']").click();
            assertThat(mine.locator("tbody tr").first()).containsText("代行中");
            head.picture("substitutes.png");

            Locator theirs = substitutes(officer.page());
            assertThat(theirs.locator("tbody tr").first()).containsText("外出学习");
            assertThat(theirs.locator("form")).hasCount(0);
            assertThat(theirs.getByText("收回")).hasCount(0);

            mine.getByText("收回").first().click();
            assertThat(mine.locator("tbody tr").first()).containsText("已收回");
        }
        check.nothingWasFound();
    }

    private static Locator substitutes(Page page) {
        page.locator("a[aria-label^='提醒，']").click();
        Locator inbox = page.locator("dialog.ms-inbox");
        inbox.getByText("职务代行").click();
        Locator section = inbox.locator("section[aria-label='职务代行']");
        assertThat(section.locator("table, p").last()).isVisible();
        return section;
    }
}
