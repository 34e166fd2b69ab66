package network.ara.up.core;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import network.ara.up.core.Effect.Notice;
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

    private final Nodes nodes = new Nodes();
    private final Moment now = new Moment();
    private final Effects effects = new Effects();
    private final Queue<NodeMachine> changed = new ArrayDeque<>();
    /** Since they were last taken. */
    private final Set<NodeName> touched = new LinkedHashSet<>();

    private final StopOrder stops = new StopOrder(nodes);
    private final Shutdown shutdown = new Shutdown(nodes, stops, effects);
    private final Orders orders = new Orders(nodes, stops, this::machine);
    private final Gates gates;

    /** Of the critical node whose failure ends the project. */
    private OptionalInt criticalCode = OptionalInt.empty();

    private boolean settled;
    private boolean finished;

    /**
     * @param specs without cycles, in the order in which they are to be listed; unknown targets are ignored
     * @param parallel how many nodes may be starting at a time
     */
    public Supervisor(Collection<NodeSpec> specs, int parallel) {
        gates = new Gates(nodes, stops, parallel);
        specs.forEach(spec -> {
            nodes.add(machine(spec));
            touched.add(spec.name());
        });
    }

    private NodeMachine machine(NodeSpec spec) {
        return new NodeMachine(spec, nodes.lastGeneration(spec.name()), now, effects, machine -> {
            nodes.count(machine);
            changed.add(machine);
            touched.add(machine.name());
        });
    }

    /** The only way in: what to do now that {@code event} has happened. Nothing more after {@link Effect.Finish}. */
    public List<Effect> step(long nowNanos, Event event) {
        if (finished) {
            return List.of();
        }
        now.set(nowNanos);
        List<? extends Event> events = event instanceof Event.Orders together ? together.all() : List.of(event);
        for (Event one : events) {
            tell(one);
            propagate();
        }
        conclude();
        return effects.take();
    }

    /** The nodes that are otherwise than when this was last asked, as they are now; empty for one that is not known any more. */
    public Map<NodeName, Optional<Snapshot.NodeView>> takeTouched() {
        Map<NodeName, Optional<Snapshot.NodeView>> views = new LinkedHashMap<>();
        touched.forEach(name -> views.put(name, nodes.find(name).map(this::view)));
        touched.clear();
        return views;
    }

    private Snapshot.NodeView view(NodeMachine machine) {
        return machine.view(stops.isDue(machine), gates.isHeldBackBySilence(machine));
    }

    /** The only way to look at all. */
    public Snapshot snapshot() {
        return new Snapshot(nodes.all().stream().map(this::view).toList(), shutdown.hasBegun());
    }

    private void tell(Event event) {
        if (event instanceof Event.BusJoined) {
            nodes.all().forEach(NodeMachine::search);
        } else if (event instanceof Event.StopRequested request) {
            shutdown.begin(request.scope());
        } else if (event instanceof Event.StopForced) {
            nodes.all().forEach(NodeMachine::kill);
        } else if (event instanceof Event.Order order && !shutdown.hasBegun()) {
            touched.add(order.node());
            orders.obey(order);
        } else if (event instanceof Event.OfNode ofNode) {
            nodes.find(ofNode.node())
                    .filter(machine -> !isOld(ofNode, machine))
                    .ifPresent(machine -> tell(machine, ofNode));
        }
    }

    /** Instances of one name are looked at, and rest, together: which of them the next call would reach nobody knows. */
    private void tell(NodeMachine machine, Event.OfNode event) {
        if (event instanceof Event.TimerFired fired && fired.timer().kind() == Timer.Kind.IDLE) {
            nodes.instances(machine).forEach(NodeMachine::beginLook);
            event.tell(machine);
        } else if (event instanceof Event.IdleLooked looked) {
            List<NodeMachine> instances = nodes.instances(machine);
            boolean isKept = looked.restMillis() == 0 && instances.stream().anyMatch(NodeMachine::keepsOthersUp);
            instances.forEach(isKept ? NodeMachine::goOn : event::tell);
        } else {
            event.tell(machine);
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
            if (shutdown.hasBegun()) {
                shutdown.changed(machine);
            } else if (isFatal(machine)) {
                endBecauseOf(machine);
            } else {
                orders.changed(machine);
                judge(machine);
                wake(machine);
                nodes.dependents(machine.name()).forEach(this::judge);
                gates.next().ifPresent(this::judge);
            }
        }
    }

    /** What rests until it is called runs while somebody needs it, and rests when it has nothing to do. */
    private void wake(NodeMachine machine) {
        if (machine.isIdle() && gates.isNeeded(machine)) {
            machine.goOn();
        } else if (machine.isIdle()) {
            machine.stopIdle();
        }
        for (Dependency dependency : machine.spec().dependencies()) {
            nodes.find(dependency.target())
                    .filter(target -> target.state() == NodeState.ON_CALL)
                    .ifPresent(this::judge);
        }
    }

    /** One that was skipped gets another chance when what it requires does. */
    private void judge(NodeMachine machine) {
        if (machine.isHeldBack()) {
            machine.judged(gates.of(machine));
        }
    }

    // The end

    /** One that is skipped will never run either. What somebody ordered is no failure (traps.md 13). */
    private boolean isFatal(NodeMachine machine) {
        return machine.spec().lifecycle().critical()
                && ((machine.state() == NodeState.FAILED && !machine.isToBootNow())
                        || (machine.state() == NodeState.SKIPPED && !gates.isHeldBackByOrder(machine)));
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
        if (!settled && !shutdown.hasBegun() && nodes.areAll(NodeState::isSettled)) {
            settled = true;
            effects.add(new Effect.AllSettled());
        }
        if (shutdown.hasBegun() ? shutdown.isOver() : haveAllEndedByThemselves()) {
            finished = true;
            int failures = nodes.in(NodeState.FAILED) + nodes.in(NodeState.SKIPPED);
            effects.add(new Effect.Finish(criticalCode.orElse(failures > 0 ? 1 : 0)));
        }
    }

    /** What was ordered to stop may be ordered to start, and what a call boots may be called: it is not the end (traps.md 13). */
    private boolean haveAllEndedByThemselves() {
        return nodes.areAll(state -> state.hasEnded() && state != NodeState.STOPPED)
                && nodes.all().stream().noneMatch(machine -> machine.spec().isOnCall());
    }
}
