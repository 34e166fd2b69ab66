package network.ara.up.core;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import network.ara.up.model.Dependency;
import network.ara.up.model.NodeName;

/** Which nodes are to stop: each does once no node is left that needs it and is to stop too. */
final class StopOrder {

    private final Nodes nodes;
    private final Set<NodeName> toStop = new HashSet<>();

    StopOrder(Nodes nodes) {
        this.nodes = nodes;
    }

    /** Begins with {@link #changed}. */
    void add(NodeMachine machine) {
        toStop.add(machine.name());
    }

    void remove(NodeMachine machine) {
        toStop.remove(machine.name());
    }

    /** Whether it is to stop, and has not ended. */
    boolean isDue(NodeMachine machine) {
        return toStop.contains(machine.name()) && !machine.state().hasEnded();
    }

    /** A node came into another state: it, or one that it needs, may be free to stop now. */
    void changed(NodeMachine machine) {
        stopIfFree(machine);
        for (Dependency dependency : machine.spec().dependencies()) {
            nodes.find(dependency.target()).ifPresent(this::stopIfFree);
        }
    }

    /** Who needs whom has changed: any of them may be free to stop now. */
    void recheck() {
        for (NodeName name : List.copyOf(toStop)) {
            nodes.find(name).ifPresent(this::stopIfFree);
        }
    }

    private void stopIfFree(NodeMachine machine) {
        if (toStop.contains(machine.name())
                && nodes.dependents(machine.name()).stream()
                        .noneMatch(dependent -> toStop.contains(dependent.name()) && dependent.holdsUpStop())) {
            machine.stop();
        }
    }
}
