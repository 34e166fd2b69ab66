package network.ara.up.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The groups of nodes that all need each other, and the shortest cycle of each. */
final class CycleSearch {

    /**
     * A cycle, as the edges from a node back to it, and the size of the group it was found in.
     *
     * @param edges numbers of edges
     */
    record Cycle(List<Integer> edges, int groupSize) {}

    /**
     * Looking for the very shortest cycle means a search from nearly every node of a group. Over this many steps in all
     * the search ends with the shortest found so far: a cycle all the same, in linear time.
     */
    private static final long MAX_STEPS = 20_000_000;

    private static final int UNSEEN = -1;

    private final Adjacency adjacency;
    private final int[] group;
    private final int[] arrivedBy;
    private final int[] arrivedFrom;
    private final int[] distance;
    private final int[] queue;
    private int queueLength;
    private long steps;

    /** @param ordered the nodes that are in no cycle */
    CycleSearch(Adjacency adjacency, int[] ordered) {
        this.adjacency = adjacency;
        group = StrongGroups.of(adjacency, ordered);
        arrivedBy = new int[adjacency.nodes()];
        arrivedFrom = new int[adjacency.nodes()];
        distance = new int[adjacency.nodes()];
        queue = new int[adjacency.nodes()];
        Arrays.fill(distance, UNSEEN);
    }

    List<Cycle> shortestOfEachGroup() {
        Map<Integer, List<Integer>> members = new LinkedHashMap<>();
        for (int node = 0; node < group.length; node++) {
            members.computeIfAbsent(group[node], any -> new ArrayList<>()).add(node);
        }
        return members.values().stream()
                .filter(nodes -> nodes.size() > 1)
                .map(nodes -> new Cycle(Arrays.stream(shortest(nodes)).boxed().toList(), nodes.size()))
                .toList();
    }

    /** A cycle none of whose nodes has a choice is its whole group; so else only nodes with a choice are tried. */
    private int[] shortest(List<Integer> members) {
        int[] best = {};
        for (int node : members) {
            boolean untried = best.length == 0;
            if (untried || (steps < MAX_STEPS && best.length > 2 && choices(node) > 1)) {
                int[] found = shortestThrough(node, untried ? members.size() : best.length - 1);
                best = found.length > 0 ? found : best;
            }
        }
        return best;
    }

    private int choices(int node) {
        int choices = 0;
        for (int place = adjacency.begin(node); place < adjacency.end(node); place++) {
            if (group[adjacency.neighbour(place)] == group[node]) {
                choices++;
            }
        }
        return choices;
    }

    /** From a node back to it; empty when that takes more than {@code limit} edges. */
    private int[] shortestThrough(int start, int limit) {
        queueLength = 0;
        arrive(start, 0);
        int[] found = {};
        for (int head = 0; head < queueLength && found.length == 0 && distance[queue[head]] < limit; head++) {
            found = look(queue[head], start);
        }
        for (int i = 0; i < queueLength; i++) {
            distance[queue[i]] = UNSEEN;
        }
        return found;
    }

    /** One step of a breadth-first search; the path when it leads back to {@code start}. */
    private int[] look(int node, int start) {
        for (int place = adjacency.begin(node); place < adjacency.end(node); place++) {
            steps++;
            int next = adjacency.neighbour(place);
            if (next == start) {
                return path(node, adjacency.edge(place));
            }
            if (group[next] == group[start] && distance[next] == UNSEEN) {
                arrive(next, distance[node] + 1);
                arrivedBy[next] = adjacency.edge(place);
                arrivedFrom[next] = node;
            }
        }
        return new int[0];
    }

    private void arrive(int node, int after) {
        distance[node] = after;
        queue[queueLength++] = node;
    }

    private int[] path(int end, int closingEdge) {
        int[] path = new int[distance[end] + 1];
        path[path.length - 1] = closingEdge;
        int node = end;
        for (int i = path.length - 2; i >= 0; i--) {
            path[i] = arrivedBy[node];
            node = arrivedFrom[node];
        }
        return path;
    }
}
