package org.redshield.bridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** One person's Tasklist in a browser. Fields are found by their Chinese labels, as the person finds them. */
class Tasklist implements AutoCloseable {

    private static final LocatorAssertions.IsEnabledOptions PATIENCE =
            new LocatorAssertions.IsEnabledOptions().setTimeout(30_000);

    /** Until the letters are there and nothing moves any more, but for what moves for ever. */
    private static final String STILL = """
            () => document.fonts.ready
              .then(() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn))))
              .then(() => Promise.allSettled(document.getAnimations()
                .filter(({effect}) => effect?.getComputedTiming().endTime !== Infinity)
                .map(({finished}) => finished)))
            """;

    private static final String SIGNED_IN = ".account .glyphicon-user";

    private final BrowserContext window;
    private final Page page;
    private final String root;
    private final List<String> errors = new ArrayList<>();

    /** Of somebody who may have signed in before, in another window. */
    Tasklist(Chromium chromium, String base, String user) {
        this(chromium.windowOf(base, user), base, user, (page, name) -> {
            Locator passwords = page.locator("input[type=password]");
            page.locator(SIGNED_IN).or(passwords).first().waitFor();
            if (passwords.isVisible()) {
                signIn(page, name);
            }
        });
        chromium.signedIn(window, base, user);
    }

    /** @param signIn how the person fills in the page of the sign-in */
    Tasklist(Chromium chromium, String base, String user, BiConsumer<Page, String> signIn) {
        this(chromium.window(), base, user, signIn);
    }

    private Tasklist(BrowserContext window, String base, String user, BiConsumer<Page, String> signIn) {
        this.window = window;
        page = window.newPage();
        page.onPageError(errors::add);
        root = base + "/camunda/app/tasklist/default/";
        page.navigate(root);
        signIn.accept(page, user);
        try {
            signedIn(page);
            // Who is quicker than that is moved to the list all the same, away from the task that he opened.
            page.locator(":root[data-landed]").waitFor();
            // Tasklist follows that move in its own time, and forgets an address that overtakes it.
            page.waitForLoadState(LoadState.NETWORKIDLE);
        } catch (TimeoutError e) {
            pictureOfFailure("sign-in-failed.png");
            throw e;
        }
    }

    /** Fills the page of the sign-in: it puts the cursor into its first field at a moment of its own, also between two words. */
    static void signIn(Page page, String user) {
        Locator name = page.locator("input[type=text]");
        Locator password = page.locator("input[type=password]");
        for (int attempt = 0;
                attempt < 5 && !(user.equals(name.inputValue()) && "demo".equals(password.inputValue()));
                attempt++) {
            name.fill(user);
            password.fill("demo");
        }
        page.click("button[type=submit]");
    }

    /** Waits until the application, and what we add to it, know who is there. */
    static void signedIn(Page page) {
        page.locator(SIGNED_IN).waitFor();
        page.locator(":root[data-roles]:not([data-roles=''])").waitFor();
    }

    /** Opens the start form of that process. */
    Tasklist start(String process) {
        page.getByText("发起流程", new Page.GetByTextOptions().setExact(true)).click();
        page.locator(".modal-body").getByText(process, locatorExact()).first().click();
        page.locator(".fjs-form").waitFor();
        return this;
    }

    /** Sends the start form and waits until it is gone. */
    void sendStart() {
        page.locator(".modal-footer button").getByText("发起", locatorExact()).click();
        gone(".modal-content");
    }

    /** Chooses a list of tasks. */
    Tasklist filter(String name) {
        page.locator(".task-filters .item.task-filter h4 a")
                .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^\\s*" + name)))
                .first()
                .click();
        page.waitForLoadState(LoadState.NETWORKIDLE);
        return this;
    }

    /** The cards of the list, as text. */
    List<String> cards() {
        page.locator(".cf-card").first().waitFor();
        return page.locator(".tasks-list > li").allInnerTexts();
    }

    /** Opens a task, claims it where nobody has, and shows its form. */
    Tasklist open(String taskId) {
        page.navigate(root + "#/?task=" + taskId);
        return take();
    }

    /** Finds the task on its card in that list, as people do, claims it where nobody has, and shows its form. */
    Tasklist find(String list, String caseNo, String task) {
        filter(list);
        Locator card = page.locator(".tasks-list li.task")
                .filter(new Locator.FilterOptions().setHasText(caseNo))
                .filter(new Locator.FilterOptions().setHasText(task))
                .first();
        turnTo(page, card);
        card.click();
        // The list is drawn anew each few seconds, and a click on a card that goes just then reaches nothing.
        for (int attempt = 0; attempt < 4 && !comes(form(page), WaitForSelectorState.VISIBLE, 15_000); attempt++) {
            card.click();
        }
        return take();
    }

