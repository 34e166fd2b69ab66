package network.ara.up.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    private final Set<NodeName> toStop = new HashSet<>();

    private boolean stopping;
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
            stop(request.scope());
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
            judge(machine);
            dependents.getOrDefault(machine.name(), List.of()).forEach(this::judge);
            if (stopping) {
                stopWhatIsFree(machine);
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

    // Stopping

    private void stop(Event.Scope scope) {
        boolean first = !stopping;
        stopping = true;
        Set<NodeName> stays = scope == Event.Scope.OWNED ? whatStays() : Set.of();
        for (NodeMachine machine : machines.values()) {
            if (stays.contains(machine.name())) {
                if (first) {
                    effects.report(machine.name(), Notice.LEFT_RUNNING, "'ara-up down' stops it");
                }
            } else if (machine.origin() != Origin.EXTERNAL) {
                toStop.add(machine.name());
            }
            machine.retire(scope == Event.Scope.PROJECT);
        }
        machines.values().forEach(this::stopIfFree);
    }

    /** What an earlier run started stays when this run ends, and so does all that a staying or foreign node requires. */
    private Set<NodeName> whatStays() {
        Set<NodeName> seen = new HashSet<>();
        Queue<NodeMachine> open = new ArrayDeque<>();
        machines.values().stream()
                .filter(machine -> machine.origin() == Origin.ADOPTED || machine.origin() == Origin.EXTERNAL)
                .forEach(open::add);
        for (NodeMachine machine = open.poll(); machine != null; machine = open.poll()) {
            boolean runs = machine.holdsUpStop() || machine.origin() == Origin.EXTERNAL;
            if (runs && seen.add(machine.name())) {
                required(machine).forEach(open::add);
            }
        }
        seen.removeIf(name -> machine(name).origin() == Origin.EXTERNAL);
        return seen;
    }

    private List<NodeMachine> required(NodeMachine machine) {
        return machine.spec().dependencies().stream()
                .filter(dependency -> dependency.kind() == Dependency.Kind.REQUIRES)
                .filter(dependency -> machines.containsKey(dependency.target()))
                .map(dependency -> machine(dependency.target()))
                .toList();
    }

    private void stopWhatIsFree(NodeMachine changedOne) {
        stopIfFree(changedOne);
        for (Dependency dependency : changedOne.spec().dependencies()) {
            NodeMachine target = machines.get(dependency.target());
            if (target != null) {
                stopIfFree(target);
            }
        }
    }

    private void stopIfFree(NodeMachine machine) {
        if (toStop.contains(machine.name())
                && dependents.getOrDefault(machine.name(), List.of()).stream()
                        .noneMatch(dependent -> toStop.contains(dependent.name()) && dependent.holdsUpStop())) {
            machine.stop();
        }
    }

    // The end

    private void conclude() {
        if (!settled && !stopping && in(SETTLED) == machines.size()) {
            settled = true;
            effects.add(new Effect.AllSettled());
        }
        boolean failed = count(NodeState.FAILED) + count(NodeState.SKIPPED) > 0;
        boolean done = stopping
                ? toStop.stream().map(this::machine).allMatch(Supervisor::hasEnded)
                : in(ENDED) == machines.size();
        if (done) {
            finished = true;
            effects.add(new Effect.Finish(failed));
        }
    }

    private static boolean hasEnded(NodeMachine machine) {
        return ENDED.contains(machine.state()) || machine.state() == NodeState.EXTERNAL;
    }

    private NodeMachine machine(NodeName name) {
        return Objects.requireNonNull(machines.get(name), name::text);
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
