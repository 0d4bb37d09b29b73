package org.redshield.bridge.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redshield.bridge.bench.shops.World;
import org.redshield.bridge.bureau.Divisions;
import org.redshield.bridge.reconciliation.match.Field;
import org.redshield.bridge.reconciliation.match.FieldAgreement;
import org.redshield.bridge.reconciliation.match.FieldWeights;
import org.redshield.bridge.reconciliation.match.Level;
import org.redshield.bridge.reconciliation.match.RegisterEntry;
import org.redshield.bridge.reconciliation.match.Shop;
import org.redshield.bridge.reconciliation.spark.MatchingSettings;
import org.redshield.bridge.work.NodeKind;
import org.redshield.bridge.work.NodeSettings;

/**
 * The same shops against the same register in this JVM and on a Spark that is started for it. It needs Maven online once:
 * {@code ./mvnw test -Dtest.tiers.excluded=none -Dtest=MatchingOnSparkTest#findsTheSameOnSparkAsHere}, with {@code -Dspark.shops=1000000
 * -Dspark.entries=3000000 -Dspark.memory=5g -Dspark.timeout=60} to measure: neither shops nor results are held, the register is, here in
 * the test's heap and there in Spark's. The timeout is of one answer, in minutes; the first one has the upload and the register's reading in it.
 */
@Tag("spark")
class MatchingOnSparkTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 28);
    private static final int SHOPS = Integer.getInteger("spark.shops", 6_000);
    private static final int ENTRIES = Integer.getInteger("spark.entries", 4_000);
    private static final Duration TIMEOUT = Duration.ofMinutes(Integer.getInteger("spark.timeout", 20));
    /** Parts that are asked at once. */
    private static final int ONCE = 50_000;

    @TempDir
    static Path folder;

    private static SparkServer server;
    private static Path client;

    @BeforeAll
    static void start() throws Exception {
        client = SparkServer.client();
        server = SparkServer.start(folder, System.getProperty("spark.memory", "1g"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static MatchingOnSpark spark(Path libraries, String url) {
        return new MatchingOnSpark(new MatchingSettings(MatchingSettings.Engine.SPARK, url, libraries, 25, TIMEOUT));
    }

    private static Matching begun(Matching.Engine engine, Stream<RegisterEntry> entries) {
        Matching register = engine.begin(DAY);
        entries.forEach(register::add);
        register.seal();
        return register;
    }

    private static Matching here(Stream<RegisterEntry> entries) {
        return begun(new MatchingHere(new Divisions(), new NodeSettings(NodeKind.WHOLE)), entries);
    }

    private static Stream<RegisterEntry> entries(Market market) {
        return market.register().stream().map(Market.Made::entry);
    }

    /** With all that may stand in a field, and every kind of discrepancy. */
    private static Shop full(int number, Shop shop) {
        boolean sold = number % 3 == 0;
        return new Shop(
                shop.id(),
                "淘宝\t\"天猫\"\n",
                shop.name(),
                shop.code(),
                shop.address(),
                "",
                "hash" + number % 500,
                sold ? Optional.of(new BigDecimal("123456.70")) : Optional.empty(),
                sold ? Optional.of(DAY) : Optional.empty());
    }

    private static List<Shop> shops(Market market) {
        List<Shop> shops = new ArrayList<>();
        market.shops().forEach(one -> shops.add(full(shops.size(), one.shop())));
        return shops;
    }

    @Test
    void findsTheSameOnSparkAsHere() {
        World world = new World(20261128, ENTRIES);
        Supplier<Stream<RegisterEntry>> entries = () -> LongStream.range(0, ENTRIES)
                .mapToObj(number -> world.entry(number).entry());
        FieldWeights learned = FieldWeights.BY_HAND
                .with(Field.CODE, FieldAgreement.EQUAL, 61)
                .with(Field.NAME, FieldAgreement.CLOSE, -93);
        Set<Level> levels = EnumSet.noneOf(Level.class);
        double[] seconds = new double[2];

        try (Matching here = here(entries.get());
                Matching there = begun(spark(client, server.url()), entries.get())) {
            assertThat(there.size()).isEqualTo(here.size());
            for (int from = 0; from < SHOPS; from += ONCE) {
                List<Shop> shops = IntStream.range(from, Math.min(SHOPS, from + ONCE))
                        .mapToObj(number -> full(number, world.shop(number).shop()))
                        .toList();
                long begun = System.nanoTime();
                List<MatchedShop> expected = here.match(shops, FieldWeights.BY_HAND);
                long halfway = System.nanoTime();
                List<MatchedShop> found = there.match(shops, FieldWeights.BY_HAND);
                seconds[1] += (System.nanoTime() - halfway) / 1e9;
                seconds[0] += (halfway - begun) / 1e9;
                assertThat(found.equals(expected)).as("from shop " + from).isTrue();
                found.forEach(match -> levels.add(match.level()));
                System.out.printf(
                        "%,d shops, %,d entries: here %.1f s on one core, on Spark %.1f s with the upload%n",
                        from + shops.size(), here.size(), seconds[0], seconds[1]);
                if (from == 0) {
                    List<Shop> some = shops.subList(0, Math.min(3_000, shops.size()));
                    assertThat(there.match(some, learned))
                            .isEqualTo(here.match(some, learned))
                            .isNotEqualTo(expected.subList(0, some.size()));
                }
            }
            assertThat(levels).containsExactlyInAnyOrder(Level.values());
        }
    }

    @Test
    void saysThatSparkIsAwayOrDiesAndGoesOnWithAnother(@TempDir Path other) throws Exception {
        Market market = new Market(7, 300, 200);
        List<Shop> shops = shops(market);
        SparkServer second = SparkServer.start(other, "512m");
        try (Matching there = begun(spark(client, second.url()), entries(market))) {
            assertThat(there.match(shops, FieldWeights.BY_HAND)).hasSize(shops.size());
            second.close();
            assertThatThrownBy(() -> there.match(shops, FieldWeights.BY_HAND)).isInstanceOf(Matching.EngineAway.class);
        } finally {
            second.close();
        }
        try (Matching here = here(entries(market));
                Matching there = begun(spark(client, server.url()), entries(market))) {
            assertThat(there.match(shops, FieldWeights.BY_HAND)).isEqualTo(here.match(shops, FieldWeights.BY_HAND));
        }
    }

    @Test
    void saysThatThereIsNoClient() {
        try (Matching there = begun(spark(folder.resolve("nothing"), server.url()), entries(new Market(7, 10, 1)))) {
            assertThatThrownBy(() -> there.match(List.of(), FieldWeights.BY_HAND))
                    .isInstanceOf(Matching.EngineAway.class)
                    .rootCause()
                    .hasMessageContaining("jars of Spark's client");
        }
    }
}
