package org.redshield.bridge.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redshield.bridge.scenario.AssistanceScenario;
import org.redshield.bridge.scenario.Requests;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Screens of officers, supervisors and modelers, one after the other, as {@link ScreenCheck} reads them. Those of tasks are read where
 * {@link FormDesk} fills in their forms. Pictures are left in {@code target/screens/every}.
 */
@Tag("thorough")
@Tag("browser")
class EveryScreenTest extends AssistanceScenario {

    private static final Duration SLOW = Duration.ofSeconds(3);
    private static final Path PICTURES = Chromium.SCREENS.resolve("every");

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @Autowired
    private RepositoryService models;

    private ScreenCheck check = ScreenCheck.ofCases();

    @AfterEach
    void nothingWasFound() {
        check.nothingWasFound();
    }

    @Test
    void ofOfficersBeforeTheyHaveATask() {
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), "officer310105")) {
            lists(desk, "officer");
            desk.page()
                    .getByText("发起流程", new Page.GetByTextOptions().setExact(true))
                    .click();
            look(desk.page(), "officer-starts");
            desk.page().locator(".modal-body a").getByText("协查请求").first().click();
            desk.page().locator(".fjs-form").waitFor();
            desk.page().locator(".fjs-form-field-datetime input").first().click();
            look(desk.page(), "officer-request");
        }
    }

    @Test
    void wordsComeBeforeTheScreenHoweverSlowTheyAre() {
        try (Tasklist signsIn = new Tasklist(CHROMIUM, address(), "officer310105");
                BrowserContext window = CHROMIUM.windowOf(address(), "officer310105")) {
            Page page = window.newPage();
            page.route("**/locales/zh-CN.json*", words -> {
                LockSupport.parkNanos(SLOW.toNanos());
                words.resume();
            });
            page.navigate(signsIn.page().url());
            Tasklist.signedIn(page);
            page.locator("input.main-field[placeholder]").waitFor();
            look(page, "officer-slow");
        }
    }

    @Test
    void ofSupervisors() {
        String caseNo = raised("officer310105", Requests.throughHomeBureau("SHOP_SUBJECT"));
        does("unithead310105", "approveRequest", caseNo, Map.of("decision", "approve", "reason", "同意办理，情况属实"));
        waitingTask("officer330110", "acknowledgeLetter", caseNo);
        String instance = runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(caseNo)
                .processDefinitionKey("assistanceRequest")
                .singleResult()
                .getId();
        try (Cockpit cockpit = new Cockpit(CHROMIUM, address(), "supervisor310105")) {
            Page page = cockpit.dashboard().page();
            look(page, "supervisor");
            cockpit.go("#/processes");
            look(page, "supervisor-processes");
            cockpit.go("#/process-definition/" + definition("assistanceRequest") + "/runtime");
            assertThat(page.locator("td.business-key a").first().getAttribute("href"))
                    .contains("/cases/");
            look(page, "supervisor-process");
            for (String tab : List.of("incidents-tab", "oversight-deadlines", "called-process-instances-tab")) {
                cockpit.go("#/process-instance/" + instance + "/runtime?tab=" + tab);
                look(page, "supervisor-" + tab);
                // The row of buttons that would suspend, cancel and change the instance.
                assertThat(page.locator(".action-button, .btn-toolbar").count()).isZero();
            }
        }
    }

    @Test
    void ofModelers() {
        check = ScreenCheck.ofModels();
        try (Cockpit cockpit = new Cockpit(CHROMIUM, address(), "modeler")) {
            Page page = cockpit.page();
            look(page, "modeler");
            cockpit.go("#/processes");
            look(page, "modeler-processes");
            cockpit.go("#/process-definition/" + definition("assistanceRequest") + "/runtime?tab=job-definition-table");
            look(page, "modeler-process");
            cockpit.go("#/decisions");
            look(page, "modeler-decisions");
            cockpit.go("#/decision-definition/"
                    + models.createDecisionDefinitionQuery()
                            .decisionDefinitionKey("dataTiers")
                            .latestVersion()
                            .singleResult()
                            .getId());
            look(page, "modeler-decision");
            cockpit.go("#/repository");
            look(page, "modeler-repository");
        }
    }

    @Test
    void englishIsTheSecondLanguage() {
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), "officer310105")) {
            Page page = desk.page();
            assertThat(page.title()).isEqualTo("红盾云桥 工作台");
            assertThat(page.evaluate("document.documentElement.lang")).isEqualTo("zh-CN");
            page.locator(".bridge-language").click();
            page.getByText("Start process", new Page.GetByTextOptions().setExact(true))
                    .waitFor();
            assertThat(page.evaluate("document.documentElement.lang")).isEqualTo("en");
            page.locator(".bridge-language").click();
            page.getByText("发起流程", new Page.GetByTextOptions().setExact(true)).waitFor();
        }
    }

    private void lists(Tasklist desk, String role) {
        for (String list : desk.page().locator(".task-filters a").allInnerTexts()) {
            desk.filter(list.lines().findFirst().orElse("").strip());
        }
        look(desk.page(), role);
    }

    private String definition(String key) {
        return models.createProcessDefinitionQuery()
                .processDefinitionKey(key)
                .latestVersion()
                .singleResult()
                .getId();
    }

    private void look(Page page, String screen) {
        page.waitForLoadState(LoadState.NETWORKIDLE);
        page.waitForTimeout(400);
        Chromium.picture(page, PICTURES.resolve(screen + ".png"));
        check.look(page, screen);
    }
}
