package org.redshield.bridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redshield.bridge.access.provider.TestProvider;
import org.redshield.bridge.support.Alone;
import org.redshield.bridge.support.Scenario;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * A case of two bureaus, whose people all sign in at the provider, in windows of their own: the province's supervisor goes down to it,
 * the auditor finds who did and saw what, and who loses his role at the provider is out within a minute.
 */
@Tag("thorough")
@Alone
@Tag("browser")
class PeopleOfTheProviderTest extends Scenario {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private static TestProvider provider;

    @LocalServerPort
    private int port;

    @Autowired
    private TaskService tasks;

    @Autowired
    private JdbcClient jdbc;

    private final Map<String, Tasklist> desks = new HashMap<>();
    private final List<String> errors = new ArrayList<>();
    private String base;
    private String caseNo;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry settings) {
        provider = new TestProvider();
        settings.add("bridge.sign-in.issuer", provider::issuer);
        settings.add("bridge.sign-in.client-id", () -> TestProvider.CLIENT);
        settings.add("bridge.sign-in.client-secret", () -> TestProvider.secretOf(TestProvider.CLIENT));
    }

    @AfterAll
    static void stop() {
        provider.close();
    }

    private void knows(String user, String organisation, String role, String... factors) {
        provider.knows(
                user,
                Map.of(
                        "organisation", organisation,
                        "roles", role.isEmpty() ? List.of() : List.of(role),
                        "amr", factors.length == 0 ? List.of("pwd") : List.of(factors)));
    }

    @Test
    void aCaseOfTwoBureausIsSeenFromAboveAuditedAndAnOfficerLosesHisRole() {
        // Not "localhost", which is the provider's: cookies know no ports.
        base = "http://127.0.0.1:" + port;
        provider.serves(base);
        // Another provider than that of another test: its people have been seen by nobody.
        jdbc.sql("delete from account_subject").update();
        knows("officer310105", "310105", "officer");
        knows("unithead310105", "310105", "unitHead", "pwd", "otp");
        knows("officer330110", "330110", "officer");
        knows("officer2330110", "330110", "officer");
        knows("unithead330110", "330110", "unitHead", "pwd", "otp");
        knows("supervisor330000", "330000", "supervisor");
        knows("auditor", "*", "auditor", "pwd", "otp");
        try {
            theRequestIsRaisedAndAccepted();
            theSupervisorOfTheProvinceGoesDownToIt();
            theFactsAreFoundAndTheCaseEnds();
            theAuditorFindsWhoDidAndSawWhat();
            aRoleTakenAwayIsGoneWithinAMinute();
        } finally {
            desks.values().forEach(Tasklist::close);
        }
        assertThat(errors).isEmpty();
    }

    private void theRequestIsRaisedAndAccepted() {
        Tasklist desk = at("officer310105");
        desk.start("协查请求")
                .type("案由", "涉嫌虚假交易")
                .type("承办人联系电话", "021-22050000")
                .select("网络交易平台", "淘宝")
                .select("平台属地局", "余杭")
                .type("网店 ID", "S1000003")
                .tick("店铺主体信息")
                .select("法律依据", "三十四")
                .type("调取目的", "查明网店经营主体")
                .type("需要对方查明的事项", "网店由谁经营");
        desk.sendStart();
        caseNo = runtime.createProcessInstanceQuery()
                .processDefinitionKey("assistanceRequest")
                .singleResult()
                .getBusinessKey();
        does("unithead310105", "approveRequest", form -> form.choose("审批结论", "同意")
                .type("审批意见", "同意协查。"));
        does("officer330110", "acknowledgeLetter", form -> form.tick("齐全"));
        does("officer330110", "reviewLetter", form -> form.choose("审查结论", "受理"));
        does("unithead330110", "assignOfficers", form -> form.select("主办人", "33011001001")
                .select("协办人", "33011001002"));
    }

    private void theSupervisorOfTheProvinceGoesDownToIt() {
        Task open = task("investigate");
        try (BrowserContext window = CHROMIUM.window()) {
            Page page = window.newPage();
            page.onPageError(errors::add);
            page.navigate(base + "/camunda/app/cockpit/default/");
            atTheProvider(page, "supervisor330000");
            page.locator(".ov-tile strong").first().waitFor();
            assertThat(page.locator(".ov-path")).containsText("浙江省市场监督管理局");
            Locator city = page.locator(".ov-parts").getByText("杭州市市场监督管理局");
            Cockpit.refresh(page, city);
            city.click();
            page.locator("select[aria-label=单位]").selectOption(new SelectOption().setLabel("杭州市余杭区市场监督管理局"));
            assertThat(page.locator(".ov-path strong")).hasText("杭州市余杭区市场监督管理局");
            page.navigate(base + "/camunda/app/tasklist/default/");
            page.locator(":root[data-landed]").waitFor();
            page.navigate(base + "/camunda/app/tasklist/default/#/?task=" + open.getId());
            page.getByText("以督办身份查看杭州市余杭区市场监督管理局的案卷").first().waitFor();
            Chromium.picture(page, Chromium.SCREENS.resolve("provider-supervisor.png"));
        }
    }

    private void theFactsAreFoundAndTheCaseEnds() {
        does("officer330110", "investigate", form -> form.choose("下一步", "提交结论")
                .select("总体结论", "已查明")
                .type("第1项", "由宿迁一家公司经营。")
                .type("核查情况", "网店由宿迁一家公司经营，有平台登记资料为证。"));
        does("officer2330110", "confirmFindings", form -> form.choose("复核结论", "通过"));
        does("unithead330110", "approveReply", form -> form.choose("审批结论", "同意"));
        does("officer310105", "reviewReply", form -> form.choose("复函内容", "充分，确认"));
        does("officer310105", "decideOutcome", form -> form.choose("案件去向", "办结").type("说明", "事实已经查清"));
        await("the case ends")
                .until(() -> runtime.createProcessInstanceQuery()
                                .processInstanceBusinessKey(caseNo)
                                .count()
                        == 0);
    }

    private void theAuditorFindsWhoDidAndSawWhat() {
        try (BrowserContext window = CHROMIUM.window()) {
            Page page = window.newPage();
            page.onPageError(errors::add);
            page.navigate(base + "/record");
            atTheProvider(page, "auditor");
            page.getByLabel("案件编号").fill(caseNo);
            isOnRecord(page, "supervisor330000", "查看案卷");
            for (String user : List.of("officer310105", "unithead310105", "officer330110", "officer2330110")) {
                isOnRecord(page, user, "办理环节");
            }
            Chromium.picture(page, Chromium.SCREENS.resolve("provider-auditor.png"));
            page.navigate(base + "/cases/" + caseNo);
            assertThat(page.locator("body")).not().containsText("涉嫌虚假交易");
        }
    }

    /** What was read is written within a second. */
    private static void isOnRecord(Page page, String user, String act) {
        page.getByLabel("人员（账号）").fill(user);
        Locator row = page.locator("main tr")
                .filter(new Locator.FilterOptions().setHasText(user))
                .filter(new Locator.FilterOptions().setHasText(act));
        for (int attempt = 0; attempt < 10 && !Tasklist.appears(row.first()); attempt++) {
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("检索"))
                    .click();
        }
        assertThat(row.first()).isVisible();
    }

    private void aRoleTakenAwayIsGoneWithinAMinute() {
        Page page = at("officer330110").page();
        knows("officer330110", "330110", "");
        clock.setTo(clock.instant().plusSeconds(60));
        page.navigate(base + "/cases/" + caseNo);
        page.getByText("在本系统没有任何角色").first().waitFor();
        assertThat(page.locator("body")).not().containsText("涉嫌虚假交易");
        Chromium.picture(page, Chromium.SCREENS.resolve("provider-no-role.png"));
        assertThat(at("officer310105").page().evaluate("() => fetch('/api/me').then(answer => answer.status)"))
                .as("whose role stays, goes on")
                .isEqualTo(200);
    }

    private Tasklist at(String user) {
        return desks.computeIfAbsent(user, name -> new Tasklist(CHROMIUM, base, name, this::atTheProvider));
    }

    private void does(String user, String task, Consumer<Tasklist> work) {
        Task waiting = task(task);
        Tasklist desk = at(user).open(waiting.getId());
        work.accept(desk);
        desk.complete();
        errors.addAll(desk.errors());
    }

    private Task task(String key) {
        return await(key + " is there")
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> tasks.createTaskQuery()
                                .processInstanceBusinessKey(caseNo)
                                .taskDefinitionKey(key)
                                .singleResult(),
                        found -> found != null);
    }

    private void atTheProvider(Page page, String user) {
        page.waitForURL(url -> url.startsWith(provider.issuer() + "/login"));
        page.fill("input[name=username]", user);
        page.fill("input[name=password]", "demo");
        page.click("button[type=submit]");
    }
}
