package network.ara.up.core;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.Predicate;
import network.ara.up.core.Effect.Notice;
import network.ara.up.model.Dependency;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeState;
import org.jspecify.annotations.Nullable;

/** The end of a project: which of its nodes stop, each after all that need it, and which go on. */
final class Shutdown {

    private static final String OF_AN_EARLIER_RUN = "'ara-up down' stops it";

    private final Nodes nodes;
    private final StopOrder stops;
    private final Effects effects;
    private final Set<NodeName> told = new HashSet<>();

    private Event.Scope scope = Event.Scope.OWNED;
    private boolean begun;
    private boolean decided;

    Shutdown(Nodes nodes, StopOrder stops, Effects effects) {
        this.nodes = nodes;
        this.stops = stops;
        this.effects = effects;
    }

    boolean hasBegun() {
        return begun;
    }

    /** Once more with a wider scope stops more; a narrower one takes nothing back. */
    void begin(Event.Scope wanted) {
        begun = true;
        decided = false;
        scope = scope == Event.Scope.PROJECT ? scope : wanted;
        for (NodeMachine machine : nodes.all()) {
            machine.retire(scope == Event.Scope.PROJECT);
            if (scope == Event.Scope.PROJECT || machine.origin() == Origin.OWNED) {
                machine.forgetWork();
            }
        }
        decide();
    }

    /** Nothing that a node which may go on needs is stopped before it is known what runs. */
    private void decide() {
        boolean isOpen = nodes.all().stream().anyMatch(machine -> is(machine, NodeState.ABSENT));
        if (isOpen && nodes.all().stream().anyMatch(Shutdown::mayGoOn)) {
            return;
        }
        decided = true;
        Map<NodeName, String> stays = whatStays();
        for (NodeMachine machine : nodes.all()) {
            if (machine.origin() != Origin.EXTERNAL) {
                stopOrStay(machine, stays.get(machine.name()));
            }
        }
        nodes.all().forEach(stops::changed);
    }

    private void stopOrStay(NodeMachine machine, @Nullable String whyItStays) {
        if (whyItStays == null) {
            stops.add(machine);
            return;
        }
        stops.remove(machine); // it was not known before that it runs
        if (told.add(machine.name())) {
            effects.report(machine.name(), Notice.LEFT_RUNNING, whyItStays);
        }
    }

    /** A node came into another state: one that it needs may be free to stop now. */
    void changed(NodeMachine machine) {
        if (!decided) {
            decide();
            return;
        }
        stops.changed(machine);
    }

    /** Whether all that is to stop has ended. */
    boolean isOver() {
        return decided && nodes.all().stream().noneMatch(this::isLeftToStop);
    }

    private boolean isLeftToStop(NodeMachine machine) {
        return stops.isDue(machine) && !is(machine, NodeState.EXTERNAL);
    }

    // What stays

    /** Those that go on, and all that they require; with the reason. */
    private Map<NodeName, String> whatStays() {
        Map<NodeName, String> reasons = new LinkedHashMap<>();
        for (NodeMachine needed : nodes.all()) {
            if (!needed.neededBy().isEmpty() && isUp(needed)) {
                reasons.put(
                        needed.name(), needed.neededBy() + " needs it; 'ara-up down --force' stops it all the same");
                requirementsStay(needed, "'" + needed.name() + "' needs it", reasons);
            }
        }
        stay(Shutdown::isPersistent, "it is persistent", "is persistent and requires it", reasons);
        if (scope == Event.Scope.OWNED) {
            stay(
                    machine -> machine.origin() == Origin.ADOPTED || machine.origin() == Origin.EXTERNAL,
                    OF_AN_EARLIER_RUN,
                    "requires it; " + OF_AN_EARLIER_RUN,
                    reasons);
        }
        return reasons;
    }

    private void stay(Predicate<NodeMachine> which, String why, String whyRequired, Map<NodeName, String> reasons) {
        for (NodeMachine root : nodes.all()) {
            if (which.test(root) && isUp(root)) {
                reasons.putIfAbsent(root.name(), why);
                requirementsStay(root, "'" + root.name() + "' " + whyRequired, reasons);
            }
        }
    }

    /** What runs of that which {@code root} requires, however indirectly. */
    private void requirementsStay(NodeMachine root, String why, Map<NodeName, String> reasons) {
        Queue<NodeMachine> open = new ArrayDeque<>(List.of(root));
        for (NodeMachine machine = open.poll(); machine != null; machine = open.poll()) {
            for (Dependency dependency : machine.spec().dependencies()) {
                NodeMachine target = nodes.find(dependency.target()).orElse(null);
                if (dependency.kind() == Dependency.Kind.REQUIRES
                        && target != null
                        && isUp(target)
                        && reasons.putIfAbsent(target.name(), why) == null) {
                    open.add(target);
                }
            }
        }
    }

    /** One that is stopping already, because it failed, is not to be left half stopped. */
    private static boolean isUp(NodeMachine machine) {
        return is(machine, NodeState.EXTERNAL) || (machine.state().isRunning() && !is(machine, NodeState.STOPPING));
    }

    /** Even if it is not known yet whether it runs. */
    private static boolean mayGoOn(NodeMachine machine) {
        return !machine.state().hasEnded()
                && (isPersistent(machine) || !machine.neededBy().isEmpty());
    }

    private static boolean isPersistent(NodeMachine machine) {
        return machine.spec().isPersistent();
    }

    private static boolean is(NodeMachine machine, NodeState state) {
        return machine.state() == state;
    }
}
