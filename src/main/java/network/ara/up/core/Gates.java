package network.ara.up.core;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import network.ara.up.model.Condition;
import network.ara.up.model.Dependency;
import network.ara.up.model.NodeState;

/**
 * Judges whether a node may start, by the states that its dependencies have at this moment and by nothing that was
 * (traps.md 2).
 */
final class Gates {

    private final Nodes nodes;
    private final StopOrder stops;
    private final int parallel;
    /** Those that only wait for others to have started. */
    private final Set<NodeMachine> inLine = new LinkedHashSet<>();

    /** @param parallel how many nodes may be starting at a time */
    Gates(Nodes nodes, StopOrder stops, int parallel) {
        this.nodes = nodes;
        this.stops = stops;
        this.parallel = parallel;
    }

    Gate of(NodeMachine machine) {
        inLine.remove(machine);
        if (!machine.isWanted() && !isNeeded(machine)) {
            return new Gate.AtRest();
        }
        Gate gate = new Gate.Open();
        for (Dependency dependency : machine.spec().dependencies()) {
            Optional<NodeMachine> known = nodes.find(dependency.target());
            if (known.isEmpty() || holds(dependency.condition(), known.get())) {
                continue;
            }
            NodeMachine target = known.get();
            if (!canNeverHold(dependency.condition(), target)) {
                gate = gate instanceof Gate.Closed ? gate : new Gate.Closed(waitsFor(target));
            } else if (dependency.kind() == Dependency.Kind.REQUIRES) {
                return new Gate.Never(chain(target));
            }
        }
        if (gate instanceof Gate.Open && isFull()) {
            inLine.add(machine);
            return new Gate.Closed("waits for its turn: " + starting() + " nodes are starting");
        }
        return gate;
    }

    /** Whether a node that runs, or is to run, requires or wants it, however indirectly. */
    boolean isNeeded(NodeMachine machine) {
        Set<NodeMachine> seen = new LinkedHashSet<>();
        Deque<NodeMachine> open = new ArrayDeque<>(List.of(machine));
        while (!open.isEmpty()) {
            NodeMachine target = open.remove();
            for (NodeMachine dependent : nodes.dependents(target.name())) {
                if (isOver(dependent) || !needs(dependent, target) || !seen.add(dependent)) {
                    continue;
                } else if (dependent.isWanted() || isUnderWay(dependent.state())) {
                    return true;
                }
                open.add(dependent);
            }
        }
        return false;
    }

    /** One that is skipped is not: it starts as soon as it can. */
    private static boolean isOver(NodeMachine machine) {
        return machine.state().hasEnded() && machine.state() != NodeState.SKIPPED && !machine.isToBootNow();
    }

    private static boolean isUnderWay(NodeState state) {
        return state.isRunning() || state == NodeState.EXTERNAL || state == NodeState.BACKOFF;
    }

    private static boolean needs(NodeMachine dependent, NodeMachine target) {
        return dependent.spec().dependencies().stream()
                .anyMatch(dependency ->
                        dependency.target().equals(target.name()) && dependency.kind() != Dependency.Kind.AFTER);
    }

    /** One that only waits for others to have started, if one more may start now. */
    Optional<NodeMachine> next() {
        inLine.removeIf(machine -> !machine.isHeldBack());
        return isFull() ? Optional.empty() : inLine.stream().findFirst();
    }

    private boolean isFull() {
        return starting() >= parallel;
    }

    private int starting() {
        return nodes.in(NodeState.STARTING) + nodes.in(NodeState.STARTED);
    }

    /** Whether something that it requires, however indirectly, was ordered to stop. */
    boolean isHeldBackByOrder(NodeMachine machine) {
        return requiresOneThatIs(NodeState.STOPPED, machine);
    }

    /** Whether it waits for a node that runs and does not answer, which nothing but an answer ends. */
    boolean isHeldBackBySilence(NodeMachine machine) {
        return machine.isHeldBack() && nodes.in(NodeState.UNREADY) > 0 && requiresOneThatIs(NodeState.UNREADY, machine);
    }

    private boolean requiresOneThatIs(NodeState state, NodeMachine machine) {
        Set<NodeMachine> seen = new LinkedHashSet<>();
        Deque<NodeMachine> open = new ArrayDeque<>(List.of(machine));
        while (!open.isEmpty()) {
            for (Dependency dependency : open.remove().spec().dependencies()) {
                Optional<NodeMachine> target = nodes.find(dependency.target())
                        .filter(needed -> dependency.kind() == Dependency.Kind.REQUIRES && seen.add(needed));
                if (target.filter(needed -> needed.state() == state).isPresent()) {
                    return true;
                }
                target.ifPresent(open::add);
            }
        }
        return false;
    }

    private String waitsFor(NodeMachine target) {
        return "waits for '" + target.name() + "', which is "
                + (stops.isDue(target) ? "to stop" : target.state().word());
    }

    private static String chain(NodeMachine target) {
        String why = target.reason().isEmpty() ? "" : ": " + target.reason();
        return "requires '" + target.name() + "', which " + (target.state() == NodeState.FAILED ? "" : "is ")
                + target.state().word() + why;
    }

    /** One that is about to stop does not hold any more: what it releases would lose it at once. */
    private boolean holds(Condition condition, NodeMachine target) {
        NodeState state = target.state();
        boolean does = switch (condition) {
            case STARTED ->
                state == NodeState.STARTED
                        || state == NodeState.READY
                        || state == NodeState.UNREADY
                        || state == NodeState.EXTERNAL
                        || state == NodeState.COMPLETED;
            case READY -> state == NodeState.READY || state == NodeState.EXTERNAL || target.completedAfterReady();
            case COMPLETED -> state == NodeState.COMPLETED;
        };
        return does && !stops.isDue(target);
    }

    private static boolean canNeverHold(Condition condition, NodeMachine target) {
        return (target.state().hasEnded() && !target.isToBootNow())
                || (target.state() == NodeState.EXTERNAL && condition == Condition.COMPLETED);
    }
}
