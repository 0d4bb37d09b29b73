package org.redshield.bridge.breaks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Breaks the product on purpose, one place at a time, and sees whether the tests notice. A program of its own, run from the
 * repository's root with the JDK alone:
 *
 * <pre>
 * java src/test/java/org/redshield/bridge/breaks/Breaks.java draw 7 40
 * java src/test/java/org/redshield/bridge/breaks/Breaks.java try target/broken 7 40 -Dgroups=models
 * </pre>
 *
 * {@code draw} prints which forty the seed 7 draws: of each feature one before any has two. {@code try} clones the repository into that
 * folder, makes each break there in turn, runs {@code ./mvnw verify} with what else is given, and prints whether it failed. Where
 * {@code -Dtest=seen} is given only those tests run which the list expects to fail; what they miss is to be tried with all.
 */
public final class Breaks {

    static final Path LISTS = Path.of("src", "test", "resources", "breaks");

    /** A break: {@code from} stands once in {@code file}. {@code seen} are the classes of tests expected to fail, or {@code ?}. */
    record Break(String id, String kind, Path file, String from, String to, String says, String seen) {

        String feature() {
            return id.substring(0, id.lastIndexOf('-'));
        }

        /** How often the place is there: once, or the list is out of date. */
        int places(Path root) throws IOException {
            Path whole = root.resolve(file);
            return Files.isRegularFile(whole)
                    ? Files.readString(whole).split(java.util.regex.Pattern.quote(from), -1).length - 1
                    : 0;
        }

        void make(Path root) throws IOException {
            if (places(root) != 1) {
                throw new IllegalStateException(id + ": its place is not in " + file + " once");
            }
            Path whole = root.resolve(file);
            Files.writeString(whole, Files.readString(whole).replace(from, to));
        }
    }

    private Breaks() {}

    /** All of them, in the order of the lists. */
    static List<Break> read(Path root) throws IOException {
        List<Break> all = new ArrayList<>();
        try (Stream<Path> lists = Files.list(root.resolve(LISTS))) {
            for (Path list : lists.sorted().toList()) {
                for (String entry : Files.readString(list).split("(?m)^== ")) {
                    if (!entry.isBlank()) {
                        all.add(parse(entry));
                    }
                }
            }
        }
        return all;
    }

    private static Break parse(String entry) {
        String[] lines = entry.split("\n");
        String[] head = lines[0].strip().split(" ");
        Map<String, String> fields = new LinkedHashMap<>();
        String several = null;
        for (String line : List.of(lines).subList(1, lines.length)) {
            if (several != null && line.startsWith("|")) {
                fields.merge(several, line.substring(1), (before, next) -> before + "\n" + next);
                continue;
            }
            several = null;
            if (line.equals("from|") || line.equals("to|")) {
                several = line.substring(0, line.length() - 1);
            } else if (line.contains(":")) {
                fields.put(
                        line.substring(0, line.indexOf(':')),
                        line.substring(line.indexOf(':') + 1).strip());
            }
        }
        return new Break(
                head[0],
                head[1],
                Path.of(fields.get("file")),
                fields.get("from"),
                fields.getOrDefault("to", ""),
                fields.get("says"),
                fields.getOrDefault("seen", "?"));
    }

    /** So many, the same for the same seed; every feature has one before any has two. */
    static List<Break> draw(List<Break> all, long seed, int count) {
        Random random = new Random(seed);
        Map<String, List<Break>> features =
                all.stream().collect(Collectors.groupingBy(Break::feature, TreeMap::new, Collectors.toList()));
        features.values().forEach(breaks -> Collections.shuffle(breaks, random));
        List<List<Break>> order = new ArrayList<>(features.values());
        Collections.shuffle(order, random);
        List<Break> drawn = new ArrayList<>();
        for (int round = 0; drawn.size() < Math.min(count, all.size()); round++) {
            for (List<Break> breaks : order) {
                if (round < breaks.size() && drawn.size() < count) {
                    drawn.add(breaks.get(round));
                }
            }
        }
        return drawn;
    }

    public static void main(String... arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(arguments));
        boolean tries = words.remove(0).equals("try");
        Path clone = tries ? Path.of(words.remove(0)).toAbsolutePath() : null;
        Path root = Path.of("").toAbsolutePath();
        List<Break> drawn = draw(read(root), Long.parseLong(words.remove(0)), Integer.parseInt(words.remove(0)));
        if (!tries) {
            drawn.forEach(
                    one -> System.out.println(one.id() + "\t" + one.kind() + "\t" + one.file() + "\t" + one.says()));
            return;
        }
        if (!Files.exists(clone)) {
            run(root, root.resolve("target/breaks.log"), List.of("git", "clone", "--quiet", ".", clone.toString()));
        }
        int noticed = 0;
        for (Break one : drawn) {
            one.make(clone);
            long begun = System.nanoTime();
            Path log = clone.resolve("target").resolve("break-" + one.id() + ".log");
            boolean failed = run(clone, log, command(one, words)) != 0;
            noticed += failed ? 1 : 0;
            System.out.printf(
                    "%s\t%s\t%d s\t%s\t%s%n",
                    one.id(),
                    failed ? "noticed" : "NOT NOTICED",
                    Duration.ofNanos(System.nanoTime() - begun).toSeconds(),
                    failed ? firstFailure(log) : "",
                    one.says());
            run(clone, clone.resolve("target/breaks.log"), List.of("git", "checkout", "--quiet", "--", "."));
        }
        System.out.println(noticed + " of " + drawn.size() + " noticed");
    }

    private static List<String> command(Break one, List<String> words) {
        List<String> command = new ArrayList<>(List.of("./mvnw", "-B", "-ntp", "verify"));
        words.forEach(word ->
                command.add(word.equals("-Dtest=seen") ? "-Dtest=" + one.seen().replace(" ", "") : word));
        return command;
    }

    private static String firstFailure(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.startsWith("[ERROR]"))
                    .filter(line ->
                            line.contains("<<<") || line.contains("COMPILATION") || line.contains("Failed to execute"))
                    .map(line -> line.substring("[ERROR]".length()).strip())
                    .map(line -> line.replaceAll("Tests run:.* in ", "").replaceAll(" -- Time.*", ""))
                    .findFirst()
                    .orElse("?");
        }
    }

    private static int run(Path folder, Path log, List<String> command) throws IOException, InterruptedException {
        Files.createDirectories(log.getParent());
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(2, TimeUnit.HOURS)) {
            process.destroyForcibly();
        }
        return process.waitFor();
    }
}
