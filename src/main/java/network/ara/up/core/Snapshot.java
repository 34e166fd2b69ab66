package network.ara.up.core;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeState;

/**
 * All that the core knows at one moment.
 *
 * @param isEnding whether the project is going down
 */
public record Snapshot(List<NodeView> nodes, boolean isEnding) {

    /**
     * One node.
     *
     * @param generation counts its incarnations from 1; 0 before the first
     * @param sinceNanos when it came into its state, on the clock of the events
     * @param readyAfter from the order to start until ready, once it is
     * @param reason why it is in its state, where that needs one; else empty
     * @param isAtRest whether nothing is under way that would change its state by itself
     * @param comesBack whether, while it stops, it is known that it can be booted again without an order
     */
    public record NodeView(
            NodeName name,
            NodeState state,
            Origin origin,
            OptionalLong pid,
            int generation,
            int restarts,
            long sinceNanos,
            Optional<Duration> readyAfter,
            Optional<Exit> lastExit,
            String reason,
            boolean isAtRest,
            boolean comesBack) {}

    public Snapshot {
        nodes = List.copyOf(nodes);
    }
}
