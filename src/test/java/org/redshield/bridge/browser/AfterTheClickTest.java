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
import org.redshield.bridge.scenario.AssistanceScenario;
import org.redshield.bridge.scenario.Requests;

/** What a person is told after he has sent a form, why one was refused and where, and what he is asked before he ends a matter. */
@Tag("browser")
class AfterTheClickTest extends AssistanceScenario {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private static final String HEAD = "unithead310105";
    private static final String OFFICER = "officer310105";
    private static final String OPINION = "审批意见";
    private static final String WORDS = "与案件有关，同意。";

    /** Two silent changes of the address that come to nothing: Tasklist takes the next change, of whatever kind, for silent. */
    private static final String STUCK = """
            () => {
              const injector = angular.element(document.documentElement).injector();
              injector.get('$rootScope').$apply(() => {
                injector.get('search').updateSilently({nothing: '1'});
                injector.get('search').updateSilently({nothing: null});
              });
            }
            """;

    private final List<Tasklist> desks = new ArrayList<>();

    @AfterEach
    void close() {
        desks.forEach(Tasklist::close);
        assertThat(desks).allSatisfy(desk -> assertThat(desk.errors()).isEmpty());
    }

    @Test
    @Tag("thorough")
    void anApprovalTellsOfTheLetterUntilItIsDelivered() {
        String caseNo = raised(OFFICER, Requests.question());
        Tasklist desk = desk(HEAD).open(task(caseNo)).choose("审批结论", "同意").type(OPINION, WORDS);
        desk.page().evaluate(STUCK);
        desk.complete();
        assertThat(desk.page().locator(".task-card")).hasCount(0);
        assertThat(banner(desk)).containsText("已批准协查请求，已签发 沪长市监协查〔");
        assertThat(banner(desk)).containsText("号，已送达杭州市余杭区市场监督管理局；下一步：对方签收（1 个工作日内）。");
        desk.picture("after-approval.png");
        assertThat(desk.page().locator(".page-notifications .alert")).hasCount(0);
        assertThat(desk.page().locator(".af-place")).hasAttribute("aria-live", "polite");
        desk.page().locator(".af-close").click();
        assertThat(banner(desk)).hasCount(0);
    }

    @Test
    @Tag("thorough")
    void whoHasTheNextTaskIsLedToIt() {
        String caseNo = approved(Requests.question());
        String id = waitingTask("officer330110", "acknowledgeLetter", caseNo)
                .get("id")
                .asText();
        Tasklist desk = desk("officer330110").open(id).tick("齐全");
        // As whoever assigns work to him knows him.
        assertThat(desk.page().locator(".account")).containsText("吴振华");
        desk.complete();
        Locator next = banner(desk).getByText("办理“审查来函”", new Locator.GetByTextOptions().setExact(true));
        next.waitFor();
        desk.picture("after-next.png");
        next.click();
        desk.page().locator(".fjs-form").getByText("审查结论").first().waitFor();
        Locator above = desk.page().locator(".column-center .af-banner");
        assertThat(above).containsText("已签收来函");
        assertThat(banner(desk)).hasCount(1);
        desk.filter("待办");
        assertThat(above).containsText("已签收来函");
        desk.picture("after-above.png");
        above.locator(".af-close").click();
        assertThat(banner(desk)).hasCount(0);
    }

    /** As the link of a message, of an outcome or of a mail leads to it. */
    @Test
    @Tag("thorough")
    void whoClaimsTheLastTaskOfAListWorksBesideHisOwn() {
        // Nobody else works in that bureau.
        String caseNo = raised("officer310000", Requests.question());
        Tasklist desk = desk("unithead310000").find("待认领", caseNo, "审批协查请求");
        assertThat(desk.page().locator(".task-filters .active")).containsText("待办");
        assertThat(desk.page().locator(".tasks-list li.task.active, .tasks-list li.task"))
                .containsText(caseNo);
        assertThat(desk.choose("审批结论", "退回补正").text(OPINION)).isEmpty();
        desk.picture("after-claim.png");
    }

    @Test
    @Tag("thorough")
    void whoFollowsALinkStaysInHisList() {
        String id = task(raised(OFFICER, Requests.question()));
        // What is in it already keeps that list from being left as an empty one.
        Tasklist desk =
                desk(HEAD).open(task(raised(OFFICER, Requests.question()))).filter("本单位已认领");
        Locator list = desk.page().locator(".task-filters .active");
        assertThat(list).containsText("本单位已认领");
        desk.open(id);
        assertThat(list).containsText("本单位已认领");
        assertThat(desk.page().url()).contains("task=" + id);
    }

