package network.ara.up.runtime;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import network.ara.up.core.Origin;
import network.ara.up.core.Snapshot;
import network.ara.up.core.Snapshot.NodeView;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeState;

/** How a boot came out, in a line for people. */
public final class Summary {

    private Summary() {}

    /** What runs, what was done before, what was booted, and what is not running. Takes the nanoseconds since the run began. */
    public static String of(Snapshot snapshot, long tookNanos) {
        Collection<NodeView> nodes = snapshot.nodes();
        boolean inPart = nodes.stream().anyMatch(Summary::isDown);
        return (inPart ? "up in part" : "up") + " after "
                + Duration.ofNanos(tookNanos).toMillis() + " ms"
                + part("found running", nodes, node -> isUp(node) && node.origin() != Origin.OWNED)
                + part("done before", nodes, Summary::isDoneBefore)
                + booted(nodes)
                + part("on call", nodes, node -> node.state() == NodeState.ON_CALL)
                + part("not running", nodes, Summary::isDown);
    }

    private static boolean isUp(NodeView node) {
        return !isDown(node) && node.state() != NodeState.COMPLETED && node.state() != NodeState.ON_CALL;
    }

    private static boolean isDoneBefore(NodeView node) {
        return node.state() == NodeState.COMPLETED && node.origin() != Origin.OWNED;
    }

    /** One that was ordered to stop is down, too. */
    private static boolean isDown(NodeView node) {
        return node.state() == NodeState.FAILED
                || node.state() == NodeState.SKIPPED
                || node.state() == NodeState.STOPPED;
    }

    private static String part(String title, Collection<NodeView> nodes, Predicate<NodeView> which) {
        String names = nodes.stream()
                .filter(which)
                .map(NodeView::name)
                .map(NodeName::text)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : "; " + title + ": " + names;
    }

    /** In the order in which they became ready. */
    private static String booted(Collection<NodeView> nodes) {
        String names = nodes.stream()
                .filter(node -> node.readyAfter().isPresent())
                .sorted(Comparator.comparing(NodeView::sinceNanos))
                .map(node -> node.name() + " ("
                        + node.readyAfter().orElse(Duration.ZERO).toMillis() + " ms)")
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : "; booted: " + names;
    }
}
