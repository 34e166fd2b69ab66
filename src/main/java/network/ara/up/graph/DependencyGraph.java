package network.ara.up.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import network.ara.up.model.Dependency;
import network.ara.up.model.Dependency.Kind;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.Problem;

/**
 * Who needs whom. Immutable. Every walk is iterative, and linear but for a logarithm where names break ties.
 *
 * <p>Every kind of dependency counts for the order. A dependency on a node that is not in the graph is left out: whoever
 * read the manifest has reported it. A node that requires itself is one of the {@link #problems} and not an edge.
 */
public final class DependencyGraph {

    /** Which way to follow the edges. */
    public enum Direction {
        /** To what a node needs. */
        DEPENDENCIES,
        /** To those that need it. */
        DEPENDENTS
    }

    private static final int ABSENT = -1;

    private final List<NodeSpec> specs;
    private final Map<NodeName, Integer> numbers = new HashMap<>();
    private final List<Edge> edges = new ArrayList<>();
    private final List<Edge> loops = new ArrayList<>();
    private final Adjacency dependencies;
    private final Adjacency dependents;
    private final int[] order;

    private DependencyGraph(Collection<NodeSpec> nodes) {
        specs = nodes.stream().sorted(Comparator.comparing(NodeSpec::name)).toList();
        for (NodeSpec spec : specs) {
            if (numbers.put(spec.name(), numbers.size()) != null) {
                throw new IllegalArgumentException("two nodes are named '" + spec.name() + "'");
            }
        }
        int declared =
                specs.stream().mapToInt(spec -> spec.dependencies().size()).sum();
        int[] from = new int[declared];
        int[] to = new int[declared];
        for (int node = 0; node < specs.size(); node++) {
            int before = edges.size();
            addEdges(node, to);
            Arrays.fill(from, before, edges.size(), node);
        }
        dependencies = new Adjacency(specs.size(), edges.size(), from, to);
        dependents = new Adjacency(specs.size(), edges.size(), to, from);
        order = bootOrder();
    }

    /** Errors: {@link IllegalArgumentException} when two nodes have the same name. */
    public static DependencyGraph of(Collection<NodeSpec> nodes) {
        return new DependencyGraph(nodes);
    }

    private void addEdges(int node, int[] to) {
        NodeSpec spec = specs.get(node);
        for (Dependency dependency : spec.dependencies()) {
            int target = numbers.getOrDefault(dependency.target(), ABSENT);
            if (target == node) {
                loops.add(new Edge(spec.name(), dependency));
            } else if (target != ABSENT) {
                to[edges.size()] = target;
                edges.add(new Edge(spec.name(), dependency));
            }
        }
    }

    /** What can be booted, in order, ties broken by name: shorter than the list of nodes where there are cycles. */
    private int[] bootOrder() {
        int[] waitsFor = new int[specs.size()];
        PriorityQueue<Integer> free = new PriorityQueue<>();
        for (int node = 0; node < waitsFor.length; node++) {
            waitsFor[node] = dependencies.degree(node);
            if (waitsFor[node] == 0) {
                free.add(node);
            }
        }
        int[] sorted = new int[waitsFor.length];
        int count = 0;
        while (!free.isEmpty()) {
            int node = free.remove();
            sorted[count++] = node;
            for (int place = dependents.begin(node); place < dependents.end(node); place++) {
                if (--waitsFor[dependents.neighbour(place)] == 0) {
                    free.add(dependents.neighbour(place));
                }
            }
        }
        return Arrays.copyOf(sorted, count);
    }

    /** All nodes, by name. */
    public List<NodeSpec> nodes() {
        return specs;
    }

    /** All edges, by the dependent's name, then in manifest order. */
    public List<Edge> edges() {
        return Collections.unmodifiableList(edges);
    }

    public boolean contains(NodeName name) {
        return numbers.containsKey(name);
    }

    /** Errors: {@link IllegalArgumentException} when the graph has no such node. */
    public NodeSpec node(NodeName name) {
        return specs.get(number(name));
    }

