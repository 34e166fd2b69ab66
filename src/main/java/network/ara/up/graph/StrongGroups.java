package network.ara.up.graph;

import java.util.Arrays;
import java.util.Set;
import org.jgrapht.Graph;
import org.jgrapht.alg.connectivity.KosarajuStrongConnectivityInspector;
import org.jgrapht.graph.DefaultDirectedGraph;
import org.jgrapht.graph.DefaultEdge;

/** Strongly connected components: in each group, all nodes can be reached from each other. */
final class StrongGroups {

    private StrongGroups() {}

    /**
     * The number of each node's group: that of one of its members.
     *
     * @param ordered the nodes that have a place in an order, and so are in no cycle: each is a group of its own. Only
     *     the others are looked at, so a manifest without cycles pays nothing here.
     */
    static int[] of(Adjacency adjacency, int[] ordered) {
        boolean[] free = new boolean[adjacency.nodes()];
        Arrays.stream(ordered).forEach(node -> free[node] = true);
        int[] group = new int[adjacency.nodes()];
        Arrays.setAll(group, node -> node);
        for (Set<Integer> members :
                new KosarajuStrongConnectivityInspector<>(rest(adjacency, free)).stronglyConnectedSets()) {
            int number = members.iterator().next();
            members.forEach(member -> group[member] = number);
        }
        return group;
    }

    private static Graph<Integer, DefaultEdge> rest(Adjacency adjacency, boolean[] free) {
        Graph<Integer, DefaultEdge> rest = new DefaultDirectedGraph<>(DefaultEdge.class);
        for (int node = 0; node < free.length; node++) {
            for (int place = adjacency.begin(node); !free[node] && place < adjacency.end(node); place++) {
                int neighbour = adjacency.neighbour(place);
                if (!free[neighbour]) {
                    rest.addVertex(node);
                    rest.addVertex(neighbour);
                    rest.addEdge(node, neighbour);
                }
            }
        }
        return rest;
    }
}
