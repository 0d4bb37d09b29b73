package org.redshield.bridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redshield.bridge.scenario.AssistanceScenario;

/** 批量导入: an officer looks at what is wrong with a file, takes that along, imports the rest, and finds the import again. */
@Tag("browser")
class ClueImportScreenTest extends AssistanceScenario {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private static final String HEADINGS = "登记编号,接收时间,被举报人,举报内容,被举报人地址,举报人,联系电话,是否实名\n";

    private static byte[] file(int rows) {
        String batch = UUID.randomUUID().toString().substring(0, 8);
        StringBuilder file = new StringBuilder(HEADINGS);
        for (int row = 1; row <= rows; row++) {
            file.append(batch).append('-').append(row);
            file.append(row % 10 == 0 ? ",昨天" : ",2026-02-10 09:30");
            file.append(row % 15 == 0 ? ",,短" : ",清茗茶庄,该店宣传其茶叶可以治病");
            file.append(",长宁路1号,,,否\n");
        }
        return file.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void anOfficerChecksAFileAndImportsTheGoodRows() throws Exception {
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), "officer310105")) {
            Locator link = desk.page().getByText("批量导入");
            assertThat(link).isVisible();
            desk.picture("imports-lands.png");
            Page page = desk.page().waitForPopup(link::click);
            page.setViewportSize(1366, 768);
            page.getByLabel("文件（").setInputFiles(new FilePayload("举报单.csv", "text/csv", file(300)));
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("上传并检查"))
                    .click();
            Locator confirm = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("导入 260 行"));
            assertThat(confirm).isVisible();
            Locator section = page.locator("section[aria-label='本次导入']");
            assertThat(section).containsText("有问题 40 行");
            assertThat(section.locator("tbody tr").first()).containsText("11接收时间");
            Chromium.picture(page, Chromium.SCREENS.resolve("imports-preview.png"));
            var saved = page.waitForDownload(() -> page.getByText("下载全部问题行").click());
            assertThat(Files.readString(saved.path())).contains("line,field,reason", "16,content,");

            confirm.click();
            assertThat(section).containsText("导入完成");
            assertThat(section).containsText("新线索 260 行");
            assertThat(page.locator("main > table, main table").last()).containsText("已导入");
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(Chromium.SCREENS.resolve("imports-done.png"))
                    .setFullPage(true));

            page.getByLabel("文件（")
                    .setInputFiles(new FilePayload(
                            "半张表.csv", "text/csv", "登记编号,举报内容\n1,2\n".getBytes(StandardCharsets.UTF_8)));
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("上传并检查"))
                    .click();
            assertThat(page.getByRole(AriaRole.ALERT).filter(new Locator.FilterOptions().setHasText("缺少")))
                    .containsText("接收时间（receivedAt）");
            Chromium.picture(page, Chromium.SCREENS.resolve("imports-failed.png"));
        }
    }

    @Test
    @Tag("thorough")
    void whoIsNoOfficerIsNotShownTheWay() {
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), "unithead310105")) {
            assertThat(desk.page().getByText("案件查询")).isVisible();
            assertThat(desk.page().getByText("批量导入")).isHidden();
            desk.page().navigate(address() + "/imports");
            assertThat(desk.page().locator("main")).containsText("只有办案人员");
        }
    }
}
