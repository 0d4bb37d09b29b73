package org.redshield.bridge.indicators.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** From orders in a list one comes to those who share receivers with them, the further away the less, and nowhere else. */
class RingWalkTest {

    /** Buyers 0, 1, 2 at receiver 0, buyers 2, 3 at receiver 1; buyers 4, 5 at receiver 2 have nothing to do with them. */
    private static final Purchases ORDERS = new Purchases(
            6, 3, new int[] {0, 1, 2, 2, 3, 4, 5}, new int[] {0, 0, 0, 1, 1, 2, 2}, new int[] {1, 1, 1, 1, 1, 1, 1});

    @Test
    void it_leads_to_those_who_share_receivers_and_further_less() {
        double[] walk = RingWalk.from(new int[] {0}, ORDERS);

        assertThat(DoubleStream.of(walk).sum()).isCloseTo(1, within(1e-9));
        assertThat(walk[0]).isGreaterThan(walk[1]);
        assertThat(walk[1]).isGreaterThan(walk[3]);
        assertThat(walk[3]).isPositive();
        assertThat(walk[4] + walk[5] + walk[6 + 2]).isZero();
        assertThat(RingWalk.from(new int[] {0}, ORDERS)).isEqualTo(walk);
    }

    /** The same by steps of a matrix. */
    @Test
    void another_way_of_computing_it_comes_to_the_same() {
        double[][] to = new double[9][9];
        int[] degree = new int[9];
        for (int order = 0; order < ORDERS.size(); order++) {
            degree[ORDERS.buyer()[order]]++;
            degree[6 + ORDERS.object()[order]]++;
        }
        for (int order = 0; order < ORDERS.size(); order++) {
            int buyer = ORDERS.buyer()[order];
            int object = 6 + ORDERS.object()[order];
            to[buyer][object] += 1.0 / degree[buyer];
            to[object][buyer] += 1.0 / degree[object];
        }
        double[] start = new double[9];
        start[3] = start[6 + 1] = 0.5;
        double[] at = start;
        for (int step = 0; step < 20; step++) {
            double[] from = at;
            at = IntStream.range(0, 9)
                    .mapToDouble(node -> 0.15 * start[node]
                            + 0.85
                                    * IntStream.range(0, 9)
                                            .mapToDouble(other -> from[other] * to[other][node])
                                            .sum())
                    .toArray();
        }

        assertThat(RingWalk.from(new int[] {4}, ORDERS)).containsExactly(at, within(1e-9));
    }

    @Test
    void without_a_list_it_leads_nowhere() {
        assertThat(RingWalk.from(new int[0], ORDERS)).containsOnly(0);
    }
}
