package network.ara.up.graph;

import java.util.Map;
import java.util.Optional;
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
