package org.redshield.bridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.ChildBridge;
import org.redshield.bridge.support.Desk;

/** The node with a person's session is killed while he types, and is started again on the same database. */
@Tag("browser")
@Tag("kill")
class DraftKillTest {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private static final String HEAD = "unithead310105";
    private static final String OPINION = "审批意见";
    private static final LocatorAssertions.ContainsTextOptions PATIENTLY =
            new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);

    @Test
    void nothingIsLostAndWhatWasTypedMeanwhileIsSavedAfterSigningInAgain() throws Exception {
        Path evidence = Files.createTempDirectory("draft-evidence");
        try (ChildBridge bridge = new ChildBridge(
                Path.of("target", "drafts", "bridge.log"),
                "512m",
                "--spring.datasource.url=" + TestDatabase.emptyUrl(),
                "--bridge.evidence.directory=" + evidence)) {
            bridge.start();
            Desk officers = new Desk(bridge.address(), Duration.ofSeconds(60));
            String caseNo = officers.raised("officer310105", Requests.question());
            String task = officers.waitingTask(HEAD, "approveRequest", caseNo)
                    .get("id")
                    .asText();
            try (Tasklist desk = new Tasklist(CHROMIUM, bridge.address(), HEAD)) {
                Locator line = desk.open(task).page().locator(".dr-line");
                desk.type(OPINION, "与案件有关。");
                assertThat(line).containsText("草稿已保存", PATIENTLY);
                bridge.kill();
                desk.type(OPINION, "与案件有关，同意。");
                assertThat(line).containsText("还没有保存", PATIENTLY);
                bridge.start();
                Locator dialog = desk.page().locator("dialog.dr-sign-in");
                dialog.waitFor();
                dialog.locator("input[type=password]").fill("demo");
                dialog.locator("button[type=submit]").click();
                assertThat(line).containsText("草稿已保存", PATIENTLY);
                desk.page().reload();
                Locator opinion = desk.page().locator(".fjs-form textarea").first();
                opinion.waitFor();
                assertThat(opinion).hasValue("与案件有关，同意。");
                desk.choose("审批结论", "同意").complete();
            }
        }
    }
}
