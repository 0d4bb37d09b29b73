package org.redshield.bridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redshield.bridge.scenario.AssistanceScenario;
import org.redshield.bridge.scenario.Requests;

/** An auditor finds from where he lands what was done and seen, and takes it along; an officer sees who looked at his case. */
@Tag("browser")
class AuditorScreenTest extends AssistanceScenario {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @Test
    void anAuditorSearchesTheRecordAndTakesItAlong() throws Exception {
        String caseNo = approved(Requests.question());
        caseFile("officer310105", caseNo);
        as("officer321300").get("/api/cases/" + caseNo);
        try (Cockpit cockpit = new Cockpit(CHROMIUM, address(), "auditor")) {
            Page page = cockpit.page();
            Locator link = page.getByText("查看审计记录");
            assertThat(link).isVisible();
            cockpit.picture(Chromium.SCREENS.resolve("auditor-lands.png"));
            link.click();
            page.waitForURL("**/record");
            page.getByLabel("案件编号").fill(caseNo);
            // What was read is written within a second.
            Locator denial = page.locator("tr", new Page.LocatorOptions().setHasText("被拒绝"));
            eventually("the denial is there", () -> {
                page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("检索"))
                        .click();
                page.locator(".rc h2, .rc [role=status]:visible").first().waitFor();
                return denial.count() > 0;
            });
            assertThat(denial.first()).containsText("officer321300");
            assertThat(page.locator("main")).containsText("办理环节");
            assertThat(page.locator("main")).containsText("查看案卷");
            cockpit.picture(Chromium.SCREENS.resolve("auditor-record.png"));

            var saved = page.waitForDownload(
                    () -> page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("导出"))
                            .click());
            assertThat(Files.readString(saved.path())).contains(caseNo).contains("水印：");
            assertThat(page.getByRole(AriaRole.STATUS).filter(new Locator.FilterOptions().setHasText("已经导出")))
                    .isVisible();
        }
        whoLookedAtTheCase(caseNo);
    }

    private void whoLookedAtTheCase(String caseNo) {
        String task = waitingTask("officer330110", "acknowledgeLetter", caseNo)
                .get("id")
                .asText();
        caseFile("officer330110", caseNo);
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), "officer330110")) {
            desk.open(task).caseFile();
            desk.page().getByText("显示查看记录").click();
            Locator section = desk.page().locator("section[aria-label='谁查看过本案']");
            assertThat(section).containsText("查看案卷");
            assertThat(section).containsText("其他单位人员");
            assertThat(section).containsText("上海市长宁区市场监督管理局");
            desk.scrollTo("谁查看过本案").picture("case-looks.png");
        }
    }
}
