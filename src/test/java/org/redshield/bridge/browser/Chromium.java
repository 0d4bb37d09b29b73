package org.redshield.bridge.browser;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The machine's own Chromium, without a window, opened by the first class that needs it and closed with the JVM; what a class
 * opens in it is closed with the class: register it in a static field. Where it is missing the class is skipped and says why; where
 * CI is set that is a failure.
 */
final class Chromium implements BeforeAllCallback, AfterAllCallback {

    /** Where the pictures are left that are not shown in the documentation. */
    static final Path SCREENS = Path.of("target", "screens");

    /** Nobody looks at those of a whole run, and they are a seventh of what its browser has to do: taken of a class named with -Dtest. */
    static final boolean PICTURES =
            System.getenv("CI") == null && System.getProperty("test") != null || Boolean.getBoolean("docs.pictures");

    /** One for all classes of this JVM: its start takes as long as a screen. */
    private static final class Program {

        private final Path executable;
        private final Playwright playwright = Playwright.create();
        private Browser browser;

        Program(Path executable) {
            this.executable = executable;
            Runtime.getRuntime().addShutdownHook(new Thread(playwright::close, "browser-close"));
            launch();
        }

        void launch() {
            browser = playwright
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
        }
    }

    private static Program program;

    private final Map<String, List<Cookie>> cookies = new HashMap<>();

    @Override
    public void beforeAll(ExtensionContext context) {
        Path executable =
                Optional.ofNullable(System.getenv("CHROMIUM")).map(Path::of).orElseGet(Chromium::installed);
        if (!Files.isExecutable(executable)) {
            if (System.getenv("CI") != null) {
                throw new AssertionError("Browser tests need Chromium at " + executable + " (set CHROMIUM)");
            }
            Assumptions.abort("No Chromium at " + executable + ": install it or set CHROMIUM to run the browser tests");
        }
        // As with the first page: what a busy machine is asked to show may take longer than the five seconds of a quiet
        // one.
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
        if (program == null) {
            program = new Program(executable);
        }
    }

    /** The one without any window, where it is there, shows the same pages for half the work. */
    private static Path installed() {
        Path windowless = Path.of("/usr/bin/chromium-headless-shell");
        return Files.isExecutable(windowless) ? windowless : Path.of("/usr/bin/chromium");
    }

    /** What is there now, where somebody may look at it. */
    static void picture(Page page, Path file) {
        if (PICTURES) {
            page.screenshot(new Page.ScreenshotOptions().setPath(file));
        }
    }

    /** A window of its own, with no cookies, at the size of an office screen. */
    BrowserContext window() {
        BrowserContext window = program.browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(1366, 768)
                .setLocale("zh-CN")
                .setTimezoneId("Asia/Shanghai"));
        // The first page of a busy machine takes its time.
        window.setDefaultTimeout(90_000);
        return window;
    }

    /** A window of somebody who stays signed in, if he was before. */
    BrowserContext windowOf(String base, String user) {
        BrowserContext window = window();
        window.addCookies(cookies.getOrDefault(base + user, List.of()));
        return window;
    }

    /** He is, in that window. */
    void signedIn(BrowserContext window, String base, String user) {
        cookies.put(base + user, window.cookies());
    }

    /** The browser's process is killed with all its windows, and whoever sat there opens it again. */
    void crash() {
        JsonArray processes = program.browser
                .newBrowserCDPSession()
                .send("SystemInfo.getProcessInfo")
                .getAsJsonArray("processInfo");
        for (JsonElement process : processes) {
            if (process.getAsJsonObject().get("type").getAsString().equals("browser")) {
                ProcessHandle.of(process.getAsJsonObject().get("id").getAsLong())
                        .orElseThrow()
                        .destroyForcibly();
            }
        }
        program.launch();
    }

    /** Also what a test left open; nothing is there when the browser never came up. */
    @Override
    public void afterAll(ExtensionContext context) {
        if (program != null) {
            List.copyOf(program.browser.contexts()).forEach(BrowserContext::close);
        }
    }
}
