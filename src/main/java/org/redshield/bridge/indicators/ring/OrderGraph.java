package org.redshield.bridge.indicators.ring;

/**
 * A bipartite multigraph whose nodes are numbered through: first the buyers, then the objects. Neighbours of a node lie side by
 * side, eight bytes an edge.
 */
final class OrderGraph {

    final int buyers;
    final int nodes;
    /** Neighbours of node {@code n}: {@code neighbours[start[n]]} up to {@code neighbours[start[n + 1] - 1]}. */
    final int[] start;

    final int[] neighbours;

    /** Of the orders from one place to before another, without those of buyers who have left. */
    OrderGraph(Purchases orders, int from, int to, boolean[] left) {
        this.buyers = orders.buyers();
        this.nodes = Math.addExact(buyers, orders.objects());
        this.start = new int[nodes + 1];
        for (int order = from; order < to; order++) {
            int buyer = orders.buyer()[order];
            if (!left[buyer]) {
                start[buyer + 1]++;
                start[buyers + orders.object()[order] + 1]++;
            }
        }
        for (int node = 0; node < nodes; node++) {
            start[node + 1] = Math.addExact(start[node], start[node + 1]);
        }
        this.neighbours = new int[start[nodes]];
        // Each start wanders to its end while its neighbours are filled in, and all are put back by one place.
        for (int order = from; order < to; order++) {
            int buyer = orders.buyer()[order];
            if (!left[buyer]) {
                int object = buyers + orders.object()[order];
                neighbours[start[buyer]++] = object;
                neighbours[start[object]++] = buyer;
            }
        }
        System.arraycopy(start, 0, start, 1, nodes);
        start[0] = 0;
    }

    int degree(int node) {
        return start[node + 1] - start[node];
    }

    int edges() {
        return neighbours.length / 2;
    }
}
