package org.redshield.bridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.Media;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redshield.bridge.scenario.AssistanceScenario;
import org.redshield.bridge.scenario.Requests;

/** A task's workspace: the case beside the form, by mouse and by keyboard; and the case file as a page of its own. */
@Tag("browser")
class WorkspaceScreenTest extends AssistanceScenario {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private static final String HEAD = "unithead310105";

    @Test
    void anOfficerReadsTheLetterBesideTheFormAndAnswersByMouse() {
        String caseNo = approved(Requests.question());
        acknowledge(caseNo);
        String id =
                waitingTask("officer330110", "reviewLetter", caseNo).get("id").asText();
        as("officer330110").post("/engine-rest/task/" + id + "/claim", Map.of("userId", "officer330110"));
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), "officer330110")) {
            Page page = desk.page();
            // Each once: what happens to the case meanwhile is asked for again.
            Set<String> asked = new LinkedHashSet<>();
            page.onRequest(request -> {
                boolean ofTask = request.url().contains(id) || request.url().contains(caseNo);
                // Whether something is new is asked as long as the case is looked at.
                boolean ours = request.url().contains("/api/") && !request.url().contains("/camunda/");
                if (ofTask && ours && !request.url().contains("/version")) {
                    asked.add(request.url());
                }
            });
            desk.open(id);
            Locator letters = page.locator(".ws-case section[aria-label='函件']");
            assertThat(letters.locator("details[open]")).hasCount(1);
            assertThat(page.locator(".ws-case section[aria-label='案件概要']")).containsText("网店由谁经营；交易是否真实");
            assertThat(page.locator(".ws-case section[aria-label='证据'] > details"))
                    .not()
                    .hasAttribute("open", "");
            assertThat(page.frameLocator(".ws-case iframe").locator("body")).containsText("网店由谁经营");
            assertThat(asked)
                    .as("what opening a task asks of us: the case, the drafts, and the letter that is shown")
                    .hasSize(4)
                    .anyMatch(url -> url.contains("/workspace"))
                    .anyMatch(url -> url.contains("/drafts/tasks/"))
                    .anyMatch(url -> url.contains("/drafts/cases/"))
                    .anyMatch(url -> url.contains("/letters/"));
            Locator pdf = letters.locator("details[open] .cf-letter-pdf a");
            assertThat(pdf).hasText(new String[] {"下载 PDF", "打印"});
            assertThat(page.request()
                            .get(pdf.last().evaluate("link => link.href").toString())
                            .headers())
                    .containsEntry("content-type", "application/pdf");
            desk.picture("workspace-officer.png");
            scrollsAlone(page, ".ws-case", ".ws-form");
            desk.screen(1920, 1080).picture("workspace-officer-1920.png");
            desk.screen(1366, 768).choose("审查结论", "受理").complete();
            assertThat(desk.errors()).isEmpty();
        }
        waitingTask("unithead330110", "assignOfficers", caseNo);
    }

    @Test
    @Tag("thorough")
    void aHeadDecidesByKeyboardAlone() {
        String caseNo = raised("officer310105", Requests.question());
        String id = waitingTask(HEAD, "approveRequest", caseNo).get("id").asText();
        as(HEAD).post("/engine-rest/task/" + id + "/claim", Map.of("userId", HEAD));
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), HEAD)) {
            Page page = desk.page();
            assertThat(page.locator(".start-process-action a")).isHidden();
            page.locator(".tasks-list .cf-card").first().waitFor();
            page.keyboard().press("Control+Alt+l");
            page.keyboard().press("Enter");
            assertThat(page.locator(".ws-form")).isFocused();
            page.keyboard().press("Tab");
            assertThat(page.locator(".ws-form .ws-skip")).isFocused();

            desk.open(id);
            page.keyboard().press("Control+Alt+f");
            assertThat(page.locator(".ws-form .fjs-form input").first()).isFocused();
            page.keyboard().press("Space");
            desk.picture("workspace-head-keyboard.png");
            tabTo(page, "TEXTAREA");
            page.keyboard().type("与案件有关，同意。");
            assertThat(page.locator(".form-actions .btn-primary")).isEnabled();
            tabTo(page, "BUTTON.btn-primary");
            page.keyboard().press("Enter");
            assertThat(page.locator(".fjs-form")).hasCount(0);
            assertThat(page.locator(".tasks-list a[href*='" + id + "']")).hasCount(0);
            assertThat(desk.errors()).isEmpty();
        }
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), HEAD)) {
            desk.page().navigate(address() + "/cases/" + caseNo);
            desk.page().getByText("办理记录").waitFor();
            Locator record = desk.page().locator("section[aria-label='办理记录']");
            record.locator("summary").click();
            assertThat(record).containsText("（办案机构负责人）");
            assertThat(record).containsText("与案件有关，同意。");
        }
    }

    @Test
    void theCaseFileIsAPageOfItsOwnForThoseWhoMaySeeTheCase() throws Exception {
        String caseNo = raised("officer310105", Requests.question());
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), "officer310105")) {
            Page page = desk.page();
            assertThat(page.navigate(address() + "/cases/" + caseNo).status()).isEqualTo(200);
            assertThat(page).hasTitle("案卷 " + caseNo + " - 红盾云桥");
            assertThat(page.locator("section[aria-label='案件概要']")).containsText("涉嫌虚假交易");
            assertThat(page.locator("html")).hasAttribute("lang", "zh-CN");
            desk.picture("case-page.png");
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            assertThat(page.locator("section[aria-label='数据保全'] form")).isHidden();
            desk.picture("case-page-print.png");
            assertThat(desk.errors()).isEmpty();
        }
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), "officer330110")) {
            Response refused = desk.page().navigate(address() + "/cases/" + caseNo);
            assertThat(refused.status()).isEqualTo(404);
            assertThat(refused.text()).contains("没有找到案件").doesNotContain("涉嫌虚假交易");
        }
        HttpResponse<String> unknown = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(address() + "/cases/" + caseNo))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(unknown.body()).contains("登录");
    }

    /** Wherever one is scrolled to, the other stays. */
    private static void scrollsAlone(Page page, String one, String other) {
        page.locator(one).evaluate("area => (area.scrollTop = 150)");
        assertThat((Number) page.locator(one).evaluate("area => area.scrollTop"))
                .isNotEqualTo(0);
        assertThat((Number) page.locator(other).evaluate("area => area.scrollTop"))
                .isEqualTo(0);
        assertThat((Boolean) page.evaluate("() => document.querySelector('.task-details > .content').scrollTop === 0"))
                .isTrue();
    }

    private static void tabTo(Page page, String what) {
        String[] tagAndClass = what.split("\\.");
        for (int step = 0; step < 30; step++) {
            page.keyboard().press("Tab");
            Locator focused = page.locator("*:focus");
            String tag = (String) focused.evaluate("element => element.tagName");
            String classes = (String) focused.evaluate("element => element.className");
            if (tag.equals(tagAndClass[0]) && (tagAndClass.length == 1 || classes.contains(tagAndClass[1]))) {
                return;
            }
        }
        throw new AssertionError("No " + what + " is reached by the Tab key");
    }
}
