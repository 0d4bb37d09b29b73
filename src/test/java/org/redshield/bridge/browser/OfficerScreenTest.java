package org.redshield.bridge.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redshield.bridge.operations.Space;
import org.redshield.bridge.operations.Spaces;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.request.DataRequests;
import org.redshield.bridge.scenario.AssistanceScenario;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.DataRequestProcess;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.Thorough;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

/** What goes wrong at a desk: a form refused, text that pretends to be markup, no mouse at hand. */
@Tag("browser")
class OfficerScreenTest extends AssistanceScenario {

    private static final String HOSTILE =
            "<img src=x onerror=\"document.title='坏'\"><script>document.title='坏'</script>"
                    + "<b>加粗</b> **星号** [链接](https://evil.invalid/a) ![图](https://evil.invalid/p.png) https://evil.invalid/b "
                    + "{{summary}} ${user}";

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Space space;

    @Autowired
    private DataRequests requests;

    @Autowired
    private IdentityService identity;

    @Test
    void whatPeopleTypedIsShownAsTextAndNothingElse() {
        String caseNo = raised("officer310105", hostileRequest());
        looksAt("unithead310105", "approveRequest", caseNo, List.of("目的："), List.of("案件概要"));
        if (!Thorough.isRun()) {
            return;
        }
        approve(caseNo);
        acknowledge(caseNo);
        does("officer330110", "reviewLetter", caseNo, Map.of("decision", "return", "missingItems", filled(2000)));
        looksAt("unithead330110", "approveRejection", caseNo, List.of("拟退回补正："), List.of("函件"));
        does("unithead330110", "approveRejection", caseNo, Map.of("decision", "approve"));
        looksAt("officer310105", "correctRequest", caseNo, List.of("对方要求补正："), List.of("函件"));
        does("officer310105", "correctRequest", caseNo, Map.of("decision", "resubmit"));
        approve(caseNo);
        accept(caseNo);
        does("officer330110", "investigate", caseNo, hostileFindings());
        looksAt("officer2330110", "confirmFindings", caseNo, List.of("核查结论："), List.of("核查结论"));
    }

    @Test
    @Tag("thorough")
    void anAnswerForWhichThereIsNoRoomIsToldOfWithWhatToDo() {
        String caseNo = approved(Requests.question());
        String task =
                waitingTask("officer310105", "followRequest", caseNo).get("id").asText();
        Spaces.filledUpTo(space, DataSize.ofBytes(0));
        try {
            new DataRequestProcess(requests, runtime, identity)
                    .start(caseNo, Dataset.ITEM, "S1000001", clock.instant());
            at("officer310105", desk -> {
                Locator told = desk.open(task).caseFile().page().locator(".cf-away");
                PlaywrightAssertions.assertThat(told)
                        .containsText(
                                "因系统存放文件的磁盘空间不足，答复还没有收入案卷；运维人员腾出空间后自动接收，不必重新调取。",
                                new LocatorAssertions.ContainsTextOptions().setTimeout(60_000));
                PlaywrightAssertions.assertThat(told).containsText("淘宝网已于 ");
                desk.picture("answer-without-room.png");
            });
            jdbc.sql(
                            "update platform_load set fault = '平台答复的文件多次下载未成功。', attempts = 9, next_at = now() + interval '1 hour'"
                                    + " where request_no like :case || '%'")
                    .param("case", caseNo)
                    .update();
        } finally {
            Spaces.unfilled(space);
        }
        whoDoesNotWantToWaitClicks(task, caseNo);
    }

    private void whoDoesNotWantToWaitClicks(String task, String caseNo) {
        assertThat(as("officer330110")
                        .post("/api/cases/" + caseNo + "/platform-retries", Map.of())
                        .json()
                        .path("code")
                        .asText())
                .as("of the other bureau nothing waits")
                .isEqualTo("platform.nothing-to-retry");
        Http.Answer head = as("unithead310105").post("/api/cases/" + caseNo + "/platform-retries", Map.of());
        assertThat(head.status()).as("who decides does not press").isEqualTo(403);
        assertThat(head.json().path("code").asText()).isEqualTo("platform.retry-not-yours");
        at("officer310105", desk -> {
            Page page = desk.open(task).caseFile().page();
            PlaywrightAssertions.assertThat(page.locator(".cf-away")).containsText("还没有收入案卷，已试 9 次：平台答复的文件多次下载未成功。");
            desk.picture("retry-now.png");
            page.getByText("立即重试", new Page.GetByTextOptions().setExact(true)).click();
            PlaywrightAssertions.assertThat(page.getByText("已安排立即重试")).isVisible();
        });
        eventually(
                "the answer is taken in",
                () -> caseFile("officer310105", caseNo).path("delayed").isEmpty());
        assertThat(caseFile("officer310105", caseNo).path("milestones").findValuesAsText("title"))
                .contains("立即重试平台调用和答复接收");
    }

