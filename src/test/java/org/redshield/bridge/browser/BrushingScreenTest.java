package org.redshield.bridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redshield.bridge.scenario.DispositionScenario;
import org.redshield.bridge.scenario.FactsByHand;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.Thorough;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** 刷单研判 on screen: from a shop's records to the orders in the disposition's form. */
@Tag("browser")
class BrushingScreenTest extends DispositionScenario {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @Autowired
    private JdbcClient jdbc;

    @Test
    void fromTheRecordsToTheOrdersOfTheDisposition() {
        String caseNo = approved(Requests.direct("TRADE", "LOGISTICS", "REVIEW", "REFUND"));
        for (int i = 0; i < 4; i++) {
            does("unithead310105", "approveDataRequest", caseNo, Map.of("decision", "approve", "reason", "同意调取"));
        }
        String task =
                waitingTask("officer310105", "decideOutcome", caseNo).get("id").asText();
        List<String> ticked;
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), "officer310105")) {
            desk.screen(1366, 768);
            Page page = desk.open(task).caseFile().page();
            Locator section = page.locator("section[aria-label='刷单研判']");
            section.locator("summary").first().click();
            button(section, "发起研判").click();
            assertThat(section).containsText("总分", new LocatorAssertions.ContainsTextOptions().setTimeout(60_000));
            assertThat(section).containsText("分值只提示哪些订单需要核实，不是结论");
            desk.scrollTo("刷单研判").picture("brushing.png");

            anEmptyParcelListIsLoaded(section);
            desk.picture("brushing-parcels.png");

            Locator payments =
                    section.locator("details.cf-dataset").filter(new Locator.FilterOptions().setHasText("B3 资金回流"));
            assertThat(payments).containsText("不可计算");
            assertThat(payments).containsText("缺“支付记录”");
            Locator parcels =
                    section.locator("details.cf-dataset").filter(new Locator.FilterOptions().setHasText("B1 空包"));
            parcels.locator("summary").click();
            assertThat(parcels).containsText("早于下单");

            section.getByText("图表", new Locator.GetByTextOptions().setExact(true))
                    .click();
            assertThat(section.locator(".dk-charts canvas")).isVisible();
            assertThat(section.locator(".dk-charts")).containsText("收货人团组1");
            section.locator(".dk-charts").scrollIntoViewIfNeeded();
            desk.picture("brushing-charts.png");
            section.locator(".cf-matrix").first().scrollIntoViewIfNeeded();
            desk.picture("brushing-ring.png");

            tenSuspicionsAreComputedAgain(section);
            Locator orders = section.locator("input[type=checkbox]");
            orders.first().uncheck();
            List<String> listed = section.locator("tr:has(input[type=checkbox]) td:nth-child(2)")
                    .allInnerTexts();
            ticked = listed.subList(1, listed.size());
            button(section, "认定所选").click();
            assertThat(section).containsText("请写明理由");
            section.locator("textarea").fill("逐笔核对物流和评价，属于虚构交易。");
            button(section, "认定所选").scrollIntoViewIfNeeded();
            desk.picture("brushing-decision.png");
            button(section, "认定所选").click();
            assertThat(section).containsText("已经认定；报告已作为证据封存");
            assertThat(section).containsText(Pattern.compile("认定 \\d+ 笔"));
            section.getByText("方法、参数和个人信息保护影响").click();
            assertThat(section).containsText("数据校验值");
            ScreenCheck screens = ScreenCheck.ofCases();
            screens.look(page, "brushing");
            screens.nothingWasFound();
            assertThat(desk.errors()).isEmpty();
        }

        if (!Thorough.isRun()) {
            return;
        }
        wantDisposition(caseNo, "both", "SALES_RESET");
        String draft = waitingTask("officer330110", "draftDisposition", caseNo)
                .get("id")
                .asText();
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), "officer330110")) {
            Page page = desk.open(draft).page();
            desk.choose("如何处理", "提交审批");
            Locator listed = page.getByLabel("对象编号或关键字").first();
            assertThat(listed).hasValue(Pattern.compile(ticked.get(0)));
            assertThat(listed.inputValue().lines().toList()).containsExactlyInAnyOrderElementsOf(ticked);
            listed.scrollIntoViewIfNeeded();
            desk.picture("brushing-disposition.png");
        }
    }

    /** The records were corrected meanwhile: nothing is suspicious any more, but what was confirmed still goes into letters. */
    @Test
    @Tag("thorough")
    void whatWasConfirmedIsTakenBackWhereNothingIsSuspiciousAnyMore() {
        String caseNo = approved(Requests.direct("TRADE", "LOGISTICS"));
        for (int i = 0; i < 2; i++) {
            does("unithead310105", "approveDataRequest", caseNo, Map.of("decision", "approve", "reason", "同意调取"));
        }
        String task =
                waitingTask("officer310105", "decideOutcome", caseNo).get("id").asText();
        String address = "/api/cases/" + caseNo + "/indicators";
        JsonNode look = as("officer310105").post(address, Map.of()).json();
        assertThat(as("officer310105")
                        .post(
                                address + "/decisions",
                                Map.of(
                                        "reportId",
                                        look.get("id").asText(),
                                        "decision",
                                        "confirm",
                                        "reason",
                                        "逐笔核对物流，属于虚构交易。"))
                        .status())
                .isEqualTo(200);
        jdbc.sql("""
                        update indicator_run
                           set report = (report::jsonb || '{"suspiciousCount": 0, "suspiciousOrders": []}')::text where case_no = ?
                        """).param(caseNo).update();
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), "officer310105")) {
            desk.screen(1366, 768);
            Page page = desk.open(task).caseFile().page();
            Locator section = page.locator("section[aria-label='刷单研判']");
            section.locator("summary").first().click();
            assertThat(section).containsText("这次没有发现可疑订单，但最近一次认定的");
            assertThat(button(section, "认定所选")).hasCount(0);
            section.locator("textarea").fill("记录更正后，这些订单有真实物流。");
            button(section, "不认定").scrollIntoViewIfNeeded();
            desk.picture("brushing-taken-back.png");
            button(section, "不认定").click();
            assertThat(section.locator("td", new Locator.LocatorOptions().setHasText("记录更正后，这些订单有真实物流。")))
                    .isVisible();
            assertThat(button(section, "不认定")).hasCount(0);
            assertThat(desk.errors()).isEmpty();
        }
    }

    private static void anEmptyParcelListIsLoaded(Locator section) {
        section.locator("summary").getByText("载入空包名单").click();
        button(section, "载入").click();
        assertThat(section).containsText("请写明空包名单的来源");
        section.getByLabel("来源").fill("扣押清单第3号");
        section.locator("input[type=file]")
                .setInputFiles(new FilePayload("list.txt", "text/plain", "SF1000000001\nSF1000000002\n".getBytes()));
        button(section, "载入").click();
        assertThat(section).containsText(Pattern.compile("已经载入：第 \\d+ 版名单，运单号 2 个"));
    }

    /** From nothing but the texts on the screen: facts against thresholds, facts to points, points to suspicion. */
    private static void tenSuspicionsAreComputedAgain(Locator section) {
        Map<String, List<String>> thresholds = new HashMap<>();
        for (Locator part : section.locator("details.cf-dataset").all()) {
            String id = part.locator("summary strong").textContent().split(" ")[0];
            thresholds.put(
                    id, List.of(part.locator("p.cf-quiet").first().textContent().split("；")));
        }
        List<Locator> rows = section.locator("tr:has(input[type=checkbox])").all();
        int enough = figure(section.locator("details:has(input[type=checkbox])")
                .last()
                .locator("summary")
                .textContent()
                .replaceAll(".*不低于", ""));
        assertThat(rows).hasSizeGreaterThanOrEqualTo(10);
        for (Locator row : rows.subList(0, 10)) {
            List<String> reasons = row.locator("td").last().locator("div").allTextContents();
            int sum = 0;
            for (String reason : reasons.subList(0, reasons.size() - 1)) {
                String[] parts = reason.split("[ 　]", 4);
                List<String> shown = thresholds.get(parts[0]);
                assertThat(shown.get(0)).as(reason).isEqualTo("每笔 " + parts[1] + " 分");
                for (String fact : parts[3].split("；")) {
                    assertThat(FactsByHand.exceeds(fact, shown))
                            .as("%s by %s", fact, shown)
                            .isTrue();
                }
                sum += Integer.parseInt(parts[1]);
            }
            assertThat(figure(row.locator("td").nth(2).textContent())).isEqualTo(sum);
            assertThat(reasons.get(reasons.size() - 1)).endsWith("＝ " + sum);
            assertThat(sum).isGreaterThanOrEqualTo(enough);
        }
    }

    private static int figure(String text) {
        return Integer.parseInt(text.replaceAll("[^0-9]", ""));
    }

    private static Locator button(Locator within, String name) {
        return within.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(Pattern.compile("^" + name)))
                .first();
    }
}
