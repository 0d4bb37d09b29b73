package org.redshield.bridge.bench.shops;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.redshield.bridge.bureau.Divisions;
import org.redshield.bridge.reconciliation.match.MatchOutcome;
import org.redshield.bridge.reconciliation.match.Matcher;
import org.redshield.bridge.reconciliation.match.Register;
import org.redshield.bridge.reconciliation.match.RegisterEntry;
import org.redshield.bridge.reconciliation.match.Shop;

/** Our cascade over the files of a {@link World}, on as many cores as there are. A result a shop: level and code. */
final class CascadeMatching {

    static final String RESULTS = "cascade.csv";

    private static final int PORTION = 1 << 14;

    private CascadeMatching() {}

    /** {@code <directory> <entries of a block>} */
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        try (Register register =
                new Register(new Divisions(), LocalDate.of(2026, 11, 27), Integer.parseInt(arguments[1]))) {
            ShopScale.Stage reading = new ShopScale.Stage("cascade: register read and indexed");
            portions(directory.resolve(World.REGISTRY), lines -> {
                register.addAll(
                        lines.parallelStream().map(CascadeMatching::entry).toList());
                reading.done(lines.size());
            });
            register.seal();
            reading.end();
            ShopScale.Stage matching = new ShopScale.Stage("cascade: shops matched");
            Matcher matcher = new Matcher(register);
            try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(directory.resolve(RESULTS)))) {
                portions(directory.resolve(World.SHOPS), lines -> {
                    lines.parallelStream().map(line -> result(matcher, line)).forEachOrdered(line -> out.append(line)
                            .append('\n'));
                    matching.done(lines.size());
                });
            }
            matching.end();
        }
    }

    /** The next lines are read while these are worked on. */
    private static void portions(Path file, Consumer<List<String>> lines) throws IOException {
        try (BufferedReader in = Files.newBufferedReader(file)) {
            List<String> portion = portion(in);
            while (!portion.isEmpty()) {
                CompletableFuture<List<String>> next = CompletableFuture.supplyAsync(() -> portion(in));
                lines.accept(portion);
                portion = next.join();
            }
        }
    }

    private static List<String> portion(BufferedReader in) {
        return in.lines().limit(PORTION).toList();
    }

    private static RegisterEntry entry(String line) {
        String[] cells = line.split(",", -1);
        return new RegisterEntry(cells[0], "", cells[1], "", cells[2], cells[3], Optional.empty(), "", "");
    }

    private static String result(Matcher matcher, String line) {
        String[] cells = line.split(",", -1);
        MatchOutcome outcome = matcher.match(
                new Shop(cells[0], "taobao", cells[1], cells[2], cells[3], "", "", Optional.empty(), Optional.empty()));
        return cells[0] + "," + outcome.level() + ","
                + outcome.sure().map(one -> one.entry().code()).orElse("");
    }
}
