package org.redshield.bridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Parts of our pages alone in a browser, with what a bridge would answer: none runs. */
@Tag("browser")
class PartsOfPagesTest {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    /** Nobody listens there: all that is asked for is answered here. */
    private static final String SITE = "http://localhost:1";

    private static final String CASE = "310105-2026-000001";

    private final List<String> errors = new ArrayList<>();
    private final Map<String, String> answers = new HashMap<>();
    private final List<String> saved = new ArrayList<>();
    private BrowserContext window;
    private Page page;

    @BeforeEach
    void open() {
        answers.put("/api/me", """
                {"userId": "officer310105", "roles": ["officer"], "organisations": ["310105"], "starts": []}
                """);
        window = CHROMIUM.window();
        window.route("**/*", this::answer);
        page = window.newPage();
        page.onPageError(errors::add);
        page.navigate(SITE + "/");
    }

    @AfterEach
    void close() {
        window.close();
        assertThat(errors).isEmpty();
    }

    private void answer(Route route) {
        Request request = route.request();
        String path = URI.create(request.url()).getPath();
        if (path.equals("/")) {
            fulfil(
                    route,
                    200,
                    "text/html",
                    "<!doctype html><html><head><base app-root=\"/camunda\"></head><body></body></html>");
        } else if (request.method().equals("PUT")) {
            saved.add(request.postData());
            // Another window was faster with the first.
            boolean first = saved.size() == 1;
            fulfil(
                    route,
                    first ? 409 : 200,
                    "application/json",
                    first
                            ? "{\"draft\": {\"revision\": 7}}"
                            : "{\"revision\": 8, \"savedAt\": \"2026-09-18T02:00:00Z\"}");
        } else if (path.startsWith("/api/")) {
            fulfil(route, 200, "application/json", answers.getOrDefault(path, "{\"revision\": 0}"));
        } else if (path.equals("/bridge/provider.js")) {
            fulfil(route, 200, "text/javascript", "export const provider = null;");
        } else {
            fulfil(route, 200, "text/javascript", script(path.startsWith("/camunda/") ? "/webjars" + path : path));
        }
    }

    private static void fulfil(Route route, int status, String type, String body) {
        route.fulfill(new Route.FulfillOptions()
                .setStatus(status)
                .setContentType(type + "; charset=utf-8")
                .setBody(body));
    }

