package org.redshield.bridge.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads screens: no English label, no raw JSON, no id where there is a name, and nothing that axe calls serious or critical. */
final class ScreenCheck {

    /** Words that are the same in Chinese. */
    private static final String ALLOWED = "Camunda Platform|v7\\.24\\.0|English|\\b[0-9a-f]{12}(?:[0-9a-f]{52}\\b|…)"
            // Names of files, credit codes, waybills, addresses on the web, and how a platform calls its fault.
            + "|[\\w\\p{IsHan}-]+\\.(?:txt|pdf|csv|png|json)\\b|(?<![0-9A-Z])[0-9A-Z]{18}(?![0-9A-Z])|\\bYT\\d{8,}\\b|https?://\\S+|\\bisp\\.[a-z-]+"
            + "|(?<![A-Za-z])(?:ID|PDF|CSV|XLSX|JSON|DMN|BPMN|SHA-256|SM3|[KM]B|S1000001)(?![A-Za-z])";

    /** What people of cases see: Chinese only. */
    private static final String WORD = "[A-Za-z]{2,}";
    /** What modelers see has names of the models in it: a label is a word with a capital, or several words. */
    private static final String LABEL = "(?<![\\w.\"])[A-Z][a-z]{2,}(?![\\w.])|[a-z]{2,} [a-z]{2,}";

    private static final String ID =
            "\\b(?=[0-9a-z]*[0-9])(?=[0-9a-z]*[a-z])[0-9a-z]{22,25}\\b|[0-9a-f]{8}-[0-9a-f]{4}-";
    private static final String RAW_JSON = "[{\\[]\\s*\"\\w+\"\\s*[:,]";

    /** Everything on the screen that can be read or is read out, a line each. */
    private static final String READ = """
            () => {
              const found = new Set();
              const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              while (texts.nextNode()) {
                const {parentElement: parent, textContent} = texts.currentNode;
                if (textContent.trim() && parent.checkVisibility({checkOpacity: true, checkVisibilityCSS: true})
                    && !parent.closest('svg, script, style')) {
                  found.add(textContent.trim());
                }
              }
              for (const attribute of ['title', 'placeholder', 'aria-label', 'alt']) {
                document.querySelectorAll(`[${attribute}]`).forEach(element => {
                  if (element.checkVisibility()) {
                    found.add(element.getAttribute(attribute));
                  }
                });
              }
              return [...found];
            }
            """;

    /** What Camunda has drawn at this moment has its name a tenth of a second later: what is found is looked for twice. */
    private static final String AXE = """
            async () => {
              const serious = async () => (await axe.run({exclude: ['.tooltip']}, {resultTypes: ['violations']})).violations
                .filter(({impact}) => impact === 'serious' || impact === 'critical')
                .flatMap(({id, nodes}) => nodes.map(({target, html}) => `${id}: ${target.join(' ')}  ${html.slice(0, 160)}`));
              if ((await serious()).length === 0) {
                return [];
              }
              await new Promise(later => setTimeout(later, 300));
              return serious();
            }
            """;

    private final String label;
    private final List<String> findings = new ArrayList<>();

    private ScreenCheck(String label) {
        this.label = label;
    }

    static ScreenCheck ofCases() {
        return new ScreenCheck(WORD);
    }

    static ScreenCheck ofModels() {
        return new ScreenCheck(LABEL);
    }

    /** Reads what is on the page now, and has axe look at it. */
    void look(Page page, String screen) {
        page.waitForLoadState(LoadState.NETWORKIDLE);
        read(page, screen);
        if (Boolean.FALSE.equals(page.evaluate("() => 'axe' in window"))) {
            page.evaluate(axe());
        }
        for (Object violation : (List<?>) page.evaluate(AXE)) {
            findings.add(screen + " axe " + violation);
        }
    }

    /** Reads what is on the page now. */
    void read(Page page, String screen) {
        for (Object line : (List<?>) page.evaluate(READ)) {
            String text = String.valueOf(line);
            if (text.contains("x-planted")) {
                // What people typed in StoredScriptTest, in a list of whoever this is.
                continue;
            }
            find(screen, "English", label, text.replaceAll(ALLOWED, ""), text);
            find(screen, "JSON", RAW_JSON, text, text);
            if (label.equals(WORD)) {
                find(screen, "id", ID, text, text);
            }
        }
    }

    void nothingWasFound() {
        assertThat(findings).isEmpty();
    }

    private void find(String screen, String what, String pattern, String where, String text) {
        if (Pattern.compile(pattern).matcher(where).find()) {
            findings.add(screen + " " + what + ": " + text);
        }
    }

    private static String axe() {
        try (InputStream in = ScreenCheck.class.getResourceAsStream("/axe.min.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
