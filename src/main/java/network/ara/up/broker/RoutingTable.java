package network.ara.up.broker;

import java.util.Map;

/**
 * What the supervisor knows about nodes at one moment, as far as calls go by it. Immutable: the loop publishes a new one
 * whenever something changes.
 *
 * @param destinations by name on the bus: each node, each alias that is a name on the bus, and each {@code NODE@PID}
 * @param processes the nodes whose processes are known: by the session id of the process that ara-up started or adopted
 *     (every process that a node starts is of its session)
 */
public record RoutingTable(Map<String, Destination> destinations, Map<Long, String> processes) {

    /** Before anything is known. */
    public static final RoutingTable EMPTY = new RoutingTable(Map.of(), Map.of());

    public RoutingTable {
        destinations = Map.copyOf(destinations);
        processes = Map.copyOf(processes);
    }
}
