package org.redshield.bridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redshield.bridge.scenario.AssistanceScenario;
import org.redshield.bridge.scenario.Requests;

/** Every way in which a person at Tasklist could lose what he has typed, and none in which he does. */
@Tag("browser")
class DraftScreenTest extends AssistanceScenario {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private static final String HEAD = "unithead310105";
    private static final String WORDS = "与案件有关，同意。";
    private static final String OPINION = "审批意见";

    private final List<Tasklist> desks = new ArrayList<>();
    private String name;

    @BeforeEach
    void name(TestInfo test) {
        name = test.getTestMethod().orElseThrow().getName();
    }

    @AfterEach
    void close() {
        for (Tasklist desk : desks) {
            desk.picture("draft-" + name + ".png");
            assertThat(desk.errors()).isEmpty();
            desk.close();
        }
    }

    private Tasklist desk(String user) {
        Tasklist desk = new Tasklist(CHROMIUM, address(), user);
        desks.add(desk);
        return desk;
    }

    private String task() {
        String caseNo = raised("officer310105", Requests.question());
        return waitingTask(HEAD, "approveRequest", caseNo).get("id").asText();
    }

    @Test
    void caseFileAndBack() {
        Tasklist desk = desk(HEAD).open(task()).type(OPINION, WORDS);
        desk.caseFile().form();
        assertThat(desk.text(OPINION)).isEqualTo(WORDS);
        desk.page().getByText("已恢复").waitFor();
    }

    @Test
    void explore() {
        Tasklist desk = desk("officer310105");
        Page page = desk.page();
        page.onRequest(r -> System.err.println("REQ " + r.method() + " " + r.url()));
        page.onResponse(r -> System.err.println("RES " + r.status() + " " + r.url()));
        page.onConsoleMessage(m -> System.err.println("CON " + m.text()));
        page.onDialog(d -> {
            System.err.println("DIALOG " + d.type() + d.message());
            d.dismiss();
        });
        desk.start("协查请求").type("案由", "涉嫌虚假交易");
        page.waitForTimeout(3000);
        desk.picture("x1.png");
        Locator box = page.locator(".fjs-form-field-select .fjs-input-group").first();
        box.click();
        page.waitForTimeout(500);
        desk.picture("x2.png");
        System.err.println("LIST " + page.locator(".fjs-dropdownlist").count());
        page.keyboard().press("Escape");
        page.waitForTimeout(500);
        System.err.println("LIST " + page.locator(".fjs-dropdownlist").count() + " MODAL "
                + page.locator(".modal-content").count());
        page.keyboard().press("Escape");
        page.waitForTimeout(500);
        System.err.println("MODAL " + page.locator(".modal-content").count());
        desk.picture("x3.png");
        // session
        page.context().clearCookies();
        System.err.println("COOKIES CLEARED");
        desk.type("承办人联系电话", "021-1");
        page.waitForTimeout(4000);
        desk.picture("x4.png");
        page.context().clearCookies();
    }
}