    /** What {@code name} declares that it depends on, in manifest order. */
    public List<Edge> dependencies(NodeName name) {
        return edgesAt(dependencies, number(name));
    }

    /** The edges of those that depend directly on {@code name}, by their names. */
    public List<Edge> dependents(NodeName name) {
        return edgesAt(dependents, number(name));
    }

    /**
     * Every node before all that depend on it, and, where the edges leave a choice, by name.
     *
     * <p>Errors: {@link IllegalStateException} when there are cycles; ask {@link #problems} first.
     */
    public List<NodeName> order() {
        requireNoCycle();
        return names(order);
    }

    /**
     * The order in steps: a node's step is one more than the latest of those that it depends on. Names are sorted.
     *
     * <p>Errors: as {@link #order}.
     */
    public List<List<NodeName>> layers() {
        requireNoCycle();
        int[] layer = new int[order.length];
        List<List<NodeName>> layers = new ArrayList<>();
        for (int node : order) {
            for (int place = dependencies.begin(node); place < dependencies.end(node); place++) {
                layer[node] = Math.max(layer[node], layer[dependencies.neighbour(place)] + 1);
            }
            if (layer[node] == layers.size()) {
                layers.add(new ArrayList<>());
            }
        }
        for (int node = 0; node < layer.length; node++) {
            layers.get(layer[node]).add(specs.get(node).name());
        }
        return Collections.unmodifiableList(layers);
    }

    /** Every node that requires itself, and the shortest cycle of each group of nodes that need each other. */
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        loops.forEach(loop -> problems.add(CycleProblem.ofLoop(loop)));
        if (order.length < specs.size()) {
            problems.addAll(new CycleSearch(dependencies, order)
                    .shortestOfEachGroup().stream()
                            .map(cycle -> CycleProblem.of(cycle, this))
                            .toList());
        }
        problems.sort(Comparator.comparing(Problem::position));
        return problems;
    }

    /** The given nodes and all that is reached from them over edges of the given kinds. */
    public Set<NodeName> closure(Collection<NodeName> start, Direction direction, Set<Kind> kinds) {
        Adjacency adjacency = direction == Direction.DEPENDENCIES ? dependencies : dependents;
        Set<NodeName> reached = new LinkedHashSet<>(start);
        Deque<NodeName> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            int node = number(open.remove());
            for (int place = adjacency.begin(node); place < adjacency.end(node); place++) {
                NodeName next = specs.get(adjacency.neighbour(place)).name();
                if (kinds.contains(edges.get(adjacency.edge(place)).kind()) && reached.add(next)) {
                    open.add(next);
                }
            }
        }
        return reached;
    }

    /** All that can't run without {@code name}: those that require it, directly or through others; itself not among them. */
    public Set<NodeName> requiredBy(NodeName name) {
        Set<NodeName> needy = closure(List.of(name), Direction.DEPENDENTS, Set.of(Kind.REQUIRES));
        needy.remove(name);
        return needy;
    }

    /** The graph of only these nodes and the edges among them. */
    public DependencyGraph restrictedTo(Set<NodeName> names) {
        return of(specs.stream().filter(spec -> names.contains(spec.name())).toList());
    }

    private List<Edge> edgesAt(Adjacency adjacency, int node) {
        List<Edge> found = new ArrayList<>(adjacency.degree(node));
        for (int place = adjacency.begin(node); place < adjacency.end(node); place++) {
            found.add(edges.get(adjacency.edge(place)));
        }
        return Collections.unmodifiableList(found);
    }

    private List<NodeName> names(int[] nodes) {
        return Arrays.stream(nodes).mapToObj(node -> specs.get(node).name()).toList();
    }

    private int number(NodeName name) {
        Integer number = numbers.get(name);
        if (number == null) {
            throw new IllegalArgumentException("no node '" + name + "' in the graph");
        }
        return number;
    }

    private void requireNoCycle() {
        if (order.length < specs.size()) {
            throw new IllegalStateException("the graph has cycles");
        }
    }
}
