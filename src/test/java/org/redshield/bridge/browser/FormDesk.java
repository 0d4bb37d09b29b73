package org.redshield.bridge.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.PlaywrightException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The desks of those who fill in forms: each test bears its form's name, and fails when it has not sent it. The task's workspace and
 * the whole case file are read by {@link ScreenCheck}; pictures of them are left in {@code target/screens}. Registered in a
 * static field after its Chromium.
 */
final class FormDesk implements BeforeEachCallback, AfterEachCallback, AfterAllCallback {

    private final Chromium chromium;
    private final Map<String, Tasklist> desks = new HashMap<>();
    /** Whose case files were looked at wholly: one of each person, for the next has the same sections. */
    private final Set<String> filesSeen = new HashSet<>();

    private String form;
    private ScreenCheck check;
    private boolean sent;

    FormDesk(Chromium chromium) {
        this.chromium = chromium;
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        form = test.getRequiredTestMethod().getName();
        sent = false;
        check = ScreenCheck.ofCases();
    }

    /** Without this a test could prepare a case and never touch its form. */
    @Override
    public void afterEach(ExtensionContext test) {
        if (test.getExecutionException().isEmpty()) {
            assertThat(sent).as(form + " was sent in the browser").isTrue();
            check.nothingWasFound();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        desks.values().forEach(Tasklist::close);
        desks.clear();
    }

    String form() {
        return form;
    }

    /** For a test that is about no form. */
    void nothingToSend() {
        sent = true;
    }

    /** A start form; {@code work} fills it in and sends it. */
    void starts(String address, String user, Consumer<Tasklist> work) {
        at(address, user, work);
        sent = true;
    }

    /** The form in its task, from the case file to the button. */
    void fills(String address, String user, String taskId, Consumer<Tasklist> work) {
        at(address, user, desk -> {
            desk.open(taskId);
            check.look(desk.page(), form + " of " + user);
            desk.caseFile();
            desk.screen(1366, 1800).picture(form + "-file.png");
            if (filesSeen.add(user)) {
                check.look(desk.page(), form + "'s case file of " + user);
            } else {
                check.read(desk.page(), form + "'s case file of " + user);
            }
            desk.screen(1366, 768).form();
            work.accept(desk);
            check.read(desk.page(), form + " filled in by " + user);
            if (Chromium.PICTURES) {
                desk.screen(1920, 1080).picture(form + "-1920.png");
                desk.screen(1366, 768).picture(form + ".png");
            }
            desk.complete();
        });
        sent = true;
    }

    private void at(String address, String user, Consumer<Tasklist> work) {
        Tasklist desk = desks.computeIfAbsent(user, who -> new Tasklist(chromium, address, who));
        try {
            desk.stands("active");
            work.accept(desk);
            desk.stands("frozen");
        } catch (PlaywrightException | AssertionError e) {
            desk.pictureOfFailure(form + "-failed.png");
            desks.remove(user).close();
            throw e;
        }
        assertThat(desk.errors()).isEmpty();
    }
}
