package org.redshield.bridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redshield.bridge.scenario.AssistanceScenario;
import org.redshield.bridge.scenario.Requests;

/** Whoever wants to know whether a letter's seal is good presses one button in the case file. */
@Tag("browser")
class SealScreenTest extends AssistanceScenario {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @Test
    void aSealIsCheckedWhereTheLetterLies() {
        String caseNo = approved(Requests.question());
        String id = waitingTask("officer330110", "acknowledgeLetter", caseNo)
                .get("id")
                .asText();
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), "officer330110")) {
            desk.open(id).caseFile();
            Locator letter = desk.page().locator(".cf-letter").first();
            if (letter.getAttribute("open") == null) {
                letter.locator("summary").click();
            }
            letter.getByText("验章", new Locator.GetByTextOptions().setExact(true))
                    .click();
            assertThat(letter.getByRole(AriaRole.STATUS))
                    .containsText(
                            Pattern.compile("印章有效：上海市长宁区市场监督管理局于 .*盖章（测试用印，不具有效力）；盖章后文件没有改动，与存档和证据日志一致。"),
                            new LocatorAssertions.ContainsTextOptions().setTimeout(60_000));
            desk.scrollTo("函件").picture("seal-checked.png");
        }
    }
}
