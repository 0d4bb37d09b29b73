package org.redshield.bridge.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever follows a link of a page, or a page that a sentence of the program names, arrives. */
class LinksTest {

    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s#]*)(?:#([^)\\s]*))?\\)");

    private static final Pattern NAMED = Pattern.compile("docs/[a-z0-9/-]+\\.md");

    private final Map<Path, Set<String>> anchors = new HashMap<>();

    @Test
    void everyLinkOfAPageLeadsSomewhere() throws IOException {
        Map<String, Boolean> links = Stream.concat(
                        Stream.of("README.md", "SECURITY.md", "CONTRIBUTING.md").map(Path::of), files("docs", ".md"))
                .flatMap(page -> LINK.matcher(read(page))
                        .results()
                        .filter(link -> !link.group(1).contains(":"))
                        .map(link -> Map.entry(
                                page + " " + link.group(),
                                arrives(page, link.group(1), Optional.ofNullable(link.group(2))))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Boolean::logicalAnd));
        assertThat(links).hasSizeGreaterThan(300);
        links.values().removeIf(Boolean::booleanValue);
        assertThat(links.keySet()).isEmpty();
    }

    @Test
    void everyPageThatASentenceOrACommentNamesIsThere() throws IOException {
        Stream<Path> named = Stream.of(
                        files("src", ".java", ".properties", ".yml", ".sql"),
                        files("ops", ""),
                        Stream.of(Path.of("docker-compose.yml")))
                .flatMap(all -> all);
        assertThat(named.flatMap(file -> NAMED.matcher(read(file)).results().map(name -> name.group()))
                        .distinct())
                .contains("docs/operations/backup.md")
                .allMatch(name -> Files.exists(Path.of(name)));
    }

    private boolean arrives(Path page, String file, Optional<String> anchor) {
        Path target = file.isEmpty() ? page : page.resolveSibling(file).normalize();
        return Files.exists(target)
                && anchor.map(one -> !target.toString().endsWith(".md")
                                || anchors(target).contains(one))
                        .orElse(true);
    }

    /** As the hosts of repositories make them of headings. */
    private Set<String> anchors(Path page) {
        return anchors.computeIfAbsent(page, any -> {
            Set<String> found = new HashSet<>();
            boolean code = false;
            for (String line : read(page).split("\n")) {
                code ^= line.strip().startsWith("```");
                if (!code && line.matches("#{1,6} .*")) {
                    String slug = line.replaceFirst("#+ ", "")
                            .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                            .toLowerCase(Locale.ROOT)
                            .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                            .replace(' ', '-');
                    int again = 0;
                    while (!found.add(again == 0 ? slug : slug + "-" + again)) {
                        again++;
                    }
                }
            }
            return found;
        });
    }

    private static Stream<Path> files(String folder, String... endings) throws IOException {
        try (Stream<Path> all = Files.walk(Path.of(folder))) {
            return all
                    .filter(Files::isRegularFile)
                    .filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
                    .toList()
                    .stream();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
