package network.ara.up.graph;

import java.util.Arrays;

/**
 * Tarjan's strongly connected components, without recursion: in each group, all nodes can be reached from each other.
 *
 * <p>JGraphT's inspector takes many times as long for 100,000 nodes, most of it to build its own graph.
 */
final class StrongGroups {

    private static final int UNSEEN = -1;

    private final Adjacency adjacency;
    private final int[] group;
    private final int[] number;
    private final int[] lowest;
    /** The next edge to follow from each node on the path. */
    private final int[] next;
    /** From the start of the search to the node where it is. */
    private final int[] path;
    /** Seen, and not in a group yet. */
    private final int[] pending;

    private int pathLength;
    private int pendingCount;
    private int seen;
    private int groups;

    private StrongGroups(Adjacency adjacency) {
        this.adjacency = adjacency;
        group = filled(adjacency.nodes());
        number = filled(adjacency.nodes());
        lowest = new int[adjacency.nodes()];
        next = new int[adjacency.nodes()];
        path = new int[adjacency.nodes()];
        pending = new int[adjacency.nodes()];
    }

    /** The number of each node's group. */
    static int[] of(Adjacency adjacency) {
        StrongGroups search = new StrongGroups(adjacency);
        for (int node = 0; node < adjacency.nodes(); node++) {
            if (search.number[node] == UNSEEN) {
                search.from(node);
            }
        }
        return search.group;
    }

    private void from(int start) {
        enter(start);
        while (pathLength > 0) {
            int node = path[pathLength - 1];
            if (next[node] == adjacency.end(node)) {
                leave(node);
            } else {
                follow(node, adjacency.neighbour(next[node]++));
            }
        }
    }

    private void enter(int node) {
        number[node] = seen;
        lowest[node] = seen++;
        next[node] = adjacency.begin(node);
        path[pathLength++] = node;
        pending[pendingCount++] = node;
    }

    private void follow(int node, int neighbour) {
        if (number[neighbour] == UNSEEN) {
            enter(neighbour);
        } else if (group[neighbour] == UNSEEN) {
            lowest[node] = Math.min(lowest[node], number[neighbour]);
        }
    }

    private void leave(int node) {
        pathLength--;
        if (pathLength > 0) {
            int before = path[pathLength - 1];
            lowest[before] = Math.min(lowest[before], lowest[node]);
        }
        if (lowest[node] == number[node]) {
            int member;
            do {
                member = pending[--pendingCount];
                group[member] = groups;
            } while (member != node);
            groups++;
        }
    }

    private static int[] filled(int length) {
        int[] array = new int[length];
        Arrays.fill(array, UNSEEN);
        return array;
    }
}
