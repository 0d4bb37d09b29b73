package org.redshield.bridge.bench.shops;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Collectors;
import org.redshield.bridge.reconciliation.Market;
import org.redshield.bridge.reconciliation.match.RegisterEntry;
import org.redshield.bridge.reconciliation.match.Shop;

/**
 * A market of any size, of which nothing is held: entry and shop are made of the seed and their number. Written to three files, of
 * which whoever matches sees two.
 */
public final class World {

    public static final String REGISTRY = "registry.csv";
    public static final String SHOPS = "shops.csv";
    /** Whose shop it is, and what was done to it. */
    public static final String LABELS = "labels.csv";

    /** Prime, so that numbers one after the other lie anywhere among the names and none comes twice. */
    private static final long STEP = 1_000_000_007L;

    /** A third each of two, three and four letters, while there are such. */
    private static final int LENGTHS = 3;

    private static final int SHORTEST = 2;
    private static final long OF_SHOPS = 0x5DEECE66DL;

    private final long seed;
    private final long entries;

    public World(long seed, long entries) {
        this.seed = seed;
        this.entries = entries;
    }

    private static Random random(long seed, long number) {
        long mixed = seed + (number + 1) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return new Random(mixed ^ mixed >>> 31);
    }

    /** One of the register, or beyond it one that is in none. */
    public Market.Made entry(long number) {
        long at = number / LENGTHS;
        int letters = SHORTEST + (int) (number % LENGTHS);
        boolean areUsed = letters == SHORTEST && at >= Market.names(SHORTEST);
        if (areUsed || letters == SHORTEST + 1) {
            letters = SHORTEST + 1;
            at = 2 * at + (areUsed ? 1 : 0);
        }
        long shorter = letters == SHORTEST ? 0 : Market.names(letters - 1);
        long name = shorter + Math.floorMod(at * STEP, Market.names(letters) - shorter);
        return new Market(random(seed, number), null, null).made(name);
    }

    public Market.Labelled shop(int number) {
        Random random = random(seed ^ OF_SHOPS, number);
        return new Market(random, () -> entry((long) (random.nextDouble() * entries)), () -> entry(entries + number))
                .labelled(number);
    }

    public void write(Path directory, int shops) throws IOException {
        Files.createDirectories(directory);
        try (PrintWriter out = writer(directory.resolve(REGISTRY))) {
            for (long number = 0; number < entries; number++) {
                RegisterEntry one = entry(number).entry();
                out.append(one.code()).append(',').append(one.name()).append(',');
                out.append(one.address()).append(',').append(one.status()).append('\n');
            }
        }
        try (PrintWriter out = writer(directory.resolve(SHOPS));
                PrintWriter labels = writer(directory.resolve(LABELS))) {
            for (int number = 0; number < shops; number++) {
                Market.Labelled labelled = shop(number);
                Shop one = labelled.shop();
                out.append(one.id()).append(',').append(one.name()).append(',');
                out.append(one.code()).append(',').append(one.address()).append('\n');
                labels.append(one.id()).append(',').append(labelled.truth()).append(',');
                labels.append(one.code().isEmpty() ? "" : "1").append(',');
                labels.append(
                        labelled.errors().stream().map(Enum::name).sorted().collect(Collectors.joining("+")));
                labels.append('\n');
            }
        }
    }

    private static PrintWriter writer(Path file) throws IOException {
        BufferedWriter out = Files.newBufferedWriter(file);
        return new PrintWriter(out);
    }
}
