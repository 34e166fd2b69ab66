package network.ara.up.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import network.ara.up.model.Condition;
import network.ara.up.model.Dependency;
import network.ara.up.model.Dependency.Kind;
import network.ara.up.model.Launch;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.SourcePosition;

/**
 * Who was seen to call whom, next to who declares that it needs whom. A node that requires or wants another has declared
 * its calls; {@code after} is order only.
 *
 * @param calls how many, of each that made one or more
 */
public record Observed(Map<Arc, Long> calls) {

    /** From who calls to who is called. */
    public record Arc(NodeName from, NodeName to) implements Comparable<Arc> {
        @Override
        public int compareTo(Arc other) {
            int byCaller = from.compareTo(other.from);
            return byCaller == 0 ? to.compareTo(other.to) : byCaller;
        }
    }

    public Observed {
        calls = Map.copyOf(calls);
    }

    /** The declared graph, with what nothing declares as edges of their own, as far as they close no cycle. */
    public DependencyGraph over(DependencyGraph declared) {
        Map<NodeName, NodeSpec> nodes = new TreeMap<>();
        declared.nodes().forEach(node -> nodes.put(node.name(), node));
        for (Arc arc : sorted()) {
            nodes.computeIfAbsent(arc.from(), Observed::stranger);
            nodes.computeIfAbsent(arc.to(), Observed::stranger);
            if (!isDeclared(arc, declared) && !reaches(arc.to(), arc.from(), nodes)) {
                nodes.computeIfPresent(arc.from(), (name, node) -> calling(node, arc.to()));
            }
        }
        return DependencyGraph.of(nodes.values());
    }

    private static NodeSpec stranger(NodeName name) {
        return NodeSpec.of(name, new SourcePosition("(seen on the bus)", 1, 1, 1), new Launch.External());
    }

    private static NodeSpec calling(NodeSpec node, NodeName callee) {
        List<Dependency> more = new ArrayList<>(node.dependencies());
        more.add(new Dependency(callee, Kind.CALLS, Condition.READY, node.position()));
        return node.withDependencies(more);
    }

    private static boolean reaches(NodeName from, NodeName to, Map<NodeName, NodeSpec> nodes) {
        Set<NodeName> seen = new HashSet<>(Set.of(from));
        Deque<NodeName> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            NodeName name = open.remove();
            if (name.equals(to)) {
                return true;
            }
            NodeSpec node = nodes.get(name);
            Collection<Dependency> next = node == null ? List.of() : node.dependencies();
            next.stream().map(Dependency::target).filter(seen::add).forEach(open::add);
        }
        return false;
    }

    private static boolean isDeclared(Arc arc, DependencyGraph graph) {
        return graph.contains(arc.from())
                && graph.dependencies(arc.from()).stream()
                        .anyMatch(edge -> edge.to().equals(arc.to()) && declaresCalls(edge));
    }

    private static boolean declaresCalls(Edge edge) {
        return edge.kind() == Kind.REQUIRES || edge.kind() == Kind.WANTS;
    }

    List<Arc> sorted() {
        return calls.keySet().stream().sorted().toList();
    }

    /** Calls between its nodes; 0 for none. */
    long calls(Edge edge) {
        return calls.getOrDefault(new Arc(edge.from(), edge.to()), 0L);
    }

    /** Whether an edge declares calls, and none was seen. */
    boolean isUnused(Edge edge) {
        return declaresCalls(edge) && calls(edge) == 0;
    }

    /** Calls that nothing declares, and that have no edge either: it would close a cycle. */
    List<Arc> undrawn(DependencyGraph graph) {
        return sorted().stream()
                .filter(arc -> graph.contains(arc.from()) && graph.contains(arc.to()))
                .filter(arc -> graph.dependencies(arc.from()).stream()
                        .noneMatch(edge -> edge.to().equals(arc.to()) && edge.kind() != Kind.AFTER))
                .toList();
    }

    /** What is seen at an edge, for its label; empty where that says nothing. */
    String label(Edge edge) {
        if (edge.kind() == Kind.AFTER) {
            return "";
        }
        return isUnused(edge) ? "no calls" : calls(edge) == 1 ? "1 call" : calls(edge) + " calls";
    }
}
