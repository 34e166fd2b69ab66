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
 */
public record Scene(DependencyGraph graph, Map<NodeName, NodeState> states, Optional<CriticalPath> critical) {

    public Scene {
        states = Map.copyOf(states);
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

    boolean isCritical(NodeName name) {
        return critical.isPresent() && critical.get().contains(name);
    }

    boolean isCritical(Edge edge) {
        return critical.isPresent() && critical.get().contains(edge);
    }
}