    @Test
    @Tag("thorough")
    void aCaseWithHundredsOfLettersAndEventsOpensAtOnceAndScrolls() {
        String caseNo = approved(Requests.question());
        waitingTask("officer330110", "acknowledgeLetter", caseNo);
        jdbc.sql("""
                        insert into case_event (case_no, tenant, at, actor, feature, what)
                        select case_no, tenant, at, actor, feature, what from case_event, generate_series(1, 200)
                         where case_no = :caseNo and tenant = '310105' and what = 'REQUEST_RAISED'
                        """).param("caseNo", caseNo).update();
        jdbc.sql("""
                        insert into letter (id, key, tenant, type, type_code, year, serial, number, case_no, subject_id,
                               sender_name, receiver, receiver_name, subject, content, issued_by, issued_at)
                        select gen_random_uuid(), key || '-' || n, tenant, type, type_code, year, 100000 + n,
                               replace(number, '号', '0' || n || '号'), case_no, subject_id,
                               sender_name, receiver, receiver_name, subject, content, issued_by, issued_at
                          from letter, generate_series(1, 200) n
                         where case_no = :caseNo
                        """).param("caseNo", caseNo).update();
        String id =
                waitingTask("officer310105", "followRequest", caseNo).get("id").asText();
        at("officer310105", desk -> {
            desk.open(id).caseFile();
            assertThat(desk.page().locator(".cf-letter").count()).isEqualTo(201);
            PlaywrightAssertions.assertThat(desk.page().locator(".cf-clock-title"))
                    .hasText(new String[] {"约定答复", "法定答复"});
            desk.scrollTo("办理记录").picture("big-case.png");
            desk.screen(1920, 1080).picture("big-case-1920.png");
            desk.form().picture("form-1920.png");
        });
    }

    @Test
    void aRefusedTaskFormSaysWhyAndKeepsWhatWasFilledIn() {
        String caseNo = approved(Requests.question());
        acknowledge(caseNo);
        String id =
                waitingTask("officer330110", "reviewLetter", caseNo).get("id").asText();
        at("officer330110", desk -> {
            desk.open(id).choose("审查结论", "不予协助").type("理由", "该店铺的经营者不在本局辖区。");
            assertThat(desk.refusal("提交")).contains("没有填写“不予协助的原因”。请补填后再提交，已填写的内容都保留着。");
            desk.picture("refused-task.png");
            assertThat(desk.text("理由")).isEqualTo("该店铺的经营者不在本局辖区。");
            desk.select("不予协助的原因", "没有管辖权").complete();
        });
        waitingTask("unithead330110", "approveRejection", caseNo);
    }

    @Test
    @Tag("thorough")
    void aRefusedStartFormSaysWhyAndKeepsWhatWasFilledIn() {
        at("officer310105", desk -> {
            desk.start("协查请求")
                    .type("案由", "涉嫌虚假交易")
                    .type("承办人联系电话", "021-22050000")
                    .select("网络交易平台", "淘宝")
                    .select("平台属地局", "余杭")
                    .type("网店 ID", "S1000001")
                    .type("统一社会信用代码", "91310000632101512C")
                    .tick("店铺主体信息")
                    .select("法律依据", "三十四")
                    .type("调取目的", "查明网店经营主体");
            assertThat(desk.refusal("发起")).contains("末位校验码");
            desk.picture("refused-start.png");
            assertThat(desk.text("调取目的")).isEqualTo("查明网店经营主体");
            desk.type("统一社会信用代码", "").sendStart();
        });
    }

    @Test
    @Tag("thorough")
    void theLongestFormIsFilledInAndSentByKeyboardAlone() {
        at("officer310105", desk -> {
            desk.start("协查请求");
            Page page = desk.page();
            page.locator(".fjs-form-field-textfield input").first().focus();
            List<String> order = new ArrayList<>();
            for (int step = 0; step < 80; step++) {
                String label = (String) page.evaluate(FOCUSED);
                if (order.isEmpty() || !order.get(order.size() - 1).equals(label)) {
                    order.add(label);
                }
                if (label.equals("发起")) {
                    break;
                }
                type(page, label);
                if (label.equals("关闭")) {
                    // The button comes alive a moment after the last answer, and is passed over until then.
                    PlaywrightAssertions.assertThat(page.locator(".modal-footer button.btn-primary"))
                            .isEnabled();
                }
                page.keyboard().press("Tab");
            }
            desk.picture("keyboard.png");
            assertThat(order)
                    .as("the order of the fields on the screen")
                    .containsSubsequence(
                            "案由",
                            "案号或线索编号",
                            "承办人联系电话",
                            "协查渠道",
                            "网络交易平台",
                            "平台属地局",
                            "网店 ID",
                            "统一社会信用代码",
                            "数据种类",
                            "起始日期",
                            "截止日期",
                            "法律依据",
                            "调取目的",
                            "需要对方查明的事项",
                            "发起");
            page.keyboard().press("Enter");
            page.locator(".modal-content")
                    .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
        });
    }

