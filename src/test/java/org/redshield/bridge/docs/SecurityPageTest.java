package org.redshield.bridge.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each line of docs/security.md has its test, which exists, or its reason; none of the checks that we set ourselves is left out. */
class SecurityPageTest {

    private static final Pattern NAMED = Pattern.compile("`(\\w+Test)(?:\\.(\\w+))?`");

    /** OWASP ASVS 5.0.0: what matters here. */
    private static final Set<String> CHECKS = Set.of(
            ("1.2.4 1.2.10 1.3.2 1.3.6 1.5.1 1.5.2 2.2.1 2.2.2 2.3.1 2.3.3 2.3.4 2.3.5 2.4.1 3.3.1 3.3.2 3.3.3 3.3.4 3.4.1 3.4.3 3.4.6"
                            + " 3.5.1 4.1.5 5.2.1 5.2.2 5.2.3 5.4.3 6.3.1 6.3.2 6.3.3 6.3.4 6.8.2 6.8.4 7.2.4 7.3.1 7.3.2 7.4.1 7.4.2 8.2.1 8.2.2"
                            + " 8.2.3 8.3.2 8.4.1 9.2.3 10.3.1 11.2.2 12.3.1 12.3.2 12.3.3 12.3.4 13.2.4 13.2.6 13.3.1 13.4.5 14.2.4 14.2.6 14.2.7"
                            + " 9.2.2 10.3.3 10.5.2"
                            + " 15.2.1 15.4.2 16.2.1 16.2.2 16.3.2 16.4.2 16.4.3 16.5.1 16.5.2 16.5.3"
                            + " 8.1.4.1 8.1.4.2 8.1.4.3 8.1.4.4 8.1.4.7 8.1.4.8 8.1.4.9 8.1.4.10 8.1.4.11")
                    .split(" "));

    private static List<String[]> lines() throws IOException {
        return Files.readAllLines(Path.of("docs/security.md")).stream()
                .filter(line -> line.matches("\\| [0-9].*"))
                .map(line -> line.split("\\|"))
                .toList();
    }

    @Test
    void everyLineHasATestOrAReason() throws IOException {
        assertThat(lines())
                .allSatisfy(cells ->
                        assertThat(cells.length).as(Arrays.toString(cells)).isEqualTo(4))
                .allSatisfy(cells -> assertThat(NAMED.matcher(cells[3]).find()
                                || cells[3].strip().startsWith("reason: ")
                                || cells[3].strip().startsWith("另见 "))
                        .as(Arrays.toString(cells))
                        .isTrue());
        assertThat(lines().stream()
                        .flatMap(cells -> Stream.of(cells[1].strip().split(", ")))
                        .collect(Collectors.toSet()))
                .isEqualTo(CHECKS);
    }

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            var tests = files.filter(file -> file.toString().endsWith("Test.java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""), file -> file, (a, b) -> a));
            for (String page : List.of("docs/security.md", "docs/personal-data.md")) {
                List<MatchResult> named =
                        NAMED.matcher(Files.readString(Path.of(page))).results().toList();
                assertThat(named).as(page).isNotEmpty();
                for (MatchResult test : named) {
                    assertThat(tests).as(page).containsKey(test.group(1));
                    if (test.group(2) != null) {
                        assertThat(Files.readString(tests.get(test.group(1))))
                                .as(page)
                                .contains("void " + test.group(2) + "(");
                    }
                }
            }
        }
    }
}
