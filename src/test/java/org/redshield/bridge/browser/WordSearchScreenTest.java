package org.redshield.bridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redshield.bridge.scenario.ClueScenario;

/** 案件查询 by words: cases, subjects and letters side by side, with the keyboard alone. */
@Tag("browser")
class WordSearchScreenTest extends ClueScenario {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @Test
    @Tag("thorough")
    void anOfficerFindsAShopAndAllItsCasesByAWordOfAReport() {
        String shop = shop();
        for (int number = 1; number <= 7; number++) {
            Map<String, Object> fields = clue();
            fields.put("shopId1", shop);
            fields.put("shopName1", "缂丝<b>坊</b>旗舰店");
            fields.put("causeOfCase", "涉嫌虚假宣传" + number);
            fields.put("content", "直播间宣称所售缂丝披肩为手工织造，实际为机器印花；买家电话13712345678，已退款");
            registered(fields);
        }
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), OFFICER)) {
            Locator search = desk.screen(1366, 768).searchCases();
            find(search, "缂丝 手工");
            Locator cases = search.locator("section[aria-label='案件线索']");
            assertThat(cases.locator(".cf-hit")).hasCount(5);
            assertThat(search.locator(".cf-found")).hasText("案件线索 7 件，新的在前");
            assertThat(cases.locator("mark").first()).hasText("缂丝");
            assertThat(cases.locator(".cf-hit").first()).containsText("137****5678");
            desk.picture("search-words.png");
            cases.getByText("查看全部案件线索").press("Enter");
            assertThat(cases.locator(".cf-hit")).hasCount(7);
            search.getByText("返回全部结果").press("Enter");
            assertThat(cases.locator(".cf-hit")).hasCount(5);

            find(search, "缂丝");
            Locator subjects = search.locator("section[aria-label='主体'] .cf-hit");
            assertThat(subjects).hasCount(1);
            assertThat(subjects).containsText("缂丝<b>坊</b>旗舰店");
            assertThat(subjects).containsText("涉及案件 7 件");
            subjects.scrollIntoViewIfNeeded();
            desk.picture("search-subjects.png");
            subjects.press("Enter");
            assertThat(search.locator("input")).hasValue(shop);
            assertThat(cases.locator(".cf-hit")).hasCount(7);
            desk.picture("search-shop.png");
            cases.locator(".cf-hit").nth(2).press("Enter");
            assertThat(search.getByText("案件概要")).isVisible();
            search.getByText("返回列表").press("Enter");
            assertThat(cases.locator(".cf-hit").nth(2)).isFocused();

            find(search, "缂");
            assertThat(search.locator("[role=alert]")).containsText("请至少写两个字");
            find(search, "缂丝并不存在");
            assertThat(search).containsText("没有找到“缂丝并不存在”");
            assertThat(desk.errors()).isEmpty();
        }
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), "officer330110")) {
            Locator search = desk.searchCases();
            find(search, "缂丝");
            assertThat(search).containsText("没有找到“缂丝”");
            assertThat(search.locator(".cf-hit")).hasCount(0);
        }
    }

    private static void find(Locator search, String text) {
        search.locator("input").fill(text);
        search.locator("input").press("Enter");
    }
}