    private static String script(String path) {
        try (InputStream in = PartsOfPagesTest.class.getResourceAsStream("/META-INF/resources" + path)) {
            return in == null ? "throw new Error('no " + path + "')" : new String(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a part of the case file on the page, as it stands among what is kept of a case. */
    private void show(String script, String part, Map<String, Object> given) {
        page.evaluate("""
                async ([script, part, given, caseNo]) => {
                  const scripts = '/camunda/app/tasklist/scripts/casefile/';
                  const {html, render} = await import('/bridge/lib/preact.js');
                  const {Kept} = await import(scripts + 'kept.js');
                  const {learn} = await import('/bridge/me.js');
                  const Part = (await import(scripts + script))[part];
                  await learn();
                  render(null, document.body);
                  render(html`<${Kept} caseNo=${caseNo}><${Part} ...${given} /><//>`, document.body);
                }""", List.of(script, part, given, CASE));
    }

    private static Map<String, Object> clock(String title, String state, String dueAt) {
        return Map.of(
                "title",
                title,
                "state",
                state,
                "stateTitle",
                "中止",
                "dueAt",
                dueAt,
                "startedAt",
                "2026-09-18T02:00:00Z",
                "explanation",
                "",
                "citation",
                "",
                "pauses",
                List.of(),
                "extensions",
                List.of());
    }

    @Test
    void theDeadlineThatEndsFirstComesFirstAndWhatStandsStillLast() {
        show(
                "clocks.js",
                "Clocks",
                Map.of(
                        "file",
                        Map.of(
                                "role",
                                "REQUESTER",
                                "clocks",
                                List.of(
                                        clock("核查", "PAUSED", "2026-09-20T15:59:59Z"),
                                        clock("法定答复", "RUNNING", "2026-10-15T15:59:59Z"),
                                        clock("约定答复", "RUNNING", "2026-09-22T15:59:59Z")))));
        assertThat(page.locator(".cf-clock-title")).hasText(new String[] {"约定答复", "法定答复", "核查"});
    }

    @Test
    void aTasksCardCallsAShopAndWhoeverHasItByName() {
        answers.put("/api/task-cards", """
                [{"taskId": "one", "caseNo": "310105-2026-000001", "shopId": "S1", "shopName": "春风家具旗舰店", "holder": "周建国", "deadline": ""},
                 {"taskId": "two", "caseNo": "310105-2026-000002", "shopId": "S2", "deadline": ""}]
                """);
        page.evaluate("""
                async () => {
                  const {renderCard} = await import('/camunda/app/tasklist/scripts/casefile/card.js');
                  ['one', 'two'].forEach(taskId => {
                    const node = document.createElement('div');
                    document.body.append(node);
                    renderCard(node, {taskId});
                  });
                }""");
        Locator shops = page.locator(".cf-card-shop");
        assertThat(shops).hasText(new String[] {"春风家具旗舰店", "网店 S2"});
        assertThat(shops.first()).hasAttribute("title", "网店 S1");
        assertThat(page.getByText("认领")).hasText(new String[] {"已由 周建国 认领"});
    }

    private Map<String, Object> claim(boolean own) {
        return Map.of(
                "taskId",
                "one",
                "claim",
                Map.of("user", "officer310105", "holder", "王小明", "own", own, "others", List.of()));
    }

    @Test
    void whoHoldsATaskGivesItBackAndAHeadTakesItAway() {
        show("claim.js", "Claim", Map.of("found", claim(true)));
        assertThat(page.locator("button")).hasText("退回任务");
        show("claim.js", "Claim", Map.of("found", claim(false)));
        assertThat(page.locator("button")).hasText("收回任务");
    }

    @Test
    void onlyFromAboveIsACaseCalledUp() {
        answers.put("/api/me", """
                {"userId": "supervisor330110", "roles": ["supervisor"], "organisations": ["330110"], "starts": []}
                """);
        Locator offer = page.getByText("提调或者挂牌督办本案");
        show("orders.js", "Orders", Map.of("file", Map.of("caseNo", CASE, "tenant", "330113")));
        assertThat(offer).isVisible();
        show("orders.js", "Orders", Map.of("file", Map.of("caseNo", CASE, "tenant", "330110")));
        assertThat(page.locator("section[aria-label='提调和挂牌督办']")).isHidden();
        assertThat(offer).hasCount(0);
    }

    private static Map<String, Object> file(String name, String form) {
        return Map.of(
                "id",
                name,
                "name",
                name,
                "form",
                form,
                "bytes",
                7,
                "sha256",
                "0f".repeat(32),
                "ours",
                true,
                "sourceName",
                "淘宝网",
                "receivedAt",
                "2026-09-18T02:00:00Z");
    }

    @Test
    void whatNobodyGetsWithoutAPurposeIsNoLink() {
        answers.put("/api/cases/" + CASE + "/unmasking", "{\"mayUnmask\": false}");
        show(
                "evidence.js",
                "Evidence",
                Map.of(
                        "file",
                        Map.of(
                                "caseNo",
                                CASE,
                                "datasets",
                                List.of(),
                                "evidence",
                                List.of(
                                        file("交易.csv", "MASKED"),
                                        file("聊天.zip", "WITHHELD"),
                                        file("现场.txt", "PLAIN")))));
        assertThat(page.locator("a[href*='/content']")).hasText(new String[] {"交易.csv", "现场.txt"});
        assertThat(page.locator("tbody tr").nth(0)).containsText("脱敏副本");
        assertThat(page.locator("tbody tr").nth(1)).containsText("不能直接下载");
    }

    @Test
    void anAuditorReadsForWhatPurposePersonalDataWereSeen() {
        answers.put("/api/me", """
                {"userId": "auditor", "roles": ["auditor"], "organisations": [], "starts": []}
                """);
        answers.put("/api/record/kinds", "[]");
        answers.put("/api/record/archives", "[]");
        answers.put("/api/record/search", """
                {"rows": [{"at": "2026-09-18T02:00:00Z", "user": "officer310105", "name": "王小明", "kind": "查看", "act": "查看平台数据（未遮盖）",
                           "purpose": "核对违法事实：核对收货人", "source": "10.0.0.1", "times": 1}]}
                """);
        page.evaluate("""
                async () => {
                  document.body.append(document.createElement('main'));
                  await import('/bridge/record/page.js');
                }""");
        page.getByText("检索", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator("tbody tr")).containsText("用途：核对违法事实：核对收货人");
    }

    @Test
    void whoKeepsHisWindowsDraftGoesOnFromTheOtherWindows() {
        Object after = page.evaluate("""
                async () => {
                  const {draftOf} = await import('/camunda/app/tasklist/scripts/drafts/draft.js');
                  const draft = draftOf('tasks', 'one');
                  draft.change({reason: {label: '审批意见', value: '丙'}});
                  await draft.save();
                  const before = draft.trouble;
                  await draft.keepMine();
                  return [before, draft.trouble, draft.revision].join();
                }""");
        assertThat(after).isEqualTo("elsewhere,,8");
        assertThat(saved)
                .extracting(body -> JsonParser.parseString(body)
                        .getAsJsonObject()
                        .get("revision")
                        .getAsInt())
                .containsExactly(0, 7);
    }
}
