package org.redshield.bridge.indicators.ring;

import java.lang.management.ManagementFactory;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Rings in a graph of many edges, on one thread. Not a test: run its main; arguments are edges, buyers and shops, 20,000,000,
 * 3,000,000 and 200,000 unless given. One ring of 2,000 buyers at 200 shops, 40 orders each and as many elsewhere, is planted.
 */
final class RingBenchmark {

    private RingBenchmark() {}

    public static void main(String[] arguments) {
        int edges = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20_000_000;
        int buyers = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3_000_000;
        int shops = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 200_000;
        for (int part : List.of(10, 1)) {
            measure(edges / part, buyers / part, shops / part);
        }
    }

    private static void measure(int edges, int buyers, int shops) {
        SplittableRandom random = new SplittableRandom(20_261_127);
        int[] buyer = new int[edges];
        int[] shop = new int[edges];
        BitSet planted = new BitSet(edges);
        for (int edge = 0; edge < edges; edge++) {
            boolean ofRing = edge < 160_000;
            buyer[edge] = ofRing ? edge / 80 : random.nextInt(buyers);
            boolean brushed = ofRing && edge % 2 == 0;
            shop[edge] = brushed ? shops - 1 - random.nextInt(200) : (int) (shops * Math.pow(random.nextDouble(), 2.5));
            planted.set(edge, brushed);
        }
        Purchases orders = new Purchases(buyers, shops, buyer, shop, new int[edges]);
        long began = System.nanoTime();
        long worked = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        List<Ring> rings = Rings.in(orders, RingsTest.SAME_SHOPS);
        double seconds = (System.nanoTime() - began) / 1e9;
        double cpu = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - worked) / 1e9;
        BitSet called = new BitSet(edges);
        rings.forEach(ring -> {
            for (int order : ring.orders()) {
                called.set(order);
            }
        });
        BitSet right = (BitSet) called.clone();
        right.and(planted);
        System.out.printf(
                "%,d edges, %,d nodes: %.1f s, of which %.1f s of the processor, heap at most %,d MiB, %d rings, precision %.3f, recall %.3f%n",
                edges,
                buyers + shops,
                seconds,
                cpu,
                Runtime.getRuntime().maxMemory() >> 20,
                rings.size(),
                (double) right.cardinality() / Math.max(1, called.cardinality()),
                (double) right.cardinality() / planted.cardinality());
    }
}
