package network.ara.up.graph;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import network.ara.up.model.Condition;
import network.ara.up.model.NodeName;

/**
 * The chain of nodes that determines how long the boot takes: each waits for the one before it, and nothing else is later.
 *
 * <p>Found in linear time, without recursion. Where two chains are as long, the dependency counts that is declared
 * first. Immutable.
 */
public final class CriticalPath {

    private final List<NodeName> nodes;
    private final Optional<Duration> time;
    private final Map<NodeName, Integer> places = new HashMap<>();

    private CriticalPath(Deque<NodeName> nodes, Optional<Duration> time) {
        this.nodes = List.copyOf(nodes);
        this.time = time;
        this.nodes.forEach(name -> places.put(name, places.size()));
    }

    /** The longest chain: where nothing is known of how long its nodes take. */
    public static CriticalPath byNodes(DependencyGraph graph) {
        return new CriticalPath(new Search(graph, name -> 1, false).chain(), Optional.empty());
    }

    /**
     * The chain that is ready last.
     *
     * @param readyAfter from the order to start a node until it was ready; a node without one took no time
     */
    public static CriticalPath byTime(DependencyGraph graph, Map<NodeName, Duration> readyAfter) {
        Search search = new Search(
                graph, name -> readyAfter.getOrDefault(name, Duration.ZERO).toNanos(), true);
        return new CriticalPath(search.chain(), Optional.of(Duration.ofNanos(search.longest)));
    }

    /** In the order of booting. Empty where there is no node, or none takes any time. */
    public List<NodeName> nodes() {
        return nodes;
    }

    /** From the first node's start until the last one is ready; empty where only nodes were counted. */
    public Optional<Duration> time() {
        return time;
    }

    boolean contains(NodeName name) {
        return places.containsKey(name);
    }

    /** Whether the edge leads from one node of the path to the next. */
    boolean contains(Edge edge) {
        Integer first = places.get(edge.to());
        return first != null && places.getOrDefault(edge.from(), -1) == first + 1;
    }

    /** When each node can start at the earliest, and which node it waits for until then. */
    private static final class Search {

        private final DependencyGraph graph;
        private final ToLongFunction<NodeName> cost;
        private final boolean conditionsCount;
        private final Map<NodeName, Long> starts = new HashMap<>();
        private final Map<NodeName, NodeName> waitsFor = new HashMap<>();
        private long longest;

        Search(DependencyGraph graph, ToLongFunction<NodeName> cost, boolean conditionsCount) {
            this.graph = graph;
            this.cost = cost;
            this.conditionsCount = conditionsCount;
        }

        Deque<NodeName> chain() {
            Deque<NodeName> chain = new ArrayDeque<>();
            Optional<NodeName> last = Optional.empty();
            for (NodeName name : graph.order()) {
                long end = start(name) + cost.applyAsLong(name);
                if (end > longest) {
                    longest = end;
                    last = Optional.of(name);
                }
            }
            while (last.isPresent()) {
                chain.addFirst(last.get());
                last = Optional.ofNullable(waitsFor.get(last.get()));
            }
            return chain;
        }

        private long start(NodeName name) {
            long start = 0;
            for (Edge edge : graph.dependencies(name)) {
                long end = endOfWait(edge);
                if (end > start) {
                    start = end;
                    waitsFor.put(name, edge.to());
                }
            }
            starts.put(name, start);
            return start;
        }

        /** One that waits only for the other's start does not wait for it to be ready. */
        private long endOfWait(Edge edge) {
            long start = starts.getOrDefault(edge.to(), 0L);
            boolean onlyStarted = conditionsCount && edge.condition() == Condition.STARTED;
            return onlyStarted ? start : start + cost.applyAsLong(edge.to());
        }
    }
}
