package org.redshield.bridge.oversight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Cockpit loads of ours, as the class path serves it. */
class CockpitPluginTest {

    private static final String APPS = "META-INF/resources/webjars/camunda/app/";
    private static final String COCKPIT = APPS + "cockpit/";
    private static final List<String> SCRIPTS =
            List.of("plugin", "dashboard", "tab", "table", "reminder", "chart", "base");

    /** Cockpit's own jar holds files of these names too; the first on the class path is served. */
    @ParameterizedTest
    @ValueSource(strings = {"scripts/config.js", "styles/user-styles.css"})
    void oursComeBeforeTheWebJars(String file) throws IOException {
        List<URL> all = Collections.list(getClass().getClassLoader().getResources(COCKPIT + file));

        assertThat(all).as("ours and the jar's").hasSizeGreaterThan(1);
        assertThat(all.get(0).getProtocol()).isEqualTo("file");
    }

    @Test
    void theConfigurationNamesAScriptWithBothPluginPoints() throws IOException {
        var script = Pattern.compile("customScripts: \\[[^\\]]*'(scripts/[^']+)'\\]")
                .matcher(read(COCKPIT + "scripts/config.js"));

        assertThat(script.find()).isTrue();
        assertThat(read(COCKPIT + script.group(1) + ".js"))
                .contains("pluginPoint: 'cockpit.dashboard'", "pluginPoint: 'cockpit.processInstance.runtime.tab'");
    }

    @Test
    void scriptsImportOnlyWhatIsThereAndExported() throws IOException {
        for (String script : SCRIPTS) {
            List<MatchResult> taken = Pattern.compile("(?:import|export) \\{([^}]+)\\} from '([^']+)'")
                    .matcher(read(script(script)))
                    .results()
                    .toList();
            for (MatchResult found : taken) {
                String from = found.group(2);
                String source = read(served(from));
                for (String name : found.group(1).split(",")) {
                    assertThat(source)
                            .as("%s.js takes %s from %s", script, name.strip(), from)
                            .containsPattern("export ((async )?function|class) " + name.strip()
                                    + "\\b|export \\{[^}]*\\b" + name.strip() + "\\b[^}]*\\}");
                }
            }
        }
    }

    @Test
    void nothingIsWrittenAsMarkupAndNothingIsLoadedFromElsewhere() throws IOException {
        for (String script : SCRIPTS) {
            assertThat(read(script(script)))
                    .as(script + ".js")
                    .doesNotContain(
                            "innerHTML",
                            "outerHTML",
                            "insertAdjacentHTML",
                            "document.write",
                            "eval(",
                            ".style",
                            "https://");
        }
    }

    /** What is moved and hidden must still be there in this version of Cockpit. */
    @ParameterizedTest
    @ValueSource(strings = {"class=\"ce-eol-banner\"", "<section class=\"deprecate\"", "class=\"section-toggle"})
    void cockpitStillHasWhatIsMovedOrHidden(String markup) throws IOException {
        // Not assertThat(…).contains: the file is half a megabyte, and a failure prints it.
        assertThat(read(COCKPIT + "camunda-cockpit-bootstrap.js").contains(markup))
                .as(markup)
                .isTrue();
    }

    /** What all applications share lies beside them: five folders up in addresses. */
    private static String served(String from) {
        if (from.startsWith("./")) {
            return COCKPIT + "scripts/oversight/" + from.substring(2);
        }
        return from.startsWith("../../../../../")
                ? "META-INF/resources/" + from.replace("../", "")
                : APPS + from.replace("../", "");
    }

    private static String script(String name) {
        return COCKPIT + "scripts/oversight/" + name + ".js";
    }

    private static String read(String file) throws IOException {
        try (InputStream in = CockpitPluginTest.class.getClassLoader().getResourceAsStream(file)) {
            assertThat(in).as(file).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
