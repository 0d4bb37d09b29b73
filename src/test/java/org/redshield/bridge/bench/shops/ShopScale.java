package org.redshield.bridge.bench.shops;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.redshield.bridge.reconciliation.Accuracy;
import org.redshield.bridge.reconciliation.Market;
import org.redshield.bridge.reconciliation.match.Level;

/**
 * Shops against a register at sizes that do not lie in memory as objects: by our cascade, and beside it by SQL of DuckDB alone, each in
 * a process of its own that sees no labels; then how often each was right, by kind of error.
 *
 * <p>{@code bench.shops.ShopScale <directory> <megabytes> <shops>x<entries>...}; what is there from a run before is not made anew
 */
final class ShopScale {

    private static final long SEED = 20_261_128;
    private static final double NANOS = 1e9;
    /** So few that a register of 30 million is fifteen of them, and so many that one is no longer than a second in sorting. */
    private static final String BLOCK = String.valueOf(1 << 21);
    /** What lives lives long. */
    private static final String YOUNG = "-Xmn160m";
    /** What the JVM takes beside its heap. */
    private static final int BESIDE = 350;

    private ShopScale() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int megabytes = Integer.parseInt(arguments[1]);
        for (String size : Arrays.asList(arguments).subList(2, arguments.length)) {
            measure(Path.of(arguments[0], size), megabytes, size.split("x"));
        }
    }

    private static void measure(Path directory, int megabytes, String[] size) throws IOException, InterruptedException {
        int shops = Integer.parseInt(size[0]);
        int entries = Integer.parseInt(size[1]);
        System.out.printf("== %,d shops, %,d entries, seed %d, %d MiB%n", shops, entries, SEED, megabytes);
        Path written = directory.resolve("written");
        if (!Files.exists(written)) {
            Stage writing = new Stage("made and written");
            new World(SEED, entries).write(directory, shops);
            Files.createFile(written);
            writing.done((long) shops + entries);
            writing.end();
        }
        String heap = "-Xmx" + (megabytes - BESIDE) + "m";
        if (run(directory, heap, CascadeMatching.class, BLOCK)) {
            judge(directory, CascadeMatching.RESULTS);
        }
        if (run(directory, "-Xmx200m", SqlMatching.class, megabytes * 3 / 4 + "MiB")) {
            judge(directory, SqlMatching.RESULTS);
        }
    }

    private static boolean run(Path directory, String heap, Class<?> what, String argument)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(heap, YOUNG, "-XX:+UseParallelGC", "-Djava.io.tmpdir=" + directory));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), what.getName()));
        command.addAll(List.of(directory.toString(), argument));
        int end = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (end != 0) {
            System.out.printf("%s ended with %d%n", what.getSimpleName(), end);
        }
        return end == 0;
    }

    private static void judge(Path directory, String results) throws IOException {
        Accuracy accuracy = new Accuracy();
        try (BufferedReader labels = Files.newBufferedReader(directory.resolve(World.LABELS));
                BufferedReader said = Files.newBufferedReader(directory.resolve(results))) {
            for (String line = labels.readLine(); line != null; line = labels.readLine()) {
                String[] label = line.split(",", -1);
                String[] result = said.readLine().split(",", -1);
                if (!label[0].equals(result[0])) {
                    throw new IllegalStateException("Results in another order: " + result[0]);
                }
                accuracy.add(
                        errors(label[3]), label[1], Level.valueOf(result[1]), result[2], label[2].isEmpty());
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%s: precision %.5f, recall %.4f, F1 %.4f, sure of a trade name alone %d, EXACT without a code %d%n%s",
                results,
                accuracy.precision(),
                accuracy.recall(),
                accuracy.f1(),
                accuracy.sureOfTrade(),
                accuracy.exactByName(),
                accuracy.table());
    }

    private static Set<Market.Error> errors(String names) {
        Set<Market.Error> errors = EnumSet.noneOf(Market.Error.class);
        for (String name : names.isEmpty() ? new String[0] : names.split("\\+")) {
            errors.add(Market.Error.valueOf(name));
        }
        return errors;
    }

    /** Something that takes time, told while it goes on. */
    static final class Stage {

        private static final long NOTE = 60_000_000_000L;

        private final String title;
        private final long began = System.nanoTime();
        private final double worked = worked();
        private long rows;
        private long noted = began;

        Stage(String title) {
            this.title = title;
        }

        void done(long more) {
            rows += more;
            if (System.nanoTime() - noted > NOTE) {
                noted = System.nanoTime();
                System.out.printf("   … %,d rows in %.0f s%n", rows, (noted - began) / NANOS);
            }
        }

        void end() throws IOException {
            double seconds = (System.nanoTime() - began) / NANOS;
            double processor = worked() - worked;
            System.out.printf(
                    Locale.ROOT,
                    "%s: %,d rows in %.1f s, %,.0f rows/s; processor %.1f s, %,.0f rows/s of a core; peak RSS %s; load average %.1f%n",
                    title,
                    rows,
                    seconds,
                    rows / seconds,
                    processor,
                    rows / processor,
                    peak(),
                    ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        }

        /** Of the whole process: what counts on a machine that does other things, too. */
        private static double worked() {
            return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() / NANOS;
        }

        private static String peak() throws IOException {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmHWM"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .map(kilobytes -> Long.parseLong(kilobytes) / 1024 + " MiB")
                    .findFirst()
                    .orElse("unknown");
        }
    }
}
