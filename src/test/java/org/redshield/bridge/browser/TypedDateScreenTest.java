package org.redshield.bridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redshield.bridge.scenario.ClueScenario;

/** A date that is typed is that day, however it is written; what is none is told at its field and holds the form back. */
@Tag("browser")
@Tag("thorough")
class TypedDateScreenTest extends ClueScenario {

    private static final String RECEIVED = "发现线索或者收到材料的日期";
    private static final String ENDED = "违法行为终了日";

    @RegisterExtension
    @Order(1)
    static final Chromium CHROMIUM = new Chromium();

    @Test
    void daysAreReadAsTyped() {
        Map<String, String> days = new LinkedHashMap<>();
        days.put("20251201", "2025-12-01");
        days.put("2025.12.1", "2025-12-01");
        days.put("2025-12-01", "2025-12-01");
        days.put("2025年12月1日", "2025-12-01");
        days.put("２０２５．１２．０１", "2025-12-01");
        days.put("12月1日", LocalDate.now().getYear() + "-12-01");
        days.put("2024-2-29", "2024-02-29");
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), OFFICER)) {
            desk.start("线索核查");
            Locator input = input(desk, ENDED);
            days.forEach((typed, shown) -> {
                type(input, typed, "Tab");
                assertThat(input).hasValue(shown);
                assertThat(field(desk, ENDED)).not().containsText("不是日期");
            });
        }
    }

    @Test
    void whatIsNoDayIsToldAndHoldsTheFormBack() {
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), OFFICER)) {
            desk.start("线索核查")
                    .select("来源分类", "投诉、举报")
                    .select("接收渠道", "全国12315平台")
                    .date(RECEIVED, today().toString())
                    .type("来源编号", "12315-2026-310105-" + shop())
                    .type("案由", "涉嫌虚假宣传")
                    .type("案源内容", "网店宣传其茶叶具有治疗功效，并附有截图为证")
                    .select("平台", "淘宝")
                    .type("网店ID", shop())
                    .type("网店名称", "清茗茶庄")
                    .type("姓名或者名称", "王某")
                    .type("举报人电话", "13900000000");
            Locator starts = desk.page().locator(".modal-footer button").getByText("发起", exactly());
            assertThat(starts).isEnabled();
            Locator input = input(desk, ENDED);
            for (String key : List.of("Tab", "Enter")) {
                for (String typed : List.of(
                        "2026-09-31", "20251301", "2025.2.29", "昨天", "2026", "1.12", "20251201x", "0001-01-01")) {
                    type(input, typed, key);
                    assertThat(field(desk, ENDED)).containsText("“" + typed + "”不是日期，没有采用");
                    assertThat(input).hasValue(typed);
                    assertThat(starts).isDisabled();
                }
            }
            desk.picture("typed-date.png");
            // What was typed last is left by the mouse, and mended by the calendar.
            input.fill("2025-11-31");
            desk.page().locator(".modal-title, .modal-header").first().click();
            assertThat(field(desk, ENDED)).containsText("“2025-11-31”不是日期");
            assertThat(starts).isDisabled();
            input.click();
            desk.page()
                    .locator(".flatpickr-calendar.open .flatpickr-day:not(.prevMonthDay)")
                    .first()
                    .click();
            assertThat(field(desk, ENDED)).not().containsText("不是日期");
            assertThat(starts).isEnabled();
            type(input, "2026-09-31", "Tab");
            assertThat(starts).isDisabled();
            type(input, "", "Tab");
            assertThat(field(desk, ENDED)).not().containsText("不是日期");
            assertThat(input).hasValue("");
            // A field that must be filled in says what is wrong with it, not that it is empty.
            type(input(desk, RECEIVED), "2026-13-01", "Tab");
            assertThat(field(desk, RECEIVED)).containsText("“2026-13-01”不是日期");
            assertThat(starts).isDisabled();
            type(input(desk, RECEIVED), today().toString().replace("-", ""), "Tab");
            assertThat(starts).isEnabled();
            desk.sendStart();
            assertThat(desk.errors()).isEmpty();
        }
    }

    private static void type(Locator input, String text, String key) {
        input.fill(text);
        input.press(key);
    }

    private static Locator input(Tasklist desk, String label) {
        return field(desk, label).locator("input").first();
    }

    private static Locator field(Tasklist desk, String label) {
        return desk.page()
                .locator(".fjs-form-field-datetime")
                .filter(new Locator.FilterOptions()
                        .setHas(desk.page().locator("label").getByText(label)));
    }

    private static Locator.GetByTextOptions exactly() {
        return new Locator.GetByTextOptions().setExact(true);
    }
}