    private static Locator form(Page page) {
        return page.locator(".fjs-form").first();
    }

    Tasklist take() {
        Locator form = page.locator(".fjs-form").first();
        Locator complete =
                page.locator("button").getByText("提交", locatorExact()).first();
        Locator claim = page.getByText("认领", exact()).first();
        // Not shown where all that one can do ends the matter: that has a button of its own.
        complete.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
        form.waitFor();
        // Whoever's task it is may fill it in; for everybody else it is greyed out until it is claimed.
        if (!complete.isEnabled()) {
            claim(claim);
            assertThat(complete).isEnabled(PATIENCE);
            // Tasklist draws the form anew after a claim, at a moment that nothing else shows.
            page.waitForLoadState(LoadState.NETWORKIDLE);
        }
        assertThat(complete).isEnabled(PATIENCE);
        return this;
    }

    void claim(Locator button) {
        button.click();
    }

    Tasklist type(String label, String text) {
        field("textfield", label)
                .or(field("textarea", label))
                .locator("input, textarea")
                .first()
                .fill(text);
        return this;
    }

    Tasklist date(String label, String yearMonthDay) {
        Locator input = field("datetime", label).locator("input").first();
        // A field that has just come up may be drawn once more, empty.
        int attempt = 0;
        do {
            input.fill(yearMonthDay);
            input.press("Tab");
        } while (input.inputValue().isEmpty() && ++attempt < 5);
        return this;
    }

    Tasklist choose(String label, String option) {
        field("radio", label).locator("label").getByText(option).first().click();
        return this;
    }

    Tasklist select(String label, String option) {
        Locator item = page.locator(".fjs-dropdownlist-item").getByText(option).first();
        Locator box = field("select", label).locator(".fjs-input-group").first();
        // A click may only close another field's pop-up, or this list again.
        for (int attempt = 0; attempt < 5 && !appears(item); attempt++) {
            box.click();
        }
        item.click();
        return this;
    }

    /** What a list offers; it stays open. */
    List<String> options(String label) {
        Locator items = page.locator(".fjs-dropdownlist-item");
        Locator box = field("select", label).locator(".fjs-input-group").first();
        for (int attempt = 0; attempt < 5 && !appears(items.first()); attempt++) {
            box.click();
        }
        return items.allInnerTexts();
    }

    /** Adds a tag to a tag list. */
    Tasklist tag(String label, String option) {
        Locator item = page.locator(".fjs-dropdownlist-item").getByText(option).first();
        Locator input = field("taglist", label).locator("input").first();
        for (int attempt = 0; attempt < 5 && !appears(item); attempt++) {
            input.click();
            input.fill(option);
        }
        item.click();
        // The list stays open for more, over the next field.
        input.press("Tab");
        return this;
    }

    /** Ticks a check box or a line of a check list. */
    Tasklist tick(String option) {
        page.locator(".fjs-form-field-checklist label, .fjs-form-field-checkbox label")
                .getByText(option)
                .first()
                .click();
        return this;
    }

    /** Sends the task's form and waits until Tasklist has taken it; of a decision that ends a matter it is sure. */
    void complete() {
        press("提交");
        // Whoever sees that nothing happens presses again.
        for (int attempt = 0;
                attempt < 3 && !comes(form(page), WaitForSelectorState.DETACHED, 20_000) && told().isEmpty();
                attempt++) {
            press("提交");
        }
        try {
            gone(".fjs-form");
        } catch (TimeoutError e) {
            throw new AssertionError("The form stays, and says: " + told(), e);
        }
    }

    /** What the form says against its being sent. */
    private List<String> told() {
        return page.locator(".af-refused p:visible, .fjs-form-field-error:visible")
                .allInnerTexts();
    }

    /** That button of the form, or the one that ends the matter and asks first where it stands in its place. */
    void press(String button) {
        Locator end = page.locator(".af-final button");
        if (end.isVisible()) {
            end.click();
            page.locator("dialog.af-ask .btn-danger").click();
        } else {
            page.locator("button:visible")
                    .getByText(button, locatorExact())
                    .first()
                    .click();
        }
    }

    Tasklist caseFile() {
        tab("案卷").click();
        page.locator(".ws").waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
        page.getByText("案件概要").waitFor();
        return this;
    }

    /** Opens the search for a case from the navigation bar. */
    Locator searchCases() {
        page.getByText("案件查询", exact()).click();
        Locator dialog = page.locator("dialog[open]");
        assertThat(dialog.locator(".cf-found")).not().containsText("正在");
        return dialog;
    }

