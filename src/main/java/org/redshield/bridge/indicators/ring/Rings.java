package org.redshield.bridge.indicators.ring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Finds rings: in each window of days the densest block, whose buyers then leave, again and again; what hangs together in a block
 * and meets the criteria is a ring, and rings of several windows with somebody in common are one.
 */
public final class Rings {

    /** Blocks of a window after which the criteria do not fit the data. */
    private static final int MOST_BLOCKS = 40;

    /** Less than this part of what is usual in a ring is few. */
    private static final int FEW = 3;

    private final Purchases orders;
    private final Criteria criteria;
    private final UnionFind together;
    private final boolean[] found;
    /** In which count a node was last met. */
    private final int[] met;

    private int counts;

    private Rings(Purchases orders, Criteria criteria) {
        this.orders = orders;
        this.criteria = criteria;
        this.together = new UnionFind(orders.buyers() + orders.objects());
        this.found = new boolean[orders.buyers() + orders.objects()];
        this.met = new int[found.length];
    }

    /** The rings, the one with most orders first. */
    public static List<Ring> in(Purchases orders, Criteria criteria) {
        Rings rings = new Rings(orders, criteria);
        for (int from = 0; from < orders.size(); ) {
            int to = from;
            int end = orders.day()[from] + criteria.window();
            while (to < orders.size() && orders.day()[to] < end) {
                to++;
            }
            rings.look(from, to);
            from = to;
        }
        return rings.all();
    }

    private void look(int from, int to) {
        boolean[] left = new boolean[orders.buyers()];
        for (int block = 0; block < MOST_BLOCKS; block++) {
            OrderGraph graph = new OrderGraph(orders, from, to, left);
            if (graph.edges() < criteria.buyers() * criteria.ordersPerBuyer()
                    || !look(graph, Peeling.densest(graph), left)) {
                return;
            }
        }
    }

    /** Finds the rings in a block, whose buyers then leave. @return whether a less dense one may still hold a ring */
    private boolean look(OrderGraph graph, boolean[] block, boolean[] left) {
        long buyers = 0;
        long ofBuyers = 0;
        for (int buyer = 0; buyer < graph.buyers; buyer++) {
            if (block[buyer]) {
                left[buyer] = true;
                buyers++;
                ofBuyers += graph.degree(buyer);
            }
        }
        long inside = 0;
        for (int object = graph.buyers; object < graph.nodes; object++) {
            if (block[object]) {
                int ofBlock = inside(graph, block, object);
                inside += ofBlock;
                // What rings buy at popular shops is what anybody buys there, and what one of them buys binds nobody.
                block[object] =
                        (double) ofBlock * graph.edges() >= (double) criteria.lift() * ofBuyers * graph.degree(object)
                                && partners(graph, block, object) >= criteria.buyers();
            }
        }
        boolean[] seen = new boolean[graph.nodes];
        int[] part = new int[graph.nodes];
        for (int first = 0; first < graph.buyers; first++) {
            if (block[first] && !seen[first]) {
                int size = part(graph, block, seen, part, first);
                if (isRing(graph, block, part, size)) {
                    keep(graph, block, part, size);
                }
            }
        }
        return inside >= buyers * criteria.ordersPerBuyer();
    }

    /** Orders of a node within the block. */
    private static int inside(OrderGraph graph, boolean[] block, int node) {
        int inside = 0;
        for (int edge = graph.start[node]; edge < graph.start[node + 1]; edge++) {
            inside += block[graph.neighbours[edge]] ? 1 : 0;
        }
        return inside;
    }

    /** Collects what hangs together with a buyer. @return how many nodes */
    private static int part(OrderGraph graph, boolean[] block, boolean[] seen, int[] part, int first) {
        int size = 0;
        part[size++] = first;
        seen[first] = true;
        for (int at = 0; at < size; at++) {
            for (int edge = graph.start[part[at]]; edge < graph.start[part[at] + 1]; edge++) {
                int other = graph.neighbours[edge];
                if (block[other] && !seen[other]) {
                    seen[other] = true;
                    part[size++] = other;
                }
            }
        }
        return size;
    }

    private boolean isRing(OrderGraph graph, boolean[] block, int[] part, int size) {
        long buyers = 0;
        long inside = 0;
        long pairs = 0;
        for (int i = 0; i < size; i++) {
            if (isBuyer(part[i])) {
                buyers++;
                inside += inside(graph, block, part[i]);
                pairs += partners(graph, block, part[i]);
            }
        }
        return buyers >= criteria.buyers()
                && pairs >= buyers * criteria.objects()
                && inside >= buyers * criteria.ordersPerBuyer();
    }

    /** Remembers a ring, without the objects at which only few of it ordered: there it may have bought to look honest. */
    private void keep(OrderGraph graph, boolean[] block, int[] part, int size) {
        int[] partners = new int[size];
        long all = 0;
        int objects = 0;
        for (int i = 0; i < size; i++) {
            if (!isBuyer(part[i])) {
                partners[i] = partners(graph, block, part[i]);
                all += partners[i];
                objects++;
            }
        }
        for (int i = 0; i < size; i++) {
            if (isBuyer(part[i]) || (long) partners[i] * objects * FEW >= all) {
                found[part[i]] = true;
                together.join(part[0], part[i]);
            }
        }
    }

    /** How many different nodes of the block a node has orders with. */
    private int partners(OrderGraph graph, boolean[] block, int node) {
        int partners = 0;
        counts++;
        for (int edge = graph.start[node]; edge < graph.start[node + 1]; edge++) {
            int other = graph.neighbours[edge];
            if (block[other] && met[other] != counts) {
                met[other] = counts;
                partners++;
            }
        }
        return partners;
    }

    private List<Ring> all() {
        TreeMap<Integer, List<Integer>> members = new TreeMap<>();
        for (int node = 0; node < found.length; node++) {
            if (found[node]) {
                members.computeIfAbsent(together.of(node), none -> new ArrayList<>())
                        .add(node);
            }
        }
        TreeMap<Integer, List<Integer>> placed = new TreeMap<>();
        for (int order = 0; order < orders.size(); order++) {
            int buyer = orders.buyer()[order];
            int object = orders.buyers() + orders.object()[order];
            if (found[buyer] && found[object] && together.of(buyer) == together.of(object)) {
                placed.computeIfAbsent(together.of(buyer), none -> new ArrayList<>())
                        .add(order);
            }
        }
        return members.entrySet().stream()
                .map(ring -> new Ring(
                        numbers(ring.getValue()).filter(this::isBuyer).toArray(),
                        numbers(ring.getValue())
                                .filter(node -> !isBuyer(node))
                                .map(node -> node - orders.buyers())
                                .toArray(),
                        numbers(placed.get(ring.getKey())).toArray()))
                .sorted((one, other) -> Integer.compare(other.orders().length, one.orders().length))
                .toList();
    }

    private boolean isBuyer(int node) {
        return node < orders.buyers();
    }

    private static IntStream numbers(List<Integer> some) {
        return some.stream().mapToInt(Integer::intValue);
    }

    /** Which nodes belong together, each by the least of them. */
    private static final class UnionFind {

        private final int[] parent;

        UnionFind(int size) {
            parent = new int[size];
            Arrays.setAll(parent, node -> node);
        }

        int of(int node) {
            while (parent[node] != node) {
                parent[node] = parent[parent[node]];
                node = parent[node];
            }
            return node;
        }

        void join(int one, int other) {
            int first = of(one);
            int second = of(other);
            parent[Math.max(first, second)] = Math.min(first, second);
        }
    }
}
