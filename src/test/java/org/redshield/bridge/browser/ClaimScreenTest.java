package org.redshield.bridge.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redshield.bridge.scenario.AssistanceScenario;
import org.redshield.bridge.scenario.Requests;

/** A claimed task is given back in the case file, with a reason. */
@Tag("browser")
class ClaimScreenTest extends AssistanceScenario {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @Test
    @Tag("thorough")
    void whoHoldsATaskGivesItBackAndMustSayWhy() {
        String caseNo = raised("officer310105", Requests.question());
        String task = waitingTask("unithead310105", "approveRequest", caseNo)
                .get("id")
                .asText();
        assertThat(as("unithead310105")
                        .post("/engine-rest/task/" + task + "/claim", Map.of("userId", "unithead310105"))
                        .status())
                .isEqualTo(204);
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), "unithead310105")) {
            desk.open(task).screen(1366, 1200).caseFile();
            Locator claim = desk.page().locator("section[aria-label='任务认领']");
            claim.waitFor();
            claim.locator("button").click();
            Locator told = claim.locator("p[role=status]");
            told.waitFor();
            assertThat(told.innerText()).contains("退回任务要写明理由");

            claim.locator("input").fill("明日起外出培训");
            claim.locator("button").click();
            claim.getByText("任务已退回待认领").waitFor();
            assertThat(waitingTask("unithead310105", "approveRequest", caseNo)
                            .get("assignee")
                            .isNull())
                    .isTrue();
        }
    }

    @Test
    @Tag("thorough")
    void aHeadHandsATaskOnToAColleagueOfWhoeverHoldsIt() {
        String caseNo = raised("officer310105", Requests.question());
        does("unithead310105", "approveRequest", caseNo, Map.of("decision", "approve", "reason", "同意协查"));
        String task = waitingTask("officer330110", "acknowledgeLetter", caseNo)
                .get("id")
                .asText();
        as("officer330110").post("/engine-rest/task/" + task + "/claim", Map.of("userId", "officer330110"));
        try (Tasklist desk = new Tasklist(CHROMIUM, address(), "unithead330110")) {
            // Not his to claim: he only looks at it.
            desk.screen(1366, 1200).page().navigate(address() + "/camunda/app/tasklist/default/#/?task=" + task);
            desk.caseFile();
            Locator claim = desk.page().locator("section[aria-label='任务认领']");
            claim.waitFor();
            claim.locator("input").fill("认领人休假");
            claim.locator("select").selectOption("officer2330110");
            claim.scrollIntoViewIfNeeded();
            claim.screenshot(new Locator.ScreenshotOptions().setPath(Chromium.SCREENS.resolve("claim-hand-on.png")));
            claim.getByText("改派任务").click();
            claim.getByText("任务已改派给").waitFor();
            assertThat(waitingTask("officer2330110", "acknowledgeLetter", caseNo)
                            .get("assignee")
                            .asText())
                    .isEqualTo("officer2330110");
        }
    }
}
