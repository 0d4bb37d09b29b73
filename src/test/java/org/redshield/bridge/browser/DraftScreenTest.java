package org.redshield.bridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.FilePayload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redshield.bridge.scenario.AssistanceScenario;
import org.redshield.bridge.scenario.Requests;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every way in which a person at Tasklist could lose what he has typed, and none in which he does. */
@Tag("browser")
class DraftScreenTest extends AssistanceScenario {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private static final String HEAD = "unithead310105";
    private static final String OFFICER = "officer310105";
    private static final String OPINION = "审批意见";
    private static final String WORDS = "与案件有关，同意。";
    private static final String RESTORED = "已恢复";
    private static final String SAVED = "草稿已保存";

    @Autowired
    private JdbcClient jdbc;

    private final List<Tasklist> desks = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    /** The engine's own script stumbles over a question of its own that the network cuts off. */
    private boolean cutOff;

    private String name;

    @BeforeEach
    void begin(TestInfo test) {
        name = test.getTestMethod().orElseThrow().getName();
        cutOff = false;
        jdbc.sql("delete from draft").update();
    }

    @AfterEach
    void close() {
        desks.forEach(desk -> desk.picture("draft-" + name + ".png"));
        desks.forEach(Tasklist::close);
        assertThat(desks).allSatisfy(desk -> assertThat(desk.errors())
                .filteredOn(error -> !cutOff || !error.contains("crossDomainError"))
                .isEmpty());
    }

    @Test
    @Tag("long")
    void theCaseFileAndBack() {
        Tasklist desk = deskWithWords();
        desk.caseFile().form();
        isRestored(desk);
    }

    @Test
    @Tag("long")
    void anotherTaskAnotherListAndBack() {
        String first = task();
        String second = task();
        Tasklist desk = desk(HEAD).open(first).type(OPINION, WORDS);
        desk.open(second);
        assertThat(opinion(desk)).hasValue("");
        desk.type(OPINION, "另一件。");
        desk.page().locator(".task-filters").getByText("待认领").first().click();
        desk.open(first);
        isRestored(desk);
        desk.open(second);
        assertThat(opinion(desk)).hasValue("另一件。");
    }

    @Test
    @Tag("long")
    void escapeClosesOnlyTheListAndAsksBeforeItClosesTheForm() {
        Tasklist desk = desk(OFFICER).start("协查请求").type("案由", "涉嫌虚假交易");
        Page page = desk.page();
        Locator list = page.locator(".fjs-dropdownlist");
        Locator form = page.locator(".modal-content .fjs-form");
        page.locator(".fjs-form-field-select .fjs-input-group").first().click();
        list.waitFor();
        page.keyboard().press("Escape");
        assertThat(list).hasCount(0);
        assertThat(form).isVisible();

        page.locator(".flatpickr-input").first().click();
        page.locator(".flatpickr-calendar.open").waitFor();
        page.keyboard().press("Escape");
        assertThat(page.locator(".flatpickr-calendar.open")).hasCount(0);
        assertThat(form).isVisible();

        answers(page, Dialog::dismiss, () -> page.keyboard().press("Escape"));
        assertThat(form).isVisible();
        assertThat(desk.text("案由")).isEqualTo("涉嫌虚假交易");
        answers(page, Dialog::accept, () -> page.keyboard().press("Escape"));
        assertThat(form).hasCount(0);
        assertThat(asked).allSatisfy(question -> assertThat(question).contains("保存为草稿"));

        desk.start("协查请求");
        page.getByText(RESTORED).waitFor();
        assertThat(desk.text("案由")).isEqualTo("涉嫌虚假交易");
    }

    @Test
    @Tag("long")
    void theListClosesByEscapeInATask() {
        String caseNo = approved(Requests.question());
        acknowledge(caseNo);
        String id =
                waitingTask("officer330110", "reviewLetter", caseNo).get("id").asText();
        Tasklist desk = desk("officer330110").open(id).choose("审查结论", "不予协助").type("理由", WORDS);
        assertThat(desk.options("不予协助的原因")).isNotEmpty();
        desk.page().keyboard().press("Escape");
        assertThat(desk.page().locator(".fjs-dropdownlist")).hasCount(0);
        desk.page().keyboard().press("Escape");
        assertThat(desk.text("理由")).isEqualTo(WORDS);
    }

    @Test
    void reloadAsksAndRestoresTheLastWord() {
        Tasklist desk = deskWithWords();
        Page page = desk.page();
        answers(page, Dialog::accept, page::reload);
        assertThat(asked).hasSize(1);
        page.locator(".fjs-form").first().waitFor();
        isRestored(desk);
    }

