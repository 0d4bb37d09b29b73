package org.redshield.bridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.List;

/**
 * The same desk of somebody who touches no mouse: everything is reached by the Tab key, the arrows and the shortcuts that the page
 * tells of, from the sign-in to the button that sends.
 */
final class KeyboardTasklist extends Tasklist {

    /** Once around the page, with all its cards. */
    private static final int MOST_STEPS = 400;

    /** What a list offers. */
    private static final String OFFERED = ".fjs-dropdownlist-item";

    /** Whether what has the focus is, or lies in, what is looked for: its own words, or the label of its field. */
    private static final String HAS_FOCUS = """
            ([selector, text]) => {
              const found = document.activeElement.closest(selector);
              const words = found && (found.matches('.fjs-form-field')
                ? found.querySelector('label, .fjs-form-field-label') : found);
              return Boolean(words) && (words.innerText || words.value || words.ariaLabel || '').includes(text);
            }
            """;

    /** The words of the option that has the focus. */
    private static final String OPTION = "() => document.activeElement.closest('label')?.innerText"
            + " || document.activeElement.parentNode.querySelector('label')?.innerText || ''";

    KeyboardTasklist(Chromium chromium, String base, String user) {
        super(chromium, base, user, KeyboardTasklist::signsIn);
    }

    private static void signsIn(Page page, String user) {
        page.locator("input[type=password]").waitFor();
        // The page puts the cursor into its first field at a moment of its own.
        for (int attempt = 0; attempt < 5 && !isTyped(page, user); attempt++) {
            typeInto(page, "input[type=text]", user);
            typeInto(page, "input[type=password]", "demo");
        }
        page.keyboard().press("Enter");
    }

    private static boolean isTyped(Page page, String user) {
        return page.inputValue("input[type=text]").equals(user)
                && page.inputValue("input[type=password]").equals("demo");
    }

    private static void typeInto(Page page, String field, String text) {
        reach(page, field, "");
        page.keyboard().press("Control+a");
        page.keyboard().type(text);
    }

    @Override
    Tasklist start(String process) {
        page().keyboard().press("Control+Alt+p");
        page().locator(".modal-body a").getByText(process).first().waitFor();
        reach(".modal-body a", process);
        page().keyboard().press("Enter");
        page().locator(".modal-body .fjs-form").waitFor();
        return this;
    }

    @Override
    void sendStart() {
        send(page().locator(".modal-footer button.btn-primary"), ".modal-footer button.btn-primary");
        gone(".modal-content");
    }

    @Override
    Tasklist filter(String name) {
        reach(".task-filters h4 a", name);
        page().keyboard().press("Enter");
        assertThat(page().locator(".task-filters .item.active h4 a")).containsText(name);
        return this;
    }

    @Override
    Tasklist find(String list, String caseNo, String task) {
        filter(list);
        Locator card = page().locator(".tasks-list li.task")
                .filter(new Locator.FilterOptions().setHasText(caseNo))
                .filter(new Locator.FilterOptions().setHasText(task))
                .first();
        while (!appears(card)) {
            reach(".pagination a", "›");
            page().keyboard().press("Enter");
        }
        page().keyboard().press("Control+Alt+l");
        while (!(Boolean) card.evaluate("card => card.contains(document.activeElement)")) {
            page().keyboard().press("Tab");
        }
        page().keyboard().press("Enter");
        return take();
    }

    @Override
    void claim(Locator button) {
        page().keyboard().press("Control+Alt+c");
    }

    @Override
    Tasklist type(String label, String text) {
        reach(".fjs-form-field-textfield, .fjs-form-field-textarea", label);
        page().keyboard().press("Control+a");
        // As an input method for Chinese does it.
        page().keyboard().insertText(text);
        return this;
    }

    @Override
    Tasklist date(String label, String yearMonthDay) {
        reach(".fjs-form-field-datetime", label);
        page().keyboard().press("Control+a");
        page().keyboard().type(yearMonthDay);
        page().keyboard().press("Tab");
        return this;
    }

    @Override
    Tasklist choose(String label, String option) {
        reach(".fjs-form-field-radio", label);
        for (int step = 0; step < 20 && !((String) page().evaluate(OPTION)).contains(option); step++) {
            page().keyboard().press("ArrowDown");
        }
        page().keyboard().press("Space");
        return this;
    }

