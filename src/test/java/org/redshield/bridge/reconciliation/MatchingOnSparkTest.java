package org.redshield.bridge.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redshield.bridge.bureau.Divisions;
import org.redshield.bridge.reconciliation.match.Agreement;
import org.redshield.bridge.reconciliation.match.Field;
import org.redshield.bridge.reconciliation.match.Level;
import org.redshield.bridge.reconciliation.match.Shop;
import org.redshield.bridge.reconciliation.match.Weights;
import org.redshield.bridge.reconciliation.spark.MatchingSettings;
import org.redshield.bridge.work.NodeKind;
import org.redshield.bridge.work.NodeSettings;

/**
 * The same shops against the same register in this JVM and on a Spark that is started for it. It needs Maven online once:
 * {@code ./mvnw test -Dtest.tiers.excluded=none -Dtest=MatchingOnSparkTest}, with {@code -Dspark.shops=1000000 -Dspark.entries=300000
 * -Dspark.memory=4g} to measure.
 */
@Tag("spark")
class MatchingOnSparkTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 28);
    private static final int SHOPS = Integer.getInteger("spark.shops", 6_000);
    private static final int ENTRIES = Integer.getInteger("spark.entries", 4_000);
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
        return new MatchingOnSpark(
                new MatchingSettings(MatchingSettings.Engine.SPARK, url, libraries, 25, Duration.ofMinutes(20)));
    }

    private static Matching begun(Matching.Engine engine, Market market) {
        Matching register = engine.begin(DAY);
        market.register().forEach(made -> register.add(made.entry()));
        register.seal();
        return register;
    }

    /** With all that may stand in a field, and every kind of discrepancy. */
    private static List<Shop> shops(Market market) {
        List<Shop> shops = new ArrayList<>();
        market.shops().forEach(one -> {
            Shop shop = one.shop();
            boolean sold = shops.size() % 3 == 0;
            shops.add(new Shop(
                    shop.id(),
                    "淘宝\t\"天猫\"\n",
                    shop.name(),
                    shop.code(),
                    shop.address(),
                    "",
                    "hash" + shops.size() % 500,
                    sold ? Optional.of(new BigDecimal("123456.70")) : Optional.empty(),
                    sold ? Optional.of(DAY) : Optional.empty()));
        });
        return shops;
    }

    private static List<MatchedShop> matched(Matching register, List<Shop> shops, Weights weights) {
        List<MatchedShop> matches = new ArrayList<>();
        for (int from = 0; from < shops.size(); from += ONCE) {
            matches.addAll(register.match(shops.subList(from, Math.min(shops.size(), from + ONCE)), weights));
        }
        return matches;
    }

    @Test
    void findsTheSameOnSparkAsHere() {
        Market market = new Market(20261128, ENTRIES, SHOPS);
        List<Shop> shops = shops(market);
        Weights learned = Weights.BY_HAND.with(Field.CODE, Agreement.EQUAL, 61).with(Field.NAME, Agreement.CLOSE, -93);

        try (Matching here = begun(new MatchingHere(new Divisions(), new NodeSettings(NodeKind.WHOLE)), market);
                Matching there = begun(spark(client, server.url()), market)) {
            long begun = System.nanoTime();
            List<MatchedShop> expected = matched(here, shops, Weights.BY_HAND);
            long halfway = System.nanoTime();
            List<MatchedShop> found = matched(there, shops, Weights.BY_HAND);
            long ended = System.nanoTime();
            System.out.printf(
                    "%d shops, %d entries: here %.1f s on one core, on Spark %.1f s with the upload%n",
                    shops.size(), here.size(), (halfway - begun) / 1e9, (ended - halfway) / 1e9);

            assertThat(there.size()).isEqualTo(here.size());
            assertThat(found).isEqualTo(expected);
            assertThat(found).extracting(MatchedShop::level).contains(Level.values());
            List<Shop> some = shops.subList(0, 3_000);
            List<MatchedShop> byLearned = there.match(some, learned);
            assertThat(byLearned).isEqualTo(here.match(some, learned)).isNotEqualTo(expected.subList(0, some.size()));
        }
    }

    @Test
    void saysThatSparkIsAwayOrDiesAndGoesOnWithAnother(@TempDir Path other) throws Exception {
        Market market = new Market(7, 300, 200);
        List<Shop> shops = shops(market);
        SparkServer second = SparkServer.start(other, "512m");
        try (Matching there = begun(spark(client, second.url()), market)) {
            assertThat(there.match(shops, Weights.BY_HAND)).hasSize(shops.size());
            second.close();
            assertThatThrownBy(() -> there.match(shops, Weights.BY_HAND)).isInstanceOf(Matching.EngineAway.class);
        } finally {
            second.close();
        }
        try (Matching here = begun(new MatchingHere(new Divisions(), new NodeSettings(NodeKind.WHOLE)), market);
                Matching there = begun(spark(client, server.url()), market)) {
            assertThat(there.match(shops, Weights.BY_HAND)).isEqualTo(here.match(shops, Weights.BY_HAND));
        }
    }

    @Test
    void saysThatThereIsNoClient() {
        try (Matching there = begun(spark(folder.resolve("nothing"), server.url()), new Market(7, 10, 1))) {
            assertThatThrownBy(() -> there.match(List.of(), Weights.BY_HAND))
                    .isInstanceOf(Matching.EngineAway.class)
                    .rootCause()
                    .hasMessageContaining("jars of Spark's client");
        }
    }
}