    @Test
    @Tag("long")
    void backOutOfThePageAndForwardAgain() {
        Tasklist desk = deskWithWords();
        Page page = desk.page();
        String here = page.url();
        answers(page, Dialog::accept, () -> page.navigate("about:blank"));
        page.goBack();
        assertThat(page.url()).isEqualTo(here);
        page.locator(".fjs-form").first().waitFor();
        isRestored(desk);
        page.evaluate("() => history.back()");
        page.waitForTimeout(500);
        page.evaluate("() => history.forward()");
        page.locator(".fjs-form").first().waitFor();
        isRestored(desk);
    }

    @Test
    @Tag("long")
    void whenTheSessionEndsWhatWasDoneGoesOnAfterSigningInAgainInPlace() {
        String caseNo = raised(OFFICER, Requests.question());
        String id = waitingTask(HEAD, "approveRequest", caseNo).get("id").asText();
        Tasklist desk = desk(HEAD).open(id).choose("审批结论", "同意").type(OPINION, WORDS);
        Page page = desk.page();
        says(desk, SAVED);
        endSession(page);
        page.locator("button").getByText("提交").first().click();
        Locator dialog = page.locator("dialog.dr-sign-in");
        dialog.waitFor();
        desk.picture("draft-sign-in.png");
        assertThat(dialog).containsText(HEAD);
        page.keyboard().press("Escape");
        assertThat(dialog).isVisible();
        assertThat(desk.text(OPINION)).isEqualTo(WORDS);
        dialog.locator("input[type=password]").fill("wrong");
        dialog.locator("button[type=submit]").click();
        assertThat(dialog).containsText("密码不正确");
        signInAgain(page);
        isDone(HEAD, "approveRequest", caseNo, id);
        assertThat(page.locator(".fjs-form")).hasCount(0);
        assertThat(drafts()).isZero();
        nothingIsKeptInClear(page);
    }

    @Test
    @Tag("thorough")
    void whenTheSessionEndsWhileTypingTheDraftIsSavedAfterSigningInAgain() {
        String id = task();
        Tasklist desk = desk(HEAD).open(id);
        Page page = desk.page();
        page.context().clearCookies();
        desk.type(OPINION, WORDS);
        page.locator("dialog.dr-sign-in").waitFor();
        nothingIsKeptInClear(page);
        signInAgain(page);
        says(desk, SAVED);
        assertThat(desk.text(OPINION)).isEqualTo(WORDS);
        assertThat(drafts()).isEqualTo(1);
    }

    @Test
    @Tag("long")
    void whoeverSignsOutLeavesADraftAndNothingElse() {
        String id = task();
        Tasklist desk = desk(HEAD).open(id).type(OPINION, WORDS);
        Page page = desk.page();
        signOut(page);
        page.locator("input[type=password]").waitFor();
        assertThat(drafts()).isEqualTo(1);
        nothingIsKeptInClear(page);
        Tasklist.signIn(page, OFFICER);
        Tasklist.signedIn(page);
        page.locator(":root[data-landed]").waitFor();
        page.navigate(address() + "/camunda/app/tasklist/default/#/?task=" + id);
        page.locator(".fjs-form").first().waitFor();
        assertThat(page.locator(".fjs-form textarea").first().inputValue()).isEmpty();
    }

    @Test
    @Tag("long")
    void somebodyElseWhoSignsInInTheSameBrowserGetsNothingOfIt() {
        Tasklist desk = deskWithWords();
        says(desk, SAVED);
        Page other = desk.page().context().newPage();
        other.navigate(address() + "/camunda/app/tasklist/default/");
        Tasklist.signedIn(other);
        signOut(other);
        Tasklist.signIn(other, OFFICER);
        Tasklist.signedIn(other);

        desk.type(OPINION, WORDS + "请尽快。");
        // Whether the window asked for something while nobody was signed in, or only afterwards.
        assertThat(desk.page().locator("dialog.dr-sign-in")).containsText(Pattern.compile("本浏览器已由其他人员登录|登录已经失效"));
        assertThat(users()).containsExactly(HEAD);
        signInAgain(desk.page());
        // Whoever was asked before he could type types now.
        desk.type(OPINION, WORDS + "请尽快。");
        await().atMost(Duration.ofSeconds(60)).until(() -> savesOf(HEAD) > 1);
        assertThat(users()).containsExactly(HEAD);
    }

