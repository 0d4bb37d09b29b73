package org.redshield.bridge.casefile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Tasklist loads of ours, as the class path serves it. */
class TasklistPluginTest {

    private static final String TASKLIST = "META-INF/resources/webjars/camunda/app/tasklist/";
    private static final Path SCRIPTS = Path.of("src/main/resources", TASKLIST, "scripts");

    /** Tasklist's own jar holds files of these names too; the first on the class path is served. */
    @ParameterizedTest
    @ValueSource(strings = {"scripts/config.js", "styles/user-styles.css"})
    void oursComeBeforeTheWebJars(String file) throws IOException {
        List<URL> all = java.util.Collections.list(getClass().getClassLoader().getResources(TASKLIST + file));

        assertThat(all).as("ours and the jar's").hasSizeGreaterThan(1);
        assertThat(all.get(0).getProtocol()).isEqualTo("file");
    }

    @Test
    void theConfigurationNamesScriptsThatAreThere() throws IOException {
        String scripts = one("customScripts: \\[([^\\]]+)\\]", read("scripts/config.js"));
        StringBuilder plugins = new StringBuilder();
        for (String script : scripts.replaceAll("['\\s]", "").split(",")) {
            // What all applications share is served beside them.
            Path file = script.startsWith("../../../")
                    ? Path.of("src/main/resources/META-INF/resources")
                            .resolve(script.substring("../../../".length()) + ".js")
                    : SCRIPTS.resolveSibling(script + ".js");
            plugins.append(Files.readString(file));
        }
        assertThat(plugins)
                .contains(
                        "pluginPoint: 'tasklist.task.detail'",
                        "label: '案卷'",
                        "pluginPoint: 'tasklist.card'",
                        "pluginPoint: 'tasklist.navbar.action'",
                        "keepForms()",
                        "id: 'inbox'");
    }

    @Test
    void scriptsImportOnlyWhatIsThereAndExported() throws IOException {
        for (Path script : scripts()) {
            List<MatchResult> imports = Pattern.compile("import \\{([^}]+)\\} from '(\\.[^']+)'")
                    .matcher(Files.readString(script))
                    .results()
                    .toList();
            for (MatchResult found : imports) {
                String source = Files.readString(script.resolveSibling(found.group(2)));
                for (String name : found.group(1).split(",")) {
                    assertThat(source)
                            .as(script + " imports " + name.strip() + " from " + found.group(2))
                            .containsPattern(
                                    "export (async )?((function|class|const) |\\{[^}]*)" + name.strip() + "\\b");
                }
            }
        }
    }

    @Test
    void nothingIsWrittenAsMarkup() throws IOException {
        for (Path script : scripts()) {
            assertThat(Files.readString(script))
                    .as(script.toString())
                    .doesNotContain(
                            "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", ".style");
        }
    }

    private static List<Path> scripts() throws IOException {
        try (Stream<Path> files =
                Stream.concat(Files.list(SCRIPTS.resolve("casefile")), Files.list(SCRIPTS.resolve("workspace")))) {
            return files.toList();
        }
    }

    @Test
    void draftsCommentsAndFiltersAreHidden() throws IOException {
        assertThat(read("styles/user-styles.css"))
                .contains(".createCommentLink", "userCanCreateFilter", "[ng-click^='save(']");
    }

    /** The selectors must still find something in this version of Tasklist. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "class=\"ce-eol-banner\"",
                "createCommentLink",
                "ng-show=\"userCanCreateFilter\"",
                "ng-click=\"save($event)\"",
                "task-card-details"
            })
    void tasklistStillHasWhatIsHidden(String markup) throws IOException {
        // Not assertThat(…).contains: the file is half a megabyte, and a failure prints it.
        assertThat(read("camunda-tasklist-bootstrap.js").contains(markup))
                .as(markup)
                .isTrue();
    }

    private static String one(String pattern, String text) {
        var matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }

    private static String read(String file) throws IOException {
        try (InputStream in = TasklistPluginTest.class.getClassLoader().getResourceAsStream(TASKLIST + file)) {
            assertThat(in).as(file).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