    @Override
    Tasklist select(String label, String option) {
        reach(".fjs-form-field-select", label);
        if ((Boolean) page().evaluate("() => document.activeElement.matches('.fjs-input')")) {
            // Whoever types sees what was taken; a form that is drawn anew on the way forgets what was looked for, or
            // the key.
            for (int attempt = 0; attempt < 5 && !isTaken(option); attempt++) {
                page().keyboard().press("Control+a");
                page().keyboard().insertText(option);
                if (appears(page().locator(OFFERED).getByText(option).first())) {
                    takeOffered(option);
                }
            }
            assertThat(page().locator(OFFERED)).hasCount(0);
            return this;
        }
        int attempt = 0;
        do {
            reach(".fjs-form-field-select", label);
            page().keyboard().press("ArrowDown");
            takeOffered(option);
        } while (!disappears(page().locator(OFFERED).first()) && ++attempt < 5);
        assertThat(page().locator(OFFERED)).hasCount(0);
        return this;
    }

    @Override
    Tasklist tag(String label, String option) {
        Locator tag = page().locator(".fjs-taglist-tag").getByText(option);
        for (int attempt = 0; attempt < 5 && !appears(tag); attempt++) {
            reach(".fjs-form-field-taglist", label);
            page().keyboard().press("Control+a");
            page().keyboard().insertText(option);
            takeOffered(option);
        }
        // The list stays open for the next one.
        assertThat(tag).hasCount(1);
        return this;
    }

    @Override
    Tasklist tick(String option) {
        for (int step = 0; step < MOST_STEPS; step++) {
            if (((String) page().evaluate(OPTION)).contains(option)) {
                page().keyboard().press("Space");
                return this;
            }
            page().keyboard().press("Tab");
        }
        throw new AssertionError("No box “" + option + "” is reached by the Tab key");
    }

    @Override
    void press(String button) {
        Locator end = page().locator(".af-final button");
        if (end.isVisible()) {
            send(end, ".af-final button");
            reach("dialog.af-ask .btn-danger", "");
            page().keyboard().press("Enter");
        } else {
            send(page().locator(".ws-form .btn-primary"), ".ws-form .btn-primary");
        }
    }

    @Override
    Tasklist caseFile() {
        reach(".task-details .nav-tabs a", "案卷");
        page().keyboard().press("Enter");
        page().getByText("案件概要").waitFor();
        return this;
    }

    @Override
    Tasklist verifyFirstFile() {
        reach("button.cf-check", "");
        page().keyboard().press("Enter");
        page().locator("section[aria-label='证据']").getByText("与封存时一致").waitFor();
        return this;
    }

    @Override
    Locator openCase(String caseNo) {
        reach("a", "案件查询");
        page().keyboard().press("Enter");
        Locator search = page().locator("dialog[open]");
        search.getByText(caseNo).first().waitFor();
        reach("dialog[open] button, dialog[open] a", caseNo);
        page().keyboard().press("Enter");
        return search;
    }

    @Override
    void exportEvidence(Path file) {
        reach("button, a", "导出证据包");
        page().waitForDownload(() -> page().keyboard().press("Enter")).saveAs(file);
    }

    /** The button comes alive a moment after the last answer. */
    private void send(Locator button, String selector) {
        assertThat(button).isEnabled();
        reach(selector, "");
        page().keyboard().press("Enter");
    }

    /** What is offered comes a moment after the key. */
    private void takeOffered(String option) {
        Locator offered = page().locator(OFFERED);
        // Of several that contain it the first, as by mouse.
        String wanted = offered.getByText(option).first().innerText();
        for (int step = 0; step < 100 && !marked().equals(wanted); step++) {
            page().keyboard().press(isAbove(wanted) ? "ArrowUp" : "ArrowDown");
            page().waitForTimeout(50);
        }
        page().keyboard().press("Enter");
    }

    private boolean isAbove(String option) {
        List<String> offers = page().locator(OFFERED).allInnerTexts();
        String marked = marked();
        return offers.stream().takeWhile(offer -> !offer.equals(marked)).anyMatch(offer -> offer.contains(option));
    }

    /** Whether it stands in the field, and nothing is offered any more. */
    private boolean isTaken(String option) {
        return focused().contains(option) && disappears(page().locator(OFFERED).first());
    }

    /** What stands in the field that has the focus. */
    private String focused() {
        return (String) page().evaluate("() => document.activeElement.value || ''");
    }

    /** The offer that Enter would take. */
    private String marked() {
        return String.join("", page().locator(".fjs-dropdownlist-item.focused").allInnerTexts());
    }

    private void reach(String selector, String text) {
        reach(page(), selector, text);
    }

    /** Goes on until it is reached. */
    private static void reach(Page page, String selector, String text) {
        for (int step = 0; step < MOST_STEPS; step++) {
            if ((Boolean) page.evaluate(HAS_FOCUS, List.of(selector, text))) {
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("No “" + text + "” (" + selector + ") is reached by the Tab key");
    }
}
