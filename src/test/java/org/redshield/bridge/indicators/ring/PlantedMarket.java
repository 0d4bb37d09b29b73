package org.redshield.bridge.indicators.ring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A year of an invented market with rings whose orders are known, and with honest crowds that look a little like rings: flash sales,
 * groups of neighbours who order together every week, and a warehouse that many have their parcels sent to.
 */
public final class PlantedMarket {

    static final int RINGS = 10;
    static final int BUYERS_OF_RING = 40;
    static final int SHOPS_OF_RING = 12;

    private static final int DAYS = 364;

    private final SplittableRandom random;
    private final List<long[]> rows = new ArrayList<>();
    private final int buyers;
    private final int shops;

    /** @param brushed which orders are a ring's own; what it bought elsewhere to look honest is not among them */
    public record Planted(Purchases orders, BitSet brushed, BitSet ringShops) {}

    private PlantedMarket(long seed, int buyers, int shops) {
        this.random = new SplittableRandom(seed);
        this.buyers = buyers;
        this.shops = shops;
    }

    /** @param camouflage orders at honest shops for each hundred orders of a ring */
    public static Planted with(long seed, int buyers, int shops, int orders, int camouflage) {
        PlantedMarket market = new PlantedMarket(seed, buyers, shops);
        for (int i = 0; i < orders; i++) {
            market.order(market.random.nextInt(buyers), market.popular(), market.random.nextInt(DAYS), false);
        }
        market.flashSales();
        market.neighbours();
        BitSet ringShops = market.rings(camouflage);
        return market.planted(ringShops);
    }

    private void order(int buyer, int shop, int day, boolean brushed) {
        rows.add(new long[] {day, buyer, shop, brushed ? 1 : 0});
    }

    /** A few shops have most of the orders. */
    private int popular() {
        return (int) (shops * Math.pow(random.nextDouble(), 2.5));
    }

    private void flashSales() {
        for (int sale = 0; sale < 20; sale++) {
            int shop = random.nextInt(shops);
            int day = random.nextInt(DAYS);
            for (int i = 0; i < 1_500; i++) {
                order(random.nextInt(buyers), shop, day, false);
            }
        }
    }

    /** The same forty neighbours at the same two shops every week for two months. */
    private void neighbours() {
        for (int group = 0; group < 30; group++) {
            // Nobody is in two groups.
            int first = group * 40;
            int shop = random.nextInt(shops - 1);
            int day = random.nextInt(DAYS - 56);
            for (int week = 0; week < 8; week++) {
                for (int one = 0; one < 40; one++) {
                    if (random.nextInt(4) > 0) {
                        order(first + one, shop + random.nextInt(2), day + 7 * week, false);
                    }
                }
            }
        }
    }

    /** Two evenings in every third week, for a season; each account takes a part of the shops each time. */
    private BitSet rings(int camouflage) {
        BitSet ringShops = new BitSet();
        int[] all = random.ints(RINGS * SHOPS_OF_RING, 0, shops).toArray();
        Arrays.stream(all).forEach(ringShops::set);
        for (int ring = 0; ring < RINGS; ring++) {
            int[] accounts = random.ints(BUYERS_OF_RING, 0, buyers).toArray();
            int[] its = Arrays.copyOfRange(all, ring * SHOPS_OF_RING, (ring + 1) * SHOPS_OF_RING);
            int day = random.nextInt(DAYS - 90);
            for (int evening = 0; evening < 8; evening++) {
                int on = day + 21 * (evening / 2) + evening % 2;
                for (int account : accounts) {
                    for (int i = 0; i < 4; i++) {
                        order(account, its[random.nextInt(its.length)], on, true);
                        for (int more = camouflage; more > 0; more -= 100) {
                            if (random.nextInt(100) < more) {
                                order(account, honest(ringShops), Math.max(0, on - random.nextInt(14)), false);
                            }
                        }
                    }
                }
            }
        }
        return ringShops;
    }

    private int honest(BitSet ringShops) {
        return IntStream.generate(this::popular)
                .filter(shop -> !ringShops.get(shop))
                .findFirst()
                .orElseThrow();
    }

    private Planted planted(BitSet ringShops) {
        rows.sort((one, other) -> Long.compare(one[0], other[0]));
        int[][] columns = new int[3][rows.size()];
        BitSet brushed = new BitSet();
        for (int order = 0; order < rows.size(); order++) {
            long[] row = rows.get(order);
            columns[0][order] = (int) row[1];
            columns[1][order] = (int) row[2];
            columns[2][order] = (int) row[0];
            brushed.set(order, row[3] == 1);
        }
        return new Planted(new Purchases(buyers, shops, columns[0], columns[1], columns[2]), brushed, ringShops);
    }
}
