package network.ara.up.core;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.NodeState;

/** What somebody wants of single nodes, while the project runs. */
final class Orders {

    private final Nodes nodes;
    private final StopOrder stops;
    private final Function<NodeSpec, NodeMachine> maker;
    private final Set<NodeName> withdrawn = new HashSet<>();

    /** @param maker makes a node that is not known yet */
    Orders(Nodes nodes, StopOrder stops, Function<NodeSpec, NodeMachine> maker) {
        this.nodes = nodes;
        this.stops = stops;
        this.maker = maker;
    }

    void obey(Event.Order order) {
        if (order instanceof Event.Described described) {
            describe(described.spec());
            return;
        }
        nodes.find(order.node()).ifPresent(machine -> {
            if (order instanceof Event.StopOrdered) {
                stop(machine);
            } else if (order instanceof Event.StartOrdered) {
                start(machine);
            } else if (order instanceof Event.RestartOrdered) {
                restart(machine);
            } else if (order instanceof Event.Withdrawn) {
                withdraw(machine);
            }
        });
    }

    private void describe(NodeSpec spec) {
        withdrawn.remove(spec.name());
        nodes.find(spec.name())
                .ifPresentOrElse(
                        machine -> {
                            nodes.describe(machine, spec);
                            stops.recheck();
                        },
                        () -> {
                            NodeMachine machine = maker.apply(spec);
                            nodes.add(machine);
                            machine.search();
                        });
    }

    /** What somebody else started goes on without us. */
    private void withdraw(NodeMachine machine) {
        if (machine.state() == NodeState.EXTERNAL) {
            nodes.remove(machine);
        } else {
            withdrawn.add(machine.name());
            stop(machine);
            changed(machine);
        }
    }

    private void start(NodeMachine machine) {
        stops.remove(machine);
        machine.bootAnew();
        stops.recheck();
    }

    private void stop(NodeMachine machine) {
        machine.retire(true);
        stops.add(machine);
        stops.changed(machine);
    }

    /** One that only waits has nothing to stop: it starts once, when its time comes (traps.md 12). */
    private void restart(NodeMachine machine) {
        if (machine.state().isRunning()) {
            stop(machine);
            machine.bootWhenStopped();
        } else {
            start(machine);
        }
    }

    /** A node came into another state: what was ordered may be done. */
    void changed(NodeMachine machine) {
        if (machine.isToBootNow()) {
            stops.changed(machine);
            stops.remove(machine);
            machine.bootNow();
        } else if (withdrawn.contains(machine.name()) && machine.state().hasEnded()) {
            withdrawn.remove(machine.name());
            stops.changed(machine);
            stops.remove(machine);
            nodes.remove(machine);
        } else {
            stops.changed(machine);
        }
    }
}
