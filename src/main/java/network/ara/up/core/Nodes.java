package network.ara.up.core;

import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import network.ara.up.model.Dependency;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.NodeState;

/** The nodes of the project, who needs whom, and how many are in each state. */
final class Nodes {

    private final Map<NodeName, NodeMachine> machines = new LinkedHashMap<>();
    private final Map<NodeName, Set<NodeMachine>> dependents = new LinkedHashMap<>();
    private final Map<NodeName, NodeState> counted = new LinkedHashMap<>();
    /** Of those that were removed. */
    private final Map<NodeName, Integer> generations = new LinkedHashMap<>();

    private final Map<NodeState, Integer> counts = new EnumMap<>(NodeState.class);

    /** The last generation that a node of this name has had; what is heard of an earlier one counts for none. */
    int lastGeneration(NodeName name) {
        return generations.getOrDefault(name, 0);
    }

    void add(NodeMachine machine) {
        machines.put(machine.name(), machine);
        link(machine);
        count(machine);
    }

    void describe(NodeMachine machine, NodeSpec spec) {
        unlink(machine);
        machine.describe(spec);
        link(machine);
    }

    void remove(NodeMachine machine) {
        generations.put(machine.name(), machine.generation());
        unlink(machine);
        machines.remove(machine.name());
        NodeState before = counted.remove(machine.name());
        if (before != null) {
            counts.merge(before, -1, Integer::sum);
        }
    }

    private void link(NodeMachine machine) {
        for (Dependency dependency : machine.spec().dependencies()) {
            dependents
                    .computeIfAbsent(dependency.target(), target -> new LinkedHashSet<>())
                    .add(machine);
        }
    }

    private void unlink(NodeMachine machine) {
        for (Dependency dependency : machine.spec().dependencies()) {
            dependents.getOrDefault(dependency.target(), Set.of()).remove(machine);
        }
    }

    Collection<NodeMachine> all() {
        return machines.values();
    }

    Optional<NodeMachine> find(NodeName name) {
        return Optional.ofNullable(machines.get(name));
    }

    /** Those that are one node on the bus, itself among them. */
    List<NodeMachine> instances(NodeMachine machine) {
        if (!machine.spec().isInstance()) {
            return List.of(machine);
        }
        NodeName name = machine.spec().busName();
        return machines.values().stream()
                .filter(it -> it.spec().isInstance() && it.spec().busName().equals(name))
                .toList();
    }

    /** Those that depend on it, in whatever way. */
    List<NodeMachine> dependents(NodeName name) {
        return List.copyOf(dependents.getOrDefault(name, Set.of()));
    }

    /** It may have come into another state. */
    void count(NodeMachine machine) {
        NodeState before = counted.put(machine.name(), machine.state());
        if (before != null) {
            counts.merge(before, -1, Integer::sum);
        }
        counts.merge(machine.state(), 1, Integer::sum);
    }

    int in(NodeState state) {
        return counts.getOrDefault(state, 0);
    }

    boolean areAll(Predicate<NodeState> which) {
        return counts.entrySet().stream().allMatch(entry -> entry.getValue() == 0 || which.test(entry.getKey()));
    }
}
