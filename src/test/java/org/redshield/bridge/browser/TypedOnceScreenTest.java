package org.redshield.bridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redshield.bridge.scenario.DispositionScenario;
import org.redshield.bridge.scenario.Requests;

/** What is known is not asked, what has one answer is said, and what is typed beside a case that changes stays. */
@Tag("browser")
class TypedOnceScreenTest extends DispositionScenario {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private static final String OFFICER = "officer310105";
    private static final String NOTICE = "https://rule.example.invalid/notice/1";
    private static final String RULE = "《浙江省网络交易管理条例》第二十条";

    private final List<Tasklist> desks = new ArrayList<>();

    @AfterEach
    void close() {
        desks.forEach(Tasklist::close);
        assertThat(desks).allSatisfy(desk -> assertThat(desk.errors()).isEmpty());
    }

    @Test
    @Tag("thorough")
    void whoChoosesThePlatformSeesTheBureauAtItsSeatAndNeedNotChooseIt() {
        Tasklist desk = desk(OFFICER).start("协查请求").screen(1366, 1400);
        desk.type("案由", "涉嫌虚假交易")
                .type("承办人联系电话", "021-22050000")
                .select("网络交易平台", "淘宝")
                .type("网店 ID", "S1000001");
        assertThat(desk.page().locator(".fjs-form-field-select").filter(having(desk, "网络交易平台")))
                .containsText("属地局：杭州市余杭区市场监督管理局");
        assertThat(words(desk)).hasCount(0);
        desk.select("法律依据", "其他（自行填写）").type("其他依据", RULE);
        desk.type("调取目的", "查明网店经营主体的情况").type("需要对方查明的事项", "网店由谁经营");
        desk.picture("typed-start.png");
        desk.sendStart();
        assertThat(desk.page().locator(".af-place")).containsText("已提出协查请求");
    }

    @Test
    @Tag("thorough")
    void severalArticlesAreChosenAndOthersAreWrittenOnlyWhenAskedFor() {
        String caseNo = approved(Requests.direct("SHOP_SUBJECT"));
        Tasklist desk =
                desk(OFFICER).open(task(OFFICER, "decideOutcome", caseNo)).screen(1366, 1000);
        Locator words = words(desk);
        desk.choose("案件去向", "请求处置，同时").tag("建议的处置措施", "警示");
        assertThat(words).hasCount(0);
        desk.tag("处置的法律依据", "网络交易监督管理办法第三十条");
        assertThat(words).hasCount(0);
        desk.tag("处置的法律依据", "其他");
        assertThat(words).hasCount(1);
        desk.type("其他依据", RULE).picture("typed-basis.png");
        desk.page()
                .locator("button:visible")
                .getByText("提交", new Locator.GetByTextOptions().setExact(true))
                .first()
                .click();
        waitingTask("unithead310105", "approveDispositionRequest", caseNo);
    }

    @Test
    @Tag("thorough")
    void oneDecisionIsSaidAndTheOneThatEndsAMatterIsStillAskedAbout() {
        String caseNo = approved(Requests.question());
        Tasklist other = desk("officer330110").open(task("officer330110", "acknowledgeLetter", caseNo));
        assertThat(other.page().locator(".fjs-form")).containsText("提交即表示：签收来函。");
        assertThat(other.page().locator(".fjs-form input[type=radio]")).hasCount(0);
        other.picture("typed-acknowledge.png");
        other.complete();
        waitingTask("officer330110", "reviewLetter", caseNo);

        Tasklist desk = desk(OFFICER).open(task(OFFICER, "followRequest", caseNo));
        desk.type("撤回理由", "当事人已主动说明情况。");
        assertThat(desk.page().locator(".af-final button")).containsText("撤回请求");
        desk.picture("typed-withdraw.png");
        desk.page().locator(".af-final button").click();
        desk.page().locator("dialog.af-ask .btn-danger").click();
        assertThat(desk.page().locator(".af-place")).containsText("已提请办案机构负责人签发撤回函");
        waitingTask("unithead310105", "approveWithdrawal", caseNo);
    }

