package org.redshield.bridge.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * docs/tests.md: what each tier, class and start of a bridge takes, as the last runs have written it down under {@code target}. A
 * program of its own, run from the repository's root after {@code .ci/run} and {@code .ci/run long}:
 *
 * <pre>java src/test/java/org/redshield/bridge/docs/TestsPage.java</pre>
 */
public final class TestsPage {

    private static final Path PAGE = Path.of("docs", "tests.md");
    private static final Path WRITTEN_DOWN = Path.of("target", "test-minutes");
    private static final List<String> TIERS = List.of("spark", "long", "kill", "thorough");
    private static final int LISTED = 80;

    /** Tests of one tier of a class in one run of one JVM; or, where it has no tests, a start of a bridge in it. */
    private record Row(String name, String tier, int tests, long clock, long processor) {

        String feature() {
            String[] parts =
                    name.replaceFirst("^org\\.redshield\\.(bridge\\.)?", "").split("\\.");
            return parts.length == 1 ? "bridge" : parts[0];
        }
    }

    private TestsPage() {}

    public static void main(String... arguments) throws IOException {
        List<Row> classes = new ArrayList<>();
        List<Row> starts = new ArrayList<>();
        try (Stream<Path> files = Files.list(WRITTEN_DOWN)) {
            for (Path file : files.sorted().toList()) {
                for (String line : Files.readAllLines(file)) {
                    String[] cells = line.split(";", -1);
                    (cells[0].equals("class") ? classes : starts)
                            .add(new Row(
                                    cells[1], tier(cells[2]), number(cells[3]), number(cells[4]), number(cells[5])));
                }
            }
        }
        StringBuilder page = new StringBuilder("""
                # What the tests take

                Made from what runs of `.ci/run` and `.ci/run long` wrote down; do not edit. Again:
                `java src/test/java/org/redshield/bridge/docs/TestsPage.java`. *Clock* is the time from a class's begin to its end, with the
                bridge that it had to start; *processor* that of its JVM with the browser and the bridges that it started, without its
                database. Two JVMs test beside each other, so a run takes about half of the clock's sum.

                """);
        page.append("%d of the %d classes of tests have run since this was last begun anew.%n%n"
                .formatted(classes.stream().map(Row::name).distinct().count(), there()));
        page.append("| tier | runs in | classes | tests | clock, min | processor, min |\n|---|---|---|---|---|---|\n");
        sums(classes, Row::tier)
                .forEach((tier, sum) -> page.append("| %s | %s | %d | %d | %s | %s |%n"
                        .formatted(
                                tier,
                                runsIn(tier),
                                sum.names.size(),
                                sum.tests,
                                minutes(sum.clock),
                                minutes(sum.processor))));
        page.append("\n%d bridges were started for them, each in %s s on the average.%n"
                .formatted(starts.size(), seconds((long)
                        starts.stream().mapToLong(Row::clock).average().orElse(0))));
        page.append(
                "\n## By feature\n\n| feature | classes | tests | clock, min | processor, min |\n|---|---|---|---|---|\n");
        sums(classes, Row::feature)
                .forEach((feature, sum) -> page.append("| %s | %d | %d | %s | %s |%n"
                        .formatted(feature, sum.names.size(), sum.tests, minutes(sum.clock), minutes(sum.processor))));
        page.append(
                "\n## The dearest classes\n\n| class | tier | tests | clock, s | processor, s |\n|---|---|---|---|---|\n");
        classes.stream()
                .sorted(Comparator.comparingLong(Row::processor).reversed())
                .limit(LISTED)
                .forEach(row -> page.append("| %s | %s | %d | %s | %s |%n"
                        .formatted(
                                row.name.replaceFirst("^org\\.redshield\\.(bridge\\.)?", ""),
                                row.tier,
                                row.tests,
                                seconds(row.clock),
                                seconds(row.processor))));
        Files.writeString(PAGE, page);
    }

    private static long there() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
            return files.filter(file -> file.toString().endsWith("Test.java")).count();
        }
    }

    private static final class Sum {
        private final Set<String> names = new HashSet<>();
        private int tests;
        private long clock;
        private long processor;

        Sum add(Row row) {
            names.add(row.name);
            tests += row.tests;
            clock += row.clock;
            processor += row.processor;
            return this;
        }
    }

    private static Map<String, Sum> sums(List<Row> rows, Function<Row, String> by) {
        Map<String, Sum> sums = new TreeMap<>();
        rows.forEach(
                row -> sums.computeIfAbsent(by.apply(row), any -> new Sum()).add(row));
        return sums;
    }

    private static String tier(String tags) {
        List<String> marked = Stream.of(tags.split(",")).collect(Collectors.toList());
        return TIERS.stream().filter(marked::contains).findFirst().orElse("verify");
    }

    private static String runsIn(String tier) {
        return switch (tier) {
            case "verify" -> "`./mvnw verify`";
            case "thorough" -> "`.ci/run`";
            default -> "`.ci/run long`";
        };
    }

    private static int number(String cell) {
        return cell.isEmpty() ? 0 : Integer.parseInt(cell);
    }

    private static String minutes(long millis) {
        return String.format(Locale.ROOT, "%.1f", millis / 60_000.0);
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f", millis / 1_000.0);
    }
}