    @Test
    @Tag("long")
    void twoWindowsOnTheSameTaskAreToldOfEachOther() {
        String id = task();
        Tasklist desk = desk(HEAD).open(id).type(OPINION, "甲");
        says(desk, SAVED);
        Page other = desk.page().context().newPage();
        other.navigate(desk.page().url());
        Locator text = other.locator(".fjs-form textarea").first();
        text.waitFor();
        assertThat(text).hasValue("甲");
        text.fill("乙");
        other.getByText(SAVED).waitFor();

        desk.type(OPINION, "丙");
        Locator line = desk.page().locator(".dr-line");
        assertThat(line).containsText("另一个窗口中也改过");
        desk.picture("draft-two-windows.png");
        line.getByText("采用另一窗口的内容").click();
        says(desk, RESTORED);
        assertThat(desk.text(OPINION)).isEqualTo("乙");
        // The form is drawn once more, at a moment that nothing else shows.
        desk.page().waitForTimeout(500);

        desk.type(OPINION, "丁");
        says(desk, SAVED);
        text.fill("戊");
        assertThat(other.locator(".dr-line")).containsText("另一个窗口中也改过");
        other.locator(".dr-line").getByText("保留本窗口的内容").click();
        other.getByText(SAVED).waitFor();
        assertThat(text).hasValue("戊");
    }

    @Test
    @Tag("long")
    void theBrowserCrashes() {
        String id = task();
        Tasklist desk = new Tasklist(CHROMIUM, address(), HEAD).open(id).type(OPINION, WORDS);
        desk.page().waitForTimeout(3000);
        CHROMIUM.crash();
        Tasklist again = desk(HEAD).open(id);
        isRestored(again);
    }

    @Test
    @Tag("long")
    void whileTheServerIsAwayItSaysSoAndSavesLater() {
        Tasklist desk = desk(HEAD).open(task());
        Page page = desk.page();
        cutOff = true;
        page.context().setOffline(true);
        desk.type(OPINION, WORDS);
        says(desk, "还没有保存");
        desk.picture("draft-away.png");
        page.context().setOffline(false);
        says(desk, SAVED);
        assertThat(desk.text(OPINION)).isEqualTo(WORDS);
    }

    @Test
    @Tag("long")
    void whatHasNoPlaceInAFormThatWasChangedIsShown() {
        String id = task();
        Map<String, Object> fields = Map.of(
                "reason", Map.of("label", OPINION, "value", WORDS),
                "gone", Map.of("label", "原有字段", "value", "原来写的话"));
        assertThat(as(HEAD).put(
                                "/api/drafts/tasks/" + id,
                                Map.of(
                                        "person",
                                        HEAD,
                                        "revision",
                                        0,
                                        "window",
                                        UUID.randomUUID().toString(),
                                        "step",
                                        1,
                                        "content",
                                        Map.of("fields", fields)))
                        .status())
                .isEqualTo(200);
        Tasklist desk = desk(HEAD).open(id);
        isRestored(desk);
        says(desk, "表单已更新，草稿中的下列内容没有对应的位置，没有恢复：");
        says(desk, "原有字段：原来写的话");
    }

    @Test
    @Tag("long")
    void aDraftIsDiscardedOnlyAfterAsking() {
        Tasklist desk = deskWithWords();
        says(desk, SAVED);
        Locator discard = desk.page().getByText("丢弃草稿");
        answers(desk.page(), Dialog::dismiss, discard::click);
        assertThat(desk.text(OPINION)).isEqualTo(WORDS);
        answers(desk.page(), Dialog::accept, discard::click);
        assertThat(desk.page().locator(".dr-line")).isHidden();
        assertThat(desk.text(OPINION)).isEmpty();
        assertThat(drafts()).isZero();
    }

    @Test
    @Tag("long")
    void whatIsFilledInInTheCaseFileIsKept() {
        Tasklist desk = desk(HEAD).open(task()).caseFile();
        Page page = desk.page();
        Locator reason = page.locator("section[aria-label='任务认领'] input");
        Locator line = page.locator(".cf .dr-line");
        reason.fill("明日起外出培训");
        desk.form().caseFile();
        assertThat(reason).hasValue("明日起外出培训");
        // Saved before the file was left, or since.
        assertThat(line).containsText(Pattern.compile(SAVED + "|" + RESTORED));
        page.reload();
        desk.caseFile();
        assertThat(reason).hasValue("明日起外出培训");
        assertThat(line).containsText(RESTORED);
        assertThat(line).containsText("任务认领");
        desk.picture("draft-case-file.png");
        nothingIsKeptInClear(page);
        reason.press("Enter");
        assertThat(page.locator("section[aria-label='任务认领']")).containsText("任务已退回待认领");
        assertThat(line).isHidden();
        desk.form().caseFile();
        assertThat(line).isHidden();
    }