    @Test
    @Tag("thorough")
    void aCaseThatIsLookedAtChangesByItselfAndWhatIsBeingTypedStays() {
        String caseNo = approved(Requests.question());
        Tasklist desk =
                desk(OFFICER).open(task(OFFICER, "followRequest", caseNo)).screen(1366, 900);
        Page page = desk.page();
        Locator receipts = page.locator(".ws-case .cf-receipts").first();
        assertThat(receipts).containsText("送达");
        assertThat(receipts).not().containsText("签收");
        page.evaluate("window.samePage = true");
        Locator reason = page.locator(".fjs-form textarea").first();
        reason.click();
        page.keyboard().type("当事人");

        acknowledge(caseNo);

        assertThat(receipts).containsText("签收");
        assertThat(reason).isFocused();
        page.keyboard().type("已经说明情况");
        assertThat(reason).hasValue("当事人已经说明情况");
        assertThat(page.evaluate("window.samePage")).isEqualTo(true);
        desk.picture("typed-fresh.png");
    }

    @Test
    @Tag("thorough")
    void whatIsFilledInInAnyFieldOfACaseFileIsThereAgainWhereverTheCaseIsOpened() {
        String caseNo = dispositionWanted("both");
        draft(caseNo, SHOP);
        platformFault("处置", "PUBLICITY_MISSING", "submit", 1);
        approveDraft(caseNo);
        eventually(
                "the platform owes its publicity",
                () -> disposition(caseNo).at("/targets/0/publicityOwed").asBoolean());
        Tasklist desk = desk("officer330110");
        Page page = desk.page();
        Locator search = desk.searchCases();
        search.locator("input").first().fill(caseNo);
        search.locator("input").first().press("Enter");
        search.locator(".cf-hit").getByText(caseNo).first().click();
        seen(search).fill(NOTICE);
        search.getByText("返回列表").click();
        search.locator(".cf-hit").getByText(caseNo).first().click();
        assertThat(seen(search)).hasValue(NOTICE);
        assertThat(search.locator(".dr-line")).containsText("草稿已保存");
        desk.picture("typed-search.png");
        page.keyboard().press("Escape");
        assertThat(page.locator("dialog[open]")).hasCount(0);

        // The same file as a page of its own.
        page.navigate(address() + "/cases/" + caseNo);
        Locator there = seen(page.locator("main"));
        assertThat(there).hasValue(NOTICE);
        assertThat(page.locator(".dr-line")).containsText("已恢复");
        assertThat(page.locator(".dr-line")).containsText("在“登记公示”中");
        desk.picture("typed-page.png");
        there.press("Enter");
        assertThat(page.locator("form[aria-label='登记公示']")).hasCount(0);
        page.reload();
        page.locator("section[aria-label='处置']").waitFor();
        assertThat(page.locator(".dr-line")).isHidden();
    }

    /** Where an officer enters by hand what he saw of the platform. */
    private static Locator seen(Locator file) {
        file.locator("summary")
                .getByText("登记公示", new Locator.GetByTextOptions().setExact(true))
                .first()
                .click();
        return file.locator("form[aria-label='登记公示'] input[name=url]").first();
    }

    private Locator.FilterOptions having(Tasklist desk, String label) {
        return new Locator.FilterOptions().setHas(desk.page().locator("label").getByText(label));
    }

    /** The label of the field for what the list has not got. */
    private static Locator words(Tasklist desk) {
        return desk.page()
                .locator(".fjs-form-field label")
                .getByText("其他依据", new Locator.GetByTextOptions().setExact(true));
    }

    private String task(String user, String task, String caseNo) {
        String id = waitingTask(user, task, caseNo).get("id").asText();
        as(user).post("/engine-rest/task/" + id + "/claim", Map.of("userId", user));
        return id;
    }

    private Tasklist desk(String user) {
        Tasklist desk = new Tasklist(CHROMIUM, address(), user);
        desks.add(desk);
        return desk;
    }
}
