package network.ara.up.runtime;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import network.ara.up.core.Snapshot;
import network.ara.up.core.Snapshot.NodeView;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeState;

/** Waits until nodes are in a state, or are known not to come into it. */
final class Waiting {

    private static final long LOOK_AGAIN_MILLIS = 20;
    private static final int NEVER = 1;

    /** Where to look. */
    @FunctionalInterface
    interface Source {
        Snapshot snapshot() throws IOException, InterruptedException;
    }

    private final Source source;
    private final BiPredicate<NodeName, String> isCalled;

    /** @param isCalled whether a node has this name, or another one for it */
    Waiting(Source source, BiPredicate<NodeName, String> isCalled) {
        this.source = source;
        this.isCalled = isCalled;
    }

    /**
     * Errors: {@link OrderRefused} for a node that there is not.
     *
     * @param goal {@code ready}, {@code stopped} or {@code completed}
     * @return 0, or 1 where it can't come true by itself; then the last line says why
     */
    int until(List<String> words, String goal, ControlHandler.Reply reply) throws IOException, InterruptedException {
        Map<String, Object> told = Map.of();
        while (reply.isOpen()) {
            List<NodeView> nodes = source.snapshot().nodes();
            words.forEach(word -> requireKnown(word, nodes));
            Map<String, Object> open = new LinkedHashMap<>();
            boolean never = false;
            for (NodeView node : nodes) {
                // What rests until it is called keeps nobody waiting who did not name it.
                boolean isMeant = words.isEmpty()
                        ? node.state() != NodeState.ON_CALL
                        : words.stream().anyMatch(word -> isCalled.test(node.name(), word));
                if (isMeant && !isReached(goal, node)) {
                    String reason = node.reason().isEmpty() ? "" : ": " + node.reason();
                    open.put(node.name().text(), node.state().word() + reason);
                    never |= isNever(goal, node);
                }
            }
            if (open.isEmpty()) {
                return 0;
            }
            if (!open.equals(told)) {
                reply.line(Map.of("open", open));
                told = open;
            }
            if (never) {
                return NEVER;
            }
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
        return NEVER;
    }

    private void requireKnown(String word, List<NodeView> nodes) {
        if (nodes.stream().noneMatch(node -> isCalled.test(node.name(), word))) {
            throw new OrderRefused(
                    OrderRefused.NOT_FOUND,
                    "'" + word + "' is not among the nodes that are up",
                    "'ara-up ps' shows them");
        }
    }

    /** A task that has completed is as ready as it will ever be (traps.md 6). */
    private static boolean isReached(String goal, NodeView node) {
        NodeState state = node.state();
        return switch (goal) {
            case "stopped" -> state.hasEnded() || state == NodeState.ON_CALL;
            case "completed" -> state == NodeState.COMPLETED;
            default -> state == NodeState.READY || state == NodeState.EXTERNAL || state == NodeState.COMPLETED;
        };
    }

    private static boolean isNever(String goal, NodeView node) {
        return !goal.equals("stopped")
                && node.isAtRest()
                && node.state().hasEnded()
                && node.state() != NodeState.COMPLETED;
    }
}
