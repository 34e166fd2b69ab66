package network.ara.up.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import network.ara.up.core.Effect.Notice;
import network.ara.up.model.Condition;
import network.ara.up.model.Dependency;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.NodeState;

/**
 * The nodes of one project together: who may start, who may stop, and when all is done. An event in, effects out; the
 * same events give the same effects.
 *
 * <p>Thread: one, the loop's.
 */
public final class Supervisor {

    private static final Set<NodeState> ENDED =
            EnumSet.of(NodeState.STOPPED, NodeState.COMPLETED, NodeState.FAILED, NodeState.SKIPPED);
    private static final Set<NodeState> SETTLED = EnumSet.of(
            NodeState.READY,
            NodeState.UNREADY,
            NodeState.EXTERNAL,
            NodeState.STOPPED,
            NodeState.COMPLETED,
            NodeState.FAILED,
            NodeState.SKIPPED);

    private final Map<NodeName, NodeMachine> machines = new LinkedHashMap<>();
    private final Map<NodeName, List<NodeMachine>> dependents = new LinkedHashMap<>();
    private final Map<NodeState, Integer> counts = new EnumMap<>(NodeState.class);
    private final Map<NodeName, NodeState> counted = new LinkedHashMap<>();
    private final Moment now = new Moment();
    private final Effects effects = new Effects();
    private final Queue<NodeMachine> changed = new ArrayDeque<>();
    private final Shutdown shutdown = new Shutdown(machines, dependents, effects);

    /** Of the critical node whose failure ends the project. */
    private OptionalInt criticalCode = OptionalInt.empty();

    private boolean settled;
    private boolean finished;

    /** @param specs without cycles, in the order in which they are to be listed; unknown targets are ignored */
    public Supervisor(Collection<NodeSpec> specs) {
        for (NodeSpec spec : specs) {
            NodeMachine machine = new NodeMachine(spec, now, effects, changed::add);
            machines.put(spec.name(), machine);
            count(machine);
        }
        for (NodeMachine machine : machines.values()) {
            for (Dependency dependency : machine.spec().dependencies()) {
                dependents
                        .computeIfAbsent(dependency.target(), target -> new ArrayList<>())
                        .add(machine);
            }
        }
    }

    /** The only way in: what to do now that {@code event} has happened. Nothing more after {@link Effect.Finish}. */
    public List<Effect> step(long nowNanos, Event event) {
        if (finished) {
            return List.of();
        }
        now.set(nowNanos);
        tell(event);
        propagate();
        conclude();
        return effects.take();
    }

    /** The only way to look. */
    public Snapshot snapshot() {
        return new Snapshot(machines.values().stream().map(NodeMachine::view).toList());
    }

    private void tell(Event event) {
        if (event instanceof Event.BusJoined) {
            machines.values().forEach(NodeMachine::search);
        } else if (event instanceof Event.StopRequested request) {
            shutdown.begin(request.scope());
        } else if (event instanceof Event.StopForced) {
            machines.values().forEach(NodeMachine::kill);
        } else if (event instanceof Event.OfNode ofNode) {
            NodeMachine machine = machines.get(ofNode.node());
            if (machine != null && !isOld(ofNode, machine)) {
                ofNode.tell(machine);
            }
        }
    }

    /** A result of an earlier incarnation says nothing of this one (traps.md 4). */
    private static boolean isOld(Event.OfNode event, NodeMachine machine) {
        if (event instanceof Event.OfGeneration ofGeneration) {
            return ofGeneration.generation() != machine.generation();
        }
        return event instanceof Event.TimerFired fired && fired.timer().generation() != machine.generation();
    }

    /** Each change of one node may release, or skip, those that wait for it, and the stop of those that it needs. */
    private void propagate() {
        for (NodeMachine machine = changed.poll(); machine != null; machine = changed.poll()) {
            count(machine);
            if (shutdown.hasBegun()) {
                shutdown.changed(machine);
            } else if (isFatal(machine)) {
                endBecauseOf(machine);
            } else {
                judge(machine);
                dependents.getOrDefault(machine.name(), List.of()).forEach(this::judge);
            }
        }
    }

    private void judge(NodeMachine machine) {
        if (machine.state() == NodeState.WAITING) {
            machine.judged(gate(machine));
        }
    }

    private Gate gate(NodeMachine machine) {
        Gate gate = new Gate.Open();
        for (Dependency dependency : machine.spec().dependencies()) {
            NodeMachine target = machines.get(dependency.target());
            if (target == null || holds(dependency.condition(), target)) {
                continue;
            }
            if (!canNeverHold(dependency.condition(), target.state())) {
                gate = gate instanceof Gate.Closed
                        ? gate
                        : new Gate.Closed("waits for '" + target.name() + "', which is "
                                + target.state().word());
            } else if (dependency.kind() == Dependency.Kind.REQUIRES) {
                return new Gate.Never(chain(target));
            }
        }
        return gate;
    }

    private static String chain(NodeMachine target) {
        String why = target.reason().isEmpty() ? "" : ": " + target.reason();
        return "requires '" + target.name() + "', which " + (target.state() == NodeState.FAILED ? "" : "is ")
                + target.state().word() + why;
    }

    private static boolean holds(Condition condition, NodeMachine target) {
        NodeState state = target.state();
        return switch (condition) {
            case STARTED ->
                state == NodeState.STARTED
                        || state == NodeState.READY
                        || state == NodeState.UNREADY
                        || state == NodeState.EXTERNAL
                        || state == NodeState.COMPLETED;
            case READY -> state == NodeState.READY || state == NodeState.EXTERNAL || target.completedAfterReady();
            case COMPLETED -> state == NodeState.COMPLETED;
        };
    }

    private static boolean canNeverHold(Condition condition, NodeState state) {
        return ENDED.contains(state) || (state == NodeState.EXTERNAL && condition == Condition.COMPLETED);
    }

    // The end

    /** One that is skipped will never run either. */
    private static boolean isFatal(NodeMachine machine) {
        return machine.spec().lifecycle().critical()
                && (machine.state() == NodeState.FAILED || machine.state() == NodeState.SKIPPED);
    }

    private void endBecauseOf(NodeMachine machine) {
        criticalCode = OptionalInt.of(machine.failureCode());
        effects.report(
                machine.name(),
                Notice.ENDING,
                "it is critical: the project ends, with exit code " + machine.failureCode());
        shutdown.begin(Event.Scope.OWNED);
    }

    private void conclude() {
        if (!settled && !shutdown.hasBegun() && in(SETTLED) == machines.size()) {
            settled = true;
            effects.add(new Effect.AllSettled());
        }
        if (shutdown.hasBegun() ? shutdown.isOver() : in(ENDED) == machines.size()) {
            finished = true;
            int failures = count(NodeState.FAILED) + count(NodeState.SKIPPED);
            effects.add(new Effect.Finish(criticalCode.orElse(failures > 0 ? 1 : 0)));
        }
    }

    private int in(Set<NodeState> states) {
        return states.stream().mapToInt(this::count).sum();
    }

    private int count(NodeState state) {
        return counts.getOrDefault(state, 0);
    }

    private void count(NodeMachine machine) {
        NodeState before = counted.put(machine.name(), machine.state());
        if (before != null) {
            counts.merge(before, -1, Integer::sum);
        }
        counts.merge(machine.state(), 1, Integer::sum);
    }
}