    /** Finds that case in the search and opens its file there. */
    Locator openCase(String caseNo) {
        Locator search = searchCases();
        search.getByText(caseNo).first().click();
        return search;
    }

    /** Back from the case file to the form. */
    Tasklist form() {
        tab("办理").click();
        page.locator(".fjs-form").first().waitFor();
        return this;
    }

    /** Scrolls until that section of the case file is at the top. */
    Tasklist scrollTo(String section) {
        page.locator("section[aria-label='" + section + "']").evaluate("section => section.scrollIntoView()");
        return this;
    }

    /** Has the first file of the case checked against what was sealed, and waits for the verdict. */
    Tasklist verifyFirstFile() {
        Locator evidence = page.locator("section[aria-label='证据']");
        evidence.locator("button.cf-check").first().click();
        evidence.getByText("与封存时一致").waitFor();
        return this;
    }

    /** Saves the case's evidence package. */
    void exportEvidence(Path file) {
        page.waitForDownload(() -> page.getByText("导出证据包", exact()).click()).saveAs(file);
    }

    /** A picture of that name beside those of the other tests, of what is there now, where somebody may look at it. */
    void picture(String name) {
        if (Chromium.PICTURES) {
            shoot(Chromium.SCREENS.resolve(name));
        }
    }

    /** The same whoever looks: of what went wrong. */
    void pictureOfFailure(String name) {
        shoot(Chromium.SCREENS.resolve(name));
    }

    /** A picture with everything on it that is still on its way. */
    void picture(Path file) {
        page.waitForLoadState(LoadState.NETWORKIDLE);
        shoot(file);
    }

    private void shoot(Path file) {
        page.evaluate(STILL);
        page.screenshot(new Page.ScreenshotOptions().setPath(file));
    }

    /** As if on a screen of that size, until the next call. */
    Tasklist screen(int width, int height) {
        page.setViewportSize(width, height);
        return this;
    }

    /**
     * Nobody looks at a desk until it is used again, but its page would ask for news all the time: frozen, as browsers do it
     * with tabs behind others, it waits.
     *
     * @param state {@code frozen} or {@code active}
     */
    void stands(String state) {
        JsonObject how = new JsonObject();
        how.addProperty("state", state);
        CDPSession tab = window.newCDPSession(page);
        tab.send("Page.setWebLifecycleState", how);
        tab.detach();
    }

    /** The page itself, for what a test wants to know of it alone. */
    Page page() {
        return page;
    }

    /** Presses the form's button and waits for the sentence of the refusal. */
    String refusal(String button) {
        press(button);
        Locator message = page.locator(".af-refused p");
        message.waitFor();
        assertThat(message).isInViewport();
        return message.innerText();
    }

    /** What stands in a field now. */
    String text(String label) {
        return field("textfield", label)
                .or(field("textarea", label))
                .locator("input, textarea")
                .first()
                .inputValue();
    }

    /** Script errors that the page reported. */
    List<String> errors() {
        return List.copyOf(errors);
    }

    @Override
    public void close() {
        window.close();
    }

    /** One of the tabs of the open task. */
    Locator tab(String label) {
        return page.locator(".task-details .nav-tabs").getByText(label, locatorExact());
    }

    /** Turns the list's pages until the card is there. */
    static void turnTo(Page page, Locator card) {
        Locator next = page.locator(".tasks-list-pagination, .pagination").getByText("›");
        for (int tries = 0; tries < 50 && !appears(card); tries++) {
            // Of a list of one page, or one that is still being drawn, it is hidden.
            if (next.isVisible()) {
                next.click();
            }
        }
        card.waitFor();
    }

    static boolean appears(Locator item) {
        return comes(item, WaitForSelectorState.VISIBLE, 1_500);
    }

    /** Whether it is gone, or goes now. */
    static boolean disappears(Locator item) {
        return comes(item, WaitForSelectorState.HIDDEN, 1_500);
    }

    private static boolean comes(Locator item, WaitForSelectorState state, int millis) {
        try {
            item.waitFor(new Locator.WaitForOptions().setState(state).setTimeout(millis));
            return true;
        } catch (TimeoutError notYet) {
            return false;
        }
    }

    private Locator field(String type, String label) {
        return page.locator(".fjs-form-field-" + type)
                .filter(new Locator.FilterOptions()
                        .setHas(page.locator("label").getByText(label).first()));
    }

    void gone(String selector) {
        page.locator(selector).first().waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
    }

    private static Page.GetByTextOptions exact() {
        return new Page.GetByTextOptions().setExact(true);
    }

    private static Locator.GetByTextOptions locatorExact() {
        return new Locator.GetByTextOptions().setExact(true);
    }
}
