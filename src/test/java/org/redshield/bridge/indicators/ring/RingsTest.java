package org.redshield.bridge.indicators.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.redshield.bridge.indicators.TableCriteria;
import org.redshield.bridge.indicators.ring.PlantedMarket.Planted;
import org.redshield.bridge.support.Thorough;

/** Rings are found as they were planted, whatever they buy elsewhere, and honest crowds are not called rings. */
class RingsTest {

    static final Criteria SAME_SHOPS = TableCriteria.sameShops();
    static final Criteria SAME_RECEIVERS = TableCriteria.sameReceivers();

    private static final int SHOPS = 3_000;

    private record Accuracy(double precision, double recall, int honestShops) {}

    private static Accuracy accuracy(Planted market) {
        List<Ring> rings = Rings.in(market.orders(), SAME_SHOPS);
        BitSet called = new BitSet();
        BitSet shops = new BitSet();
        rings.forEach(ring -> {
            Arrays.stream(ring.orders()).forEach(called::set);
            Arrays.stream(ring.objects()).forEach(shops::set);
        });
        BitSet right = (BitSet) called.clone();
        right.and(market.brushed());
        shops.andNot(market.ringShops());
        return new Accuracy(
                (double) right.cardinality() / Math.max(1, called.cardinality()),
                (double) right.cardinality() / market.brushed().cardinality(),
                shops.cardinality());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 50, 100, 200})
    void rings_are_found_whatever_they_buy_elsewhere(int camouflage) {
        for (long seed = 1; seed <= (Thorough.isRun() ? 5 : 1); seed++) {
            Accuracy found = accuracy(PlantedMarket.with(seed, 60_000, SHOPS, 250_000, camouflage));

            System.out.printf(
                    "camouflage %d %%, seed %d: precision %.3f, recall %.3f, honest shops %d%n",
                    camouflage, seed, found.precision, found.recall, found.honestShops);
            assertThat(found.precision).isGreaterThanOrEqualTo(0.95);
            assertThat(found.recall).isGreaterThanOrEqualTo(0.9);
            assertThat(found.honestShops).isLessThanOrEqualTo(SHOPS / 1_000);
        }
    }

    /** Each shop alone, as a case has it: who shares a receiver with others, and how often. */
    @ParameterizedTest
    @EnumSource
    void an_honest_shop_is_not_called_one_whatever_crowd_it_has(HonestShop.Crowd crowd) {
        long called = IntStream.range(0, Thorough.isRun() ? 1_000 : 200)
                .filter(seed ->
                        !Rings.in(HonestShop.with(seed, crowd), SAME_RECEIVERS).isEmpty())
                .count();

        System.out.printf("%s: %d of 1,000 shops%n", crowd, called);
        assertThat(called).isLessThanOrEqualTo(1);
    }

    @Test
    void the_same_orders_give_the_same_rings() {
        Purchases orders = PlantedMarket.with(7, 20_000, 1_000, 80_000, 100).orders();

        assertThat(Rings.in(orders, SAME_SHOPS)).usingRecursiveComparison().isEqualTo(Rings.in(orders, SAME_SHOPS));
    }

    /** A warehouse that passes parcels on, and colleagues who order to their office now and then. */
    @Test
    void an_address_that_many_use_once_is_no_ring_and_one_that_few_use_often_is() {
        int[] buyer = IntStream.concat(
                        IntStream.range(0, 900), IntStream.range(0, 60).map(i -> 900 + i % 3))
                .toArray();
        int[] receiver = IntStream.range(0, 960)
                .map(i -> i < 500 ? 0 : i < 900 ? i : 900)
                .toArray();

        List<Ring> rings = Rings.in(new Purchases(903, 901, buyer, receiver, new int[960]), SAME_RECEIVERS);

        assertThat(rings).singleElement().satisfies(ring -> {
            assertThat(ring.buyers()).containsExactly(900, 901, 902);
            assertThat(ring.objects()).containsExactly(900);
            assertThat(ring.orders()).hasSize(60);
        });
    }

    /** No block of any other choice of nodes is more than twice as dense: the bound that the paper proves. */
    @Test
    void the_block_is_at_least_half_as_dense_as_the_densest() {
        Random random = new Random(5);
        for (int round = 0; round < 200; round++) {
            int[] buyer = random.ints(30, 0, 7).toArray();
            int[] object = random.ints(30, 0, 6).toArray();
            OrderGraph graph = new OrderGraph(new Purchases(7, 6, buyer, object, new int[30]), 0, 30, new boolean[7]);

            double found = density(graph, Peeling.densest(graph));
            double densest = IntStream.range(1, 1 << 13)
                    .mapToDouble(set -> {
                        boolean[] block = new boolean[13];
                        IntStream.range(0, 13).forEach(node -> block[node] = (set >> node & 1) == 1);
                        return density(graph, block);
                    })
                    .max()
                    .orElseThrow();

            assertThat(found).isBetween(densest / 2 - 0.01, densest + 0.01);
        }
    }

    private static double density(OrderGraph graph, boolean[] block) {
        double sum = 0;
        int count = 0;
        for (int node = 0; node < graph.nodes; node++) {
            count += block[node] ? 1 : 0;
            for (int edge = graph.start[node]; node < graph.buyers && edge < graph.start[node + 1]; edge++) {
                int object = graph.neighbours[edge];
                sum += block[node] && block[object] ? 1 / Math.log(graph.degree(object) + 5.0) : 0;
            }
        }
        return count == 0 ? 0 : sum / count;
    }
}
