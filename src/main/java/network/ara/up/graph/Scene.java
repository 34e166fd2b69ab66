package network.ara.up.graph;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import network.ara.up.model.Dependency;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeState;

/**
 * What is drawn: a graph without cycles, and what is to be shown of its nodes.
 *
 * @param states empty where they were not asked for
 * @param observed empty where calls were not asked for; else the graph has its undeclared ones
 */
public record Scene(
        DependencyGraph graph,
        Map<NodeName, NodeState> states,
        Optional<CriticalPath> critical,
        Optional<Observed> observed) {

    public Scene {
        states = Map.copyOf(states);
    }

    /** Without what was observed. */
    public Scene(DependencyGraph graph, Map<NodeName, NodeState> states, Optional<CriticalPath> critical) {
        this(graph, states, critical, Optional.empty());
    }

    /** Only the graph. */
    public static Scene of(DependencyGraph graph) {
        return new Scene(graph, Map.of(), Optional.empty());
    }

    /** The kinds of node that there are, in the order of a legend. */
    Set<NodeKind> nodeKinds() {
        Set<NodeKind> kinds = EnumSet.noneOf(NodeKind.class);
        graph.nodes().forEach(node -> kinds.add(NodeKind.of(node)));
        return kinds;
    }

    /** The kinds of edge that there are, in the order of a legend. */
    Set<Dependency.Kind> edgeKinds() {
        Set<Dependency.Kind> kinds = EnumSet.noneOf(Dependency.Kind.class);
        graph.edges().forEach(edge -> kinds.add(edge.kind()));
        return kinds;
    }

    Optional<NodeState> state(NodeName name) {
        return Optional.ofNullable(states.get(name));
    }

    boolean isUnused(Edge edge) {
        return observed.isPresent() && observed.get().isUnused(edge);
    }

    /** What was seen at an edge; empty where nothing is to be told. */
    String seen(Edge edge) {
        return observed.map(seen -> seen.label(edge)).orElse("");
    }

    boolean hasUnused() {
        return graph.edges().stream().anyMatch(this::isUnused);
    }

    boolean isCritical(NodeName name) {
        return critical.isPresent() && critical.get().contains(name);
    }

    boolean isCritical(Edge edge) {
        return critical.isPresent() && critical.get().contains(edge);
    }
}
