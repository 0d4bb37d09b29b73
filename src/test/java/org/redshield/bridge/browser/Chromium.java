package org.redshield.bridge.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** The machine's own Chromium, without a window. */
final class Chromium implements AutoCloseable {

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Starts it. Where it is missing a test is skipped and says why; where CI is set that is a failure. */
    static Chromium start() {
        Path executable = Path.of(Optional.ofNullable(System.getenv("CHROMIUM")).orElse("/usr/bin/chromium"));
        if (!Files.isExecutable(executable)) {
            if (System.getenv("CI") != null) {
                throw new AssertionError("Browser tests need Chromium at " + executable + " (set CHROMIUM)");
            }
            Assumptions.abort("No Chromium at " + executable + ": install it or set CHROMIUM to run the browser tests");
        }
        Playwright playwright = Playwright.create();
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
        return new Chromium(playwright, browser);
    }

    /** A window of its own, with no cookies, at the size of an office screen. */
    BrowserContext window() {
        BrowserContext window = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(1366, 768)
                .setLocale("zh-CN")
                .setTimezoneId("Asia/Shanghai"));
        // The first page of a busy machine takes its time.
        window.setDefaultTimeout(90_000);
        return window;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
