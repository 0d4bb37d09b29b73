package org.redshield.bridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.SelectOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.Scenario;

/** A province's supervisor goes down the tree, in Cockpit and in Tasklist, to a case of a district. */
@Tag("browser")
class SupervisorScreenTest extends Scenario {

    private static final Path PICTURES = Path.of("target", "supervision");
    private static final String PROVINCE = "浙江省市场监督管理局";
    private static final String CITY = "杭州市市场监督管理局";
    private static final String DISTRICT = "杭州市余杭区市场监督管理局";

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private final List<String> errors = new ArrayList<>();

    @Test
    void fromProvinceToCityToDistrict() {
        String caseNo = raised("officer310105", Requests.throughHomeBureau("SHOP_SUBJECT"));
        does("unithead310105", "approveRequest", caseNo, Map.of("decision", "approve", "reason", "同意办理，情况属实"));
        String task = waitingTask("officer330110", "acknowledgeLetter", caseNo)
                .get("id")
                .asText();
        fires("acknowledgementOverdue", caseNo);
        clock.reset();
        try (BrowserContext window = CHROMIUM.window()) {
            Page page = window.newPage();
            page.onPageError(errors::add);
            cockpit(page, caseNo);
            tasklist(page, caseNo, task);
        }
        assertThat(errors).isEmpty();
    }

    private void cockpit(Page page, String caseNo) {
        page.navigate(address() + "/camunda/app/cockpit/default/");
        Tasklist.signIn(page, "supervisor330000");
        page.locator(".ov-tile strong").first().waitFor();
        assertThat(page.locator(".ov-path")).containsText(PROVINCE);
        page.locator(".ov-parts").getByText(CITY).waitFor();
        picture(page, "province");
        page.locator(".ov-parts").getByText(CITY).click();
        assertThat(page.locator(".ov-path strong")).hasText(CITY);
        page.getByLabel("单位", new Page.GetByLabelOptions().setExact(true)).waitFor();
        page.locator("select[aria-label=单位]").selectOption(new SelectOption().setLabel(DISTRICT));
        assertThat(page.locator(".ov-path strong")).hasText(DISTRICT);
        Locator line = page.locator(".ov-deadlines tbody tr").filter(new Locator.FilterOptions().setHasText(caseNo));
        line.first().waitFor();
        assertThat(line.first()).containsText("签收");
        picture(page, "district");
        page.locator(".ov-path").getByText(CITY).click();
        assertThat(page.locator(".ov-path strong")).hasText(CITY);
    }

    private void tasklist(Page page, String caseNo, String task) {
        page.navigate(address() + "/camunda/app/tasklist/default/");
        page.locator(":root[data-landed]").waitFor();
        page.locator(".task-filters .item h4 a")
                .filter(new Locator.FilterOptions().setHasText("辖区在办"))
                .click();
        Locator below = page.locator(".dk-below");
        assertThat(below).containsText(PROVINCE);
        below.locator("select").selectOption(new SelectOption().setLabel(CITY + "（含所辖）"));
        assertThat(below.locator("strong")).hasText(CITY);
        below.locator("select").selectOption(new SelectOption().setLabel(DISTRICT));
        assertThat(below.locator("strong")).hasText(DISTRICT);
        Locator card = page.locator(".tasks-list .task").filter(new Locator.FilterOptions().setHasText(caseNo));
        Tasklist.turnTo(page, card.first());
        assertThat(card.first()).containsText(DISTRICT);
        picture(page, "tasklist-district");
        page.navigate(address() + "/camunda/app/tasklist/default/#/?task=" + task);
        page.getByText("以督办身份查看" + DISTRICT + "的案卷").first().waitFor();
        picture(page, "tasklist-file");
    }

    private static void picture(Page page, String name) {
        Chromium.picture(page, PICTURES.resolve(name + ".png"));
    }
}