    @Test
    @Tag("long")
    void aFileThatIsChosenInTheCaseFileIsAskedForBeforeItIsLeft() {
        String id = waitingTask(OFFICER, "followRequest", raised(OFFICER, Requests.question()))
                .get("id")
                .asText();
        Tasklist desk = desk(OFFICER).open(id).caseFile();
        Page page = desk.page();
        page.locator("section[aria-label='添加文件'] input[type=file]")
                .setInputFiles(new FilePayload("笔录.txt", "text/plain", new byte[] {1}));
        answers(page, Dialog::dismiss, () -> desk.tab("办理").click());
        answers(page, Dialog::accept, desk::form);
        assertThat(asked).allSatisfy(question -> assertThat(question).contains("选好的文件"));
    }

    /** The window is closed and opened anew, and the page is turned into English and back. */
    @Test
    @Tag("long")
    void anotherLanguageAndAnotherWindowLater() {
        String id = task();
        Tasklist desk = desk(HEAD).open(id).type(OPINION, WORDS);
        Page page = desk.page();
        answers(page, Dialog::accept, () -> page.locator(".bridge-language").click());
        assertThat(page.locator("html")).hasAttribute("lang", "en");
        assertThat(opinion(desk)).hasValue(WORDS);
        page.locator(".bridge-language").click();
        assertThat(page.locator("html")).hasAttribute("lang", "zh-CN");
        assertThat(opinion(desk)).hasValue(WORDS);
        opinion(desk).fill(WORDS + "请尽快。");
        says(desk, SAVED);
        Page later = page.context().newPage();
        page.close();
        later.navigate(address() + "/camunda/app/tasklist/default/#/?task=" + id);
        assertThat(later.locator(".fjs-form textarea").first()).hasValue(WORDS + "请尽快。");
        desks.remove(desk);
        later.context().close();
    }

    private Tasklist deskWithWords() {
        return desk(HEAD).open(task()).type(OPINION, WORDS);
    }

    private Tasklist desk(String user) {
        Tasklist desk = new Tasklist(CHROMIUM, address(), user);
        desks.add(desk);
        return desk;
    }

    private String task() {
        String caseNo = raised(OFFICER, Requests.question());
        return waitingTask(HEAD, "approveRequest", caseNo).get("id").asText();
    }

    private static void isRestored(Tasklist desk) {
        assertThat(opinion(desk)).hasValue(WORDS);
        says(desk, RESTORED);
    }

    private static Locator opinion(Tasklist desk) {
        return desk.page().locator(".fjs-form textarea").first();
    }

    private static void says(Tasklist desk, String words) {
        assertThat(desk.page().locator(".dr-line")).containsText(words);
    }

    /** What the page asks on the way is answered, and remembered. */
    private void answers(Page page, Consumer<Dialog> answer, Runnable work) {
        int before = asked.size();
        Consumer<Dialog> answering = dialog -> {
            asked.add(dialog.type().equals("beforeunload") ? "beforeunload" : dialog.message());
            answer.accept(dialog);
        };
        page.onDialog(answering);
        work.run();
        for (int wait = 0; wait < 100 && asked.size() == before; wait++) {
            page.waitForTimeout(100);
        }
        page.offDialog(answering);
        assertThat(asked).as("it asks").hasSize(before + 1);
    }

    /** As when it was idle for too long: the server knows no session of that id. */
    private void endSession(Page page) {
        Cookie session = page.context().cookies().stream()
                .filter(cookie -> cookie.name.equals("JSESSIONID"))
                .findFirst()
                .orElseThrow();
        page.context()
                .addCookies(List.of(new Cookie("JSESSIONID", "0".repeat(session.value.length()))
                        .setDomain(session.domain)
                        .setPath(session.path)));
    }

    private static void signInAgain(Page page) {
        Locator dialog = page.locator("dialog.dr-sign-in");
        dialog.locator("input[type=password]").fill("demo");
        dialog.locator("button[type=submit]").click();
        assertThat(dialog).hasCount(0);
    }

    private static void signOut(Page page) {
        page.locator(".account > a").first().click();
        page.locator(".logout a").click();
        page.locator("input[type=password]").waitFor();
    }

    private static void nothingIsKeptInClear(Page page) {
        assertThat((String) page.evaluate("() => JSON.stringify(localStorage) + JSON.stringify(sessionStorage)"))
                .doesNotContain(WORDS);
    }

    private int drafts() {
        return users().size();
    }

    private List<String> users() {
        return jdbc.sql("select user_id from draft").query(String.class).list();
    }

    private int savesOf(String user) {
        return jdbc.sql("select revision from draft where user_id = ?")
                .param(user)
                .query(Integer.class)
                .single();
    }
}
