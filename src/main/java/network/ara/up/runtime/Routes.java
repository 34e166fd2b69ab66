package network.ara.up.runtime;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import network.ara.up.broker.Destination;
import network.ara.up.broker.Destination.Availability;
import network.ara.up.broker.RoutingTable;
import network.ara.up.core.Origin;
import network.ara.up.core.Snapshot.NodeView;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.NodeState;

/**
 * What calls go by: it is kept as the nodes change, and published where something of it did.
 *
 * <p>Thread: the loop's.
 */
final class Routes {

    /** A table is copied when it is published: a large one less often, in microseconds for each of its nodes. */
    private static final long PAUSE_MICROS_A_NODE = 1;

    private static final long SMALL = 100;

    private record Route(Destination destination, NodeSpec spec, long pid) {
        boolean isProvided() {
            return !spec.provides().isEmpty();
        }
    }

    private final Consumer<RoutingTable> publisher;
    private final Map<NodeName, Route> routes = new HashMap<>();
    private final Map<NodeName, NodeView> views = new HashMap<>();
    /** Those whose calls wait until it is known whether they stop. */
    private final Set<NodeName> held = new HashSet<>();

    private boolean changed;
    private long publishedNanos;

    Routes(Consumer<RoutingTable> publisher) {
        this.publisher = publisher;
        this.publishedNanos = System.nanoTime() - TimeUnit.HOURS.toNanos(1);
    }

    /** Nodes are otherwise than before; empty for one that is not known any more. */
    void update(Map<NodeName, Optional<NodeView>> touched, Function<NodeName, NodeSpec> specs) {
        touched.forEach((name, view) -> view.ifPresentOrElse(now -> update(now, specs.apply(name)), () -> {
            views.remove(name);
            changed |= routes.remove(name) != null;
        }));
        publishIfDue();
    }

    private void update(NodeView view, NodeSpec spec) {
        views.put(view.name(), view);
        boolean isOurs = view.origin() == Origin.OWNED || view.origin() == Origin.ADOPTED;
        long pid = isOurs ? view.pid().orElse(0) : 0;
        Availability availability = availability(view, spec);
        Destination destination = new Destination(
                spec.busName().text(),
                availability,
                spec.calls(),
                availability == Availability.READY ? instances(spec, pid) : List.of(),
                availability == Availability.DOWN ? why(view) : "");
        Route route = new Route(destination, spec, pid);
        changed |= !route.equals(routes.put(spec.name(), route));
    }

    /** The processes that may answer for it: this one for a node that speaks no INC. */
    private static List<Long> instances(NodeSpec spec, long pid) {
        if (!spec.provides().isEmpty()) {
            return List.of(ProcessHandle.current().pid());
        }
        return pid > 0 ? List.of(pid) : List.of();
    }

    private Availability availability(NodeView view, NodeSpec spec) {
        Availability rest = spec.isOnCall() ? Availability.ON_CALL : Availability.COMING;
        return switch (view.state()) {
            case READY, UNREADY -> held.contains(view.name()) ? rest : Availability.READY;
            case EXTERNAL -> Availability.READY;
            case ABSENT, WAITING, STARTING, STARTED, BACKOFF -> Availability.COMING;
            case ON_CALL -> Availability.ON_CALL;
            case STOPPING -> view.comesBack() ? rest : Availability.DOWN;
            case COMPLETED -> spec.isOnCall() && !spec.isTask() ? Availability.ON_CALL : Availability.DOWN;
            case STOPPED, FAILED, SKIPPED -> Availability.DOWN;
        };
    }

    private static String why(NodeView view) {
        String reason = view.reason().isEmpty() ? "" : ": " + view.reason();
        String order = view.state() == NodeState.STOPPED ? " by order" : "";
        return (view.state() == NodeState.FAILED ? "it " : "it is ")
                + view.state().word()
                + order
                + reason;
    }

    /** From now on the calls to these wait. */
    void hold(Collection<NodeSpec> specs) {
        specs.forEach(spec -> held.add(spec.name()));
        again(specs);
    }

    /** What waited goes on, if these do. */
    void release(Collection<NodeSpec> specs) {
        specs.forEach(spec -> held.remove(spec.name()));
        again(specs);
    }

    private void again(Collection<NodeSpec> specs) {
        for (NodeSpec spec : specs) {
            NodeView view = views.get(spec.name());
            if (view != null) {
                update(view, spec);
            }
        }
        publish();
    }

    /** How long until a change is to be published; far away where there is none. */
    long untilDueNanos() {
        long pause = routes.size() < SMALL ? 0 : TimeUnit.MICROSECONDS.toNanos(routes.size() * PAUSE_MICROS_A_NODE);
        return changed ? Math.max(0, publishedNanos + pause - System.nanoTime()) : Long.MAX_VALUE;
    }

    void publishIfDue() {
        if (untilDueNanos() == 0) {
            publish();
        }
    }

    private void publish() {
        changed = false;
        publishedNanos = System.nanoTime();
        Map<String, Destination> destinations = new HashMap<>();
        Map<Long, String> processes = new HashMap<>();
        for (Route route : routes.values()) {
            Destination one = route.destination();
            destinations.merge(one.node(), one, Routes::together);
            if (route.pid() > 0) {
                processes.put(route.pid(), one.node());
            }
            if (!route.isProvided()) {
                one.instances().forEach(pid -> destinations.put(one.node() + "@" + pid, one));
            } else if (route.pid() > 0) {
                destinations.put(one.node() + "@" + route.pid(), byWhomever(one));
            }
        }
        routes.values()
                .forEach(route -> route.spec()
                        .about()
                        .aliases()
                        .forEach(alias -> destinations.putIfAbsent(
                                alias.text(),
                                destinations.get(route.destination().node()))));
        publisher.accept(new RoutingTable(destinations, processes));
    }

    /** Of all supervisors that have a node that speaks no INC any one may answer for it. */
    private static Destination byWhomever(Destination one) {
        return new Destination(one.node(), one.availability(), one.policy(), List.of(), one.reason());
    }

    /** Instances of one name: it can be called as soon as one of them can. */
    private static Destination together(Destination one, Destination other) {
        boolean isFirst = one.availability().compareTo(other.availability()) <= 0;
        return new Destination(
                one.node(),
                isFirst ? one.availability() : other.availability(),
                one.policy(),
                Stream.concat(one.instances().stream(), other.instances().stream())
                        .toList(),
                isFirst ? one.reason() : other.reason());
    }
}
