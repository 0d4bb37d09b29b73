package org.redshield.bridge.indicators.ring;

import java.util.Arrays;

/**
 * Where one is who starts at certain orders and goes from account to receiver or shop and back, along orders, and begins again now and
 * then (random walk with restart). Nothing is drawn: a fixed number of steps is computed, the same on every machine.
 */
public final class RingWalk {

    private static final int STEPS = 20;
    private static final double BEGINS_AGAIN = 0.15;

    /** In Chinese. */
    public static final String HOW = STEPS + " 步，沿订单从买家到收货人或者网店再到买家，每步有 15% 从名单重新出发";

    private RingWalk() {}

    /**
     * @param seeds places in {@link Purchases} at which one begins; none leads nowhere
     * @return how likely one is at each buyer, and behind them at each object
     */
    public static double[] from(int[] seeds, Purchases orders) {
        double[] start = new double[orders.buyers() + orders.objects()];
        if (seeds.length == 0) {
            return start;
        }
        for (int seed : seeds) {
            start[orders.buyer()[seed]] += 0.5 / seeds.length;
            start[orders.buyers() + orders.object()[seed]] += 0.5 / seeds.length;
        }
        int[] degree = new int[start.length];
        for (int order = 0; order < orders.size(); order++) {
            degree[orders.buyer()[order]]++;
            degree[orders.buyers() + orders.object()[order]]++;
        }
        double[] at = start;
        for (int step = 0; step < STEPS; step++) {
            double[] next = new double[start.length];
            Arrays.setAll(next, node -> BEGINS_AGAIN * start[node]);
            for (int order = 0; order < orders.size(); order++) {
                int buyer = orders.buyer()[order];
                int object = orders.buyers() + orders.object()[order];
                next[object] += (1 - BEGINS_AGAIN) * at[buyer] / degree[buyer];
                next[buyer] += (1 - BEGINS_AGAIN) * at[object] / degree[object];
            }
            at = next;
        }
        return at;
    }
}
