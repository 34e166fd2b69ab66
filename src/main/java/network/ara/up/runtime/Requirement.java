package network.ara.up.runtime;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import network.ara.up.core.Snapshot;
import network.ara.up.core.Snapshot.NodeView;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.NodeState;
import network.ara.up.wire.ErrorCode;
import network.ara.up.wire.Outcome;

/**
 * Nodes that somebody wants to be ready.
 *
 * <p>Of several instances of one name those that can run are enough, for calls to the name are spread over them: it is met
 * once one is ready and none is on its way, and in vain when all have failed.
 *
 * @param names by their names on the bus, the instances
 */
record Requirement(Map<NodeName, List<NodeName>> names) {

    /** @param specs of these nodes at least */
    static Requirement of(List<NodeName> nodes, List<NodeSpec> specs) {
        Map<NodeName, NodeName> busNames = specs.stream().collect(Collectors.toMap(NodeSpec::name, NodeSpec::busName));
        return new Requirement(nodes.stream()
                .collect(Collectors.groupingBy(
                        node -> busNames.getOrDefault(node, node), LinkedHashMap::new, Collectors.toList())));
    }

    NodeName nameOf(NodeName node) {
        return names.entrySet().stream()
                .filter(name -> name.getValue().contains(node))
                .findFirst()
                .map(Map.Entry::getKey)
                .orElse(node);
    }

    /** Empty while it is open; else why it can't be met, or that it is. */
    Optional<Optional<Outcome>> settled(Snapshot snapshot) {
        Look look = new Look(snapshot);
        Optional<Outcome> failure = names.values().stream()
                .map(instances -> views(instances, look))
                .filter(Requirement::isInVain)
                .findFirst()
                .map(instances -> Outcome.failed(ErrorCode.NOT_RUNNING, words(instances)));
        boolean isMet = names.values().stream().allMatch(instances -> isMet(views(instances, look)));
        return failure.isPresent() ? Optional.of(failure) : isMet ? Optional.of(Optional.empty()) : Optional.empty();
    }

    /** In the order of the names. */
    List<NodeName> ready(Snapshot snapshot) {
        return all(snapshot).stream()
                .filter(Requirement::isReady)
                .map(NodeView::name)
                .toList();
    }

    /** What is not ready, for people. */
    String open(Snapshot snapshot) {
        return words(all(snapshot).stream().filter(node -> !isReady(node)).toList());
    }

    private List<NodeView> all(Snapshot snapshot) {
        Look look = new Look(snapshot);
        return names.values().stream()
                .flatMap(instances -> views(instances, look).stream())
                .toList();
    }

    private static List<NodeView> views(Collection<NodeName> instances, Look look) {
        return instances.stream().flatMap(name -> look.node(name).stream()).toList();
    }

    private static boolean isInVain(List<NodeView> instances) {
        return !instances.isEmpty() && instances.stream().allMatch(Requirement::isInVain);
    }

    private static boolean isInVain(NodeView node) {
        return node.state().hasEnded() && node.state() != NodeState.COMPLETED && node.isAtRest();
    }

    private static boolean isMet(List<NodeView> instances) {
        return instances.stream().anyMatch(Requirement::isReady)
                && instances.stream().noneMatch(Requirement::isOnItsWay);
    }

    private static boolean isOnItsWay(NodeView node) {
        return !isReady(node) && !node.isAtRest() && node.state() != NodeState.BACKOFF;
    }

    private static boolean isReady(NodeView node) {
        return node.state() == NodeState.READY
                || node.state() == NodeState.EXTERNAL
                || node.state() == NodeState.COMPLETED;
    }

    private static String words(List<NodeView> nodes) {
        return nodes.stream().map(Requirement::words).collect(Collectors.joining("; "));
    }

    private static String words(NodeView node) {
        String reason = node.reason().isEmpty() ? "" : ": " + node.reason();
        String fix = switch (node.state()) {
            case STOPPED -> " by order; 'ara-up start " + node.name() + "' boots it";
            case FAILED -> "; 'ara-up reset " + node.name() + "' tries again";
            default -> "";
        };
        return "'" + node.name() + "' " + (node.state() == NodeState.FAILED ? "" : "is ")
                + node.state().word() + reason + fix;
    }
}