    /** The label of the field that has the focus, or the button's text. */
    private static final String FOCUSED = """
            () => {
              const focused = document.activeElement;
              const field = focused.closest('.fjs-form-field');
              const label = field && (field.querySelector('.fjs-form-field-label') || field.querySelector('label'));
              return (label ? label.innerText : focused.innerText || focused.tagName).replace(/[*\\s]+$/, '').trim();
            }""";

    private static void type(Page page, String label) {
        switch (label) {
            case "案由" -> page.keyboard().type("涉嫌虚假交易");
            case "承办人联系电话" -> page.keyboard().type("021-22050000");
            case "网店 ID" -> page.keyboard().type("S1000001");
            case "网络交易平台", "法律依据" -> {
                page.keyboard().press("ArrowDown");
                takeOffered(page);
            }
            case "平台属地局" -> {
                page.keyboard().type("余杭");
                takeOffered(page);
            }
            case "调取目的" -> page.keyboard().type("查明网店经营主体");
            case "需要对方查明的事项" -> page.keyboard().type("网店由谁经营");
            default -> {}
        }
    }

    /** The list opens a moment after the key; whoever sees it presses Enter, and again where it was too early. */
    private static void takeOffered(Page page) {
        Locator offered = page.locator(".fjs-form-field:focus-within .fjs-dropdownlist-item")
                .first();
        offered.waitFor();
        int attempt = 0;
        do {
            page.keyboard().press("Enter");
        } while (!goes(offered) && ++attempt < 5);
        PlaywrightAssertions.assertThat(offered).isHidden();
    }

    private static boolean goes(Locator offered) {
        try {
            offered.waitFor(new Locator.WaitForOptions()
                    .setState(WaitForSelectorState.HIDDEN)
                    .setTimeout(3_000));
            return true;
        } catch (TimeoutError e) {
            return false;
        }
    }

    private static Map<String, Object> hostileRequest() {
        Map<String, Object> request = Requests.question();
        request.put("causeOfCase", "<b>虚假</b>**交易**![](https://evil.invalid/c.png)");
        request.put("sourceNo", "<i>18</i>号");
        request.put("purpose", filled(1000));
        request.put("questions", filled(2000));
        return request;
    }

    private static Map<String, Object> hostileFindings() {
        Map<String, Object> findings = Requests.findings();
        findings.put("findings", filled(2000));
        IntStream.rangeClosed(1, 20).forEach(place -> findings.put("answer" + place, filled(200)));
        return findings;
    }

    private static String filled(int length) {
        StringBuilder text = new StringBuilder(HOSTILE);
        while (text.length() < length) {
            text.append("；网店由谁经营，交易是否真实，订单有没有物流");
        }
        return text.substring(0, length);
    }

    /** Opens form and case file and looks for anything that is not text. */
    private void looksAt(String user, String task, String caseNo, List<String> inForm, List<String> sections) {
        String id = waitingTask(user, task, caseNo).get("id").asText();
        at(user, desk -> {
            Page page = desk.page();
            List<String> asked = new ArrayList<>();
            page.onRequest(request -> asked.add(request.url()));
            desk.open(id);
            assertThat(page.locator(".fjs-form").innerText()).contains(inForm);
            if (!task.equals("confirmFindings")) {
                assertThat(page.locator(".fjs-form").innerText()).contains(HOSTILE);
            }
            assertThat(page.locator(".fjs-form-field-text :is(a, img, b, strong, em, h1, script)")
                            .count())
                    .isZero();
            desk.picture("hostile-" + task + ".png");
            desk.screen(1366, 1800).caseFile();
            page.evaluate("() => document.querySelectorAll('.cf details').forEach(part => part.open = true)");
            desk.picture("hostile-" + task + "-file.png");
            assertThat(page.locator(".cf").innerText()).contains(HOSTILE).contains(sections);
            assertThat(page.locator(".cf img, .cf b, .cf i, .cf script").count())
                    .isZero();
            assertThat(
                            (Boolean)
                                    page.evaluate(
                                            "() => document.querySelector('.cf').scrollWidth <= document.querySelector('.cf').clientWidth"))
                    .as("nothing sticks out")
                    .isTrue();
            assertThat(page.title()).doesNotContain("坏");
            assertThat(asked).noneMatch(url -> url.contains("evil.invalid"));
        });
    }

    private void at(String user, Consumer<Tasklist> work) {
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), user)) {
            try {
                work.accept(desk);
            } catch (PlaywrightException | AssertionError e) {
                desk.screen(1366, 2000).pictureOfFailure(user + "-failed.png");
                throw e;
            }
            assertThat(desk.errors()).isEmpty();
        }
    }
}
