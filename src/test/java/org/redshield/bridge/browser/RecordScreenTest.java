package org.redshield.bridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.evidence.Custody;
import org.redshield.bridge.platform.records.RecordArchives;
import org.redshield.bridge.platform.request.DataRequests;
import org.redshield.bridge.scenario.AssistanceScenario;
import org.redshield.bridge.scenario.Requests;
import org.springframework.beans.factory.annotation.Autowired;

/** 数据查询 in the case file: an officer looks through a shop's trade records. */
@Tag("browser")
class RecordScreenTest extends AssistanceScenario {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @Autowired
    private DataRequests requests;

    @Autowired
    private RecordArchives archives;

    @Test
    @Tag("thorough")
    void anOfficerMakesTheRecordOfAnExtractionInTheCaseFile() {
        String caseNo = approved(Requests.question());
        String task =
                waitingTask("officer310105", "followRequest", caseNo).get("id").asText();
        as("officer310105").upload("/api/cases/" + caseNo + "/evidence", Map.of(), "聊天记录.txt", "你好");
        LocalDateTime ended =
                clock.instant().atZone(ChinaTime.ZONE).toLocalDateTime().truncatedTo(ChronoUnit.MINUTES);
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), "officer310105")) {
            Page page = desk.open(task).caseFile().page();
            Locator section = page.locator("section[aria-label='电子数据证据提取笔录']");
            section.getByText("制作提取笔录", exactly()).first().click();
            section.getByLabel("聊天记录.txt").check();
            section.getByLabel("提取开始时间").fill(ended.minusMinutes(30).toString());
            section.getByLabel("提取结束时间").fill(ended.toString());
            section.getByLabel("提取地点").fill("当事人办公室");
            section.getByLabel("另一名执法人员").selectOption(new SelectOption().setIndex(2));
            section.getByLabel("被检查人", new Locator.GetByLabelOptions().setExact(true))
                    .fill("某网店");
            section.getByLabel("原始存储介质名称及状态").fill("手机一部，开机");
            section.getByLabel("提取方法和过程").fill("用导出工具导出");
            section.getByLabel("提取的电子数据内容").fill("聊天记录");
            Locator make = section.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("制作提取笔录"));
            make.click();
            assertThat(section.locator(".cf-message")).containsText("当事人未到场");
            section.getByLabel("被检查人到场").check();
            make.click();
            assertThat(section.locator(".cf-message")).containsText("已制作“电子数据证据提取笔录");
            assertThat(page.locator("section[aria-label='证据']")).containsText("制作提取笔录：1 份电子数据");
            desk.picture("extraction.png");
        }
    }

    @Test
    void anOfficerFiltersSumsTurnsPagesExportsAndRestores() throws IOException {
        String caseNo = approved(Requests.direct("TRADE"));
        does("unithead310105", "approveDataRequest", caseNo, Map.of("decision", "approve", "reason", "同意调取"));
        String task =
                waitingTask("officer310105", "decideOutcome", caseNo).get("id").asText();
        String total = dataset("officer310105", caseNo).get("total").asText();
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), "officer310105")) {
            Page page = desk.open(task).caseFile().page();
            Locator records = shown(page);
            assertThat(records.locator(".cf-sums")).containsText("共 " + total + " 笔");
            assertThat(records.locator("tbody tr")).hasCount(50);
            String first = records.locator("tbody tr td:nth-child(2)").first().innerText();
            desk.scrollTo("数据答复").picture("records.png");

            button(records, "下一页").click();
            assertThat(records.locator(".cf-table-data")).not().containsText(first);
            assertThat(records.getByText("第 2 页")).isVisible();
            button(records, "上一页").click();
            assertThat(records.locator(".cf-table-data")).containsText(first);

            records.locator("select.cf-group").selectOption("status");
            assertThat(records.locator(".cf-groups")).containsText("交易成功");
            records.locator("input[name='payment.from']").fill("一百");
            button(records, "查询").click();
            assertThat(records.locator(".cf-message")).containsText("“实付金额”的金额写法不正确。");
            records.locator("input[name='payment.from']").fill("100");
            button(records, "查询").click();
            assertThat(records.locator(".cf-message")).isHidden();
            button(records, "实付金额").click();
            assertThat(records.locator("th[aria-sort=ascending]")).containsText("实付金额");
            assertThat(records.locator(".cf-table-data")).containsText(Pattern.compile("\\*\\*"));
            records.evaluate("section => section.scrollIntoView()");
            desk.picture("records-filtered.png");
            desk.screen(1920, 1080).picture("records-1920.png");
            desk.screen(1366, 768);

            Path file = Chromium.SCREENS.resolve("records.csv");
            page.waitForDownload(() -> records.getByText("导出", exactly()).click())
                    .saveAs(file);
            assertThat(Files.readString(file, StandardCharsets.UTF_8))
                    .startsWith("\uFEFF行号,主订单号")
                    .contains("**");

            button(records, "不加遮盖查看").click();
            assertThat(records.locator(".cf-purpose")).containsText("请选择并写明用途");
            records.locator(".cf-purpose select").selectOption("VERIFY_FACTS");
            records.locator(".cf-purpose input").fill("核对收货人是否真实");
            button(records, "不加遮盖查看").click();
            assertThat(records.getByText("个人信息未遮盖，用途：核对违法事实，核对收货人是否真实")).isVisible();
            assertThat(records.locator(".cf-table-data")).not().containsText(Pattern.compile("\\*\\*"));
            button(records, "恢复遮盖").click();
            assertThat(records.locator(".cf-table-data")).containsText(Pattern.compile("\\*\\*"));

            Locator evidence = page.locator("section[aria-label='证据']");
            assertThat(evidence).containsText("不能直接下载");
            desk.scrollTo("证据").picture("evidence-masked.png");
            assertThat(saved(page, evidence)).contains("脱敏副本").contains("**");
            evidence.locator(".cf-purpose select").selectOption("CROSS_CHECK");
            evidence.locator(".cf-purpose input").fill("与现场笔录比对收货人");
            button(evidence, "下载原件").click();
            assertThat(evidence).containsText("个人信息未遮盖，用途：与其他证据比对，与现场笔录比对收货人。每次查看和导出都会留痕。");
            desk.picture("evidence-original.png");
            assertThat(saved(page, evidence)).doesNotContain("脱敏副本").doesNotContain("**");

            archives.archive(requests.get(caseNo + "-R1-TRADE"), new Custody.Actor("bureauhead310105", "310105"));
            button(records, "查询").click();
            assertThat(records.locator(".cf-message")).containsText("归档，现在不能查询");
            page.reload();
            Locator answer = desk.caseFile().page().locator("section[aria-label='数据答复']");
            assertThat(answer.getByText("记录已归档", exactly())).isVisible();
            assertThat(answer).containsText("现在不能查询。封存的原始文件和证明不受影响");
            desk.scrollTo("数据答复").picture("records-archived.png");
            button(answer, "恢复").click();
            assertThat(shown(page).locator(".cf-sums")).containsText("共 " + total + " 笔");
            assertThat(desk.errors()).isEmpty();
        }
    }

    /** The table among the files, as the page hands it out now. */
    private static String saved(Page page, Locator evidence) throws IOException {
        Path file = Chromium.SCREENS.resolve("evidence.csv");
        page.waitForDownload(() -> evidence.locator("a[href*='/content']")
                        .filter(new Locator.FilterOptions().setHasText(".csv"))
                        .first()
                        .click())
                .saveAs(file);
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    /** Unfolds the answer and the view of its records. */
    private static Locator shown(Page page) {
        Locator answer = page.locator("section[aria-label='数据答复'] .cf-dataset").first();
        Locator records = answer.locator(".cf-records").first();
        records.waitFor(
                new Locator.WaitForOptions().setState(com.microsoft.playwright.options.WaitForSelectorState.ATTACHED));
        answer.locator("summary").first().click();
        records.locator("summary").first().click();
        records.locator(".cf-table-data").waitFor();
        return records;
    }

    private static Locator button(Locator within, String name) {
        return within.locator("button", new Locator.LocatorOptions().setHasText(Pattern.compile("^" + name)))
                .first();
    }

    private static Locator.GetByTextOptions exactly() {
        return new Locator.GetByTextOptions().setExact(true);
    }
}
