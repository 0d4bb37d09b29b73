package org.redshield.bridge.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redshield.bridge.scenario.AssistanceScenario;
import org.redshield.bridge.scenario.Requests;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Screens of officers, supervisors and modelers, one after the other: no English label, no raw JSON, no id where there is a name, and nothing that
 * axe calls serious or critical. Pictures are left in {@code target/screens/every}.
 */
@Tag("browser")
class EveryScreenTest extends AssistanceScenario {

    private static final Path PICTURES = Chromium.SCREENS.resolve("every");

    /** Words that are the same in Chinese. */
    private static final String ALLOWED =
            "Camunda Platform|v7\\.24\\.0|English|\\b(?:ID|PDF|CSV|XLSX|JSON|DMN|BPMN|SHA-256|SM3|[KM]B|S1000001)\\b";

    /** What people of cases see: Chinese only. */
    private static final String WORD = "[A-Za-z]{2,}";
    /** What modelers see has names of the models in it: a label is a word with a capital, or several words. */
    private static final String LABEL = "(?<![\\w.\"])[A-Z][a-z]{2,}(?![\\w.])|[a-z]{2,} [a-z]{2,}";

    private static final String ID =
            "\\b(?=[0-9a-z]*[0-9])(?=[0-9a-z]*[a-z])[0-9a-z]{22,25}\\b|[0-9a-f]{8}-[0-9a-f]{4}-";
    private static final String RAW_JSON = "[{\\[]\\s*\"\\w+\"\\s*[:,]";

    /** Everything on the screen that can be read or is read out, a line each. */
    private static final String READ = """
            () => {
              const found = new Set();
              const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              while (texts.nextNode()) {
                const {parentElement: parent, textContent} = texts.currentNode;
                if (textContent.trim() && parent.checkVisibility({checkOpacity: true, checkVisibilityCSS: true})
                    && !parent.closest('svg, script, style')) {
                  found.add(textContent.trim());
                }
              }
              for (const attribute of ['title', 'placeholder', 'aria-label', 'alt']) {
                document.querySelectorAll(`[${attribute}]`).forEach(element => {
                  if (element.checkVisibility()) {
                    found.add(element.getAttribute(attribute));
                  }
                });
              }
              return [...found];
            }
            """;

    private static final String AXE = """
            () => axe.run(document, {resultTypes: ['violations']}).then(({violations}) => violations
              .filter(({impact}) => impact === 'serious' || impact === 'critical')
              .flatMap(({id, nodes}) => nodes.map(({target, html}) => `${id}: ${target.join(' ')}  ${html.slice(0, 160)}`)))
            """;

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @Autowired
    private RepositoryService models;

    private final List<String> findings = new ArrayList<>();
    private String label;

    @AfterEach
    void nothingWasFound() {
        assertThat(findings).isEmpty();
    }

    @Test
    void ofOfficersBeforeTheyHaveATask() {
        label = WORD;
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), "officer310105")) {
            lists(desk, "officer");
            desk.page().getByText("发起流程").click();
            look(desk.page(), "officer-starts");
            desk.page().locator(".modal-body").getByText("协查请求").first().click();
            desk.page().locator(".fjs-form").waitFor();
            desk.page().locator(".fjs-form-field-datetime input").first().click();
            look(desk.page(), "officer-request");
        }
    }

    @Test
    void ofSupervisors() {
        label = WORD;
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
        label = LABEL;
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
            page.getByText("Start process").waitFor();
            assertThat(page.evaluate("document.documentElement.lang")).isEqualTo("en");
            page.locator(".bridge-language").click();
            page.getByText("发起流程").waitFor();
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
        page.waitForLoadState(com.microsoft.playwright.options.LoadState.NETWORKIDLE);
        page.waitForTimeout(1000);
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(screen + ".png")));
        for (Object line : (List<?>) page.evaluate(READ)) {
            String text = String.valueOf(line);
            find(screen, "English", label, text.replaceAll(ALLOWED, ""), text);
            find(screen, "JSON", RAW_JSON, text, text);
            if (label.equals(WORD)) {
                find(screen, "id", ID, text, text);
            }
        }
        page.evaluate(axe());
        for (Object violation : (List<?>) page.evaluate(AXE)) {
            findings.add(screen + " axe " + violation);
        }
    }

    private void find(String screen, String what, String pattern, String where, String text) {
        if (java.util.regex.Pattern.compile(pattern).matcher(where).find()) {
            findings.add(screen + " " + what + ": " + text);
        }
    }

    private static String axe() {
        try (InputStream in = EveryScreenTest.class.getResourceAsStream("/axe.min.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
