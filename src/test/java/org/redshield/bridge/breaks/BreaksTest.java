package org.redshield.bridge.breaks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.AnnotationSupport;
import org.redshield.bridge.breaks.Breaks.Break;

/** The list of breaks stays one of this code. */
class BreaksTest {

    private static final Path ROOT = Path.of("");
    private static final Path TESTS = Path.of("src", "test", "java");

    @Test
    @DisplayName("there are two hundred breaks, and each has its one place")
    void eachHasItsPlace() throws IOException {
        List<Break> all = Breaks.read(ROOT);
        assertThat(all).hasSizeGreaterThanOrEqualTo(200);
        assertThat(all).extracting(Break::id).doesNotHaveDuplicates();
        assertThat(all).allSatisfy(one -> {
            assertThat(one.places(ROOT)).as(one.id() + " in " + one.file()).isEqualTo(1);
            assertThat(one.to()).as(one.id()).isNotEqualTo(one.from());
            assertThat(one.says()).as(one.id()).isNotBlank();
        });
    }

    /** A class with a tier is not run by {@code verify}. */
    @Test
    @DisplayName("each is expected to be seen by tests that verify runs")
    void eachIsSeenByTestsOfVerify() throws IOException {
        Map<String, Path> sources;
        try (Stream<Path> files = Files.walk(TESTS)) {
            sources = files.filter(file -> file.toString().endsWith("Test.java"))
                    .collect(Collectors.toMap(BreaksTest::simpleName, Function.identity(), (one, other) -> one));
        }
        assertThat(Breaks.read(ROOT))
                .allSatisfy(
                        one -> assertThat(one.seen().split(", *")).as(one.id()).allSatisfy(test -> {
                            assertThat(sources).containsKey(test);
                            assertThat(tags(sources.get(test))).doesNotContain("thorough", "kill", "long", "spark");
                        }));
    }

    private static String simpleName(Path source) {
        return source.getFileName().toString().replace(".java", "");
    }

    private static List<String> tags(Path source) throws ClassNotFoundException {
        String name = TESTS.relativize(source).toString().replace(".java", "").replace('/', '.');
        Class<?> type = Class.forName(name, false, BreaksTest.class.getClassLoader());
        return AnnotationSupport.findRepeatableAnnotations(type, Tag.class).stream()
                .map(Tag::value)
                .toList();
    }

    @Test
    @DisplayName("forty breaks that one seed draws are of every feature, and the same again")
    void drawnOfEveryFeature() throws IOException {
        List<Break> all = Breaks.read(ROOT);
        List<Break> drawn = Breaks.draw(all, 7, 40);
        assertThat(drawn).hasSize(40).doesNotHaveDuplicates().isEqualTo(Breaks.draw(all, 7, 40));
        assertThat(drawn).isNotEqualTo(Breaks.draw(all, 8, 40));
        assertThat(drawn.stream().map(Break::feature).distinct())
                .hasSameElementsAs(all.stream().map(Break::feature).distinct().toList());
    }
}
