package org.redshield.bridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redshield.bridge.support.Alone;
import org.redshield.bridge.support.OneTimeCodes;
import org.redshield.bridge.support.People;
import org.redshield.bridge.support.Scenario;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** What people see between their password and their work, and who confirms resets. */
@Alone
@Tag("browser")
@TestPropertySource(
        properties = {
            "bridge.demo=false",
            "bridge.connected-bureaus=310105",
            "bridge.administrator.password=Erstes-Wort7"
        })
class SecondFactorScreenTest extends Scenario {

    private static final String OWN = "Gletscher-4Lampe";

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @Autowired
    private IdentityService identity;

    @Autowired
    private JdbcClient jdbc;

    private People people;

    @BeforeEach
    void hire() {
        people = new People(identity);
        people.hire("zhang.wei", "officer", "310105");
        people.hire("bureauhead", "bureauHead", "310105");
        people.hire("adminone", "accountAdmin");
    }

    @AfterEach
    void dismiss() {
        people.dismissAll();
        jdbc.sql("delete from account_reset").update();
    }

    @Test
    void aPasswordIsResetByTwoAndBothShowASecondFactor() {
        String first;
        String second;
        try (BrowserContext window = CHROMIUM.window()) {
            Page page = window.newPage();
            enrols(page, "adminone", "admin");
            page.locator("a.bridge-confirmations").click();
            page.getByLabel("账号").fill("zhang.wei");
            button(page, "提出申请").click();
            first = page.locator(".ac-half strong").innerText();
            assertThat(page.locator("[aria-label='待确认的重置']")).containsText("zhang.wei");
            picture(page, "accounts-asked");
        }
        try (BrowserContext window = CHROMIUM.window()) {
            Page page = window.newPage();
            enrols(page, "bureauhead", "tasklist");
            page.locator("a[aria-label^='提醒，']").click();
            Locator notice = page.locator(".ms-notice").first();
            assertThat(notice).containsText("申请重置zhang.wei");
            picture(page, "accounts-notice");
            notice.getByText("账号确认").click();
            button(page, "确认重置").click();
            second = page.locator(".ac-half strong").innerText();
            picture(page, "accounts-confirmed");
        }
        try (BrowserContext window = CHROMIUM.window()) {
            Page page = window.newPage();
            page.navigate(address() + "/camunda/app/tasklist/default/");
            types(page, "zhang.wei", first + second);
            page.getByLabel("现在的密码").fill(first + second);
            page.getByLabel("新密码", new Page.GetByLabelOptions().setExact(true)).fill("Password123!");
            page.getByLabel("再输入一次新密码").fill("Password123!");
            button(page, "修改密码").click();
            assertThat(page.getByRole(AriaRole.STATUS)).containsText("由常见密码或者词语组成");
            picture(page, "sign-in-password");
            page.getByLabel("现在的密码").fill(first + second);
            page.getByLabel("新密码", new Page.GetByLabelOptions().setExact(true)).fill(OWN);
            page.getByLabel("再输入一次新密码").fill(OWN);
            button(page, "修改密码").click();
            page.waitForURL(url -> url.contains("/camunda/app/tasklist/"));
            assertThat(page.getByText("发起流程").first()).isVisible();
        }
    }

    @Test
    void whoHasASecondFactorIsAskedForItEachTime() {
        String key;
        try (BrowserContext window = CHROMIUM.window()) {
            key = enrols(window.newPage(), "bureauhead", "tasklist");
        }
        clock.setTo(clock.instant().plusSeconds(30));
        try (BrowserContext window = CHROMIUM.window()) {
            Page page = window.newPage();
            page.navigate(address() + "/camunda/app/tasklist/default/");
            types(page, "bureauhead", "demo");
            page.getByLabel("动态口令（6 位数字）").fill("000000");
            button(page, "登录").click();
            assertThat(page.getByRole(AriaRole.STATUS)).containsText("动态口令不正确");
            picture(page, "sign-in-factor");
            page.getByLabel("动态口令（6 位数字）").fill(OneTimeCodes.of(key, clock.instant()));
            button(page, "登录").click();
            page.waitForURL(url -> url.contains("/camunda/app/tasklist/"));
        }
    }

    /** @return the key that the page shows */
    private String enrols(Page page, String user, String app) {
        page.navigate(address() + "/camunda/app/" + app + "/default/");
        types(page, user, "demo");
        Locator shown = page.locator("main code");
        String key = shown.innerText().replace(" ", "");
        assertThat(page.locator("img.ss-picture")).isVisible();
        picture(page, "sign-in-enrolment");
        page.getByLabel("动态口令（6 位数字）").fill(OneTimeCodes.of(key, clock.instant()));
        button(page, "绑定并登录").click();
        page.waitForURL(url -> url.contains("/camunda/app/" + app + "/"));
        return key;
    }

    private static void types(Page page, String user, String password) {
        Locator name = page.locator("input[type=text]");
        Locator secret = page.locator("input[type=password]");
        // The page puts the cursor into its first field at a moment of its own, also between two words.
        while (!(user.equals(name.inputValue()) && password.equals(secret.inputValue()))) {
            name.fill(user);
            secret.fill(password);
        }
        page.click("button[type=submit]");
        page.waitForURL(url -> url.contains("/sign-in-step"));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "screens", name + ".png")));
    }
}