    @Test
    void aRefusalMarksItsFieldUntilItIsMended() {
        Tasklist desk = desk(OFFICER).start("协查请求");
        Page page = desk.page();
        desk.type("案由", "涉嫌虚假交易").type("承办人联系电话", "随时联系");
        assertThat(desk.refusal("发起")).matches("还有 \\d 项没有填写或者填写得不对，已在表单中标出。");
        Locator first = page.locator(".fjs-has-errors").first();
        assertThat(first).isFocused();
        assertThat(first).containsText("网络交易平台");
        // The list of that field does not open over what is said, nor take the buttons away.
        assertThat(page.locator(".fjs-dropdownlist")).hasCount(0);
        assertThat(first.getByText("此项必填。")).isInViewport();
        assertThat(page.locator(".modal-footer .af-refused")).isInViewport();
        assertThat(page.locator(".page-notifications .alert:visible, .modal-body .alert:visible"))
                .hasCount(0);
        desk.picture("after-missing.png");
        desk.choose("协查渠道", "请平台属地局协查")
                .select("网络交易平台", "淘宝")
                .type("网店 ID", "S1000001")
                .select("法律依据", "三十四")
                .type("案号或线索编号", "长市监线索〔2026〕18号")
                .type("调取目的", "查明网店经营主体的情况")
                .type("需要对方查明的事项", "网店由谁经营");
        assertThat(desk.refusal("发起")).startsWith("联系电话“随时联系”不像一个电话号码。");
        assertThat(page.locator(".modal-footer .af-refused")).hasCount(1);
        Locator marked = page.locator(".fjs-has-errors");
        assertThat(marked).hasCount(1);
        assertThat(marked).containsText("承办人联系电话");
        assertThat(marked).isInViewport();
        assertThat(marked.locator("input")).isFocused();
        desk.picture("after-refusal.png");
        desk.type("承办人联系电话", "021-22050000");
        assertThat(marked).hasCount(0);
        assertThat(page.locator(".af-refused")).hasCount(0);
        desk.sendStart();
        assertThat(banner(desk)).containsText("已提出协查请求");
        assertThat(page.locator(".page-notifications .alert")).hasCount(0);
        assertThat(banner(desk)).containsText("下一步：由办案机构负责人办理“审批协查请求”");
        assertThat(page.locator(".af-next")).hasCount(0);
        desk.picture("after-start.png");
    }

    @Test
    @Tag("thorough")
    void whatEndsAMatterIsAskedAboutByKeyboard() {
        String caseNo = raised(OFFICER, Requests.question());
        Tasklist desk = desk(HEAD).open(task(caseNo)).choose("审批结论", "不予同意").type(OPINION, "不需要协查，请另行核查。");
        Page page = desk.page();
        Locator main = page.locator("button").getByText("提交", new Locator.GetByTextOptions().setExact(true));
        Locator end = page.locator(".af-final button");
        assertThat(main.first()).isHidden();
        assertThat(end).hasText("不予同意……");
        end.press("Enter");
        Locator question = page.locator("dialog.af-ask");
        assertThat(question).containsText("协查请求到此结束");
        assertThat(question.getByText("返回，不办理")).isFocused();
        desk.picture("after-question.png");
        page.keyboard().press("Escape");
        assertThat(question).hasCount(0);
        assertThat(desk.text(OPINION)).isEqualTo("不需要协查，请另行核查。");
        desk.choose("审批结论", "退回补正");
        assertThat(main.first()).isVisible();
        assertThat(end).hasCount(0);
        desk.choose("审批结论", "不予同意");
        end.press("Enter");
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        assertThat(banner(desk)).containsText("已不予同意，协查请求不发出");
        assertThat(banner(desk)).containsText("“协查请求”到此结束");
    }

    @Test
    @Tag("thorough")
    void whoIsTooLateLearnsWhoWasFaster() {
        String caseNo = raised(OFFICER, Requests.question());
        Tasklist desk = desk(HEAD).open(task(caseNo)).choose("审批结论", "同意").type(OPINION, WORDS);
        does(HEAD, "approveRequest", caseNo, Map.of("decision", "return", "reason", "请写明期间"));
        assertThat(desk.refusal("提交")).isNotEmpty();
        assertThat(desk.page().locator(".af-refused")).containsText("这项任务刚刚已经办结，这次提交没有生效。");
        assertThat(desk.page().locator(".af-refused")).containsText("已将协查请求退回修改");
        desk.picture("after-too-late.png");
    }

    private static Locator banner(Tasklist desk) {
        return desk.page().locator(".af-banner");
    }

    private String task(String caseNo) {
        return waitingTask(HEAD, "approveRequest", caseNo).get("id").asText();
    }

    private Tasklist desk(String user) {
        Tasklist desk = new Tasklist(CHROMIUM, address(), user);
        desks.add(desk);
        return desk;
    }
}
