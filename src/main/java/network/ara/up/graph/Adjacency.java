package network.ara.up.graph;

/**
 * The edges of each node, in two flat arrays: a graph of 500,000 edges costs 4 MB, and a walk allocates nothing.
 *
 * <p>The edges of node {@code n} are the places from {@code begin(n)} up to, not including, {@code end(n)}.
 */
final class Adjacency {

    private final int[] first;
    private final int[] edges;
    private final int[] neighbours;

    /** Groups {@code count} edges by {@code near}, keeping their order; {@code far} is the neighbour that each leads to. */
    Adjacency(int nodes, int count, int[] near, int[] far) {
        first = new int[nodes + 1];
        for (int edge = 0; edge < count; edge++) {
            first[near[edge] + 1]++;
        }
        for (int node = 0; node < nodes; node++) {
            first[node + 1] += first[node];
        }
        edges = new int[count];
        neighbours = new int[count];
        int[] next = first.clone();
        for (int edge = 0; edge < count; edge++) {
            int place = next[near[edge]]++;
            edges[place] = edge;
            neighbours[place] = far[edge];
        }
    }

    int nodes() {
        return first.length - 1;
    }

    int begin(int node) {
        return first[node];
    }

    int end(int node) {
        return first[node + 1];
    }

    int degree(int node) {
        return first[node + 1] - first[node];
    }

    int edge(int place) {
        return edges[place];
    }

    int neighbour(int place) {
        return neighbours[place];
    }
}
