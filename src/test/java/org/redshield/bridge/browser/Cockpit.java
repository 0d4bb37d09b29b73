package org.redshield.bridge.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.SelectOption;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One supervisor's Cockpit in a browser. */
final class Cockpit implements AutoCloseable {

    /** Seconds until numbers that wait are told, with room. */
    private static final int TOLD = 60;

    private final BrowserContext window;
    private final Page page;
    private final String root;
    private final List<String> errors = new ArrayList<>();

    Cockpit(Chromium chromium, String base, String user) {
        window = chromium.window();
        page = window.newPage();
        page.onPageError(errors::add);
        root = base + "/camunda/app/cockpit/default/";
        page.navigate(root);
        page.waitForLoadState(LoadState.NETWORKIDLE);
        Tasklist.signIn(page, user);
        Tasklist.signedIn(page);
        page.waitForLoadState(LoadState.NETWORKIDLE);
    }

    /** The section of the dashboard, with its numbers: they are told every half minute. */
    Cockpit dashboard() {
        page.navigate(root + "#/dashboard");
        page.locator(".ov-tile strong").first().waitFor();
        Locator numbers = page.locator(".ov-figures");
        settled();
        refresh(page, numbers);
        settled();
        return this;
    }

    /** As somebody does who waits for what has just happened to be told. */
    static void refresh(Page page, Locator until) {
        for (int tries = 0; tries < TOLD && !until.isVisible(); tries++) {
            page.waitForTimeout(1000);
            page.getByText("刷新", new Page.GetByTextOptions().setExact(true)).click();
        }
        until.waitFor();
    }

    /** What the tile of that title says. */
    long number(String title) {
        return Long.parseLong(tile(title).locator("strong").innerText().replace(",", ""));
    }

    Cockpit choose(String tile) {
        tile(tile).click();
        settled();
        return this;
    }

    /** Limits everything to one bureau or kind; an empty option takes the limit away. */
    Cockpit limit(String filter, String option) {
        page.locator(".ov-filter")
                .filter(new Locator.FilterOptions().setHasText(filter))
                .locator("select")
                .selectOption(option.isEmpty() ? new SelectOption().setIndex(0) : new SelectOption().setLabel(option));
        settled();
        return this;
    }

    Cockpit groupedBy(String button) {
        page.locator(".ov-toggle").getByText(button).click();
        settled();
        return this;
    }

    /** The lines of the table, as text. */
    List<String> lines() {
        return page.locator(".ov-list .ov-table tbody tr:not(.ov-below)").allInnerTexts();
    }

    Cockpit more() {
        int before = lines().size();
        page.locator(".ov-more button").click();
        page.locator(".ov-list .ov-table tbody tr:not(.ov-below)").nth(before).waitFor();
        return this;
    }

    String shown() {
        return page.locator(".ov-more").innerText();
    }

    /** Opens the form for a reminder of that case. */
    Cockpit remind(String caseNo, String text) {
        line(caseNo).locator("button").click();
        page.locator(".ov-form textarea").fill(text);
        return this;
    }

    Cockpit sendReminder() {
        page.locator(".ov-form button[type=submit]").click();
        page.locator(".ov-form").waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
        settled();
        return this;
    }

    String lineOf(String caseNo) {
        return line(caseNo).innerText();
    }

    /** Opens the case's instance at its deadlines by the link in the line. */
    Cockpit openInstance(String caseNo) {
        line(caseNo).locator("a").first().click();
        page.locator(".ov-tab table").first().waitFor();
        settled();
        return this;
    }

    /** Waits until the dashboard has taken the section of supervision away. */
    Cockpit withoutSupervision() {
        page.locator(".ov-absent").waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
        return this;
    }

    /** Opens the page at that place of the application. */
    Cockpit go(String place) {
        page.navigate(root + place);
        settled();
        return this;
    }

    /** The page itself, for what a test wants to know of it alone. */
    Page page() {
        return page;
    }

    boolean shows(String text) {
        return page.getByText(text).first().isVisible();
    }

    String tab() {
        return page.locator(".ov-tab").innerText();
    }

    Cockpit scrollTo(String selector) {
        page.locator(selector).first().scrollIntoViewIfNeeded();
        return this;
    }

    void picture(Path file) {
        if (Chromium.PICTURES) {
            page.waitForTimeout(600);
            Chromium.picture(page, file);
        }
    }

    List<String> errors() {
        return List.copyOf(errors);
    }

    @Override
    public void close() {
        window.close();
    }

    private void settled() {
        page.waitForLoadState(LoadState.NETWORKIDLE);
        page.waitForFunction("() => !document.querySelector('.ov [role=status]')");
    }

    private Locator tile(String title) {
        return page.locator(".ov-tile")
                .filter(new Locator.FilterOptions()
                        .setHas(page.locator("span").getByText(title, new Locator.GetByTextOptions().setExact(true))));
    }

    private Locator line(String caseNo) {
        return page.locator(".ov-list .ov-table tbody tr:not(.ov-below)")
                .filter(new Locator.FilterOptions().setHasText(caseNo))
                .first();
    }
}
