package org.redshield.bridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redshield.bridge.reconciliation.Market;
import org.redshield.bridge.scenario.AssistanceScenario;
import org.redshield.bridge.support.Received;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** 涉网主体比对 with ten thousand shops: an officer imports and decides by keys, the head makes clues at three bureaus. */
@Tag("thorough")
@Tag("browser")
class ReconciliationScreenTest extends AssistanceScenario {

    private static final LocatorAssertions.ContainsTextOptions MATCHED =
            new LocatorAssertions.ContainsTextOptions().setTimeout(120_000);

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @Autowired
    private JdbcClient jdbc;

    @AfterEach
    void gone() {
        List.of("330100", "330110", "330113").forEach(new Received(jdbc)::gone);
        jdbc.sql("delete from reconciliation_clue where tenant = '330100'").update();
        jdbc.sql("delete from reconciliation_weights where tenant = '330100'").update();
    }

    /** A market of Zhejiang and beyond, of which three bureaus of Hangzhou have a part. */
    private static String here(String table) {
        return table.replace("宁波市海曙区", "杭州市西湖区").replace("浙江省金华市婺城区", "浙江省杭州市临平区");
    }

    @Test
    void tenThousandShopsAreImportedReviewedAndBecomeClues() throws IOException {
        Market market = new Market(62, 6_000, 10_000);
        Path shops = Files.writeString(Files.createTempFile("shops", ".csv"), here(market.shopsAsCsv()));
        Path register = Files.writeString(Files.createTempFile("register", ".csv"), here(market.registerAsCsv()));
        ScreenCheck check = ScreenCheck.ofCases();
        String address;
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), "officer330100")) {
            Page page = desk.screen(1366, 768).page();
            page.navigate(address() + "/reconciliation");
            page.locator("input[name=shops]").setInputFiles(shops);
            page.locator("input[name=registry]").setInputFiles(register);
            button(page, "上传并比对").click();
            page.locator(".cf-table a").first().click();
            assertThat(page.locator("main")).containsText("待认定", MATCHED);
            assertThat(page.locator(".rc-figures")).containsText("网店 10,000");
            page.getByText("有的问题没有看").click();
            assertThat(page.locator("main")).containsText("10,000 个网店没有写明经营类目：没有看是否未取得许可、超出许可范围和经营范围");
            page.locator(".rc-bars").waitFor();
            address = page.url();

            tenMatchesAreComputedAgain(page);
            desk.picture("reconciliation-review.png");
            check.look(page, "reconciliation-review");
            byKeys(page, desk, check);
            aSureOneIsExplainedToo(page, faultless(market));
            desk.picture("reconciliation-sure.png");
            check.look(page, "reconciliation-sure");
            assertThat(desk.errors()).isEmpty();
        }
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), "unithead330100")) {
            Page page = desk.screen(1366, 768).page();
            page.navigate(address);
            button(page, "按管辖生成线索").click();
            page.locator(".rc-bureau").first().waitFor();
            desk.picture("reconciliation-findings.png");
            check.look(page, "reconciliation-findings");
            for (String bureau : List.of("余杭区", "临平区", "西湖区")) {
                clues(page, bureau);
            }
            desk.picture("reconciliation-clues.png");
            page.getByText("返回").click();
            page.locator(".cf-table").waitFor();
            desk.picture("reconciliation-runs.png");
            check.look(page, "reconciliation-runs");
            decisionsTeachWeights(page, desk, check);
            assertThat(desk.errors()).isEmpty();
        }
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), "unithead330113")) {
            Page page = desk.screen(1366, 768).page();
            page.navigate(address() + "/dispatch");
            page.locator(".dp-line").first().waitFor();
            assertThat(page.locator("main")).containsText("涉网主体比对发现");
            desk.picture("reconciliation-dispatch.png");
        }
        check.nothingWasFound();
    }

    /** The head sees what all decisions, had they been made, would teach; who proposes does not put it into force. */
    private void decisionsTeachWeights(Page page, Tasklist desk, ScreenCheck check) {
        jdbc.sql("""
                        with said as (
                            update reconciliation_review r
                               set state = 'SETTLED', verdict = case when m.score > 30 then 'YES' else 'NO' end,
                                   uscc = case when m.score > 30 then m.uscc else '' end, settled_at = now()
                              from reconciliation_match m join reconciliation on id = m.reconciliation_id
                             where m.reconciliation_id = r.reconciliation_id and m.position = r.position and r.state = 'OPEN'
                               and tenant = '330100' returning r.*)
                        insert into reconciliation_verdict (id, reconciliation_id, position, by_user, by_head, verdict, uscc, ground, decided_at)
                        select gen_random_uuid(), reconciliation_id, position,
                               (array['officer330100', 'officer2330100', 'unithead330100'])[1 + position % 3], false, verdict, uscc, 'VERIFIED', now()
                          from said on conflict do nothing
                        """).update();
        page.getByText("比对权重：现在用第 1 版").click();
        button(page, "按现有认定提出新的权重").click();
        assertThat(page.locator(".rc-weights")).containsText("已提出第 2 版权重", MATCHED);
        assertThat(page.locator(".rc-weights section")).containsText("原权重预计");
        assertThat(button(page, "启用第 2 版")).isHidden();
        desk.picture("reconciliation-weights.png");
        check.look(page, "reconciliation-weights");
        page.locator(".rc-weights section").scrollIntoViewIfNeeded();
    }

    /** A second, simple way to scores and levels, from nothing but what stands on the screen. */
    private static void tenMatchesAreComputedAgain(Page page) {
        for (int pair = 0; pair < 10; pair++) {
            isComputedAgain(page.locator("main"));
            page.keyboard().press("j");
        }
    }

    private static void isComputedAgain(Locator place) {
        int sum = 0;
        for (Locator row : place.locator(".rc-bars tbody tr").all()) {
            List<String> cells = row.locator("th, td").allInnerTexts();
            int rarity = 0;
            if (!cells.get(3).isEmpty()) {
                rarity = (int)
                        Math.round(10 * Math.log((double) number(cells.get(4)) / number(cells.get(3))) / Math.log(2));
                rarity = cells.get(0).equals("登记条目数") ? -rarity : rarity;
                assertThat(number(cells.get(5))).as("%s", cells).isEqualTo(rarity);
            }
            assertThat(number(cells.get(7))).as("%s", cells).isEqualTo(rarity + number(cells.get(6)));
            sum += number(cells.get(7));
        }
        assertThat(number(place.locator(".rc-bars caption strong").innerText())).isEqualTo(sum);

        List<String> met = place.locator(".rc-why tbody tr td:last-child").allInnerTexts();
        String level = met.isEmpty() || met.subList(0, 3).contains("不符合")
                ? "需要认定"
                : met.get(3).equals("符合") ? "代码名称完全一致" : "基本确定";
        assertThat(place.locator(".rc-why strong").innerText()).isEqualTo(level);
        if (!met.isEmpty()) {
            List<String> found =
                    place.locator(".rc-why tbody tr td:nth-child(2)").allInnerTexts();
            assertThat(number(found.get(0).replaceAll("[^-\\d]", ""))).isEqualTo(sum);
            assertThat(met.get(0)).isEqualTo(sum >= 100 ? "符合" : "不符合");
        }
    }

    /** A match that nobody had to decide is explained just so. */
    private static void aSureOneIsExplainedToo(Page page, String shop) {
        page.getByText("查看、撤回一家网店的结果").click();
        page.getByPlaceholder("网店编号").fill(shop);
        button(page, "查看").click();
        Locator place = page.locator(".rc-decided");
        assertThat(place.locator(".rc-why strong")).hasText("代码名称完全一致");
        isComputedAgain(place);
    }

    private static String faultless(Market market) {
        return market.shops().stream()
                .filter(one -> one.errors().isEmpty())
                .findFirst()
                .orElseThrow()
                .shop()
                .id();
    }

    private static int number(String text) {
        return Integer.parseInt(text.replace(",", "").replace("+", ""));
    }

    private static void byKeys(Page page, Tasklist desk, ScreenCheck check) {
        int before = mine(page);
        String first = shop(page);
        // There from the beginning: a route that is laid between two keys may come too late for the second.
        AtomicBoolean isCut = new AtomicBoolean();
        page.route("**/review/*", route -> {
            if (isCut.get()) {
                route.abort();
            } else {
                route.resume();
            }
        });
        page.keyboard().press("y");
        assertThat(page.locator(".rc-grounds")).containsText("是同一主体，因为");
        desk.picture("reconciliation-ground.png");
        check.look(page, "reconciliation-ground");
        page.keyboard().press("1");
        assertThat(page.locator(".cf-message:visible").first()).containsText(first + "：是同一主体，名称、地址相符");
        assertThat(page.locator(".rc-sum")).containsText("您可以认定 %,d 家".formatted(before - 1));
        for (String key : List.of("n", "u")) {
            String shop = shop(page);
            page.keyboard().press(key);
            page.keyboard().press("1");
            assertThat(page.locator(".cf-message:visible").first()).containsText(shop);
        }
        assertThat(page.locator(".rc-sum")).containsText("您可以认定 %,d 家".formatted(before - 3));

        // One that does not arrive is sent again by itself for some seconds, then told of, and is not met in the next
        // one's place.
        String away = shop(page);
        isCut.set(true);
        page.keyboard().press("y");
        page.keyboard().press("1");
        assertThat(page.locator(".cf-message:visible").first()).containsText("没有收到答复，这次操作可能已经办成，也可能没有办成");
        isCut.set(false);
        assertThat(page.locator("section[aria-label=网店] h3")).not().hasText(away);
        String next = shop(page);
        page.keyboard().press("y");
        page.keyboard().press("1");
        assertThat(page.locator(".cf-message:visible").first()).containsText(next + "：是同一主体");
        assertThat(page.locator(".rc-sum")).containsText("您可以认定 %,d 家".formatted(before - 4));
        page.unroute("**/review/*");
    }

    private static String shop(Page page) {
        return page.locator("section[aria-label=网店] h3").innerText();
    }

    private static int mine(Page page) {
        return number(page.locator(".rc-sum").innerText().replaceAll("(?s)您可以认定 ([\\d,]+) 家.*", "$1"));
    }

    private static void clues(Page page, String bureau) {
        Locator one = page.locator(".rc-bureau")
                .filter(new Locator.FilterOptions()
                        .setHas(page.locator("h3", new Page.LocatorOptions().setHasText(bureau))));
        one.getByRole(AriaRole.BUTTON).click();
        assertThat(page.locator(".cf-message:visible").first())
                .containsText(Pattern.compile(bureau + ".*已生成线索 [1-9][\\d,]* 件"), MATCHED);
        assertThat(one.getByRole(AriaRole.BUTTON)).hasText("确认并生成 0 件线索");
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }
}
