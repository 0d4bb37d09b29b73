package org.redshield.bridge.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.platform.gateway.PlatformSettings;

/** The generated pages say what the code says. Run with {@code -Dbridge.docs.write=true} it writes them anew. */
class GeneratedDocsTest {

    static final String COMMAND = "./mvnw -q test -Dtest=GeneratedDocsTest -Dbridge.docs.write=true";

    private static final Path MESSAGES = Path.of("src/main/resources/messages");
    private static final Path METADATA = Path.of("target/classes/META-INF/spring-configuration-metadata.json");
    private static final Path APPLICATION = Path.of("src/main/resources/application.yml");

    @Test
    void configurationPageIsCurrent() throws IOException {
        compare(Path.of("docs/configuration.md"), ConfigurationPage.render(METADATA, APPLICATION));
    }

    @Test
    void datasetsPageIsCurrent() throws IOException {
        compare(Path.of("docs/platform-api/datasets.md"), DatasetsPage.render());
    }

    @Test
    void errorsPageIsCurrent() throws IOException {
        compare(Path.of("docs/errors.md"), ErrorsPage.render(MESSAGES));
    }

    @Test
    void deadlinesPageIsCurrent() throws IOException {
        compare(Path.of("docs/deadlines.md"), DeadlinesPage.render(Path.of("processes/deadlines.dmn")));
    }

    @Test
    void formsPageIsCurrent() throws IOException {
        compare(Path.of("docs/forms.md"), FormsPage.render(Path.of("forms"), Path.of("processes")));
    }

    @Test
    void retentionPageIsCurrent() throws IOException {
        compare(Path.of("docs/retention.md"), RetentionPage.render());
    }

    @Test
    void accessRecordPageIsCurrent() throws IOException {
        compare(Path.of("docs/access-record.md"), AccessRecordPage.render());
    }

    @Test
    void actsPageIsCurrent() throws IOException {
        compare(Path.of("docs/acts.md"), ActsPage.render(Path.of("processes/approvals.dmn")));
    }

    @Test
    void statesPageIsCurrent() throws IOException {
        compare(Path.of("docs/processes/states.md"), StatesPage.render(Path.of("processes")));
    }

    @Test
    void everyModelHasItsPage() throws IOException {
        try (Stream<Path> models = Files.list(Path.of("processes"))) {
            assertThat(models.map(model -> model.getFileName().toString())
                            .filter(model -> model.endsWith(".bpmn"))
                            .map(model -> model.replace(".bpmn", ""))
                            .toList())
                    .isNotEmpty()
                    .allSatisfy(model -> {
                        Path page = Path.of("docs/processes", model + ".md");
                        assertThat(page).content().contains("(" + model + ".png)");
                        assertThat(page.resolveSibling(model + ".png")).exists();
                        assertThat(page.resolveSibling(model + ".svg")).exists();
                    });
        }
    }

    @Test
    void everySettingIsDescribed() throws IOException {
        assertThat(ConfigurationPage.read(METADATA).values())
                .filteredOn(setting -> !setting.key().equals("bridge.platforms"))
                .isNotEmpty()
                .allSatisfy(setting -> assertThat(setting.meaning())
                        .as("%s lacks a description: write a @param for it in its settings record", setting.key())
                        .isNotBlank());
    }

    @Test
    void everyKeyOfAPlatformIsDescribed() {
        assertThat(ConfigurationPage.PLATFORM.keySet())
                .isEqualTo(PlatformSettings.keys().collect(Collectors.toSet()));
    }

    @Test
    void everyLineOfTheSettingsThatAnInstallationBeginsWithIsASettingOfThePage() throws IOException {
        Set<String> known = Pattern.compile("(?m)^\\| `([a-z0-9.<>-]+)` \\|")
                .matcher(Files.readString(Path.of("docs/configuration.md")))
                .results()
                .map(key -> key.group(1).replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT))
                .collect(Collectors.toSet());
        assertThat(Pattern.compile("(?m)^#?([A-Z]+(?:_[A-Z]+)+)=")
                        .matcher(Files.readString(Path.of("ops/production.env")))
                        .results()
                        .map(line -> line.group(1).replace("PLATFORMS_TAOBAO", "PLATFORMS_<KEY>")))
                .hasSizeGreaterThan(20)
                .isSubsetOf(known);
    }

    @Test
    void everyRefusalSaysWhatToDo() throws IOException {
        ErrorsPage.read(MESSAGES).values().forEach(entries -> assertThat(entries)
                .allSatisfy((code, entry) -> assertThat(entry.remedy())
                        .as("%s says what happened but not what to do: add %s.remedy", code, code)
                        .isNotBlank()));
    }

    @Test
    void everyRaisedCodeHasItsSentence() throws IOException {
        Set<String> known = ErrorsPage.read(MESSAGES).values().stream()
                .flatMap(entries -> entries.keySet().stream())
                .collect(Collectors.toSet());
        assertThat(ErrorsPage.raised(Path.of("src/main/java")))
                .isNotEmpty()
                .as("codes that the sources raise, each of which needs a sentence in messages/<feature>.properties")
                .isSubsetOf(known);
    }

    @Test
    void placeholdersBecomeReadable() {
        assertThat(Placeholders.blank("代码“{0}”有误：{1,choice,0#应为 18 位，实为 {2} 位|1#末位“{3}”不符}。"))
                .isEqualTo("代码“…”有误：应为 18 位，实为 … 位 / 末位“…”不符。");
        assertThat(Placeholders.blank("it''s {0}")).isEqualTo("it's …");
    }

    private static void compare(Path page, String current) throws IOException {
        if (Boolean.getBoolean("bridge.docs.write")) {
            Files.createDirectories(page.getParent());
            Files.writeString(page, current);
        }
        assertThat(page).as("%s is missing; write it with %s", page, COMMAND).exists();
        assertThat(Files.readString(page))
                .as("%s has drifted from the code; regenerate it with %s", page, COMMAND)
                .isEqualTo(current);
    }
}
