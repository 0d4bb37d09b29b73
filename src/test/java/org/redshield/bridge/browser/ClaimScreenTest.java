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
            claim.getByText("退回任务").click();
            Locator told = claim.locator("p[role=status]");
            told.waitFor();
            assertThat(told.innerText()).contains("退回任务要写明理由");

            claim.locator("input").fill("明日起外出培训");
            claim.getByText("退回任务").click();
            claim.getByText("任务已退回待认领").waitFor();
            assertThat(waitingTask("unithead310105", "approveRequest", caseNo)
                            .get("assignee")
                            .isNull())
                    .isTrue();
        }
    }
}
