package org.redshield.bridge.indicators.ring;

import java.util.Arrays;

/**
 * Finds the densest block by taking away, again and again, the node that holds least (FRAUDAR, KDD 2016): at least half as dense as
 * the densest there is. An order counts the less, the more orders its object has: 1 ÷ ln(orders + 5), so that those who buy at
 * popular shops to look honest gain nothing. Weights are whole 1024ths: sums are exact, the result is the same on every machine.
 */
final class Peeling {

    private static final int UNIT = 1024;
    private static final int NONE = -1;
    /** Nodes that hold more than this wait outside the buckets; there are never many. */
    private static final int BUCKETS = 1 << 22;

    private final OrderGraph graph;
    private final int[] weight;
    private final int[] held;
    private final int[] head;
    private final int[] next;
    private final int[] previous;
    private final boolean[] taken;
    private int lowest;

    private Peeling(OrderGraph graph) {
        this.graph = graph;
        this.weight = new int[graph.nodes - graph.buyers];
        this.held = new int[graph.nodes];
        this.next = new int[graph.nodes];
        this.previous = new int[graph.nodes];
        this.taken = new boolean[graph.nodes];
        int most = 0;
        for (int object = graph.buyers; object < graph.nodes; object++) {
            int degree = graph.degree(object);
            weight[object - graph.buyers] = (int) Math.round(UNIT / StrictMath.log(degree + 5.0));
            held[object] = Math.multiplyExact(degree, weight[object - graph.buyers]);
            most = Math.max(most, held[object]);
        }
        for (int buyer = 0; buyer < graph.buyers; buyer++) {
            for (int edge = graph.start[buyer]; edge < graph.start[buyer + 1]; edge++) {
                held[buyer] += weight[graph.neighbours[edge] - graph.buyers];
            }
            most = Math.max(most, held[buyer]);
        }
        this.head = new int[Math.min(most + 1, BUCKETS)];
        Arrays.fill(head, NONE);
    }

    /** Which nodes are in the densest block; those without an edge never are. */
    static boolean[] densest(OrderGraph graph) {
        return new Peeling(graph).run();
    }

    private boolean[] run() {
        int count = 0;
        long sum = 0;
        for (int node = graph.nodes - 1; node >= 0; node--) {
            if (graph.degree(node) == 0) {
                taken[node] = true;
                continue;
            }
            count++;
            sum += node < graph.buyers ? held[node] : 0;
            enter(node);
        }
        int[] order = new int[count];
        int best = 0;
        long bestSum = sum;
        long bestCount = count;
        for (int step = 0; step < order.length; step++) {
            // Without division: two sums of orders per node are compared exactly.
            if (sum * bestCount > bestSum * (count - step)) {
                best = step;
                bestSum = sum;
                bestCount = count - step;
            }
            int node = least();
            leave(node);
            taken[node] = true;
            order[step] = node;
            sum -= held[node];
            for (int edge = graph.start[node]; edge < graph.start[node + 1]; edge++) {
                int other = graph.neighbours[edge];
                if (!taken[other]) {
                    lower(other, weight[Math.max(node, other) - graph.buyers]);
                }
            }
        }
        boolean[] block = new boolean[graph.nodes];
        for (int step = best; step < order.length; step++) {
            block[order[step]] = true;
        }
        return block;
    }

    private void enter(int node) {
        int bucket = held[node];
        if (bucket < head.length) {
            next[node] = head[bucket];
            previous[node] = NONE;
            if (head[bucket] != NONE) {
                previous[head[bucket]] = node;
            }
            head[bucket] = node;
            lowest = Math.min(lowest, bucket);
        }
    }

    private void leave(int node) {
        int bucket = held[node];
        if (bucket < head.length) {
            if (previous[node] == NONE) {
                head[bucket] = next[node];
            } else {
                next[previous[node]] = next[node];
            }
            if (next[node] != NONE) {
                previous[next[node]] = previous[node];
            }
        }
    }

    private void lower(int node, int by) {
        leave(node);
        held[node] -= by;
        enter(node);
    }

    private int least() {
        while (lowest < head.length && head[lowest] == NONE) {
            lowest++;
        }
        if (lowest < head.length) {
            return head[lowest];
        }
        int least = NONE;
        for (int node = 0; node < graph.nodes; node++) {
            if (!taken[node] && (least == NONE || held[node] < held[least])) {
                least = node;
            }
        }
        return least;
    }
}
