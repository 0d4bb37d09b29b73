package org.redshield.bridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redshield.bridge.scenario.ClueScenario;

/** A head keeps everything of a case, in its file; the officers see that it is kept. */
@Tag("browser")
class HoldScreenTest extends ClueScenario {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private static Locator holds(Page page) {
        return page.locator("section[aria-label='材料保全']");
    }

    @Test
    void aHeadPlacesAndLiftsAHold() {
        String caseNo = assigned();
        try (Tasklist head = new Tasklist(CHROMIUM, address(), HEAD);
                Tasklist officer = new Tasklist(CHROMIUM, address(), OFFICER)) {
            Page page = head.page();
            page.navigate(address() + "/cases/" + caseNo);
            holds(page).getByText("采取材料保全").click();
            holds(page).locator("form button").click();
            assertThat(holds(page).locator(".cf-problem")).containsText("没有写明理由");
            holds(page).locator("select").selectOption("REVIEW");
            holds(page).locator("form input").fill("沪长府复受字〔2026〕第 12 号行政复议受理通知书");
            holds(page).locator("form button").click();
            assertThat(holds(page)).containsText("保全中");
            assertThat(holds(page)).containsText("行政复议");
            head.picture("hold-of-head.png");

            officer.page().navigate(address() + "/cases/" + caseNo);
            assertThat(holds(officer.page())).containsText("保全中");
            assertThat(holds(officer.page()).locator("button")).hasCount(0);

            holds(page).locator("input[aria-label='解除材料保全的理由']").fill("复议决定已经生效");
            holds(page).locator(".cf-hold-acts button").click();
            assertThat(holds(page)).containsText("解除：复议决定已经生效");
            head.picture("hold-lifted.png");
        }
    }
}
