package network.ara.up.runtime;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import network.ara.up.core.Snapshot;
import network.ara.up.core.Snapshot.NodeView;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeState;

/** How the nodes are at one moment. */
final class Look {

    private final Map<NodeName, NodeView> nodes = new LinkedHashMap<>();

    Look(Snapshot snapshot) {
        snapshot.nodes().forEach(node -> nodes.put(node.name(), node));
    }

    boolean knows(NodeName name) {
        return nodes.containsKey(name);
    }

    Optional<NodeView> node(NodeName name) {
        return Optional.ofNullable(nodes.get(name));
    }

    boolean is(NodeName name, NodeState state) {
        return node(name).filter(node -> node.state() == state).isPresent();
    }

    /** Whether it has a process of this project, as far as is known. */
    boolean isUp(NodeName name) {
        return node(name).filter(node -> node.state().isRunning()).isPresent();
    }

    Set<NodeName> in(NodeState state) {
        return all(node -> node.state() == state);
    }

    /** Those that this project keeps running: not what was ordered to stop, and not tasks that are done. */
    Set<NodeName> kept() {
        return all(node -> isUp(node.name()) || node.state() == NodeState.BACKOFF);
    }

    Set<NodeName> names() {
        return all(node -> true);
    }

    private Set<NodeName> all(Predicate<NodeView> which) {
        Set<NodeName> names = new LinkedHashSet<>();
        nodes.values().stream().filter(which).map(NodeView::name).forEach(names::add);
        return names;
    }

    /** Whether somebody else started it. */
    boolean isForeign(NodeName name) {
        return is(name, NodeState.EXTERNAL);
    }
}
