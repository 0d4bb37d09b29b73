package org.redshield.bridge.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the cooperations are made of, in lines that are neither blank nor comment nor import. {@code docs/measurements.md} has the
 * command; with the argument {@code files} each file is named with its part.
 */
final class CodeLines {

    private static final Path SOURCES = Path.of("src/main/java/org/redshield/bridge");
    private static final List<String> COOPERATIONS =
            List.of("assistance", "campaign", "clues", "disposition", "measures", "paper", "referral", "transfer");
    private static final String SHARED = "casework";

    private static final Pattern NO_CODE = Pattern.compile("\\s*($|//|/?\\*|import |package ).*");
    private static final Pattern STORE = Pattern.compile("@Repository|extends WorkItemStore<");
    private static final Pattern INTAKE = Pattern.compile("implements [^{]*\\bFormIntake\\b");
    /** States, acts and letters, what a process has for variables, moves and ways, facts and settings. */
    private static final Pattern DECLARATION = Pattern.compile(
            "(?m)^(public )?enum \\w+|implements ProcessContract|class \\w+(Facts|Acts|Variables|Settings)\\b|@ConfigurationProperties");
    /**
     * What others call: beans, addresses, and what implements an interface from outside the feature; a work item of a case is not what
     * others call, but what the feature is about.
     */
    private static final Pattern WIRING = Pattern.compile("@Configuration|@RestController|@Controller\\b");

    private static final Pattern IMPLEMENTS = Pattern.compile("(?:class|record) \\w+[^{]*?\\bimplements ([^{]+)\\{");

    /** Where a file belongs, the first that fits. */
    private enum Part {
        STORE,
        USE_CASE_OF_FORM,
        DECLARATION,
        WIRING,
        DOMAIN
    }

    private CodeLines() {}

    public static void main(String... args) throws IOException {
        boolean files = Arrays.asList(args).contains("files");
        Map<String, Map<Part, Integer>> lines = new TreeMap<>();
        for (String feature :
                Stream.concat(COOPERATIONS.stream(), Stream.of(SHARED)).toList()) {
            lines.put(feature, parts(feature, files));
        }
        System.out.printf("%-14s", "");
        Stream.of(Part.values()).forEach(part -> System.out.printf("%18s", part));
        System.out.printf("%10s%n", "ALL");
        lines.forEach(CodeLines::print);
        Map<Part, Integer> eight = new EnumMap<>(Part.class);
        COOPERATIONS.forEach(feature -> lines.get(feature).forEach((part, n) -> eight.merge(part, n, Integer::sum)));
        print("the eight", eight);
        System.out.printf(
                "wiring of the eight: %.1f %%; with %s: %,d lines; all of the product: %,d%n",
                100.0 * eight.get(Part.WIRING) / sum(eight), SHARED, sum(eight) + sum(lines.get(SHARED)), all());
    }

    private static Map<Part, Integer> parts(String feature, boolean named) throws IOException {
        Map<Part, Integer> parts = new EnumMap<>(Part.class);
        Stream.of(Part.values()).forEach(part -> parts.put(part, 0));
        try (Stream<Path> files = Files.walk(SOURCES.resolve(feature))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList()) {
                String source = Files.readString(file);
                Part part = part(feature, source);
                int lines = count(source);
                parts.merge(part, lines, Integer::sum);
                if (named) {
                    System.out.printf("%-18s%5d  %s%n", part, lines, SOURCES.relativize(file));
                }
            }
        }
        return parts;
    }

    private static Part part(String feature, String source) {
        if (STORE.matcher(source).find()) {
            return Part.STORE;
        }
        if (INTAKE.matcher(source).find()) {
            return Part.USE_CASE_OF_FORM;
        }
        if (DECLARATION.matcher(source).find()) {
            return Part.DECLARATION;
        }
        boolean outside = IMPLEMENTS
                .matcher(source)
                .results()
                .flatMap(each -> Stream.of(each.group(1).split(",")))
                .map(each -> each.strip().replaceAll("[<.].*", ""))
                .anyMatch(each -> Pattern.compile("import org\\.redshield\\.bridge\\.(?!" + feature + "\\.|" + SHARED
                                + "\\.WorkItem;)[\\w.]*\\b" + each + ";")
                        .matcher(source)
                        .find());
        return outside || WIRING.matcher(source).find() ? Part.WIRING : Part.DOMAIN;
    }

    private static int all() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            int lines = 0;
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                lines += count(Files.readString(file));
            }
            return lines;
        }
    }

    private static int count(String source) {
        return (int)
                source.lines().filter(line -> !NO_CODE.matcher(line).matches()).count();
    }

    private static int sum(Map<Part, Integer> parts) {
        return parts.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static void print(String name, Map<Part, Integer> parts) {
        System.out.printf("%-14s", name);
        Stream.of(Part.values()).forEach(part -> System.out.printf("%18d", parts.getOrDefault(part, 0)));
        System.out.printf("%10d%n", sum(parts));
    }
}
