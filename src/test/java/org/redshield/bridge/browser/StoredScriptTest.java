package org.redshield.bridge.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redshield.bridge.scenario.AssistanceScenario;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.Http;

/**
 * What people type stays text wherever it is shown: one case is played with markup and templates in every field that takes free
 * text, and every screen that shows it is looked through for what would have come of it.
 */
@Tag("thorough")
@Tag("browser")
class StoredScriptTest extends AssistanceScenario {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private static final String MARKUP = "<img class=\"x-planted\" src=\"x-planted\" onerror=\"top.planted=1\">";
    private static final String PAYLOAD = "甲" + MARKUP
            + "<script>top.planted=2</script><svg class=\"x-planted\" onload=\"top.planted=3\"></svg>\"'><i class=x-planted>"
            + "{{constructor.constructor('top.planted=4')()}}<a class=\"x-planted\" href=\"javascript:top.planted=5\">乙</a>";

    /** Elements that were made of text, also within shadow roots, and what they did. */
    private static final String CAME_OF_IT = """
            () => {
              const within = root => [...root.querySelectorAll('*')].flatMap(element =>
                [...(element.matches('.x-planted, [src*="x-planted"], [href^="javascript:top"]') ? [element.outerHTML] : []),
                  ...(element.shadowRoot ? within(element.shadowRoot) : [])]);
              return [...within(document), ...(window.planted ? [`planted ${window.planted}`] : [])];
            }
            """;

    private void nothingCameOfIt(Page page, String where) {
        for (Frame frame : page.frames()) {
            assertThat((List<?>) frame.evaluate(CAME_OF_IT)).as(where).isEmpty();
        }
        assertThat(page.evaluate("window.planted")).as(where).isNull();
    }

    private static boolean shows(Page page) {
        return page.frames().stream()
                .anyMatch(frame -> frame.locator("body").innerText().contains("<img class=\"x-planted\""));
    }

    private static void done(Http.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isBetween(200, 299);
    }

    @Test
    void whatPeopleTypeStaysText() {
        Map<String, Object> request = Requests.question();
        // What is too long for a field is refused and not cut.
        // Nobody else's cases are about this shop: what is planted shows wherever a case is related.
        request.put("shopId", "S1000666");
        request.put("causeOfCase", MARKUP);
        request.put("purpose", PAYLOAD);
        request.put("questions", PAYLOAD);
        Http.Answer raised = raise("officer310105", request);
        assertThat(raised.status()).as(raised.text()).isEqualTo(200);
        String caseNo = raised.json().get("businessKey").asText();

        try (Tasklist head = new Tasklist(CHROMIUM, address(), "unithead310105")) {
            head.open(waitingTask("unithead310105", "approveRequest", caseNo)
                    .get("id")
                    .asText());
            head.caseFile();
            assertThat(shows(head.page())).isTrue();
            nothingCameOfIt(head.page(), "the approval and the case beside it");
            head.picture("stored-script-approval.png");
        }
        does("unithead310105", "approveRequest", caseNo, Map.of("decision", "approve", "reason", PAYLOAD));
        accept(caseNo);
        done(as("officer310105")
                .post(
                        "/api/cases/" + caseNo + "/messages",
                        Map.of("id", UUID.randomUUID(), "to", YUHANG, "text", PAYLOAD)));
        done(as("officer330110")
                .upload(
                        "/api/cases/" + caseNo + "/evidence",
                        Map.of("note", MARKUP, "medium", MARKUP, "process", MARKUP),
                        "x" + MARKUP + ".txt",
                        "现场笔录"));
        done(as("supervisor330110").post("/api/supervision/reminders", Map.of("caseNo", caseNo, "text", PAYLOAD)));
        Map<String, Object> finding = Requests.findings();
        for (String field : List.of("findings", "answer1")) {
            finding.put(field, PAYLOAD);
        }
        finding.remove("answer2");
        done(tries("officer330110", "investigate", caseNo, finding));
        done(tries("officer2330110", "confirmFindings", caseNo, Map.of("decision", "confirm", "reason", PAYLOAD)));
        does("unithead330110", "approveReply", caseNo, Map.of("decision", "approve", "reason", PAYLOAD));
        waitingTask("officer310105", "reviewReply", caseNo);

        screensOf("officer310105", "reviewReply", caseNo);
        lettersOf("officer310105", caseNo);
        try (Tasklist officer = new Tasklist(CHROMIUM, address(), "officer330110")) {
            officer.page().locator("a[aria-label^='提醒，']").click();
            officer.page().locator("dialog.ms-inbox").waitFor();
            nothingCameOfIt(officer.page(), "the inbox");
            officer.page().navigate(address() + "/cases/" + caseNo);
            officer.page().getByText(caseNo).first().waitFor();
            nothingCameOfIt(officer.page(), "the case's own page");
        }
        cockpit(caseNo);
        // Its cards would stand in the lists of those whose screens other tests look at.
        does("unithead330110", "answerReminder", caseNo, Map.of("decision", "answer", "answer", "已经办理完毕"));
        confirmAndClose(caseNo);
    }

    private void screensOf(String user, String task, String caseNo) {
        try (Tasklist officer = new Tasklist(CHROMIUM, address(), user)) {
            officer.open(waitingTask(user, task, caseNo).get("id").asText());
            officer.caseFile();
            assertThat(shows(officer.page())).isTrue();
            nothingCameOfIt(officer.page(), task);
            officer.picture("stored-script-reply.png");
        }
    }

    /** Each as the page that people print. */
    private void lettersOf(String user, String caseNo) {
        JsonNode letters = caseFile(user, caseNo).get("letters");
        assertThat(letters.size()).isGreaterThanOrEqualTo(2);
        try (Tasklist officer = new Tasklist(CHROMIUM, address(), user)) {
            for (JsonNode letter : letters) {
                officer.page()
                        .navigate(address() + "/api/cases/" + caseNo + "/letters/"
                                + letter.get("id").asText());
                assertThat(shows(officer.page())).isTrue();
                nothingCameOfIt(officer.page(), letter.get("type").asText());
            }
        }
    }

    private void cockpit(String caseNo) {
        String instance = runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(caseNo)
                .processDefinitionKey("assistanceHandling")
                .singleResult()
                .getId();
        try (Cockpit cockpit = new Cockpit(CHROMIUM, address(), "supervisor330110")) {
            nothingCameOfIt(cockpit.dashboard().page(), "the supervisor's dashboard");
            for (String tab : List.of("incidents-tab", "oversight-deadlines")) {
                cockpit.go("#/process-instance/" + instance + "/runtime?tab=" + tab);
                nothingCameOfIt(cockpit.page(), tab);
            }
        }
    }
}
