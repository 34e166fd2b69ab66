package network.ara.up.broker;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import network.ara.up.wire.Mailbox;
import org.jspecify.annotations.Nullable;

/** A routing table by mailbox, as calls come in. Immutable. */
final class Routes {

    /** A destination with the name that leads to it. */
    record Route(String name, Object mailbox, Object home, Destination destination) {}

    static final Routes NONE = new Routes(RoutingTable.EMPTY);

    private final RoutingTable table;
    private final Map<Object, Route> byMailbox = new HashMap<>();

    Routes(RoutingTable table) {
        this.table = table;
        table.destinations().forEach((name, destination) -> {
            Object home = Mailbox.of(destination.node());
            Object mailbox = name.equals(destination.node()) ? home : Mailbox.of(name);
            byMailbox.put(mailbox, new Route(name, mailbox, home, destination));
        });
    }

    RoutingTable table() {
        return table;
    }

    /** Whether the supervisor started this instance as one of the node, ready or not. */
    boolean isOf(long instance, String node) {
        return node.equals(table.processes().get(instance));
    }

    @Nullable
    Route at(Object mailbox) {
        return byMailbox.get(mailbox);
    }

    /** The instance that a name of the form {@code NODE@PID} means; empty for other names, which mean any. */
    static Optional<Long> instanceOf(Route route) {
        boolean one = !route.name().equals(route.destination().node())
                && route.name().indexOf('@') > 0
                && route.destination().instances().size() == 1;
        return one ? Optional.of(route.destination().instances().get(0)) : Optional.empty();
    }

    /** Each node once, by its own name if it has one here. */
    Map<String, Destination> nodes() {
        Map<String, Destination> nodes = new HashMap<>();
        byMailbox.values().forEach(route -> {
            if (route.mailbox().equals(route.home())) {
                nodes.put(route.destination().node(), route.destination());
            }
        });
        byMailbox
                .values()
                .forEach(route -> nodes.putIfAbsent(route.destination().node(), route.destination()));
        return nodes;
    }
}
