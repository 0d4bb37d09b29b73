package org.redshield.bridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redshield.bridge.scenario.AssistanceScenario;
import org.redshield.bridge.scenario.Requests;

/** Who opens a page of ours by a link, and is not signed in, signs in and is on that page; on no page of anybody else. */
@Tag("browser")
class SignInScreenTest extends AssistanceScenario {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private void opens(String path, String user, String seen) {
        try (BrowserContext window = CHROMIUM.window()) {
            Page page = window.newPage();
            page.navigate(address() + path);
            Locator way = page.getByText("登录", new Page.GetByTextOptions().setExact(true));
            way.waitFor();
            Chromium.picture(page, Chromium.SCREENS.resolve("sign-in-first.png"));
            way.click();
            Tasklist.signIn(page, user);
            page.waitForURL(address() + path);
            assertThat(page.locator(seen)).isVisible();
        }
    }

    @Test
    void whoIsNotSignedInComesBackToThePageThatHeOpened() {
        String caseNo = raised("officer310105", Requests.throughHomeBureau("SHOP_SUBJECT"));
        opens("/cases/" + caseNo, "officer310105", ".cf section[aria-label='流程经过']");
        opens("/imports", "officer310105", "main form");
        // To whom Tasklist is closed.
        opens("/record", "auditor", "form[aria-label='检索审计记录']");
    }

    @Test
    @Tag("thorough")
    void noLinkLeadsFromTheSignInToAnotherPlace() {
        try (Tasklist officer = new Tasklist(CHROMIUM, address(), "officer310105")) {
            Page page = officer.page();
            String root = address() + "/camunda/app/tasklist/default/";
            for (String to : List.of(
                    "https://elsewhere.example/",
                    "//elsewhere.example/cases",
                    "/\\elsewhere.example",
                    "javascript:document.title='elsewhere'",
                    "/camunda/app/admin/default/",
                    "/api/me")) {
                page.navigate(root + "?to=" + URLEncoder.encode(to, StandardCharsets.UTF_8));
                page.locator(":root[data-landed]").waitFor();
                assertThat(page.url()).as(to).startsWith(root);
                assertThat(page.title()).as(to).isNotEqualTo("elsewhere");
            }
        }
    }
}
