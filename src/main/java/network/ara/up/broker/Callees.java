package network.ara.up.broker;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import network.ara.up.broker.Destination.Availability;
import org.jspecify.annotations.Nullable;

/** The nodes that can be called, as they were published last, and those that are gone and still have calls. Thread: the call table's. */
final class Callees {

    /** For so long after a node became ready, or this process leads, an empty mailbox means nothing yet. */
    static final long GRACE_NANOS = 1_000_000_000;

    private final Map<String, Callee> byNode = new HashMap<>();
    private Routes routes = Routes.NONE;

    Routes routes() {
        return routes;
    }

    Collection<Callee> all() {
        return byNode.values();
    }

    /** Those that there are now, whatever becomes of them meanwhile. */
    List<Callee> allNow() {
        return List.copyOf(byNode.values());
    }

    Optional<Callee> at(Object mailbox, long nowNanos) {
        Routes.@Nullable Route route = routes.at(mailbox);
        return route == null ? Optional.empty() : Optional.of(of(route, nowNanos));
    }

    /** There is one for each route; a call may outlive its. */
    Callee of(Routes.Route route, long nowNanos) {
        return byNode.computeIfAbsent(
                route.destination().node(), node -> new Callee(route.destination(), nowNanos + GRACE_NANOS));
    }

    /** @param changed told of each that was known, with how it was before */
    void publish(Routes now, long nowNanos, BiConsumer<Callee, Destination> changed) {
        routes = now;
        Map<String, Destination> nodes = now.nodes();
        for (Callee callee : allNow()) {
            if (!nodes.containsKey(callee.node())) {
                Destination last = callee.destination();
                callee.update(gone(last), nowNanos);
                changed.accept(callee, last);
                if (callee.isIdle()) {
                    byNode.remove(callee.node());
                }
            }
        }
        nodes.forEach((name, destination) -> {
            Callee known = byNode.get(name);
            if (known == null) {
                byNode.put(name, new Callee(destination, nowNanos + GRACE_NANOS));
            } else {
                Destination before = known.destination();
                known.update(destination, nowNanos + GRACE_NANOS);
                changed.accept(known, before);
            }
        });
    }

    private static Destination gone(Destination last) {
        return new Destination(
                last.node(), Availability.DOWN, last.policy(), List.of(), "it is not of the project any more");
    }
}
